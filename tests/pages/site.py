"""Mithaq as its users meet it: a server process, and a client that follows nothing by itself."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from loaders.release.build import build_release
from loaders.release.opening import Release, open_release
from loaders.release.settings import BuildSettings

PROJECT = Path(__file__).parents[2]
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_START = (
    "import argparse, sys; from server.command import serve; "
    "parser = argparse.ArgumentParser(); serve.add_parser(parser.add_subparsers()); "
    "arguments = parser.parse_args(['serve', *sys.argv[1:]]); sys.exit(arguments.run(arguments))"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True, slots=True)
class Site:
    """A running server over one release."""

    port: int
    release: Release

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def slug(self) -> str:
        """Return the slug of the first document."""
        return self.release.slugs[0]

    def get(self, path: str, /, *, accept: str = HTML, **headers: str) -> Answer:
        return self.request("GET", path, accept=accept, **headers)

    def post(self, path: str, fields: Mapping[str, str], /, *, accept: str = HTML) -> Answer:
        form = {"content_type": "application/x-www-form-urlencoded"}
        return self.request("POST", path, urlencode(fields).encode(), accept=accept, **form)

    def request(
        self, method: str, path: str, body: bytes | None = None, /, **headers: str
    ) -> Answer:
        """Send one request; underscores in names of headers become hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            target = quote(path, safe="/?&=%#+:;,~()*'!$@-._")
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target.partition("#")[0], body, sent)
            answer = connection.getresponse()
            fields = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, fields, answer.read())
        finally:
            connection.close()


@contextmanager
def serving(releases: Path, *flags: str) -> Iterator[Site]:
    """Serve a release of the shipped documents in `releases`; it is built if there is none."""
    if not (releases / "current").exists():
        build_release(BuildSettings(documents=PROJECT / "data" / "documents", out=releases, jobs=1))
    command = [sys.executable, "-c", _START, "--port", "0", "--release", str(releases)]
    command += ["--workers", "3", "--access-log", "", *flags]
    log = releases / "server.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(command, cwd=PROJECT, stdout=errors, stderr=errors) as process,
    ):
        try:
            yield Site(_port(process, log), open_release(releases))
        finally:
            process.terminate()


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    """Wait until the server says where it listens."""
    for _ in range(600):
        said = log.read_text(encoding="utf-8")
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", said):
            return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
