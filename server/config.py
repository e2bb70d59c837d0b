"""Configuration of the service: one table, read from file, environment and command line.

Each setting is a field of :class:`ServerConfig`; its metadata is the one place where it is
described, and :func:`settings_table` renders it for the documentation. Later sources win: built-in
default, TOML file, environment (``MITHAQ_<NAME>``), command line (``--<name>``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loaders.errors import UsageError
from loaders.release.settings import DEFAULT_RELEASES

if TYPE_CHECKING:
    from server.engine.settings import EngineSettings

ENVIRONMENT_PREFIX = "MITHAQ_"


def _about(meaning: str, *, unit: str = "", least: float | None = None) -> dict[str, Any]:
    return {"meaning": meaning, "unit": unit, "least": least}


@dataclass(frozen=True, slots=True)
class ServerConfig:
    """Everything an operator can set; the defaults serve a laptop and a small public host."""

    host: str = field(default="127.0.0.1", metadata=_about("address to listen on"))
    port: int = field(
        default=8000, metadata=_about("port to listen on; 0 takes a free one", least=0)
    )
    release: Path = field(
        default=DEFAULT_RELEASES,
        metadata=_about("directory of releases (with `current` in it), or one release"),
    )
    workers: int = field(
        default=0,
        metadata=_about(
            "query processes kept warm, and short queries at a time; 0 is two more than processors",
            least=0,
        ),
    )
    max_workers: int = field(
        default=64, metadata=_about("query processes in all, slow queries included", least=1)
    )
    timeout: float = field(
        default=10.0,
        metadata=_about("deadline of a query; clients may ask for less", unit="s", least=0.05),
    )
    memory_mb: int = field(
        default=2048, metadata=_about("address space of a query process", unit="MiB", least=1024)
    )
    total_memory_mb: int = field(
        default=0,
        metadata=_about(
            "memory of all query processes; 0 is half of the machine's", unit="MiB", least=0
        ),
    )
    max_query_bytes: int = field(
        default=2 * 1024 * 1024, metadata=_about("longest query", unit="bytes", least=1024)
    )
    max_result_rows: int = field(
        default=0,
        metadata=_about(
            "most rows of an answer, announced with the answer; 0 is no limit", least=0
        ),
    )
    max_result_bytes: int = field(
        default=1024 * 1024 * 1024,
        metadata=_about("largest serialised answer", unit="bytes", least=1024),
    )
    queue_length: int = field(
        default=256,
        metadata=_about("queries that may wait; more get 503 and Retry-After", least=0),
    )
    queue_seconds: float = field(
        default=5.0, metadata=_about("longest wait of a query, then 503", unit="s", least=0.05)
    )
    per_client: int = field(
        default=56, metadata=_about("queries that one client may have at work at a time", least=1)
    )
    spool_mb: int = field(
        default=4096,
        metadata=_about("answers that wait on disk for slow clients", unit="MiB", least=0),
    )
    transfer_seconds: float = field(
        default=600.0,
        metadata=_about("longest time that an answer waits for its client", unit="s", least=1),
    )
    cache_mb: int = field(
        default=64, metadata=_about("memory for serialised answers; 0 is none", unit="MiB", least=0)
    )
    service_allow_list: tuple[str, ...] = field(
        default=(), metadata=_about("endpoints that SERVICE may ask; none unless named")
    )
    service_timeout: float = field(
        default=5.0,
        metadata=_about("time for one call of an allowed endpoint", unit="s", least=0.05),
    )
    service_bytes: int = field(
        default=8 * 1024 * 1024,
        metadata=_about("largest answer of an allowed endpoint", unit="bytes", least=1024),
    )
    service_private_addresses: bool = field(
        default=False, metadata=_about("let an allowed endpoint live on a private address")
    )
    rate_limit: float = field(
        default=0.0,
        metadata=_about(
            "requests a second and client, on average; 0 is no limit", unit="1/s", least=0
        ),
    )
    rate_burst: int = field(
        default=50, metadata=_about("requests that a client may make at once", least=1)
    )
    trust_forwarded: bool = field(
        default=False,
        metadata=_about("believe Forwarded and X-Forwarded-* (only behind a proxy that sets them)"),
    )
    public_url: str = field(
        default="",
        metadata=_about("address of the service as clients see it, where it is not the Host asked"),
    )
    access_log: str = field(
        default="-", metadata=_about("file for the access log; - is standard output, empty is none")
    )
    max_header_bytes: int = field(
        default=65536,
        metadata=_about("largest request head but for the address", unit="bytes", least=1024),
    )
    max_uri_bytes: int = field(
        default=65536, metadata=_about("longest address of a request", unit="bytes", least=256)
    )
    header_timeout: float = field(
        default=10.0,
        metadata=_about("time for the head of a request to arrive", unit="s", least=0.05),
    )
    body_timeout: float = field(
        default=20.0,
        metadata=_about("time for the body of a request to arrive", unit="s", least=0.05),
    )
    send_timeout: float = field(
        default=30.0,
        metadata=_about("time that a client may take no byte of its answer", unit="s", least=0.05),
    )
    idle_timeout: float = field(
        default=60.0,
        metadata=_about(
            "time that a connection may stay open without a request", unit="s", least=0.05
        ),
    )
    max_connections: int = field(default=4000, metadata=_about("connections open at once", least=1))
    stop_timeout: float = field(
        default=15.0,
        metadata=_about(
            "time for answers under way when the service is stopped", unit="s", least=0
        ),
    )

    def engine_settings(self) -> EngineSettings:
        """Return the part that the query workers need."""
        from server.engine.settings import EngineSettings

        shared = {setting.name for setting in fields(EngineSettings)}
        values = {name: getattr(self, name) for name in self.__slots__ if name in shared}
        for name in ("max_result_rows", "total_memory_mb"):
            values[name] = values[name] or None
        if not values["workers"]:
            del values["workers"]  # the engine's own default: what suits the machine
        return EngineSettings(**values)

    @property
    def max_body_bytes(self) -> int:
        """Return the largest request body: a query of full length, every byte percent-encoded."""
        return 3 * self.max_query_bytes + 65536


def load_config(
    *,
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> ServerConfig:
    """Return the configuration from the given sources, the last named source winning.

    :param file: a TOML file whose keys are setting names.
    :param environment: variables; only those that begin with ``MITHAQ_`` are read.
    :param flags: values from the command line; None means "not given".
    :raises UsageError: an unknown setting in the file, or a value of the wrong type or size.
    """
    known = {setting.name: setting for setting in fields(ServerConfig)}
    values: dict[str, Any] = {}
    for name, value in _read_file(file).items():
        if name not in known:
            raise UsageError(
                f"{file}: there is no setting “{name}”.",
                remedy=f"Known settings: {', '.join(sorted(known))}.",
            )
        values[name] = _converted(known[name], value, f"{file}: {name}")
    for name, setting in known.items():
        variable = ENVIRONMENT_PREFIX + name.upper()
        if environment and variable in environment:
            values[name] = _converted(setting, environment[variable], variable)
        if flags and flags.get(name) is not None:
            values[name] = _converted(setting, flags[name], "--" + name.replace("_", "-"))
    return ServerConfig(**values)


def settings_table() -> str:
    """Return the settings as a Markdown table: file key, flag, variable, default, meaning."""
    lines = [
        "| in the file | flag | environment | default | meaning |",
        "| --- | --- | --- | --- | --- |",
    ]
    for setting in fields(ServerConfig):
        unit = f" ({setting.metadata['unit']})" if setting.metadata["unit"] else ""
        lines.append(
            f"| `{setting.name}` | `--{setting.name.replace('_', '-')}` "
            f"| `{ENVIRONMENT_PREFIX}{setting.name.upper()}` | {_shown(setting.default)} "
            f"| {setting.metadata['meaning']}{unit} |"
        )
    return "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    if isinstance(default, bool):
        return "`true`" if default else "`false`"
    if default == DEFAULT_RELEASES:
        return "`releases` of the project"
    if default in ("", ()):
        return "none"
    return f"`{default}`"


def _read_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(
            f"The configuration file {file} cannot be read: {reason}.",
            remedy="Name a readable TOML file with --config.",
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{file} is not TOML: {error}.", remedy="Mend the file at that place."
        ) from error


def _converted(setting: Field[Any], value: object, source: str) -> Any:
    """Return `value`, from any of the sources, in the type of the setting's default."""
    try:
        result = _as_type(setting.default, value)
    except ValueError as error:
        raise UsageError(
            f"{source} is {value!r}: {error}.",
            remedy=f"Give {setting.metadata['meaning']}, such as {_shown(setting.default)}.",
        ) from error
    least = setting.metadata["least"]
    if least is not None and result < least:
        raise UsageError(f"{source} is {value!r}.", remedy=f"The least that works is {least}.")
    return result


def _as_type(default: object, value: object) -> object:
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if str(value).lower() not in words:
            raise ValueError("neither true nor false")
        return words[str(value).lower()]
    if isinstance(default, int | float):
        if isinstance(value, bool):
            raise ValueError("not a number")
        try:
            number = type(default)(str(value))
        except ValueError:
            kind = "a whole number" if isinstance(default, int) else "a number"
            raise ValueError(f"not {kind}") from None
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError("not a finite number")
        return number
    if isinstance(default, tuple):
        parts = value if isinstance(value, list | tuple) else str(value).replace(",", " ").split()
        return tuple(str(part) for part in parts)
    if not isinstance(value, str | Path):
        raise ValueError("not a text")
    return Path(value) if isinstance(default, Path) else str(value)
