"""What is asked of a language model, and how its answer is read (OpenAI chat completions form)."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from loaders.document import Document
from loaders.errors import DocumentError
from ontology.statement_types import StatementType

#: An answer longer than this is not read further: no paragraph needs it, and memory is bounded.
ANSWER_LIMIT_BYTES = 4 * 1024 * 1024

_TASK = """\
You read one paragraph of a document and list the statements that it makes about states and
international organisations. Answer with one JSON object: {"statements": [...]}. Each statement has
"type" (one of those below), "quote" (the words of the paragraph that say it, copied exactly),
"participants" (an object: role to the words in the quote that name it), "date" (the words of the
quote that date it, or null) and "numbers" (an object: name to the words of the quote).
Leave out whatever is negated, planned, hypothetical or only wished for. Add nothing of your own.

Types, with their roles (* required) and numbers:
"""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service.

    :ivar url: address of the API, to which ``/chat/completions`` is added.
    :ivar model: name of the model there.
    :ivar key: bearer token, empty where none is needed.
    :ivar timeout: seconds to wait for one answer.
    """

    url: str
    model: str
    key: str = ""
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the model says that a paragraph states; nothing of it is verified yet."""

    type: str
    quote: str
    participants: tuple[tuple[str, str], ...]
    date: str | None
    numbers: tuple[tuple[str, str], ...]


def instructions(types: tuple[StatementType, ...]) -> str:
    """Return the system message: the task, and the ontology's types with their roles.

    It depends on the ontology alone, so a service may cache it between paragraphs.
    """
    lines = []
    for kind in types:
        roles = ", ".join(f"{role.name}{'*' if role.required else ''}" for role in kind.roles)
        numbers = ", ".join(kind.numbers)
        lines.append(f"- {kind.name}: {roles or 'no roles'}" + (f"; {numbers}" if numbers else ""))
    return _TASK + "\n".join(lines)


def ask(
    endpoint: Endpoint, system: str, document: Document, start: int, end: int
) -> tuple[Proposal, ...]:
    """Return what the model proposes for ``document.text[start:end]``.

    :raises DocumentError: if the service cannot be reached or answers in another form.
    """
    body = json.dumps(
        {
            "model": endpoint.model,
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": document.text[start:end]},
            ],
        }
    ).encode()
    address = endpoint.url.rstrip("/") + "/chat/completions"
    if not address.startswith(("http://", "https://")):
        raise DocumentError(
            f"The language model's address must begin with http:// or https://: {endpoint.url}"
        )
    headers = {"Content-Type": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = urllib.request.Request(address, body, headers)  # noqa: S310 - scheme checked above
    try:
        with urllib.request.urlopen(request, timeout=endpoint.timeout) as answer:  # noqa: S310
            raw = answer.read(ANSWER_LIMIT_BYTES + 1)
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise DocumentError(
            f"The language model at {address} did not answer: {error}.",
            path=document.name,
            remedy="Check the address and the key, or extract without a model.",
        ) from error
    if len(raw) > ANSWER_LIMIT_BYTES:
        raise _malformed(document, address, "the answer is too long")
    try:
        content = json.loads(raw)["choices"][0]["message"]["content"]
        listed = json.loads(content)["statements"]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise _malformed(document, address, f"{type(error).__name__}: {error}") from error
    if not isinstance(listed, list):
        raise _malformed(document, address, '"statements" is not a list')
    return tuple(_proposal(item) for item in listed if isinstance(item, dict))


def _proposal(item: dict[str, Any]) -> Proposal:
    date = item.get("date")
    return Proposal(
        type=str(item.get("type", "")),
        quote=str(item.get("quote", "")),
        participants=_pairs(item.get("participants")),
        date=str(date) if date else None,
        numbers=_pairs(item.get("numbers")),
    )


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    """Return an object's members, a list of words counting as several members of one name."""
    if not isinstance(value, dict):
        return ()
    return tuple(
        (str(name), str(words))
        for name, given in value.items()
        for words in (given if isinstance(given, list) else [given])
        if words is not None
    )


def _malformed(document: Document, address: str, why: str) -> DocumentError:
    return DocumentError(
        f"The language model at {address} answered in a form that cannot be read ({why}).",
        path=document.name,
        remedy="Name a model that can answer in JSON, or extract without a model.",
    )
