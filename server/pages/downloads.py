"""Files of the release: listing and downloads, with checksums, validators and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Response, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response as BaseResponse

from loaders.errors import NotFound
from loaders.release.manifest import FileEntry
from server.pages.blueprint import blueprint
from server.pages.page import Page, open_page

_TYPES = {
    ".json": "application/json",
    ".ttl": "text/turtle; charset=utf-8",
    ".tsv": "text/tab-separated-values; charset=utf-8",
}
_RANGE = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")
_UNITS = ("B", "kB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to download."""

    name: str
    href: str
    type: str
    size: str
    sha256: str


@blueprint.get("/dumps/")
def dumps() -> Response:
    """List what can be downloaded."""
    page = open_page()
    files = [
        FileView(d.name, f"/dumps/{d.name}", d.media_type, _readable(d.size), d.sha256)
        for d in page.release.dumps
    ]
    reports = [
        FileView(
            entry.path.removeprefix("reports/"),
            f"/dumps/{entry.path}",
            _TYPES.get(Path(entry.path).suffix, "application/octet-stream").partition(";")[0],
            _readable(entry.size),
            entry.sha256,
        )
        for entry in _reports(page)
    ]
    groups = [("", files), ("reports", reports)]
    return page.render(
        "dumps",
        groups=[(heading, listed) for heading, listed in groups if listed],
        first=files[0] if files else None,
    )


@blueprint.get("/dumps/manifest.json")
def manifest() -> BaseResponse:
    """Send the manifest of the release."""
    page = open_page()
    return _send(page, page.release.path / "manifest.json", "application/json", page.release.id)


@blueprint.get("/dumps/reports/<path:name>")
def report(name: str) -> BaseResponse:
    """Send a report of the build."""
    page = open_page()
    for entry in _reports(page):
        if entry.path == f"reports/{name}":
            media_type = _TYPES.get(Path(name).suffix, "application/octet-stream")
            return _send(page, page.release.path / entry.path, media_type, entry.sha256)
    raise _missing(name)


@blueprint.get("/dumps/<name>")
def dump(name: str) -> BaseResponse:
    """Send a dump; ranges and conditions are honoured."""
    page = open_page()
    for known in page.release.dumps:
        if known.name == name:
            return _send(page, known.path, known.media_type, known.sha256)
    raise _missing(name)


def _reports(page: Page) -> list[FileEntry]:
    # The coverage of each document has a page of its own and would make the list endless.
    return [
        entry
        for entry in page.release.manifest.files
        if entry.path.startswith("reports/") and not entry.path.startswith("reports/coverage/")
    ]


def _send(page: Page, path: Path, media_type: str, etag: str) -> BaseResponse:
    if media_type.startswith("text/") and "charset" not in media_type:
        media_type += "; charset=utf-8"
    try:
        _choose_range()
        response = send_file(path, mimetype=media_type, conditional=True, etag=etag)
    except RequestedRangeNotSatisfiable as error:
        return error.get_response(request.environ)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Mithaq-Release"] = page.release.id
    return response


def _choose_range() -> None:
    """Leave of the request's Range what is to be honoured (RFC 9110, sections 14.1.1 and 14.2).

    Werkzeug refuses with 416 what is only to be passed over: another unit, several ranges (the
    whole file is as good an answer), no range at all. It stumbles over empty members of the list.
    """
    unit, _, listed = request.environ.pop("HTTP_RANGE", "").partition("=")
    ranges = [part for member in listed.split(",") if (part := member.strip(" \t"))]
    found = _RANGE.fullmatch(ranges[0]) if len(ranges) == 1 else None
    if found is None or unit.strip().lower() != "bytes":
        return
    first, last = found.groups()
    if (first or last) and not (first and last and int(last) < int(first)):
        request.environ["HTTP_RANGE"] = f"bytes={first}-{last}"


def _readable(size: int) -> str:
    """Return a number of bytes for people.

    >>> _readable(999), _readable(48_200)
    ('999 B', '48.2 kB')
    """
    value = float(size)
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            return f"{size} B" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("the last unit takes everything")


def _missing(name: str) -> NotFound:
    return NotFound(f"This release has no file “{name}”.", remedy="All are listed under /dumps/.")
