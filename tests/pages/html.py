"""Reading a page as a strict browser would: elements nest, names are unique, links are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})


@dataclass(slots=True)
class Element:
    """An element with its attributes and the text within it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Document:
    """A page that was read: all elements in order, and what is wrong with it."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a kind; ``class_="x"`` asks for one of their classes."""
        found = [e for e in self.elements if e.tag == tag]
        for name, value in attributes.items():
            if name == "class_":
                found = [e for e in found if value in e.get("class").split()]
            else:
                found = [e for e in found if e.get(name.replace("_", "-")) == value]
        return found

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, (tag, attributes, len(found))
        return found[0]

    @property
    def ids(self) -> list[str]:
        return [e.get("id") for e in self.elements if "id" in e.attributes]

    @property
    def links(self) -> list[str]:
        """Return where the page's links lead."""
        return [e.get("href") for e in self.elements if e.tag == "a" and "href" in e.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.document.faults.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.document.elements.append(element)
        if tag == "a" and any(other.tag == "a" for other in self.open):
            self.document.faults.append("a link within a link")
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            line = self.getpos()[0]
            self.document.faults.append(f"</{tag}> closes nothing, line {line}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(text: str) -> Document:
    """Return a page as it was read."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    document = reader.document
    document.faults += [f"<{element.tag}> is never closed" for element in reader.open]
    twice = {name for name in document.ids if document.ids.count(name) > 1}
    document.faults += [f"id “{name}” occurs twice" for name in sorted(twice)]
    return document
