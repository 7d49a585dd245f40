"""Damages office files: inside their parts the attributes and elements, and the parts and relations themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random

from lxml import etree

from fuzz.rawbytes import damage
from fuzz.words import NUMBERS, odd_phrase

Parts = dict[str, bytes]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Attributes that tell how many, which or how deep: the ones worth an absurd value.
_COUNTING = (
    "val", "ilvl", "numId", "abstractNumId", "gridSpan", "id", "r", "s", "t", "ref", "spans", "sqref", "count", "uniqueCount", "min", "max",
    "sheetId", "styleId", "start", "numFmtId", "xfId", "activeTab", "date1904", "customFormat", "formatCode", "state", "type", "w", "h",
)  # fmt: skip
_VALUES = (
    "A1", "A0", "XFD1048576", "XFE1048577", "A1:XFD1048576", "B2:A1", "ZZZZZ99999999", "e", "n", "s", "b", "d", "str", "inlineStr", "none",
    "decimal", "chineseCounting", "bullet", "restart", "continue", "off", "veryHidden", "0.0%", "[>=1e9]0", "yyyy", "%1.%2.%9", "%0%10%a",
    '"', "\\", "Heading1", "0" * 400 + "%", "0." + "0" * 400,
)  # fmt: skip
_MOST_DEEP = 150
# A file made twice is the same to the byte.
_DATE = (2020, 1, 1, 0, 0, 0)


def damage_archive(data: bytes, other: bytes, random: Random) -> bytes:
    """The office file with one damage; the data itself where it is no archive any more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return damage(data, other, random)
    random.choice(_DAMAGES)(parts, random)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _in_markup(change: Callable[[etree._Element, Random], None]) -> Callable[[Parts, Random], None]:
    """A damage to the tree of one part, most often of the main ones."""

    def apply(parts: Parts, random: Random) -> None:
        names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
        main = [
            name
            for name in names
            if name.startswith(("word/document", "word/styles", "word/numbering", "xl/", "word/_rels"))
        ]
        name = random.choice(main if main and random.random() < 0.8 else names or [""])
        try:
            root = etree.fromstring(parts[name])
        except (etree.XMLSyntaxError, KeyError, ValueError):
            return
        change(root, random)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return apply


def _elements(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter("*") if element is not root] or [root]


def _change_values(root: etree._Element, random: Random) -> None:
    every = random.choice((3, 30, 300))
    for element in root.iter("*"):
        for name in list(element.attrib):
            if etree.QName(name).localname in _COUNTING and random.randrange(every) == 0:
                element.set(name, random.choice((*NUMBERS, *_VALUES)).replace("\x00", ""))


def _drop_attribute(root: etree._Element, random: Random) -> None:
    for element in random.choices(_elements(root), k=random.choice((1, 20))):
        if element.attrib:
            del element.attrib[random.choice(list(element.attrib))]


def _drop_element(root: etree._Element, random: Random) -> None:
    for element in random.choices(_elements(root), k=random.choice((1, 10))):
        if (parent := element.getparent()) is not None:
            parent.remove(element)


def _copy_element(root: etree._Element, random: Random) -> None:
    elements = _elements(root)
    source = deepcopy(random.choice(elements))
    random.choice(elements).insert(0, source)


