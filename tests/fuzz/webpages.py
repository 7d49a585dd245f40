"""Damages web pages: deep nesting, tags left open, giant spans, odd attributes, entities and lists."""

from __future__ import annotations

import re
from random import Random

from fuzz.texts import damage_text
from fuzz.words import NUMBERS, odd_phrase

_TAG = re.compile(r"<[^>]{1,300}>")
_TAGS = (
    "div", "table", "tr", "td", "th", "p", "ol", "ul", "li", "h1", "h9", "sup", "sub", "a", "span", "b", "pre", "svg", "math", "nav",
    "select", "template", "frameset", "caption", "thead", "tfoot", "colgroup", "form", "title", "textarea", "plaintext", "body", "html",
)  # fmt: skip
_ATTRIBUTES = (
    "colspan", "rowspan", "start", "value", "href", "id", "name", "class", "style", "hidden", "role", "type", "charset", "reversed",
)  # fmt: skip
_ENTITIES = (
    "&#0;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999;",
    "&nbsp;",
    "&amp;#0;",
    "&lt;td&gt;",
    "&xyz;",
    "&#8232;",
    "&#x80;",
)
_FRAGMENTS = (
    "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<?xml version='1.0' encoding='utf-16'?>", "<script>", "</script>",
    "<style>", "<meta charset=", "<meta charset=utf-16>", "<meta charset=hex>", "<meta charset=idna>", "<meta charset=utf-7>",
    "<meta charset=unicode_escape>", "<meta charset=rot13>", "<meta charset=punycode>", "<meta charset=zlib>", "<base href=x>", "<",
)  # fmt: skip


def damage_page(data: bytes, other: bytes, random: Random) -> bytes:
    """The page with one damage, of its markup or of its text."""
    if random.random() < 0.25:
        return damage_text(data, other, random)
    text = data.decode("utf-8", errors="replace")
    return random.choice(_DAMAGES)(text, random).encode("utf-8", errors="replace")


def _opening(random: Random) -> str:
    attributes = "".join(
        f' {random.choice(_ATTRIBUTES)}="{random.choice(NUMBERS)}"' for _ in range(random.choice((0, 1, 3)))
    )
    return f"<{random.choice(_TAGS)}{attributes}>"


def _nest(text: str, random: Random) -> str:
    deep = random.choice((5, 60, 240, 3000))
    tags = [_opening(random) for _ in range(random.choice((1, 3)))]
    return _insert(text, "".join(tags) * deep + odd_phrase(random), random)


def _insert_tag(text: str, random: Random) -> str:
    return _insert(text, random.choice((_opening(random), f"</{random.choice(_TAGS)}>")), random)


def _insert_fragment(text: str, random: Random) -> str:
    return _insert(text, random.choice((*_FRAGMENTS, *_ENTITIES)), random, start=random.random() < 0.3)


def _drop_tags(text: str, random: Random) -> str:
    share = random.choice((0.02, 0.3))
    return _TAG.sub(lambda found: "" if random.random() < share else found[0], text)


def _swap_tags(text: str, random: Random) -> str:
    share = random.choice((0.02, 0.3))
    return _TAG.sub(lambda found: _opening(random) if random.random() < share else found[0], text)


def _span(text: str, random: Random) -> str:
    share = random.choice((0.1, 1.0))

    def widen(found: re.Match[str]) -> str:
        if random.random() >= share:
            return found[0]
        return f'{found[0]} {random.choice(("colspan", "rowspan"))}="{random.choice(NUMBERS)}"'

    return re.sub(r"<t[dh]\b", widen, text)


def _wide_table(text: str, random: Random) -> str:
    cells = "".join(
        f'<td rowspan="{random.choice(NUMBERS)}" colspan="{random.choice(NUMBERS)}">1'
        for _ in range(random.choice((3, 300)))
    )
    return _insert(text, "<table>" + f"<tr>{cells}" * random.choice((2, 40)) + "</table>", random)


def _insert(text: str, piece: str, random: Random, *, start: bool = False) -> str:
    place = 0 if start else random.randrange(len(text) + 1)
    return text[:place] + piece + text[place:]


_DAMAGES = (_nest, _insert_tag, _insert_fragment, _drop_tags, _swap_tags, _span, _wide_table)
