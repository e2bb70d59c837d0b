"""The query engine as the rest of the server sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from loaders.errors import EngineFailure, OrderUndefined, ServiceError
from server.engine import formats
from server.engine.cache import cache_key, entity_tag, is_repeatable
from server.engine.desk import Desk, Question
from server.engine.exchange import Order, Reply, exchange
from server.engine.failures import WorkerLost, death_of
from server.engine.frames import LinkLost
from server.engine.job import Job
from server.engine.nursery import Lending
from server.engine.query import QueryAnswer, QueryRequest, Table
from server.engine.settings import EngineSettings
from server.engine.statistics import EngineStatistics, Tally
from server.engine.table import read_table
from server.engine.ticket import Ticket, ticket_in_force
from server.engine.warden import Warden

_TRIES = 8
_START_PATIENCE = 30.0


class QueryPool:
    """Answers queries over the current release with worker processes.

    Safe for any number of threads. Linux only: the isolation of the workers needs it.

    :param release_root: directory with a ``current`` link to a release, or one release.
    :param lending: how workers serve connections that are lent to them; None: none is lent.
    :raises ReleaseError: there is no release.
    :raises EngineFailure: no worker comes up; the message says why.
    """

    def __init__(
        self,
        release_root: Path,
        settings: EngineSettings | None = None,
        lending: Lending | None = None,
    ) -> None:
        self.settings = settings or EngineSettings()
        self._tally = Tally()
        self.desk = Desk(self.settings, self._tally)
        self._warden = Warden(release_root, self.settings, self._tally, lending)
        self.crew = self._warden.crew
        self._warden.start()
        self._warden.settled.wait(_START_PATIENCE)
        problem = self._warden.problem
        if problem is not None or not self._warden.settled.is_set():
            self.close()
            raise problem or EngineFailure("No query worker came up in time.")

    @property
    def release(self) -> str:
        """The identifier of the release that answers now."""
        return self.crew.serving.id

    @property
    def release_directory(self) -> Path:
        """The directory of the release that answers now."""
        return self.crew.serving.directory

    def run(self, request: QueryRequest) -> QueryAnswer:
        """Answer a query.

        Returns as soon as the kind and the first bytes are known. See QueryAnswer for what the
        caller owes.

        :raises ServiceError: the query is wrong, refused, too big or too slow, or there is no
            place for it.
        """
        return self._run(request, self.settings.max_result_rows)

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
        answer = self._run(request, rows)
        try:
            body = answer.body if answer.body is not None else b"".join(answer.chunks)
        finally:
            answer.close()
        return read_table(body, answer.release, limit)

    def cached(self, request: QueryRequest) -> bytes | None:
        """Return the whole answer if it is kept from before."""
        found = self.desk.cache.get(cache_key(request, self.release))
        return None if found is None else found.body

    def etag(self, request: QueryRequest) -> str | None:
        """Return the entity tag that the answer has or would have; None if not repeatable."""
        if not is_repeatable(request.text):
            return None
        return entity_tag(cache_key(request, self.release), self.settings.max_result_rows)

    def statistics(self) -> EngineStatistics:
        """Return the counters of this moment."""
        crew, tally = self.crew, self._tally
        with crew.lock:
            return EngineStatistics(
                release=crew.serving.id,
                outcomes=dict(tally.outcomes),
                direct=tally.counts["direct"],
                idle=len(crew.idle),
                young=crew.young,
                slow=sum(job.slow for job in crew.jobs.values()),
                lent=sum(job.lent for job in crew.jobs.values()),
                starting=len(crew.starting),
                waiting=len(crew.waiting),
                transferring=len(self._warden.transfers),
                spool_bytes=tally.spool_bytes,
                started=tally.counts["started"],
                killed=tally.counts["killed"],
                lost=tally.counts["lost"],
                cache_hits=self.desk.cache.hits,
                cache_misses=self.desk.cache.misses,
                cache_bytes=self.desk.cache.size,
            )

    def close(self) -> None:
        """Stop all workers; answers under way break off. Closing twice is no error."""
        self.desk.federation.close()
        self._warden.stop()

    def count_answered(self, job: Job, times: int) -> None:
        """Count what a worker has answered by itself."""
        self._tally.count("direct", times)
        self._tally.outcome("answered", times)
        job.worker.served += times

    # From a request to an answer

    def _run(self, request: QueryRequest, rows: int | None) -> QueryAnswer:
        found = self.desk.receive(request, self.release, rows)
        if isinstance(found, QueryAnswer):
            return found
        return self.work_at(found, ticket_in_force())

    def work_at(self, question: Question, ticket: Ticket) -> QueryAnswer:
        """Answer a question that the desk has taken in, waiting as long as it takes.

        :raises ServiceError: as :meth:`run` does.
        """
        try:
            found = self.desk.wait_for_others(question)
            if isinstance(found, QueryAnswer):
                return found
            answer = self._fresh(self.desk.order(question), question.tag, ticket)
        except BaseException as error:
            self.desk.settle_failed(question, error)
            raise
        return self.desk.settle(question, answer)

    def _fresh(self, order: Order, tag: str | None, ticket: Ticket) -> QueryAnswer:
        """Let a worker answer; another one if it was ended from outside or could not sort."""
        lost: ServiceError | None = None
        for _ in range(_TRIES):
            job = self.crew.acquire(order.request.client, order.timeout, ticket)
            try:
                return self.conclude(job, order, tag, exchange(job.worker.link, order))
            except LinkLost as broken:
                error = death_of(job)
                self.crew.finish(job, healthy=False)
                if isinstance(error, OrderUndefined) and not order.total:
                    order = replace(order, total=True)
                elif not self.may_ask_again(error):
                    raise error from broken
                lost = error
            except ServiceError:
                raise
            except BaseException:
                self.crew.finish(job, healthy=False)
                raise
        raise lost or EngineFailure("No worker answered.")

    def may_ask_again(self, error: ServiceError) -> bool:
        """Return whether a worker ended from outside, so that the query is not to blame."""
        if not isinstance(error, WorkerLost):
            return False
        self._tally.count("lost")
        return True

    def conclude(
        self, job: Job, order: Order, tag: str | None, reply: Reply, *, keep: bool = False
    ) -> QueryAnswer:
        """Return the answer that a worker's reply begins or is, and let go of the worker.

        :param keep: hold the worker of an answer that is whole: the caller finishes the job.
        :raises ServiceError: the worker reported a failure.
        :raises LinkLost: the reply is not what it says; the job is still the caller's.
        """
        chunks: Iterator[bytes]
        if reply.failure is not None:
            self.crew.finish(job, healthy=True)
            raise reply.failure
        if reply.body is not None:
            if not keep:
                self.crew.finish(job, healthy=True)
            self._tally.outcome("answered")
            chunks = iter((reply.body,))
        else:
            chunks = self._warden.transfers.hand_over(job)
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
