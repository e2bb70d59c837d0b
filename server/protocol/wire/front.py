"""What all connections share: configuration, threads, stores, and the way to an answer."""

from __future__ import annotations

import asyncio
from asyncio import Transport
from collections.abc import Callable

from flask import Flask

from loaders.errors import EngineFailure, Overloaded, ServiceError, TooManyRequests
from server.engine.courier import Courier
from server.engine.loan import Done, Loan, Outcome
from server.engine.query import QueryAnswer, QueryRequest
from server.engine.speaker import LIGHT_ANSWER, LIGHT_REQUEST
from server.engine.ticket import Ticket
from server.protocol.answers import answer_reply
from server.protocol.delivery import finish
from server.protocol.message import Exchange, Reply
from server.protocol.origin import base_url, client_name
from server.protocol.rate import RateLimit
from server.protocol.registration import PAGES, ROUTER
from server.protocol.router import Router, failure_reply
from server.protocol.wire.connection import Connection
from server.protocol.wire.date import Clock
from server.protocol.wire.direct import SPARQL
from server.protocol.wire.head import Head
from server.protocol.wire.journal import Journal
from server.protocol.wire.plain import plain_reply
from server.protocol.wire.replies import ReplyStore
from server.protocol.wire.sending import Sending
from server.protocol.wire.threads import Threads
from server.protocol.wsgi import WsgiApplication, call_application, path_of
from server.service import EXTENSION, Service

# Besides the queries at work and in the queue, each in a thread: pages, files, descriptions.
_OTHER_THREADS = 64
_MEBI = 1024 * 1024
_INBOX = 64 * 1024
# Operators' addresses are never refused for frequency.
_UNLIMITED = frozenset({"/health", "/ready", "/metrics"})


