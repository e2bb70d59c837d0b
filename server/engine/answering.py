"""From one question's frame to the frames of its answer, inside of the worker."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from loaders.errors import EngineFailure, NotAcceptable, QueryTooBig, ServiceError
from server.engine.evaluation import Evaluator
from server.engine.formats import Format
from server.engine.frames import Link, failure_frame
from server.engine.repair import repair_for
from server.engine.sandbox import ProcessorAllowance
from server.engine.writing import AnswerWriter, Client

# Beyond the deadline, for a pool that has lost its mind.
_PROCESSOR_FACTOR = 4.0
_PROCESSOR_SPARE = 5.0


class Answerer:
    """Answers one query after the other over one store and one link.

    :param result_bytes: bytes after which an answer fails.
    :param directory: where large answers are put; None: the system's choice.
    """

    def __init__(
        self, store: ox.Store, link: Link, *, result_bytes: int, directory: str | None
    ) -> None:
        self._evaluator = Evaluator(store)
        self._link = link
        self._most = result_bytes
        self._directory = directory
        self._allowance = ProcessorAllowance()

    def answer(self, request: dict[str, Any], client: Client | None = None) -> None:
        """Send the answer, or the failure, to what :func:`exchange.question_of` describes.

        :param client: who is given a small answer directly.
        :raises LinkLost: the pool is gone.
        """
        self._allowance.grant(request["timeout"] * _PROCESSOR_FACTOR + _PROCESSOR_SPARE)
        wish: dict[str, Any] | None = request
        while wish is not None:
            wish = self._try(wish, client)

    def _try(self, request: dict[str, Any], client: Client | None) -> dict[str, Any] | None:
        """Send the answer in the first format that is asked for, or the failure.

        :returns: what to ask instead, where that format cannot carry the answer but a further one
            may; nothing has been sent then.
        """
        writer = evaluation = None
        try:
            evaluation = self._evaluator.evaluate(request)
            form = evaluation.form
            writer = AnswerWriter(
                self._link,
                _header(evaluation.kind, form, evaluation.variables),
                repair=repair_for(form),
                most=self._most,
                directory=self._directory,
                client=client,
            )
            evaluation.write(writer)
            writer.finish()
        except ServiceError as error:
            has_begun = writer is not None and writer.has_begun
            if evaluation and not has_begun and isinstance(error, NotAcceptable):
                further = _in_next_format(request, evaluation.kind)
                if further is not None:
                    return further
            self._fail(writer, client, error)
        except OSError as error:
            what = f"The answer cannot be put on disk: {error.strerror}."
            self._fail(writer, client, EngineFailure(what))
        except MemoryError:
            what = "The query needs more memory than one query may have."
            self._fail(writer, client, QueryTooBig(what))
        return None

    def _fail(
        self, writer: AnswerWriter | None, client: Client | None, error: ServiceError
    ) -> None:
        if writer is not None:
            writer.close()
        if client is not None:
            client.leave()
        self._link.send(failure_frame(error))


def _in_next_format(request: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """Return the request with the next of its formats; None if there is no further one."""
    name = "graph" if kind == "GRAPH" else "table"
    _, _, rest = request[name].partition(", ")
    return {**request, name: rest} if rest else None


@lru_cache(maxsize=256)
def _header(kind: str, form: Format, variables: tuple[str, ...]) -> bytes:
    """Return what a HEADER frame says; the same columns come again and again."""
    header = {"kind": kind, "media_type": form.content_type, "variables": variables}
    return json.dumps(header).encode("ascii")