def _repeat_element(root: etree._Element, random: Random) -> None:
    element = random.choice(_elements(root))
    if element is root:
        return
    size = max(1, sum(1 for _ in element.iter()))
    for _ in range(min(random.choice((2, 500)), 20_000 // size)):
        element.addnext(deepcopy(element))


def _nest_element(root: etree._Element, random: Random) -> None:
    """An element within itself, again and again: tables in cells, boxes in boxes, fields in fields."""
    names = ("tbl", "txbxContent", "p", "sdt", "sdtContent", "ins", "r", "tc", "AlternateContent", "hyperlink", "pict")
    known = [element for element in root.iter("*") if etree.QName(element).localname in names]
    element = random.choice(known or _elements(root))
    if element is root:
        return
    inside = random.choice([element, *element.iter("*")])
    shell = deepcopy(element)
    for _ in range(random.choice((2, 20, _MOST_DEEP))):
        if sum(1 for _ in inside.iter()) > 20_000:
            return
        copy = deepcopy(shell)
        inside.append(copy)
        inside = copy


def _rename_element(root: etree._Element, random: Random) -> None:
    elements = _elements(root)
    for element in random.choices(elements, k=random.choice((1, 10))):
        element.tag = random.choice(elements).tag


def _change_text(root: etree._Element, random: Random) -> None:
    holding = [element for element in root.iter("*") if (element.text or "").strip()]
    for element in random.choices(holding, k=random.choice((1, 10))) if holding else ():
        phrase = random.choice((odd_phrase(random), *NUMBERS))
        element.text = "".join(
            sign for sign in phrase if sign in "\t\n" or " " <= sign < "\ud800" or "\ue000" <= sign < "\ufffe"
        )


def _tie_styles(root: etree._Element, random: Random) -> None:
    """Styles based on each other or on themselves, numbers that come from styles that come from numbers."""
    names = [element.get(f"{{{_W}}}styleId") for element in root.iter(f"{{{_W}}}style")]
    for style in root.iter(f"{{{_W}}}style"):
        for tag in ("basedOn", "link", "next"):
            element = style.find(f"{{{_W}}}{tag}")
            if element is None:
                element = etree.SubElement(style, f"{{{_W}}}{tag}")
            element.set(f"{{{_W}}}val", random.choice([name for name in names if name] or ["x"]))
    for link in [*root.iter(f"{{{_W}}}numStyleLink"), *root.iter(f"{{{_W}}}abstractNum")]:
        etree.SubElement(link, f"{{{_W}}}numStyleLink").set(f"{{{_W}}}val", "a")


def _break_part(parts: Parts, random: Random) -> None:
    name = random.choice(sorted(parts) or [""])
    if name:
        parts[name] = damage(parts[name], b"", random)


def _drop_part(parts: Parts, random: Random) -> None:
    if parts:
        del parts[random.choice(sorted(parts))]


def _swap_parts(parts: Parts, random: Random) -> None:
    if parts:
        one, other = random.choice(sorted(parts)), random.choice(sorted(parts))
        parts[one], parts[other] = parts[other], parts[one]


def _turn_relations(parts: Parts, random: Random) -> None:
    """Relations that lead to another part, to their own, or nowhere."""
    for name in [name for name in parts if name.endswith(".rels")]:
        try:
            root = etree.fromstring(parts[name])
        except (etree.XMLSyntaxError, ValueError):
            continue
        targets = [
            *(element.get("Target", "") for element in root),
            *sorted(parts),
            "../document.xml",
            "",
            "file:///x",
            "/",
            "../../../x",
            "#",
        ]
        for element in root:
            if random.random() < 0.3:
                element.set(random.choice(("Target", "Target", "TargetMode", "Id", "Type")), random.choice(targets))
        parts[name] = etree.tostring(root)


def _declare(parts: Parts, random: Random) -> None:
    name = random.choice(sorted(parts) or [""])
    if name:
        entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        parts[name] = (
            random.choice((entities, b'<?xml version="1.0" encoding="utf-16"?>', b"\xef\xbb\xbf", b"\xff\xfe"))
            + parts[name]
        )


_CHANGES = (
    _change_values,
    _change_values,
    _change_values,
    _drop_attribute,
    _drop_element,
    _copy_element,
    _repeat_element,
    _nest_element,
    _rename_element,
    _change_text,
    _tie_styles,
)
_DAMAGES = (*map(_in_markup, _CHANGES), _break_part, _drop_part, _swap_parts, _turn_relations, _declare)
