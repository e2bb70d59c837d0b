"""The options with which a command asks a language model as well; without them none is asked."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from loaders.errors import UsageError

if TYPE_CHECKING:
    from loaders.language_model import Endpoint

KEY_VARIABLE = "MITHAQ_MODEL_KEY"


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--model-url`` and ``--model``; the key comes from the environment alone."""
    group = parser.add_argument_group(
        "language model",
        "Off unless both are given. What the model proposes counts only where the text bears it "
        f"out, word by word. A key, if one is needed, is read from {KEY_VARIABLE}.",
    )
    group.add_argument("--model-url", metavar="URL", help="OpenAI-compatible API, as …/v1")
    group.add_argument("--model", metavar="NAME", help="name of the model there")


def chosen_model(arguments: argparse.Namespace) -> Endpoint | None:
    """Return the model that the options name, or None.

    :raises UsageError: if one of the two options is given without the other.
    """
    from loaders.language_model import Endpoint

    if bool(arguments.model_url) != bool(arguments.model):
        raise UsageError(
            "A language model needs an address and a name.",
            remedy="Give both --model-url and --model, or neither.",
        )
    if not arguments.model:
        return None
    return Endpoint(arguments.model_url, arguments.model, os.environ.get(KEY_VARIABLE, ""))
