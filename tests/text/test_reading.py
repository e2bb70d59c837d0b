"""Documents are read as they are, and every failure says what, where and how to mend it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from loaders.errors import DocumentError
from loaders.text import read_document
from loaders.text.reading import slug_of


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_text_keeps_carriage_returns_and_byte_order_mark(tmp_path: Path) -> None:
    content = "\ufeffقطر\r\nعضو".encode()
    document = read_document(written(tmp_path / "Qatar_UN.ar.txt", content))
    assert document.text == "\ufeffقطر\r\nعضو"
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.name, document.slug) == ("Qatar_UN.ar.txt", "qatar-un-ar")


@pytest.mark.parametrize(
    ("text", "language"), [("انضمت قطر (Qatar)", "ar"), ("Qatar joined (قطر) it", "en")]
)
def test_language_is_told_by_the_script(tmp_path: Path, text: str, language: str) -> None:
    assert read_document(written(tmp_path / "a.txt", text.encode())).language == language


def test_metadata_beside_the_document_is_used(tmp_path: Path) -> None:
    written(
        tmp_path / "a.yaml",
        "language: ar\nrevised: 2008-07-15\ntitle: {ar: قطر, en: Qatar}".encode(),
    )
    document = read_document(written(tmp_path / "a.txt", b"Qatar"))
    assert document.language == "ar"
    assert document.revised == "2008-07-15"
    assert document.title == (("ar", "قطر"), ("en", "Qatar"))


@pytest.mark.parametrize(
    ("content", "what", "line"),
    [
        (b"", "empty", None),
        (b" \n\t ", "empty", None),
        (b"one\ntwo \xff three", "byte 0xff at offset 8", 2),
        (b"one\n\ntwo\xd9", "offset 8", 3),
        (b"PK\x03\x04\0\0", "NUL byte at offset 4", 1),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(
    tmp_path: Path, content: bytes, what: str, line: int | None
) -> None:
    with pytest.raises(DocumentError, match=what) as caught:
        read_document(written(tmp_path / "bad.txt", content))
    assert caught.value.line == line
    assert caught.value.remedy


def test_missing_directory_and_enormous_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such document"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(DocumentError, match="directory"):
        read_document(tmp_path)
    with pytest.raises(DocumentError, match="at most 3"):
        read_document(written(tmp_path / "big.txt", b"four"), maximum_bytes=3)


@pytest.mark.parametrize(
    "metadata",
    ["sha256: " + "0" * 64, "language: [ar", "- ar", "language: Arabic please", "title: Qatar"],
)
def test_wrong_metadata_is_refused(tmp_path: Path, metadata: str) -> None:
    written(tmp_path / "a.yaml", metadata.encode())
    with pytest.raises(DocumentError):
        read_document(written(tmp_path / "a.txt", b"Qatar"))


def test_a_name_without_ascii_letters_still_gets_a_slug() -> None:
    assert slug_of("قطر").startswith("document-")
    assert slug_of("قطر") != slug_of("عمان")
