"""Mithaq as its users meet it: a server process, and a client that follows nothing by itself."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from loaders.release.build import build_release
from loaders.release.opening import Release, open_release
from loaders.release.settings import BuildSettings
from tests.served import PROJECT
from tests.served import serving as served

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


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
    with served(releases, *flags) as port:
        yield Site(port, open_release(releases))
