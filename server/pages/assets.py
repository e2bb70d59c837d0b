"""Style sheet, icon and font; their addresses change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Response, request

from loaders.errors import NotFound
from server.pages.blueprint import blueprint

FOLDER = Path(__file__).parent / "static"


@cache
def asset_address(name: str) -> str:
    """Return the address of a file of ``static/``."""
    return f"/assets/{name}?v={_read(name)[1]}"


@blueprint.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """Send a file of ``static/``."""
    if name not in _names():
        raise NotFound(f"There is no file “{name}”.", remedy="Look at the style sheet for names.")
    body, mark = _read(name)
    response = Response(body, content_type=_media_type(name))
    response.set_etag(mark)
    is_named_by_content = request.args.get("v") == mark
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if is_named_by_content else "no-cache"
    )
    return response


@cache
def _names() -> frozenset[str]:
    return frozenset(p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.is_file())


@cache
def _read(name: str) -> tuple[bytes, str]:
    body = (FOLDER / name).read_bytes()
    return body, hashlib.sha256(body).hexdigest()[:10]


def _media_type(name: str) -> str:
    if name.endswith(".woff2"):
        return "font/woff2"
    found = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found
