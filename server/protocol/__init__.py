"""The HTTP protocol: SPARQL, graph store, service description, problems, operation."""

from __future__ import annotations

from flask import Flask


def register(app: Flask) -> None:
    """Add the protocol's routes, error handlers and response headers to `app`."""
