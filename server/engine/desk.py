"""Where questions come in: size, cache, questions that are being answered already, federation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.errors import (
    BadRequest,
    ContentTooLarge,
    EngineFailure,
    NotAcceptable,
    QueryTimeout,
    QueryTooBig,
    QueryUnsupported,
    ServiceError,
)
from server.engine.cache import (
    AnswerCache,
    CachedAnswer,
    Flight,
    Key,
    cache_key,
    entity_tag,
    is_repeatable,
)
from server.engine.exchange import Order
from server.engine.failures import copied, outcome_of
from server.engine.federation import Federation
from server.engine.query import QueryAnswer, QueryRequest
from server.engine.settings import MIB, EngineSettings
from server.engine.spool import SpoolReader
from server.engine.statistics import Tally

# Failures that the same question meets again: those who wait for the same answer get them too.
_SHARED_FAILURES = (
    BadRequest,
    NotAcceptable,
    QueryTimeout,
    QueryTooBig,
    QueryUnsupported,
    EngineFailure,
)

# A kept answer above this goes out piece by piece, as its client takes it.
_LARGE = MIB
_PIECE = 256 * 1024


@dataclass(eq=False, slots=True)
class Question:
    """A request whose answer is not at hand.

    :param rows: solutions at most; None: no limit.
    :param key: what its answer is kept by; None: it is not to be kept.
    :param flight: who else waits for the same answer.
    :param pilot: whether this question is the one to be worked at.
    :param total: whether the engine is to sort by a total order, since its own was none.
    """

    request: QueryRequest
    rows: int | None
    key: Key | None = None
    tag: str | None = None
    flight: Flight | None = None
    pilot: bool = True
    total: bool = False


class Desk:
    """Takes in requests and hands out answers that are known; what is left goes to a worker."""

    def __init__(self, settings: EngineSettings, tally: Tally) -> None:
        self.cache = AnswerCache(settings.cache_mb * MIB, settings.cache_answer_bytes)
        self.federation = Federation(settings)
        self._settings = settings
        self._tally = tally

    def receive(
        self, request: QueryRequest, release: str, rows: int | None
    ) -> QueryAnswer | Question:
        """Return the answer if it is kept, else the question; never waits.

        :raises ContentTooLarge: the query is longer than allowed.
        """
        self._check_size(request.text)
        if rows != self._settings.max_result_rows or not is_repeatable(request.text):
            return Question(request, rows)
        key = cache_key(request, release)
        tag = entity_tag(key, rows)
        found = self.cache.join(key)
        if isinstance(found, CachedAnswer):
            return self._kept(found, key, tag, rows)
        flight, pilot = found
        return Question(request, rows, key, tag, flight, pilot)

    def note(self, request: QueryRequest, release: str, rows: int | None) -> Question:
        """Return as a question what a worker is answering already, whoever else asks the same."""
        if not is_repeatable(request.text):
            return Question(request, rows)
        key = cache_key(request, release)
        tag = entity_tag(key, rows)
        found = self.cache.join(key)
        if isinstance(found, CachedAnswer) or not found[1]:
            return Question(request, rows, tag=tag)
        return Question(request, rows, key, tag, found[0])

    def wait_for_others(self, question: Question) -> QueryAnswer | Question:
        """Wait until somebody else's same question is answered.

        :raises ServiceError: what the other one met, if this one would meet it too.
        """
        flight, key = question.flight, question.key
        if question.pilot or flight is None or key is None:
            return question
        if flight.landed is not None:
            flight.landed.wait(self._settings.timeout + self._settings.queue_seconds)
        if flight.error is not None:
            raise copied(flight.error)
        kept = self.cache.get(key)
        if kept is None:
            return Question(question.request, question.rows, None, question.tag)
        return self._kept(kept, key, question.tag, question.rows)

    def _kept(
        self, found: CachedAnswer, key: Key, tag: str | None, rows: int | None
    ) -> QueryAnswer:
        self._tally.outcome("cached")
        large = len(found.body) > _LARGE
        return QueryAnswer(
            found.kind,
            found.media_type,
            found.variables,
            _pieces(found.body) if large else iter((found.body,)),
            key[0],
            etag=tag,
            body=None if large else found.body,
            row_limit=rows,
            from_cache=True,
        )

    def order(self, question: Question) -> Order:
        """Return what a worker is told; waits for other endpoints if the query asks them."""
        request = question.request
        timeout = self._settings.timeout
        if request.timeout is not None:
            timeout = min(timeout, max(0.0, request.timeout))
        return Order(
            request, self.federation.resolved(request.text), timeout, question.rows, question.total
        )

    def settle(self, question: Question, answer: QueryAnswer) -> QueryAnswer:
        """Keep an answer that may be kept, tell those who wait for the same, and return it."""
        if question.flight is not None and question.key is not None and question.pilot:
            if answer.release == question.key[0]:
                self._keep(question.key, answer)
            self.cache.land(question.key, question.flight)
        return answer

    def _keep(self, key: Key, answer: QueryAnswer) -> None:
        """Keep an answer: at once, or, if it goes on in a file, when that is whole."""
        # Not the answer itself: one that is forgotten must be seen to be forgotten.
        kind, media_type, variables = answer.kind, answer.media_type, answer.variables

        def put(body: bytes) -> None:
            self.cache.put(key, CachedAnswer(kind, media_type, variables, body))

        if answer.body is not None:
            put(answer.body)
        elif isinstance(answer.chunks, SpoolReader):
            answer.chunks.keep_by(put, self.cache.largest)

    def settle_failed(self, question: Question, error: BaseException) -> None:
        """Note that there is no answer, and tell those who wait for the same."""
        if isinstance(error, ServiceError):
            self._tally.outcome(outcome_of(error))
        if question.flight is not None and question.key is not None and question.pilot:
            shared = error if isinstance(error, _SHARED_FAILURES) else None
            self.cache.land(question.key, question.flight, shared)

    def _check_size(self, text: str) -> None:
        most = self._settings.max_query_bytes
        if 4 * len(text) > most < len(text.encode("utf-8", "replace")):
            self._tally.outcome(ContentTooLarge.__name__)
            raise ContentTooLarge(
                f"The query is longer than the {most} bytes that are allowed.",
                remedy="Shorten it, for example by fewer VALUES.",
            )


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
