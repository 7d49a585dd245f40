"""The numbers in front of headings and items, and what style each belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """Numbering styles from the widest part to the smallest item, as Chinese official documents nest them."""

    PART = 1  # 第一篇
    CHAPTER = 2  # 第一章
    SECTION = 3  # 第一节
    CHINESE = 4  # 一、
    CHINESE_PAREN = 5  # （一）
    DECIMAL_2 = 6  # 1.1
    TAG = 7  # 【重点任务1】
    BARE = 8  # 01, only in a box (see ``barenumbers``)
    ARABIC = 9  # 1.
    DECIMAL_3 = 10  # 1.1.1
    ARABIC_PAREN = 11  # （1）
    CIRCLED = 12  # ①
    DASH = 13  # ——
    BOX = 20  # 专栏1
    ANNEX = 21  # 附件1


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line: its style, its text, its value where it has one, and where the title starts."""

    style: Style
    text: str
    value: int | None
    end: int


_CN = "零〇一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# A measure word or unit right after "3.5" makes it a quantity, not the number of a section.
_NOT_QUANTITY = r"(?![\d.%％万亿元个吨公平倍年月日天米亩项家处℃-])(?= ?[“《【（A-Za-z\u4e00-\u9fff])"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.BOX, re.compile(rf"[【〖]?专栏[  ]?(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})?[】〗]?[:：.、]?")),
    (Style.ANNEX, re.compile(rf"附(?:件|表|录|图)(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})?[:：.、]?(?=\S{{0,40}}$)")),
    (Style.PART, re.compile(rf"第(?P<n>[{_CN}]{{1,4}}|\d{{1,2}})(?:篇|部分|编)[:：、]?")),
    (Style.CHAPTER, re.compile(rf"第(?P<n>[{_CN}]{{1,4}}|\d{{1,2}})章[:：、]?")),
    (Style.SECTION, re.compile(rf"第(?P<n>[{_CN}]{{1,4}}|\d{{1,2}})节[:：、]?")),
    (Style.TAG, re.compile(r"【(?P<tag>[^】\d]{2,10}?)(?P<n>\d{1,3})】")),
    (Style.CHINESE, re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[、.](?!\d)")),
    (Style.CHINESE_PAREN, re.compile(r"（(?P<n>[一二三四五六七八九十]{1,3})）[、.]?")),
    (Style.DECIMAL_3, re.compile(rf"\d{{1,2}}\.\d{{1,2}}\.(?P<n>\d{{1,2}})[.、]?{_NOT_QUANTITY}")),
    (Style.DECIMAL_2, re.compile(rf"\d{{1,2}}\.(?P<n>\d{{1,2}}){_NOT_QUANTITY}")),
    (Style.BARE, re.compile(r"(?P<n>\d{1,2}) (?=[“《（【A-Za-z\u4e00-\u9fff])")),
    (Style.ARABIC, re.compile(r"(?P<n>\d{1,2})[.、](?!\d)")),
    (Style.ARABIC_PAREN, re.compile(r"（?(?P<n>\d{1,2})）[、.]?")),
    (Style.CIRCLED, re.compile(rf"(?P<n>[{_CIRCLED}])")),
    (Style.DASH, re.compile(r"(?P<n>——|—|●|■|◆|▲|·)(?=\S{4})")),
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}


def parse_marker(text: str) -> Marker | None:
    """The number at the start of a cleaned line, or ``None`` where the line carries none."""
    for style, pattern in _PATTERNS:
        if match := pattern.match(text):
            end = match.end()
            while end < len(text) and text[end] in " ：:":
                end += 1
            return Marker(style, match.group().strip(), parse_ordinal(match.groupdict().get("n") or ""), end)
    return None


def parse_ordinal(text: str) -> int | None:
    """The value of ``12``, ``十二``, ``③`` …; ``None`` where the text is no ordinal."""
    if text.isdecimal():
        return int(text)
    if text in _CIRCLED and text:
        return _CIRCLED.index(text) + 1
    if text and all(character in _CN for character in text):
        return _chinese_value(text)
    return None


def _chinese_value(text: str) -> int:
    """Values below 1000 in the usual way (二十四), and digits read out one by one (二〇)."""
    if not any(unit in text for unit in "十百"):
        return int("".join(str(_DIGITS[character]) for character in text))
    hundreds, _, rest = text.rpartition("百")
    total = _DIGITS.get(hundreds, 1 if "百" in text else 0) * 100
    tens, ten, ones = rest.rpartition("十")
    if ten:
        total += (_DIGITS.get(tens.strip("零"), 1) if tens.strip("零") else 1) * 10
    return total + (_DIGITS.get(ones.strip("零"), 0) if ones.strip("零") else 0)
