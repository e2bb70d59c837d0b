"""An answer of the query engine as a reply of the protocol."""

from __future__ import annotations

from server.engine.query import QueryAnswer
from server.protocol.message import Reply


def answer_reply(answer: QueryAnswer) -> Reply:
    """Return the reply that carries `answer`."""
    headers = [
        ("Content-Type", answer.media_type),
        ("Mithaq-Release", answer.release),
        ("Cache-Control", "public, no-cache" if answer.etag else "no-store"),
    ]
    if answer.row_limit is not None:
        headers.append(("Mithaq-Row-Limit", str(answer.row_limit)))
    if answer.body is not None:
        headers.append(("Content-Length", str(len(answer.body))))
        answer.close()
        return Reply(200, headers, (answer.body,), answer.etag or "", answer.from_cache)
    return Reply(200, headers, AnswerBody(answer), answer.etag or "")


class AnswerBody:
    """The chunks of an answer, closed with it."""

    def __init__(self, answer: QueryAnswer) -> None:
        self._answer = answer
        self._chunks = iter(answer.chunks)

    def __iter__(self) -> AnswerBody:
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        """Stop the work that is still going on for the answer."""
        self._answer.close()