class Front:
    """The state of the HTTP server, used in its event loop.

    :ivar inbox: where the bytes of every connection arrive, seen through ``arrived``.
    :ivar stopping: set when no further request is to be taken.
    """

    def __init__(self, app: Flask, loop: asyncio.AbstractEventLoop) -> None:
        self._service: Service = app.extensions[EXTENSION]
        self._router: Router = app.extensions[ROUTER]
        self._pages: WsgiApplication = app.extensions[PAGES]
        self.config = self._service.config
        self.loop = loop
        self.threads = Threads(self.config.max_workers + self.config.queue_length + _OTHER_THREADS)
        self.journal = Journal(self.config.access_log, self._router.metrics)
        self.replies = ReplyStore(self.config.cache_mb * _MEBI // 4)
        self.clock = Clock()
        self.courier = Courier(self._service.pool, loop, self.threads.run)
        self.inbox = bytearray(_INBOX)
        self.arrived = memoryview(self.inbox)
        self.stopping = False
        self.connections: set[Connection] = set()
        self._limit = (
            RateLimit(self.config.rate_limit, self.config.rate_burst)
            if self.config.rate_limit
            else None
        )

    def admit(self, connection: Connection) -> bool:
        """Take up a connection; return False if there are too many."""
        full = len(self.connections) >= self.config.max_connections
        self.connections.add(connection)
        return not full

    def forget(self, connection: Connection) -> None:
        """Let go of a connection that is closed."""
        self.connections.discard(connection)

    def full(self) -> ServiceError:
        """Return what a connection too many is told."""
        return Overloaded("Too many connections are open.", remedy="Try again in a moment.")

    def allows(self, client: str) -> bool:
        """Return whether a repeated request of `client` may be answered at once."""
        return self._limit is None or self._limit.wait(client) == 0

    def exchange(self, head: Head, body: bytes, peer: str) -> Exchange:
        """Return the request that `head` and `body` make up."""
        return Exchange(
            head.method,
            path_of(head.path),
            head.query,
            head.headers,
            body,
            base_url(self.config, head.headers),
            client_name(self.config, head.headers, peer),
        )

    def refusal(self, head: Head | None, peer: str, error: ServiceError) -> tuple[Exchange, Reply]:
        """Return a request that could not be read, as far as it was, and the answer to it.

        It uses up a share of the client's as well.
        """
        nothing = Exchange("GET", "/", client=peer)
        exchange = nothing if head is None else self.exchange(head, b"", peer)
        if self._limit is not None and not isinstance(error, Overloaded):
            wait = self._limit.wait(exchange.client)
            error = _too_many(wait) if wait else error
        return exchange, finish(exchange, failure_reply(error, exchange))

    def sending(
        self, reply: Reply, transport: Transport, done: Callable[[int | None], None]
    ) -> Sending:
        """Return `reply` ready to be sent."""
        return Sending(reply, transport=transport, loop=self.loop, threads=self.threads, done=done)

    def remember(self, raw: bytes, exchange: Exchange, reply: Reply) -> None:
        """Keep an answer for requests with the same bytes."""
        if self._limit is None or not self.config.trust_forwarded:
            self.replies.put(raw, exchange, reply)

    def failure(self, error: ServiceError, exchange: Exchange) -> Reply:
        """Return the finished reply that tells `error`."""
        return finish(exchange, failure_reply(error, exchange))

    # Connections that are lent

    def share(self, client: str, most: int) -> int:
        """Return how many requests of `client` may be answered without being seen here."""
        if self.config.trust_forwarded or self.stopping:
            return 0
        return most if self._limit is None else self._limit.take(client, most)

    def give_back(self, client: str, unused: int) -> None:
        """Take back what was not used of a share."""
        if self._limit is not None and unused:
            self._limit.give(client, unused)

    def question_under_way(
        self, exchange: Exchange, replied: Callable[[Reply], None]
    ) -> tuple[QueryRequest, Done]:
        """Return what `exchange` asks, for which a worker is at work, and who waits for it.

        :raises loaders.errors.ServiceError: it asks nothing, against what the worker says.
        """
        request = self._router.sparql.question(exchange)
        if request is None:
            raise EngineFailure("A worker answers a request that is no question.")
        return request, self._done(exchange, replied)

    # Answers

    def answer(
        self,
        exchange: Exchange,
        replied: Callable[[Reply], None],
        lend: Callable[[], Loan | None],
    ) -> Ticket:
        """Have `exchange` answered, then call `replied` in the event loop; never waits.

        :param lend: asked after a light answer whether the worker may have the connection.
        :returns: what stops the queries that the answer needs, should the client go.
        """
        wait = 0.0
        if self._limit is not None and not _is_free(exchange):
            wait = self._limit.wait(exchange.client)
        if wait:
            self.loop.call_soon(replied, self.failure(_too_many(wait), exchange))
            return Ticket()
        ticket = self._answer_here(exchange, replied, lend)
        return ticket or self._answer_in_thread(exchange, replied)

    def _answer_in_thread(self, exchange: Exchange, replied: Callable[[Reply], None]) -> Ticket:
        ticket = Ticket()

        def work() -> None:
            with ticket.in_force():
                reply = self._reply(exchange)
            self.loop.call_soon_threadsafe(replied, reply)

        self.threads.run(work)
        return ticket

    def _answer_here(
        self,
        exchange: Exchange,
        replied: Callable[[Reply], None],
        lend: Callable[[], Loan | None],
    ) -> Ticket | None:
        """Have a light query answered without a thread; None if this is not one."""
        if exchange.path != SPARQL or len(exchange.query) + len(exchange.body) > LIGHT_REQUEST:
            return None
        try:
            request = self._router.sparql.question(exchange)
        except Exception as error:
            replied(finish(exchange, failure_reply(error, exchange)))
            return Ticket()
        done = self._done(exchange, replied)
        return None if request is None else self.courier.ask(request, done, lend)

    def _done(self, exchange: Exchange, replied: Callable[[Reply], None]) -> Done:
        """Return what turns an outcome into the reply to `exchange`."""

        def done(outcome: Outcome) -> None:
            if not isinstance(outcome, QueryAnswer):
                replied(self.failure(outcome, exchange))
            elif outcome.body is not None and len(outcome.body) <= LIGHT_ANSWER:
                reply = plain_reply(exchange, outcome)
                replied(reply or finish(exchange, answer_reply(outcome)))
            else:
                self.threads.run(lambda: self._finish_apart(exchange, outcome, replied))

        return done

    def _finish_apart(
        self, exchange: Exchange, answer: QueryAnswer, replied: Callable[[Reply], None]
    ) -> None:
        try:
            reply = finish(exchange, answer_reply(answer))
        except Exception as error:
            answer.close()
            reply = finish(exchange, failure_reply(error, exchange))
        self.loop.call_soon_threadsafe(replied, reply)

    def _reply(self, exchange: Exchange) -> Reply:
        """Return the finished answer; runs in a thread, never raises."""
        try:
            if self._router.handler(exchange.path) is not None:
                reply = self._router.respond(exchange)
            else:
                reply = call_application(self._pages, exchange)
            return finish(exchange, reply)
        except Exception as error:
            return finish(exchange, failure_reply(error, exchange))

    async def watch(self) -> None:
        """Enforce time limits and follow the release, until cancelled."""
        while True:
            self.replies.follow(self._service.pool.release)
            now = self.loop.time()
            for connection in tuple(self.connections):
                connection.watch(now)
            await asyncio.sleep(0.1)


def _is_free(exchange: Exchange) -> bool:
    # Browsers tell nobody that it was the preflight of a request that was refused.
    return exchange.path in _UNLIMITED or exchange.method == "OPTIONS"


def _too_many(wait: float) -> TooManyRequests:
    seconds = max(1, round(wait + 0.5))
    return TooManyRequests(
        "You have asked more often than your share allows.",
        remedy=f"Try again in {seconds} s.",
        headers={"Retry-After": str(seconds)},
    )
