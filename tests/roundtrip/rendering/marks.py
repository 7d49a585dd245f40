"""The numbers that stand before headings and items in a plan text."""

from __future__ import annotations

import re

from roundtrip.rendering.elements import Form, Mark

_DIGITS = "零一二三四五六七八九"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
# From the widest part to the smallest item; the place in the tuple is the rank of the form.
_PATTERNS = (
    re.compile(rf"(?P<before>第)(?P<number>{_CHINESE}|\d+)(?P<after>[篇编])"),
    re.compile(rf"(?P<before>第)(?P<number>{_CHINESE}|\d+)(?P<after>章)"),
    re.compile(rf"(?P<before>第)(?P<number>{_CHINESE}|\d+)(?P<after>节)"),
    re.compile(rf"(?P<before>)(?P<number>{_CHINESE})(?P<after>、)"),
    re.compile(rf"(?P<before>[（(])(?P<number>{_CHINESE})(?P<after>[）)])"),
    re.compile(r"(?P<before>)(?P<number>[\d]{1,2})(?P<after>[.．、])(?!\d)"),
    re.compile(r"(?P<before>[（(])(?P<number>\d{1,2})(?P<after>[）)])"),
    re.compile(rf"(?P<before>)(?P<number>[{_CIRCLED}])(?P<after>)"),
    re.compile(r"(?P<before>)(?P<number>◆)(?P<after>)"),
)
SECTION_RANK = 2
ITEM_RANK = 3


def parse_mark(line: str) -> tuple[Mark, str] | None:
    """The number that a line begins with, and what follows it; ``None`` where it begins with none."""
    for rank, pattern in enumerate(_PATTERNS):
        match = pattern.match(line)
        if match is None:
            continue
        rest = line[match.end() :]
        text = rest.lstrip()
        number = match["number"]
        form = Form(rank, match["before"], _find_digits(number), match["after"], gap=rest != text)
        value = _parse_number(number)
        if text and value is not None:
            return Mark(form, value, match.group()), text
    return None


def render_chinese(value: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def _find_digits(number: str) -> str:
    if number == "◆":
        return "bullet"
    if number in _CIRCLED:
        return "circled"
    if number.translate(_FULL_WIDTH) != number:
        return "full_width"
    return "decimal" if number.isdecimal() else "chinese"


def _parse_number(number: str) -> int | None:
    """``None`` for what no list would write so (一一, 十零)."""
    if number == "◆":
        return 0
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    if number.isdecimal():
        return int(number)
    return next((value for value in range(1, 100) if render_chinese(value) == number), None)
