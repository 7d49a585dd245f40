"""Damages PDF documents: their dictionaries and references, the tree of pages, what is drawn on the pages."""

from __future__ import annotations

import re
import zlib
from random import Random

import pdf_pages

from fuzz.words import odd_phrase

_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z0-9]+")
_REFERENCE = re.compile(rb"\b(\d{1,4}) 0 R\b")
_STREAM = re.compile(rb"<<([^<>]*)/Length (\d+)>>stream\n(.*?)\nendstream", re.DOTALL)
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"1e9",
    b"99999999999",
    b"-99999999999",
    b"2147483648",
    b"0.0000001",
    b"-0",
    b"1.7e308",
    b"9" * 400,
    b"nan",
    b"",
    b"null",
    b"90",
    b"45",
)
_OPERATORS = (
    b"q",
    b"Q",
    b"BT",
    b"ET",
    b"Tj",
    b"TJ",
    b"Td",
    b"Tm",
    b"Tf",
    b"re",
    b"f",
    b"m",
    b"l",
    b"c",
    b"S",
    b"cm",
    b"Do",
    b"BI",
    b"ID",
    b"EI",
    b"Tz",
    b"Ts",
    b"TL",
    b"T*",
    b"gs",
    b"scn",
    b"sh",
    b"'",
    b'"',
)
_VALUES = (
    b"<<>>",
    b"[]",
    b"null",
    b"true",
    b"()",
    b"<FF>",
    b"/X",
    b"9 0 R",
    b"1 0 R",
    b"[1 0 R 2 0 R]",
    b"[" * 300,
    b"<<" * 300,
    b"(" * 300,
)
_FILTERS = (
    b"/FlateDecode",
    b"/LZWDecode",
    b"/ASCII85Decode",
    b"/ASCIIHexDecode",
    b"/RunLengthDecode",
    b"/CCITTFaxDecode",
    b"/DCTDecode",
    b"/Crypt",
    b"[/FlateDecode/FlateDecode]",
    b"/JBIG2Decode",
    b"null",
    b"[null]",
)


def damage_pdf(data: bytes, _: bytes, random: Random) -> bytes:
    """The document with one damage; what is drawn anew takes the place of a whole document."""
    if random.random() < 0.3:
        return random.choice(_DRAWINGS)(random)
    return random.choice(_DAMAGES)(data, random)


def _change_numbers(data: bytes, random: Random) -> bytes:
    share = random.choice((0.002, 0.02, 0.2))
    return _NUMBER.sub(lambda found: random.choice(_NUMBERS) if random.random() < share else found[0], data)


def _swap_names(data: bytes, random: Random) -> bytes:
    names = _NAME.findall(data) or [b"/X"]
    share = random.choice((0.02, 0.2))
    return _NAME.sub(lambda found: random.choice(names) if random.random() < share else found[0], data)


def _drop_names(data: bytes, random: Random) -> bytes:
    name = random.choice(_NAME.findall(data) or [b"/X"])
    return data.replace(name, random.choice((b"", b"/Dropped", name + b" 1")))


def _turn_references(data: bytes, random: Random) -> bytes:
    """References to other objects, which makes trees of pages, fonts and forms that hold themselves."""
    numbers = _REFERENCE.findall(data) or [b"1"]
    share = random.choice((0.1, 0.5))
    return _REFERENCE.sub(
        lambda found: random.choice((*numbers, b"99", b"0")) + b" 0 R" if random.random() < share else found[0], data
    )


def _change_values(data: bytes, random: Random) -> bytes:
    found = list(_NAME.finditer(data))
    if not found:
        return data
    place = random.choice(found).end()
    return data[:place] + b" " + random.choice(_VALUES) + data[place:]


def _operators(data: bytes, random: Random) -> bytes:
    share = random.choice((0.01, 0.2))
    pattern = re.compile(
        rb"(?<=\s)(?:" + b"|".join(map(re.escape, sorted(_OPERATORS, key=len, reverse=True))) + rb")(?=\s)"
    )
    return pattern.sub(lambda found: random.choice(_OPERATORS) if random.random() < share else found[0], data)


