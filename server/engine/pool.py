"""The query engine as the rest of the server sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.errors import (
    BadRequest,
    ContentTooLarge,
    EngineFailure,
    NotAcceptable,
    QueryTimeout,
    QueryTooBig,
    ServiceError,
)
from server.engine import formats
from server.engine.cache import (
    AnswerCache,
    CachedAnswer,
    Flight,
    Key,
    cache_key,
    entity_tag,
    is_repeatable,
)
from server.engine.exchange import Order, exchange
from server.engine.failures import WorkerLost, copied, death_of
from server.engine.federation import Federation
from server.engine.frames import LinkLost
from server.engine.job import Job
from server.engine.query import QueryAnswer, QueryRequest, Table
from server.engine.settings import MIB, EngineSettings
from server.engine.statistics import EngineStatistics, Tally
from server.engine.table import read_table
from server.engine.warden import Warden

_TRIES = 8
# Failures that the same question meets again: those who wait for the same answer get them too.
_SHARED_FAILURES = (BadRequest, NotAcceptable, QueryTimeout, QueryTooBig, EngineFailure)
_START_PATIENCE = 30.0


class QueryPool:
    """Answers queries over the current release with worker processes.

    Safe for any number of threads. Linux only: the isolation of the workers needs it.

    :param release_root: directory with a ``current`` link to a release, or one release.
    :raises ReleaseError: there is no release.
    :raises EngineFailure: no worker comes up; the message says why.
    """

    def __init__(self, release_root: Path, settings: EngineSettings | None = None) -> None:
        self.settings = settings or EngineSettings()
        self._tally = Tally()
        self._cache = AnswerCache(self.settings.cache_mb * MIB, self.settings.cache_answer_bytes)
        self._federation = Federation(self.settings)
        self._warden = Warden(release_root, self.settings, self._tally)
        self._crew = self._warden.crew
        self._warden.start()
        self._warden.settled.wait(_START_PATIENCE)
        problem = self._warden.problem
        if problem is not None or not self._warden.settled.is_set():
            self.close()
            raise problem or EngineFailure("No query worker came up in time.")

    @property
    def release(self) -> str:
        """The identifier of the release that answers now."""
        return self._crew.serving.id

    @property
    def release_directory(self) -> Path:
        """The directory of the release that answers now."""
        return self._crew.serving.directory

    def run(self, request: QueryRequest) -> QueryAnswer:
        """Answer a query.

        Returns as soon as the kind and the first bytes are known. See QueryAnswer for what the
        caller owes.

        :raises ServiceError: the query is wrong, refused, too big or too slow, or there is no
            place for it.
        """
        try:
            return self._run(request, self.settings.max_result_rows)
        except ServiceError as error:
            self._tally.outcome(type(error).__name__)
            raise

    def table(
        self,
        text: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        limit: int | None = None,
        timeout: float | None = None,
        client: str = "",
        base: str | None = None,
    ) -> Table:
        """Answer a SELECT or ASK query as rows of terms.

        :param limit: rows to return at most; ``Table.truncated`` says whether there were more.
        :raises NotAcceptable: the query answers with a graph.
        """
        request = QueryRequest(
            text,
            tuple(default_graphs),
            tuple(named_graphs),
            table_format=f"{formats.JSON};version=1.2",
            timeout=timeout,
            client=client,
            base=base,
        )
        rows = self.settings.max_result_rows
        if limit is not None:
            rows = limit + 1 if rows is None else min(limit + 1, rows)
        try:
            answer = self._run(request, rows)
        except ServiceError as error:
            self._tally.outcome(type(error).__name__)
            raise
        try:
            body = answer.body if answer.body is not None else b"".join(answer.chunks)
        finally:
            answer.close()
        return read_table(body, answer.release, limit)

    def cached(self, request: QueryRequest) -> bytes | None:
        """Return the whole answer if it is kept from before."""
        found = self._cache.get(cache_key(request, self.release))
        return None if found is None else found.body

    def etag(self, request: QueryRequest) -> str | None:
        """Return the entity tag that the answer has or would have; None if not repeatable."""
        if not is_repeatable(request.text):
            return None
        return entity_tag(cache_key(request, self.release), self.settings.max_result_rows)

    def statistics(self) -> EngineStatistics:
        """Return the counters of this moment."""
        crew, tally = self._crew, self._tally
        with crew.lock:
            return EngineStatistics(
                release=crew.serving.id,
                outcomes=dict(tally.outcomes),
                idle=len(crew.idle),
                young=crew.young,
                slow=len(crew.jobs) - crew.young,
                starting=len(crew.starting),
                waiting=len(crew.waiting),
                transferring=len(self._warden.transfers),
                spool_bytes=tally.spool_bytes,
                started=tally.counts["started"],
                killed=tally.counts["killed"],
                lost=tally.counts["lost"],
                cache_hits=self._cache.hits,
                cache_misses=self._cache.misses,
                cache_bytes=self._cache.size,
            )

    def close(self) -> None:
        """Stop all workers; answers under way break off. Closing twice is no error."""
        self._federation.close()
        self._warden.stop()

    # From a request to an answer

    def _run(self, request: QueryRequest, rows: int | None) -> QueryAnswer:
        self._check_size(request.text)
        key = cache_key(request, self.release)
        if rows != self.settings.max_result_rows or not is_repeatable(request.text):
            return self._fresh(self._order(request, rows), None)
        tag = entity_tag(key, rows)
        found = self._cache.join(key)
        if isinstance(found, tuple):
            flight, pilot = found
            if pilot:
                return self._fly(key, flight, self._order(request, rows), tag)
            flight.landed.wait(self.settings.timeout + self.settings.queue_seconds)
            if flight.error is not None:
                raise copied(flight.error)
            kept = self._cache.get(key)
            if kept is None:
                return self._fresh(self._order(request, rows), tag)
            found = kept
        self._tally.outcome("cached")
        return QueryAnswer(
            found.kind,
            found.media_type,
            found.variables,
            iter((found.body,)),
            key[0],
            etag=tag,
            body=found.body,
            row_limit=rows,
            from_cache=True,
        )

    def _fly(self, key: Key, flight: Flight, order: Order, tag: str) -> QueryAnswer:
        error: ServiceError | None = None
        try:
            answer = self._fresh(order, tag)
            if answer.body is not None and answer.release == key[0]:
                kept = CachedAnswer(answer.kind, answer.media_type, answer.variables, answer.body)
                self._cache.put(key, kept)
            return answer
        except _SHARED_FAILURES as failure:
            error = failure
            raise
        finally:
            self._cache.land(key, flight, error)

    def _check_size(self, text: str) -> None:
        most = self.settings.max_query_bytes
        if len(text) > most or 4 * len(text) > most < len(text.encode("utf-8", "replace")):
            raise ContentTooLarge(
                f"The query is longer than the {most} bytes that are allowed.",
                remedy="Shorten it, for example by fewer VALUES.",
            )

    def _order(self, request: QueryRequest, rows: int | None) -> Order:
        timeout = self.settings.timeout
        if request.timeout is not None:
            timeout = min(timeout, max(0.0, request.timeout))
        text = self._federation.resolved(request.text)
        return Order(request, text, timeout, rows)

    def _fresh(self, order: Order, tag: str | None) -> QueryAnswer:
        """Let a worker answer; a worker that was ended from outside is replaced silently."""
        lost: WorkerLost | None = None
        for _ in range(_TRIES):
            job = self._crew.acquire(order.request.client, order.timeout)
            try:
                return self._answer(job, order, tag)
            except WorkerLost as error:
                lost = error
                self._tally.count("lost")
        raise lost or EngineFailure("No worker answered.")

    def _answer(self, job: Job, order: Order, tag: str | None) -> QueryAnswer:
        healthy = False
        handed_over = False
        try:
            reply = exchange(job.worker.link, order)
            if reply.failure is not None:
                healthy = True
                raise reply.failure
            if reply.body is not None:
                healthy = True
                self._tally.outcome("answered")
                chunks: Iterator[bytes] = iter((reply.body,))
            else:
                handed_over = True
                chunks = self._warden.transfers.hand_over(job)
        except LinkLost as error:
            raise death_of(job) from error
        finally:
            if not handed_over:
                self._crew.finish(job, healthy=healthy)
        return QueryAnswer(
            reply.header["kind"],
            reply.header["media_type"],
            tuple(reply.header["variables"]),
            chunks,
            job.worker.release.id,
            etag=tag,
            body=reply.body,
            row_limit=order.rows,
        )
