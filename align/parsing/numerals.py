"""Chinese numerals, read only where a unit follows them: 两千公里, 百分之九十, 九成以上."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = r"[〇零一二两三四五六七八九十百千]+"
_PERCENT = re.compile(rf"百分之(?P<whole>{_NUMERAL})(?:点(?P<part>[〇零一二三四五六七八九]+))?")
_TENTHS = re.compile(r"(?P<tenths>[一二三四五六七八九1-9])成(?=以上|左右|以下|以内|$)")
_NOTHING = re.compile(r"^(?P<lead>为|降为|降至|达到|保持|归)?零$")


def parse_numeral(text: str) -> int:
    """The value of a Chinese numeral below 万 (一百二十 is 120); digits in a row are read one by one (二〇 is 20)."""
    if not any(character in _SCALES for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 1
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit if digit or not total else 1) * _SCALES[character]
            digit = 0
    return total + (digit if text[-1] in _DIGITS else 0)


def replace_numerals(text: str, unit_pattern: str) -> str:
    """The text with Chinese numerals as digits wherever a unit follows (``unit_pattern``), elsewhere untouched."""
    text = _PERCENT.sub(_percent, text)
    text = _TENTHS.sub(lambda match: f"{_tenths(match['tenths'])}%", text)
    text = _NOTHING.sub(lambda match: f"{match['lead'] or ''}0", text)
    numeral = re.compile(rf"(?<![第十百千万亿])(?P<numeral>{_NUMERAL})(?={unit_pattern})", re.IGNORECASE)
    return numeral.sub(lambda match: str(parse_numeral(match["numeral"])), text)


def _percent(match: re.Match[str]) -> str:
    part = "".join(str(_DIGITS[character]) for character in match["part"] or "")
    return f"{parse_numeral(match['whole'])}{'.' + part if part else ''}%"


def _tenths(text: str) -> Decimal:
    return Decimal(_DIGITS.get(text, 0) or int(text)) * 10
