"""Opens a Word document: its body and the parts that belong to it.

Only the parts that are asked for are unpacked, and none is looked for outside the file. The kind of document (with macros,
template) makes no difference; the strict form of ISO/IEC 29500 differs from the usual one, as far as text goes, in the
names of its namespaces only.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from align.errors import InputError
from align.reading.archive import check_archive, check_markup
from align.reading.dialects import to_usual_names
from align.reading.word.names import R, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

REMEDY = "请用 Word 或 WPS 打开检查，另存为新的 .docx 后重试"
_KIND = "Word 文档"
_RELATION_ID = f"{R}id"
_USUAL_PLACE = "word/document.xml"


class _Relation(NamedTuple):
    """What a part refers to: the kind of relation and the name of the other part, ``None`` outside the file."""

    kind: str
    target: str | None


def open_package(data: bytes, path: Path) -> WordPackage:
    """The parts of a .docx, .docm, .dotx or .dotm file.

    Raises:
        InputError: the file is damaged, no Word document, or unpacks to an absurd size.
    """
    check_archive(data, path, _KIND, REMEDY)
    check_markup(data, path, _KIND)
    try:
        return WordPackage(zipfile.ZipFile(io.BytesIO(data)))
    # zipfile, zlib and lxml each raise what they like on a damaged part; all of it means the same to the user.
    except Exception as error:
        raise InputError(path, "Word 文档已损坏，或不是 Word 文档", REMEDY) from error


class WordPackage:
    """An opened document; ``body`` is its ``w:body`` element."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Raises whatever an archive or a part that is broken makes the libraries raise."""
        self._archive = archive
        # Names of parts do not tell upper from lower case (ECMA-376 part 2, 7.2.3.4).
        self._names = {name.lower(): name for name in archive.namelist()}
        whole = [one.target for one in self._relations("").values() if one.kind == "officeDocument"]
        self._main = next((target for target in whole if target is not None), _USUAL_PLACE)
        self._related = self._relations(self._main)
        root = self._parse(self._main)
        body = root.find(f"{W}body")
        if root.tag != f"{W}document" or body is None:
            raise ValueError("no body")
        self.body: Element = body

    def find_part(self, kind: str) -> Element | None:
        """The root element of a part that the document refers to, e.g. ``numbering``; ``None`` for none or a broken one."""
        from lxml import etree

        for relation in self._related.values():
            if relation.kind == kind and relation.target is not None:
                try:
                    return self._parse(relation.target)
                except (KeyError, etree.XMLSyntaxError):
                    return None
        return None

    def find_chunk(self, chunk: Element) -> bytes | None:
        """What a ``w:altChunk`` element puts in; ``None`` where it lies outside the file or is missing."""
        return self.find_blob(chunk.get(_RELATION_ID, ""))

    def find_blob(self, relation_id: str) -> bytes | None:
        """A part as it is, such as a picture, by the id of the relation; ``None`` where it lies outside the file or is missing."""
        relation = self._related.get(relation_id)
        name = None if relation is None or relation.target is None else self._names.get(relation.target.lower())
        return None if name is None else self._archive.read(name)

    def _parse(self, name: str) -> Element:
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_blank_text=True, remove_comments=True, remove_pis=True
        )
        return etree.fromstring(to_usual_names(self._archive.read(self._names[name.lower()])), parser)

    def _relations(self, name: str) -> dict[str, _Relation]:
        """What a part refers to, by the id of the relation; the whole file where ``name`` is empty."""
        folder, file = posixpath.split(name)
        place = posixpath.join(folder, "_rels", f"{file}.rels")
        if place.lower() not in self._names:
            return {}
        found: dict[str, _Relation] = {}
        for one in self._parse(place):
            inside = one.get("TargetMode") != "External"
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            found[one.get("Id", "")] = _Relation(one.get("Type", "").rpartition("/")[2], target if inside else None)
        return found
