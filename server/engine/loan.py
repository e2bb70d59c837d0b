"""Lending clients' connections to a worker for a moment.

A light query costs the engine some seventy microseconds. On the usual way four processes are woken
for it: from client to pool to worker to pool to client; and waking costs more than the query. So a
client that asks one light question after the other has its connection lent to a worker: for part of
a second, question and answer go straight between the two. One worker has many connections at a
time, for each of them costs it nothing but its queries.

What keeps this safe:

* The worker looks at a request without taking it off the socket (``MSG_PEEK``) and takes it only
  when the answer is there. A worker that dies, whatever of, leaves the requests where they were,
  where the pool finds them. The one answer that may be under way at that moment stands in the
  worker's ledger.
* The worker answers only what is plain. Everything else it leaves on the socket and gives the
  connection back; an answer that is large or a failure goes over the link as ever.
* A worker that is busy with one query for long gives every other connection back, and that query
  comes under the deadline and the limits of every other.
"""

from __future__ import annotations

import json
import marshal
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from loaders.errors import ServiceError
from server.engine.frames import LEND, LENGTH, LinkLost, frame
from server.engine.query import QueryAnswer, QueryRequest
from server.engine.ticket import Ticket

Outcome = QueryAnswer | ServiceError
Done = Callable[[Outcome], None]
# What a speaker tells of one direct answer, in JSON's types; only the clients' side reads it.
Told = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class LoanEnd:
    """How a loan ended.

    :param answered: what was answered directly.
    :param unsent: the rest of the last answer, which the client did not take at once.
    :param again: whether a question came that this worker had answered before: then it is better
        asked where answers are kept.
    :param lost: whether the worker has gone.
    :param cut: whether it went when it was sending the client an answer.
    :param error: what the next request is to be told, if it was the one that ended the worker.
    """

    answered: tuple[Told, ...] = ()
    unsent: bytes = b""
    again: bool = False
    lost: bool = False
    cut: bool = False
    error: ServiceError | None = None


@dataclass(frozen=True, slots=True)
class Loan:
    """A connection on offer; the callbacks are called in the event loop.

    :param descriptor: of the client's socket.
    :param seconds: how long a request may still be begun; ``requests``: how many may be answered.
    :param ended: called once when the connection is given back.
    :param taken: called instead when the answer to a request will come over the link: given what
        was answered before and that request's bytes, returns what was asked and who waits for it.
    :param busy: called when a request of this connection keeps the worker for long.
    :param ticket: stops the worker when the client has gone.
    """

    descriptor: int
    seconds: float
    requests: int
    ended: Callable[[LoanEnd], None]
    taken: Callable[[tuple[Told, ...], bytes], tuple[QueryRequest, Done]]
    busy: Callable[[], None]
    ticket: Ticket = field(default_factory=Ticket)


class Terms(NamedTuple):
    """What a worker is told about a loan.

    :param token: names the loan, for as long as the worker lives.
    """

    token: int
    seconds: float
    requests: int


class Report(NamedTuple):
    """What a worker says about a loan, in frames RETURN, TAKEN and BUSY.

    :param rest: what the client did not take of the last answer, or the request that was taken.
    """

    token: int
    answered: tuple[Told, ...] = ()
    again: bool = False
    rest: bytes = b""


def loan_frame(terms: Terms) -> bytes:
    """Return the frame that lends; the connection's descriptor goes with it."""
    return frame(LEND, marshal.dumps(tuple(terms)))


def terms_of(body: bytes) -> Terms:
    """Return what a LEND frame says."""
    return Terms(*marshal.loads(body))  # noqa: S302 - the pool is trusted


def report_frame(letter: bytes, report: Report) -> bytes:
    """Return the frame that says `report`."""
    told = json.dumps(report[:3]).encode("ascii")
    return frame(letter, LENGTH.pack(len(told)) + told + report.rest)


def report_of(body: bytes) -> Report:
    """Return what a worker says about a loan.

    :raises LinkLost: it speaks nonsense.
    """
    try:
        end = LENGTH.size + LENGTH.unpack_from(body)[0]
        token, rows, again = json.loads(body[LENGTH.size : end])
        return Report(int(token), tuple(tuple(row) for row in rows), bool(again), body[end:])
    except (TypeError, ValueError, struct.error) as error:
        raise LinkLost("the worker spoke nonsense about a loan") from error
