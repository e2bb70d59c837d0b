"""Reading a source document: strict UTF-8, nothing altered, every failure named.

Offsets everywhere count the code points of the file as it is: a byte order mark and carriage
returns stay in the text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from loaders.document import Document
from loaders.errors import DocumentError
from loaders.text.metadata import Metadata, read_metadata
from loaders.text.script import language_of

MAXIMUM_BYTES = 64 * 1024 * 1024
_METADATA_SUFFIX = ".yaml"


def read_document(path: Path, *, maximum_bytes: int = MAXIMUM_BYTES) -> Document:
    """Read the document at `path` and the metadata file beside it, if there is one.

    :param path: a UTF-8 text file; ``<stem>.yaml`` beside it may tell language, titles, revision
        date and checksum.
    :param maximum_bytes: larger files are refused before they are read.
    :raises DocumentError: the file is missing, a directory, empty, too large, binary or not UTF-8,
        or its metadata file is wrong or names another checksum.
    """
    content = _read_bytes(path, maximum_bytes)
    text = _decode(content, path)
    sha256 = hashlib.sha256(content).hexdigest()
    metadata_path = path.with_suffix(_METADATA_SUFFIX)
    metadata = Metadata()
    if metadata_path != path and metadata_path.is_file():
        metadata = read_metadata(metadata_path)
    if metadata.sha256 is not None and metadata.sha256 != sha256:
        raise DocumentError(
            f"The checksum in {metadata_path.name} is not that of the document ({sha256}).",
            path=path,
            remedy="Restore the document, or state its new checksum if the change is meant.",
        )
    return Document(
        name=path.name,
        slug=slug_of(path.stem),
        text=text,
        sha256=sha256,
        language=metadata.language or language_of(text),
        title=metadata.title,
        revised=metadata.revised,
        path=path,
    )


def slug_of(stem: str) -> str:
    """Return a readable ASCII name for addresses from a file's stem.

    Names that have no ASCII letter or digit get the beginning of their SHA-256 instead.

    >>> slug_of("Azerbaijan_United Nations.ar")
    'azerbaijan-united-nations-ar'
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return slug or "document-" + hashlib.sha256(stem.encode("utf-8")).hexdigest()[:12]


def _read_bytes(path: Path, maximum_bytes: int) -> bytes:
    """Return the file's bytes, or say why they cannot be had."""
    try:
        if path.is_dir():
            raise DocumentError("This is a directory.", path=path, remedy="Name a text file.")
        size = path.stat().st_size
        if size > maximum_bytes:
            raise DocumentError(
                f"The document has {size} bytes; at most {maximum_bytes} are read.",
                path=path,
                remedy="Split it into several documents.",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(
            "There is no such document.", path=path, remedy="Check the path."
        ) from None
    except (OSError, ValueError) as error:
        raise DocumentError(
            f"The document cannot be read: {error}.", path=path, remedy="Check its permissions."
        ) from error
    if not content.strip():
        raise DocumentError("The document is empty.", path=path, remedy="Give it some text.")
    return content


def _decode(content: bytes, path: Path) -> str:
    """Decode strictly; name the byte and the line where it fails."""
    if (null := content.find(b"\0")) >= 0:
        raise DocumentError(
            f"The document holds a NUL byte at offset {null}: it is binary, or UTF-16.",
            path=path,
            line=content.count(b"\n", 0, null) + 1,
            remedy="Save it as plain text in UTF-8.",
        )
    try:
        return content.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"The document is not UTF-8: byte 0x{content[error.start]:02x} at offset "
            f"{error.start} ({error.reason}).",
            path=path,
            line=content.count(b"\n", 0, error.start) + 1,
            remedy="Save it as UTF-8, for example with iconv.",
        ) from None
