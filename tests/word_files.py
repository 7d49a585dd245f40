"""Builds Word documents for the tests of reading, with the markup that a test is about written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from align.reading.content import Content
from align.reading.word.document import read_word

PATH = Path("规划.docx")
W = nsdecls("w")
_NAMESPACES = " ".join(
    (
        nsdecls("w", "r"),
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
        'xmlns:o="urn:schemas-microsoft-com:office:office"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    )
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001487900940000000049454e44ae426082"
)


def save(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document) -> Content:
    return read_word(save(document), PATH)


def read_body(*markup: str) -> Content:
    """The content of a document with these elements in its body."""
    document = docx.Document()
    for xml in markup:
        append(document, xml)
    return read(document)


def paragraphs(content: Content) -> list[tuple[str, int | None]]:
    return [(block.span.slice(content.text), block.level) for block in content.blocks if block.table is None]


def lines(content: Content) -> list[str]:
    return [text for text, _ in paragraphs(content)]


def codes(content: Content) -> list[str]:
    return [notice.code for notice in content.warnings]


def grid(content: Content, index: int = 0) -> list[list[str]]:
    """Cells of a table, repeated ones with a tilde."""
    return [["~" * cell.merged + cell.text for cell in row] for row in content.tables[index].rows]


def append(document, xml: str):
    """Appends an element; the prefixes w, mc, m, r, v, o and wps need no declaration."""
    (element,) = parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>")
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph; what does not begin as markup becomes a run."""
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(depth: int, format_: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def define_list(document, list_id: int, *levels: tuple[str, str] | str, overrides: str = "") -> None:
    """Adds a list with these levels: format and text of each, or the markup of a whole level."""
    numbering = document.part.numbering_part.element
    xml = "".join(one if isinstance(one, str) else level(depth, *one) for depth, one in enumerate(levels))
    numbering.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="{list_id}">{xml}</w:abstractNum>'))
    add_instance(document, list_id, list_id, overrides)


def add_instance(document, list_id: int, abstract: int, overrides: str = "") -> None:
    """Adds a further list with the levels of one that is defined."""
    xml = f'<w:num {W} w:numId="{list_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    document.part.numbering_part.element.append(parse_xml(xml))


def number(paragraph, list_id: int, depth: int | None = 0) -> None:
    properties = paragraph._p.get_or_add_pPr()
    own = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    properties.append(parse_xml(f'<w:numPr {W}>{own}<w:numId w:val="{list_id}"/></w:numPr>'))


def add_part(document, name: str, kind: str, content_type: str, blob: bytes) -> str:
    """Adds a part the document refers to; returns the id of the relation."""
    part = Part(PackURI(name), content_type, blob, document.part.package)
    return document.part.relate_to(part, f"{RELATIONSHIP_TYPE.STYLES.rsplit('/', 1)[0]}/{kind}")


def add_notes(document, kind: str, *texts: str) -> None:
    """Adds the footnotes or endnotes of a document, numbered from 2 as Word does, after its two separators."""
    notes = "".join(
        f'<w:{kind} w:id="{key}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
        for key, text in enumerate(texts, start=2)
    )
    separators = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    xml = f"<w:{kind}s {W}>{separators}{notes}</w:{kind}s>"
    media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    add_part(document, f"/word/{kind}s.xml", f"{kind}s", media, xml.encode())


def reference(kind: str, key: int, properties: str = "", more: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{kind}Reference w:id="{key}"{more}/></w:r>'


def repack(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with every entry changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry.filename)))
    return stream.getvalue()


def replace_parts(parts: dict[str, bytes]) -> bytes:
    """An empty document, some of its parts replaced."""
    return repack(save(docx.Document()), lambda name, data: parts.get(name, data))