def _filter(data: bytes, random: Random) -> bytes:
    """Streams packed, some of them by another method than they say."""
    how = random.choice((b"/FlateDecode", *_FILTERS))
    parameters = random.choice(
        (
            b"",
            b"",
            b"/DecodeParms<</Predictor 12/Columns 99999999>>",
            b"/DecodeParms<</Predictor 15/Colors 9/BitsPerComponent 64>>",
            b"/DecodeParms[null]",
        )
    )

    def pack(found: re.Match[bytes]) -> bytes:
        packed = zlib.compress(found[3])
        return (
            b"<<"
            + found[1]
            + b"/Filter "
            + how
            + parameters
            + b"/Length %d>>stream\n" % len(packed)
            + packed
            + b"\nendstream"
        )

    return _STREAM.sub(pack, data)


def _xref(data: bytes, random: Random) -> bytes:
    """Places in the table of objects that lead elsewhere, tables that follow on themselves."""
    start = data.rfind(b"startxref")
    if random.random() < 0.3:
        own = data.rfind(b"xref\n0 ")
        return data.replace(b"trailer<<", b"trailer<</Prev %d" % random.choice((own, 0, -5, 10**12, start)), 1)
    if random.random() < 0.3:
        return data[:start] + b"startxref\n%d\n%%%%EOF" % random.choice((0, 7, -1, 10**15, start))
    return re.sub(
        rb"\d{10} 00000 n",
        lambda found: b"%010d 00000 n" % random.randrange(len(data)) if random.random() < 0.3 else found[0],
        data,
    )


def _page_dictionary(data: bytes, random: Random) -> bytes:
    boxes = (
        b"[0 0 0 0]",
        b"[0 0 595 0]",
        b"[595 842 0 0]",
        b"[0 0 1e9 1e9]",
        b"[0 0 nan 842]",
        b"[-1e38 -1e38 1e38 1e38]",
        b"[1 2]",
        b"null",
        b"[0 0 0.001 0.001]",
        b"(x)",
        b"[/a /b /c /d]",
    )
    more = random.choice(
        (
            b"/Rotate 90",
            b"/Rotate 45",
            b"/Rotate -90",
            b"/Rotate (x)",
            b"/Rotate 1e9",
            b"/UserUnit 1e9",
            b"/CropBox" + random.choice(boxes),
            b"/Contents null",
            b"/Resources null",
        )
    )
    if random.random() < 0.5:
        return data.replace(b"/Type/Page/", b"/Type/Page" + more + b"/")
    return data.replace(b"[0 0 595 842]", random.choice(boxes))


def _rules(random: Random) -> bytes:
    """A page with thousands of rules, level, plumb or neither, with words here and there."""
    count = random.choice((60, 1000, 3900, 5000))
    far = random.choice((600, 600, 1e6))
    drawn = "".join(
        pdf_pages.rule(
            *(round(random.uniform(0, far), 2) for _ in range(2)), *random.choice(((300, 0.5), (0.5, 300), (5, 5)))
        )
        for _ in range(count)
    )
    return pdf_pages.build(
        drawn + "".join(pdf_pages.text(random.randrange(600), random.randrange(800), "指标2") for _ in range(40))
    )


