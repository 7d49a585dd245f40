"""Writes the numbers of automatic lists the way Word shows them."""

from __future__ import annotations

from collections.abc import Callable

# The highest number that Word lets a list start with; letters and Roman numerals grow with the number.
_LAST = 32_767
_DIGITS = "零一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"))
_ROMAN_SMALL = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def render_number(number: int, format_: str) -> str | None:
    """A list number in one of Word's number formats (``w:numFmt``); ``None`` for a format that is not known."""
    renderer = _FORMATS.get(format_)
    if renderer is None or number < 0:
        return None
    return renderer(number) if number <= _LAST else str(number)


def render_chinese(number: int) -> str:
    """一 … 九千九百九十九; digits beyond."""
    text = _chinese(number, _DIGITS, "十百千")
    return text[1:] if text.startswith("一十") else text


def _chinese(number: int, digits: str, powers: str) -> str:
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    pieces: list[str] = []
    for place, digit in enumerate(reversed(str(number))):
        value = int(digit)
        if value:
            pieces.append(digits[value] + (powers[place - 1] if place else ""))
        elif pieces and not pieces[-1].startswith(digits[0]):
            pieces.append(digits[0])
    return "".join(reversed(pieces))


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("零", "〇")


def _letters(number: int, first: str) -> str:
    """a … z, then aa … zz, as Word counts."""
    if number == 0:
        return ""
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN + _ROMAN_SMALL:
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return chr(ord("㉑") + number - 21) if 21 <= number <= 35 else str(number)


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


def _cycled(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "bullet": lambda number: "",
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "chineseCounting": render_chinese,
    "chineseCountingThousand": render_chinese,
    "japaneseCounting": render_chinese,
    "taiwaneseCounting": render_chinese,
    "taiwaneseCountingThousand": render_chinese,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "chineseLegalSimplified": lambda number: _chinese(number, _FORMAL_DIGITS, "拾佰仟"),
    "ideographLegalTraditional": lambda number: _chinese(number, _TRADITIONAL_DIGITS, "拾佰仟"),
    "japaneseLegal": lambda number: _chinese(number, "零壱弐参四伍六七八九", "拾百阡"),
    "numberInDash": lambda number: f"- {number} -",
    "ideographTraditional": _cycled(_STEMS),
    "ideographZodiac": _cycled(_BRANCHES),
    "ideographEnclosedCircle": lambda number: chr(ord("㊀") + number - 1) if 1 <= number <= 10 else str(number),
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
