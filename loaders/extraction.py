"""One document to its statements: gazetteer and rules are loaded once for all documents."""

from __future__ import annotations

from loaders.document import Document
from loaders.language_model import Endpoint, LanguageModelExtractor, combined
from loaders.mentions import find_mentions
from loaders.mentions.mention import Mentions
from loaders.mentions.names.entity_files import load_entities
from loaders.mentions.names.gazetteer import Gazetteer
from loaders.statements import find_statements, load_rules
from loaders.statements.rulebook.rules import RuleSet
from loaders.statements.statement import Extraction
from ontology.statement_types import load_statement_types


class Extractor:
    """Reads mentions and statements out of documents; holds no state that changes an answer.

    :param model: a language model that is asked as well; what it proposes counts only as far as
        the text bears it out, and what a rule read stays as the rule read it.
    :raises EntityError: a file of entity names is malformed.
    :raises RuleError: a rule file or word list is malformed.
    """

    def __init__(self, rules: RuleSet | None = None, model: Endpoint | None = None) -> None:
        self._entities = load_entities()
        self._gazetteer = Gazetteer(self._entities)
        self.rules = load_rules() if rules is None else rules
        types = tuple(load_statement_types().values())
        self._model = None if model is None else LanguageModelExtractor(model, types)
        self._last: tuple[Document, Mentions] | None = None

    def mentions(self, document: Document) -> Mentions:
        """Return what the document names; asked again for the same one, it is not read again."""
        if self._last is None or self._last[0] is not document:
            self._last = (document, find_mentions(document, self._gazetteer))
        return self._last[1]

    def extract(self, document: Document) -> Extraction:
        """Return what the document states, and the candidates that were refused."""
        mentions = self.mentions(document)
        read = find_statements(document, mentions, self.rules, self._entities.entity)
        if self._model is None:
            return read
        return combined(read, self._model.find_statements(document, mentions))