def _net(random: Random) -> bytes:
    """A net of rules with very many cells."""
    lines = random.choice((5, 40, 90))
    level = "".join(pdf_pages.rule(10, 10 + 800 * line / lines, 570, 0.5) for line in range(lines))
    plumb = "".join(pdf_pages.rule(10 + 570 * line / lines, 10, 0.5, 800) for line in range(lines))
    words = "".join(
        pdf_pages.text(12 + 570 * (n % lines) / lines, 12 + 800 * (n // lines) / lines, "1", 4)
        for n in range(lines * 3)
    )
    return pdf_pages.build(level + plumb + words)


def _scattered(random: Random) -> bytes:
    """Words anywhere, of any size, also off the page and upon each other."""
    sizes = (1, 4, 12, 12, 12, 300, -12, 0)
    far = random.choice((600, 1200, 10**6))
    word = random.choice(("指标", "1", "推进截污纳管。", "2020年"))
    words = "".join(
        pdf_pages.text(random.randint(-far // 10, far), random.randint(-far // 10, far), word, random.choice(sizes))
        for _ in range(random.choice((5, 80, 600)))
    )
    return pdf_pages.build(words, words)


def _open_table(random: Random) -> bytes:
    """Words in columns without rules, rows at odd distances, cells wrapped and missing."""
    columns, rows = random.randint(2, 12), random.choice((4, 40, 150))
    words = ""
    y = 800.0
    for _ in range(rows):
        y -= random.choice((3, 8, 14, 14, 14, 30))
        for column in range(columns):
            if random.random() < 0.7:
                words += pdf_pages.text(
                    30 + column * 540 / columns, round(y, 1), random.choice(("1", "水", "比例", "12.5", "约束性")), 8
                )
    level = "".join(pdf_pages.rule(30, 20 + 20 * line, 540, 0.5) for line in range(random.choice((0, 3, 40))))
    return pdf_pages.build(words + level, words)


def _nested_forms(random: Random) -> bytes:
    """Forms that draw forms: some a chain, some a ring, some a tree that doubles at each step."""
    depth, width = random.choice(((3, 1), (60, 1), (300, 1), (12, 2), (40, 2)))
    ring = random.random() < 0.3
    body = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
    ]
    body.append(
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>>\nendobj\n"
    )
    body.append(b"4 0 obj\n<</Length 5>>stream\n/X Do\nendstream\nendobj\n")
    for number in range(10, 10 + depth):
        following = 10 if ring and number == 9 + depth else number + 1
        content = b"/X Do " * width
        body.append(
            b"%d 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n%s\nendstream\nendobj\n"
            % (number, following, len(content), content)
        )
    return b"%PDF-1.4\n" + b"".join(body) + b"trailer<</Root 1 0 R/Size 400>>\n%%EOF"


def _bomb(random: Random) -> bytes:
    """A page of which a kilobyte unpacks to megabytes, at times packed twice."""
    word = random.choice((b" ", b"0 ", b"q Q ", b"1 1 1 1 re f "))
    content = word * (random.choice((40_000, 4_000_000, 100_000_000)) // len(word))
    packed = zlib.compress(content, 1)
    packed, how = (
        (packed, b"/FlateDecode") if random.random() < 0.5 else (zlib.compress(packed), b"[/FlateDecode/FlateDecode]")
    )
    return pdf_pages.build("@").replace(
        b"<</Length 1>>stream\n@", b"<</Length %d/Filter%s>>stream\n%s" % (len(packed), how, packed)
    )


def _page_tree(random: Random) -> bytes:
    """A tree of pages that holds itself, tells absurd counts, or is very deep."""
    kids = random.choice((b"2 0 R", b"2 0 R 3 0 R", b"3 0 R " * 3000, b"", b"1 0 R", b"3 0 R 5 0 R"))
    count = random.choice((b"1", b"-1", b"999999999", b"null", b"(x)"))
    text = pdf_pages.text(60, 700, odd_phrase(random)[:200].encode("utf-8", "replace").decode()).encode(
        "latin-1", "replace"
    )
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[" + kids + b"]/Count " + count
        + b"/Parent 2 0 R>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>>>\nendobj\n"
        + b"4 0 obj\n<</Length %d>>stream\n" % len(text) + text + b"\nendstream\nendobj\n5 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\n6 0 obj\n"
        + random.choice((pdf_pages.FONT.encode(), b"<</Type/Font/Subtype/Type1>>", b"<</Type/Font/Subtype/Type3/FontMatrix[0 0 0 0 0 0]>>", b"null", b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 999999/Widths[1 2 3]>>"))
        + b"\nendobj\ntrailer<</Root 1 0 R/Size 7>>\n%%EOF"
    )  # fmt: skip


_DAMAGES = (
    _change_numbers,
    _change_numbers,
    _swap_names,
    _drop_names,
    _turn_references,
    _change_values,
    _operators,
    _filter,
    _xref,
    _page_dictionary,
)
_DRAWINGS = (_rules, _net, _scattered, _scattered, _open_table, _open_table, _nested_forms, _page_tree, _bomb)
