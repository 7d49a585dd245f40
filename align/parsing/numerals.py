"""Chinese numerals, read only where a unit follows them or where they are the whole value: 两千公里, 百分之九十, 三分之一."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = (("亿", 10**8), ("万", 10**4))
_NUMERAL = r"[〇零一二两三四五六七八九十百千]{1,20}"
_LARGE = rf"(?:{_NUMERAL}亿{_NUMERAL}万(?:{_NUMERAL})?|{_NUMERAL}亿{_NUMERAL}(?!万)|{_NUMERAL}万{_NUMERAL})"
_DECIMAL = rf"{_NUMERAL}(?:点[〇零一二三四五六七八九]+)?"
_SHARES = {"百": "%", "千": "‰"}
_SHARE = re.compile(rf"(?P<of>[百千])分之(?P<number>{_DECIMAL})(?:(?P<sign>至|到|—)(?P<high>{_DECIMAL})(?![分点]))?")
_FRACTION = re.compile(rf"(?P<whole>{_NUMERAL})分之(?P<part>{_NUMERAL})")
_TENTHS = re.compile(
    r"(?P<tenths>[一二两三四五六七八九1-9])成(?P<half>[一二三四五六七八九半])?(?![功果立为员长熟本份品套就都分])"
)
_HALF = re.compile(r"一半|减半")


def parse_numeral(text: str) -> int:
    """The value of a Chinese numeral (一百二十 is 120, 一万二千 is 12000); digits in a row are read one by one (二〇 is 20)."""
    for word, scale in _MYRIADS:
        above, found, below = text.partition(word)
        if found:
            return parse_numeral(above) * scale + (parse_numeral(below) if below else 0)
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


def replace_numerals(text: str, unit_pattern: str, before_pattern: str, after_pattern: str) -> str:
    """The text with Chinese numerals as digits where a unit follows, or where they are the whole value; elsewhere untouched.

    Args:
        text: a cleaned phrase.
        unit_pattern: a regular expression for a unit.
        before_pattern: words that may stand before a numeral that is the whole value (达到五百).
        after_pattern: words that may stand after it (五百以上).
    """
    text = _SHARE.sub(_share, text)
    text = _FRACTION.sub(_fraction, text)
    text = _TENTHS.sub(_tenths, text)
    text = _HALF.sub(lambda match: "减少50%" if match.group() == "减半" else "50%", text)
    alone = re.compile(
        rf"(?P<lead>(?:[为归]|{before_pattern})*)(?P<numeral>{_LARGE}|{_DECIMAL})(?P<after>(?:{after_pattern})?)"
    )
    if match := alone.fullmatch(text):
        return f"{match['lead']}{_plain(match['numeral'])}{match['after']}"
    unit = rf"(?={unit_pattern}|(?:[至到～]|—+){_NUMERAL}{unit_pattern})"
    numeral = re.compile(rf"(?<![第每前/十百千万亿])(?P<numeral>{_LARGE}|{_DECIMAL}){unit}", re.IGNORECASE)
    return numeral.sub(lambda match: _plain(match["numeral"]), text)


def _plain(text: str) -> str:
    """A numeral with or without decimals in digits: 三点五 is 3.5."""
    whole, point, part = text.partition("点")
    return f"{parse_numeral(whole)}{'.' if point else ''}{''.join(str(_DIGITS[character]) for character in part)}"


def _share(match: re.Match[str]) -> str:
    sign = _SHARES[match["of"]]
    high = f"{match['sign']}{_plain(match['high'])}{sign}" if match["high"] else ""
    return f"{_plain(match['number'])}{sign}{high}"


def _fraction(match: re.Match[str]) -> str:
    """三分之一 as 33.33%, to two decimals."""
    whole = parse_numeral(match["whole"])
    if not whole:
        return match.group()
    share = Decimal(100 * parse_numeral(match["part"])) / whole
    return f"{share.quantize(Decimal('0.01')).normalize():f}%"


def _tenths(match: re.Match[str]) -> str:
    tenths = Decimal(_DIGITS.get(match["tenths"], 0) or int(match["tenths"])) * 10
    half = match["half"]
    return f"{tenths + (5 if half == '半' else _DIGITS.get(half, 0) if half else 0)}%"
