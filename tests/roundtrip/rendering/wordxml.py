"""Small pieces of WordprocessingML: elements, runs as Word splits them, fields, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from lxml import etree

Element = etree._Element
# Word keeps Latin letters and digits in runs of their own, for they may have another font.
_LATIN = re.compile(r"[A-Za-z0-9.%/+\-]+")
# PM2.5 has its number below the line, m³ and km² above it.
_LOWERED = re.compile(r"(?<=PM)\s?2\.5|(?<=SO)2|(?<=CO)2|(?<=O)3(?=[浓超])")
_RAISED = re.compile(r"(?<=[/μ亿万]m)[23](?!\d)")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of the main namespace: ``make("w:ind", left=0)``."""
    element = etree.Element(qn(tag), {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    element.extend(children)
    return element


def runs(text: str, *, bold: bool = False) -> list[Element]:
    """A text as Word holds it: Latin parts apart, indices lowered and raised."""
    return [_run(part, bold=bold, script=script) for part, script in _split_runs(text)]


def field(code: str, shown: str) -> list[Element]:
    """A field with the result it had when the file was saved."""
    return [
        make("w:r", make("w:fldChar", fldCharType="begin")),
        make("w:r", _text("w:instrText", f" {code} ")),
        make("w:r", make("w:fldChar", fldCharType="separate")),
        make("w:r", _text("w:t", shown)),
        make("w:r", make("w:fldChar", fldCharType="end")),
    ]


def paragraph(style: str, content: Sequence[Element], *properties: Element) -> Element:
    """A paragraph; further properties must come in the order of the schema."""
    return make("w:p", make("w:pPr", make("w:pStyle", val=style), *properties), *content)


def page_break() -> Element:
    """A paragraph that holds a page break and nothing else."""
    return make("w:p", make("w:r", make("w:br", type="page")))


def list_place(list_id: int, level: int = 0) -> Element:
    """The property that puts a paragraph into a list; list 0 takes it out of its style's list."""
    return make("w:numPr", make("w:ilvl", val=level), make("w:numId", val=list_id))


def tab() -> Element:
    """A run with a tab."""
    return make("w:r", make("w:tab"))


def _split_runs(text: str) -> Iterator[tuple[str, str | None]]:
    scripts = {match.span(): "subscript" for match in _LOWERED.finditer(text)}
    scripts.update({match.span(): "superscript" for match in _RAISED.finditer(text)})
    place = 0
    for (start, end), script in sorted(scripts.items()):
        yield from _split_latin(text[place:start])
        yield text[start:end], script
        place = end
    yield from _split_latin(text[place:])


def _split_latin(text: str) -> Iterator[tuple[str, str | None]]:
    place = 0
    for match in _LATIN.finditer(text):
        if match.start() > place:
            yield text[place : match.start()], None
        yield match.group(), None
        place = match.end()
    if place < len(text):
        yield text[place:], None


def _run(text: str, *, bold: bool, script: str | None) -> Element:
    run = make("w:r")
    properties = make("w:rPr")
    if not _LATIN.fullmatch(text):
        properties.append(make("w:rFonts", hint="eastAsia"))
    if bold:
        properties.append(make("w:b"))
    if script:
        properties.append(make("w:vertAlign", val=script))
    if len(properties):
        run.append(properties)
    run.append(_text("w:t", text))
    return run


def _text(tag: str, text: str) -> Element:
    element = make(tag)
    element.text = text
    element.set(_XML_SPACE, "preserve")
    return element
