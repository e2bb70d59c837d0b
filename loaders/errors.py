"""The one tree of errors that Mithaq raises, drawn once.

::

    MithaqError
    ├── UsageError              the command line or the configuration asks for something impossible
    ├── DataError               a file says something wrong: path, line, excerpt and remedy
    │   ├── DocumentError       a source document
    │   ├── RuleError           an extraction rule or word list
    │   ├── EntityError         a file of entity names or links
    │   ├── OntologyError       ontology, shapes or the table of statement types
    │   └── SavedQueryError     a saved query
    ├── ReleaseError            a release is missing, damaged or could not be written
    └── ServiceError            an answer over HTTP that is not the one asked for
        ├── BadRequest          400  malformed or conflicting parameters
        │   ├── QuerySyntaxError     400  with line and column of the query
        │   └── QueryRefused         400  a feature that is switched off (SERVICE, update)
        ├── NotFound            404
        ├── MethodNotAllowed    405
        ├── NotAcceptable       406
        ├── RequestTimeout      408  the client sent too slowly
        ├── PreconditionFailed  412  If-Match or If-Unmodified-Since does not hold
        ├── ContentTooLarge     413
        ├── UriTooLong          414
        ├── UnsupportedMediaType 415
        ├── TooManyRequests     429
        ├── HeadersTooLarge     431
        ├── EngineFailure       500  the engine broke on a well-formed query
        ├── QueryUnsupported    501  a query that means something and that the engine cannot answer
        │   └── OrderUndefined       501  the engine's comparison of what is sorted by is no order
        └── Unavailable         503
            ├── QueryTimeout         the deadline passed and the work was stopped
            ├── QueryTooBig          the memory or result limit was reached
            └── Overloaded           the queue is full; comes with Retry-After

Every error says *what* is wrong, *where*, and *how to mend it*; none reaches a user as a traceback.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class MithaqError(Exception):
    """Base of all errors that are meant to be shown to a user.

    :param what: one sentence that says what is wrong.
    :param remedy: one sentence that says how to mend it.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, what: str, *, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".rstrip()


class UsageError(MithaqError):
    """The command line or the configuration asks for something impossible."""

    exit_status = 2


class DataError(MithaqError):
    """A file of the project or of the user says something wrong.

    :param path: the file, as the user named it.
    :param line: 1-based line number where known.
    :param excerpt: the offending words where they help.
    """

    def __init__(
        self,
        what: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        excerpt: str = "",
        remedy: str = "",
    ) -> None:
        super().__init__(what, remedy=remedy)
        self.path = path
        self.line = line
        self.excerpt = excerpt

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:"
        if place and self.line is not None:
            place += f"{self.line}:"
        words = f" «{self.excerpt}»" if self.excerpt else ""
        return f"{place} {self.what}{words} {self.remedy}".strip()


class DocumentError(DataError):
    """A source document or its metadata cannot be used."""


class RuleError(DataError):
    """An extraction rule or a word list is malformed."""


class EntityError(DataError):
    """A file of entity names or links is malformed."""


class OntologyError(DataError):
    """The ontology, its shapes or the table of statement types is wrong."""


class SavedQueryError(DataError):
    """A saved query is malformed or its expected answer is missing."""


class ReleaseError(MithaqError):
    """A release is missing, damaged or could not be written."""


class ServiceError(MithaqError):
    """An answer over HTTP that is not the one asked for (RFC 9457).

    :param position: 1-based line and column in the query, where known.
    :param headers: further response headers, such as ``Allow`` or ``Retry-After``.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Internal error"

    def __init__(
        self,
        what: str,
        *,
        remedy: str = "",
        position: tuple[int, int] | None = None,
        excerpt: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(what, remedy=remedy)
        self.position = position
        self.excerpt = excerpt
        self.headers = headers or {}


class BadRequest(ServiceError):
    """400: malformed, missing or conflicting parameters."""

    status = 400
    title = "Bad request"


class QuerySyntaxError(BadRequest):
    """400: the query does not parse; carries line and column."""

    title = "SPARQL syntax error"


class QueryRefused(BadRequest):
    """400: the query asks for a feature that this service does not offer."""

    title = "Query refused"


class NotFound(ServiceError):
    """404: there is nothing under this address."""

    status = 404
    title = "Not found"


class MethodNotAllowed(ServiceError):
    """405: the method is not offered here; ``Allow`` names those that are."""

    status = 405
    title = "Method not allowed"


class NotAcceptable(ServiceError):
    """406: no offered format is acceptable to the client."""

    status = 406
    title = "Not acceptable"


class RequestTimeout(ServiceError):
    """408: the request did not arrive in time."""

    status = 408
    title = "Request timeout"


class PreconditionFailed(ServiceError):
    """412: a condition that the request makes does not hold."""

    status = 412
    title = "Precondition failed"


class ContentTooLarge(ServiceError):
    """413: the request body is larger than announced limits allow."""

    status = 413
    title = "Content too large"


class UriTooLong(ServiceError):
    """414: the address is longer than announced limits allow."""

    status = 414
    title = "URI too long"


class UnsupportedMediaType(ServiceError):
    """415: the request body has a media type that is not understood."""

    status = 415
    title = "Unsupported media type"


class TooManyRequests(ServiceError):
    """429: this client has used up its share for now."""

    status = 429
    title = "Too many requests"


class HeadersTooLarge(ServiceError):
    """431: the request's header fields are too large."""

    status = 431
    title = "Request header fields too large"


class EngineFailure(ServiceError):
    """500: the engine failed on a query that it accepted."""

    title = "Engine failure"


class QueryUnsupported(ServiceError):
    """501: the query means something, but the engine cannot answer it as it is asked."""

    status = 501
    title = "Query not supported"


class OrderUndefined(QueryUnsupported):
    """501: the engine's comparison of the values that are sorted by is no order."""


class Unavailable(ServiceError):
    """503: the answer cannot be given now."""

    status = 503
    title = "Service unavailable"


class QueryTimeout(Unavailable):
    """503: the deadline passed; the work was stopped."""

    title = "Query timeout"


class QueryTooBig(Unavailable):
    """503: the memory limit or the result limit was reached; the work was stopped."""

    title = "Query too big"


class Overloaded(Unavailable):
    """503: the queue is full; ``Retry-After`` says when to come back."""

    title = "Overloaded"
