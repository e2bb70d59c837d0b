"""Settings from file, environment and flags, and their one table."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from loaders.errors import UsageError
from server.config import ServerConfig, load_config, settings_table
from server.engine.settings import EngineSettings


def test_later_sources_win(tmp_path: Path) -> None:
    file = tmp_path / "mithaq.toml"
    file.write_text('port = 1\nworkers = 2\ntimeout = 3\nservice_allow_list = ["https://a/"]\n')
    environment = {"MITHAQ_WORKERS": "4", "MITHAQ_TIMEOUT": "5.5", "OTHER": "x"}
    config = load_config(file=file, environment=environment, flags={"timeout": "7", "host": None})
    assert (config.port, config.workers, config.timeout) == (1, 4, 7.0)
    assert config.service_allow_list == ("https://a/",)
    assert config.host == ServerConfig().host


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 1", "prot"),
        ("port = 'x'", "port"),
        ("workers = -1", "workers"),
        ("trust_forwarded = 'maybe'", "trust_forwarded"),
        ("timeout = inf", "timeout"),
        ("port =", "TOML"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "mithaq.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=words) as caught:
        load_config(file=file)
    assert str(file) in str(caught.value)
    assert caught.value.exit_status == 2


def test_a_missing_file_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_config(file=tmp_path / "none.toml")


def test_every_setting_is_in_the_table_with_its_three_names() -> None:
    lines = settings_table().splitlines()
    assert len(lines) == 2 + len(fields(ServerConfig))
    for setting, line in zip(fields(ServerConfig), lines[2:], strict=True):
        assert f"`{setting.name}`" in line
        assert f"`--{setting.name.replace('_', '-')}`" in line
        assert f"`MITHAQ_{setting.name.upper()}`" in line
        assert str(Path.home()) not in line


def test_the_engine_gets_what_the_operator_set() -> None:
    engine = ServerConfig(workers=3, timeout=1.5, max_result_rows=7).engine_settings()
    assert (engine.workers, engine.timeout, engine.max_result_rows) == (3, 1.5, 7)
    assert ServerConfig().engine_settings().max_result_rows is None
    shared = {f.name for f in fields(EngineSettings)} & {f.name for f in fields(ServerConfig)}
    assert {"queue_length", "per_client", "service_allow_list", "max_query_bytes"} <= shared


def test_the_documentation_has_the_settings_as_they_are() -> None:
    page = Path(__file__).parents[2] / "server" / "deployment" / "settings.md"
    assert settings_table() in page.read_text("utf-8")
