"""``mithaq serve``: serve the current release over HTTP."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from server.config import ServerConfig, load_config

if TYPE_CHECKING:
    from collections.abc import Callable


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line; every setting is a flag."""
    parser = commands.add_parser(
        "serve",
        help="serve the graph over HTTP",
        description="Serves the current release; builds one first if there is none. Every setting "
        "can also stand in a TOML file (--config) or in the environment (MITHAQ_<NAME>).",
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="TOML file with settings")
    for setting in fields(ServerConfig):
        flag = "--" + setting.name.replace("_", "-")
        meaning = setting.metadata["meaning"].replace("%", "%%")
        if isinstance(setting.default, bool):
            parser.add_argument(
                flag, action=argparse.BooleanOptionalAction, default=None, help=meaning
            )
        else:
            # Checked with the other sources, so that all of them complain alike.
            parser.add_argument(flag, metavar=_metavar(setting.default), help=meaning)
    parser.set_defaults(run=run)


def _metavar(default: object) -> str:
    if isinstance(default, Path):
        return "DIR"
    if isinstance(default, int | float):
        return "N"
    return "IRI[,IRI…]" if isinstance(default, tuple) else "TEXT"


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; 0 if stopped in good order."""
    from server.app import create_app
    from server.engine.heap import keep_freed_memory
    from server.protocol.wire.listener import open_port, serve
    from server.service import EXTENSION

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    config = load_config(file=arguments.config, environment=os.environ, flags=vars(arguments))
    listening = open_port(config.host, config.port)
    try:
        _build_if_missing(config.release)
        keep_freed_memory()
        app = create_app(config)
        try:
            serve(app, listening, _announcement(listening.getsockname()))
        finally:
            app.extensions[EXTENSION].close()
    finally:
        listening.close()
    return 0


def _build_if_missing(releases: Path) -> None:
    """Make a release where none was ever made; a damaged one is left for the operator to see."""
    if (releases / "current").exists() or (releases / "manifest.json").is_file():
        return
    from loaders.release.build import build_release
    from loaders.release.settings import BuildSettings

    build_release(BuildSettings(out=releases))


def _announcement(address: tuple[object, ...]) -> Callable[[], None]:
    host, port = str(address[0]), address[1]
    shown = f"[{host}]" if ":" in host else host

    def announce() -> None:
        print(f"Mithaq serves at http://{shown}:{port}/", file=sys.stderr, flush=True)  # noqa: T201

    return announce
