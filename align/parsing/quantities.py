"""Reads target phrases as plans write them (domain rules §B4): numbers, bounds, changes, trends, deferred targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from align.knowledge.names import drop_marks
from align.knowledge.targets import TargetPhrases, load_target_phrases
from align.knowledge.units import Units, load_units
from align.parsing.clean import clean_text
from align.parsing.numerals import replace_numerals
from align.parsing.target_words import find_bound, is_annual, is_change, is_each_year, names_level
from align.parsing.target_years import take_years
from align.target import Bound, Target, TargetKind

_CUMULATIVE_BRACKETS = re.compile(r"[〔\[［【](?=[^〕\]］】]*\d)([^〕\]］】]*)[〕\]］】]")
_FOOTNOTE = re.compile(r"(?<=[\d%〕\]])(?:\[\d\]|注\d{0,2}|[※#▲△☆])")
# 年均 in 7%左右（年均）: words that belong in front of the number.
_TRAILING = re.compile(r"(?P<number>^[^（）]*\d[^（）]*)（(?P<words>[^（）\d]+)）$")
_TOTAL = re.compile(r"累计(?=[^一-龥]*\d)")
_INCLUSIVE = re.compile(r"（含[^（）]*）")
_SPLIT_DECIMAL = re.compile(r"(?<=\d)[。．](?=\d)")
# 提高2个以上百分点 for 提高2个百分点以上.
_SPLIT_UNIT = re.compile(r"(?<=\d)(个?)(以上|以下|以内|左右)(百分点)")
# 每千人口 in 每千人口7.5张: what the number is counted per.
_PER = re.compile(r"每(?:10(?=万))?[十百千万]*(?:名|位)?(?:常住|户籍)?(?:人口?|户|亩|公顷)(?:拥有)?")
_GRADE = re.compile(
    r"(?P<worst>劣)?(?:(?P<low>IV|V|I{1,3}|[一二三四五六1-6])(?:[类级])?[—\-～至到])?(?P<grade>IV|V|I{1,3}|[一二三四五六1-6])(?:类|级)"
)
_GRADE_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5} | {w: i for i, w in enumerate("一二三四五六", start=1)}
# The longest phrases have some eighty characters; a cell with more than so many is no target but damage or prose.
_LONGEST = 500
# Not the digits of a name: PM2.5, 4A级, 5G基站.
_NUMBER = r"(?<![\dA-Za-z.])(?!\d+[AGKD][一-龥])-?\d+(?:,\d{3})*(?:\.\d+)?"
_RANGE_SIGN = r"(?:—+|-+|～|至|到|[和与](?=\d[^，。；]{0,12}之间))"


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a phrase: what stands left of it, its unit, the upper end of a range, the bound word after it."""

    left: str
    value: Decimal
    unit: str | None
    high: Decimal | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What is known beside the phrase: the unit and the name given elsewhere, the vocabularies."""

    unit: str | None
    name: str
    phrases: TargetPhrases
    units: Units


def parse_target(
    text: str,
    *,
    unit: str | None = None,
    name: str = "",
    phrases: TargetPhrases | None = None,
    units: Units | None = None,
) -> Target:
    """What a target phrase says.

    Args:
        text: the phrase as written, e.g. ``93%左右``, ``〔18〕``, ``完成省下达任务``.
        unit: the unit given elsewhere (a column, brackets in the name); one in the phrase itself comes first.
        name: the indicator's name, which may tell that a plain number is a change (…降低) or cumulative (…减排量).
        phrases: the vocabulary; the bundled one by default.
        units: the unit table; the bundled one by default.

    Returns:
        The target; kind ``NONE`` where the phrase is a dash or empty, ``QUALITATIVE`` where words give no number, or
        where it is far too long for a phrase.
    """
    reader = _Reader(unit=unit, name=name, phrases=phrases or load_target_phrases(), units=units or load_units())
    body = clean_text(drop_marks(text)).rstrip("。；，").strip()
    if len(body) > _LONGEST:
        return Target(kind=TargetKind.QUALITATIVE, text=text.strip())
    if reader.phrases.none.fullmatch(body):
        return Target(kind=TargetKind.NONE, text=text.strip())
    years = take_years(_FOOTNOTE.sub("", _SPLIT_DECIMAL.sub(".", _INCLUSIVE.sub("", body))), reader.phrases)
    if reader.phrases.trend.fullmatch(body):
        target = Target(kind=TargetKind.TREND, text="")
    else:
        target = _parse_plain(years.plain, years.compared, reader)
    return replace(target, text=text.strip(), base_year=years.base, target_year=years.due)


def _parse_plain(plain: str, compared: bool, reader: _Reader) -> Target:
    """The target of a phrase without its years; ``compared`` tells that these were what it is measured against."""
    phrases = reader.phrases
    plain, bracketed = _open_brackets(_with_words_first(plain, phrases))
    if phrases.qualitative.fullmatch(plain) or _GRADE.fullmatch(plain):
        return _verbal(plain, reader)
    plain = replace_numerals(plain, _unit_pattern(reader), phrases.before_pattern, phrases.after_pattern)
    per = _PER.search(plain)
    plain = _SPLIT_UNIT.sub(r"\1\3\2", plain if per is None else plain[: per.start()] + plain[per.end() :])
    numbers = _find_numbers(plain, reader)
    if not numbers:
        return _verbal(plain, reader)
    target = _numeric(numbers, bracketed, compared, reader)
    if per is not None:
        target = replace(target, unit=reader.units.full_unit(target.unit, per.group().replace("10", "十")))
    return target


def _with_words_first(plain: str, phrases: TargetPhrases) -> str:
    """年均7%左右 for 7%左右（年均）, 力争95% for 95%（力争）; words in brackets that tell nothing of the number stay."""
    match = _TRAILING.search(plain)
    if match is None:
        return plain
    telling = (phrases.annual, phrases.cumulative, phrases.soft, re.compile(phrases.before_pattern))
    return match["words"] + match["number"] if any(one.fullmatch(match["words"]) for one in telling) else plain


def _open_brackets(plain: str) -> tuple[str, bool]:
    """The phrase without brackets of a cumulative value, and whether its number stood in them.

    Brackets behind a number hold another value (年均5%以上〔28%〕) and are left out.
    """
    match = _CUMULATIVE_BRACKETS.search(plain)
    if match is None:
        return plain, _TOTAL.search(plain) is not None
    if re.search(r"\d", plain[: match.start()]):
        return plain[: match.start()] + plain[match.end() :], False
    return _CUMULATIVE_BRACKETS.sub(r"\1", plain), True


def _unit_pattern(reader: _Reader) -> str:
    return f"(?:{reader.phrases.extra_units}|{reader.units.pattern})"


@lru_cache(maxsize=4)
def _number_pattern(unit_pattern: str, after_pattern: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<value>{_NUMBER})(?P<unit>{unit_pattern})?"
        rf"(?:{_RANGE_SIGN}(?P<high>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<high_unit>{unit_pattern})?)?"
        rf"(?P<after>(?!内[一-龥])(?:{after_pattern}))?",  # 2小时内, but not 5个内陆港
        re.IGNORECASE,
    )


def _find_numbers(text: str, reader: _Reader) -> list[_Number]:
    numbers: list[_Number] = []
    end = 0
    for match in _number_pattern(_unit_pattern(reader), reader.phrases.after_pattern).finditer(text):
        value, unit = _decimal(match["value"]), match["unit"]
        high, high_unit = (_decimal(match["high"]), match["high_unit"]) if match["high"] else (None, None)
        if high is not None and high_unit:
            high, unit = _joined(value, unit, high, high_unit, reader.units)
        numbers.append(_Number(text[end : match.start()], value, unit, high, match["after"]))
        end = match.end()
    return numbers


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _joined(value: Decimal, unit: str | None, high: Decimal, high_unit: str, units: Units) -> tuple[Decimal, str]:
    """Upper end and unit of a range: the unit of the second number counts for both, but for 8000—1.2万个."""
    if unit is None and value > high:
        unit = next((end for cut in (1, 2) if units.multiplier(high_unit[:cut]) and (end := high_unit[cut:])), None)
    if unit is None or units.same_unit(unit, high_unit):
        return high, high_unit
    converted = units.convert(high, high_unit, unit)
    return (high, high_unit) if converted is None else (converted, unit)


def _verbal(text: str, reader: _Reader) -> Target:
    phrases, unit = reader.phrases, reader.unit
    soft = phrases.soft.search(text) is not None
    if phrases.whole.fullmatch(text):
        return Target(kind=TargetKind.ABSOLUTE, text="", bound=Bound.EQUAL, value=Decimal(100), unit="%")
    if doublings := next((times for word, times in phrases.doublings.items() if word in text), 0):
        value = Decimal(100 * (2**doublings - 1))
        bound = find_bound(text, _word_after(text, phrases), phrases)
        kind = TargetKind.CUMULATIVE_PERCENT
        return Target(kind=kind, text="", bound=bound, value=value, unit="%", soft=soft)
    if phrases.zero.fullmatch(text):
        return Target(kind=TargetKind.QUALITATIVE, text="", value=Decimal(0), unit=unit)
    in_words = phrases.qualitative.fullmatch(text) is not None
    if not in_words and (match := _GRADE.search(text)):
        return replace(_grade(text, match, phrases), unit=unit, soft=soft)
    if phrases.deferred.search(text):
        return Target(kind=TargetKind.DEFERRED, text="", unit=unit, soft=soft)
    kind = TargetKind.TREND if not in_words and phrases.trend.search(text) else TargetKind.QUALITATIVE
    return Target(kind=kind, text="", unit=unit, soft=soft)


def _word_after(text: str, phrases: TargetPhrases) -> str | None:
    match = re.search(rf"(?:{phrases.after_pattern})$", text)
    return match.group() if match else None


def _grade(text: str, match: re.Match[str], phrases: TargetPhrases) -> Target:
    value = Decimal(_grade_value(match["grade"]) + (1 if match["worst"] else 0))
    if match["low"]:
        low = Decimal(_grade_value(match["low"]))
        return Target(kind=TargetKind.GRADE, text="", bound=Bound.RANGE, value=low, high=value)
    bound = find_bound(text[: match.start()], _word_after(text, phrases), phrases)
    if bound not in (Bound.ABOVE, Bound.MAINTAIN):
        bound = Bound.AT_LEAST
    return Target(kind=TargetKind.GRADE, text="", bound=bound, value=value)


def _grade_value(text: str) -> int:
    return _GRADE_VALUES.get(text) or int(text)


def _numeric(numbers: list[_Number], bracketed: bool, compared: bool, reader: _Reader) -> Target:
    phrases = reader.phrases
    soft = [phrases.soft.search(number.left) is not None for number in numbers]
    index = soft.index(False) if False in soft else 0
    chosen = numbers[index]
    wished = [
        _scaled(one, reader)[0] for one, is_soft in zip(numbers, soft, strict=True) if is_soft and one is not chosen
    ]
    value, high, written = _scaled(chosen, reader)
    kind = _kind(chosen, bracketed, compared, written, reader)
    unit = "百分点" if kind is TargetKind.PERCENT_POINTS else written
    return Target(
        kind=kind,
        text="",
        bound=Bound.RANGE if high is not None else find_bound(chosen.left, chosen.after, phrases),
        value=value,
        high=high,
        unit=unit if bracketed else _with_year(unit, kind, chosen.left, reader),
        soft=soft[index],
        stretch=wished[0] if wished else None,
    )


def _scaled(number: _Number, reader: _Reader) -> tuple[Decimal, Decimal | None, str | None]:
    """Value, upper end and unit of a number; a bare 万 joins the unit given elsewhere, or multiplies the value."""
    unit, units = reader.unit, reader.units
    scale = units.multiplier(number.unit)
    if number.unit is None or (scale is not None and unit and units.find(unit) is None):
        return number.value, number.high, unit
    if scale is None:
        return number.value, number.high, number.unit
    if unit and unit.startswith(number.unit):  # 12.5万 under 万人
        return number.value, number.high, unit
    if unit and units.find(f"{number.unit}{unit}") is not None:
        return number.value, number.high, f"{number.unit}{unit}"
    return number.value * scale, None if number.high is None else number.high * scale, unit


def _kind(number: _Number, bracketed: bool, compared: bool, unit: str | None, reader: _Reader) -> TargetKind:
    phrases, left, name = reader.phrases, number.left, reader.name
    found = reader.units.find(unit)
    if found is not None and found.dimension == "points":
        return TargetKind.PERCENT_POINTS
    falls = phrases.down.search(name) is not None
    percent = found.dimension in ("ratio", "times") if found is not None else not name or falls
    if not bracketed and (percent or found is None) and (is_annual(left, phrases) or is_annual(name, phrases)):
        return TargetKind.ANNUAL_PERCENT
    if not bracketed and not percent and is_each_year(left, phrases):
        return TargetKind.ABSOLUTE
    named = percent and falls and not names_level(left, phrases)
    if bracketed or named or is_change(left, phrases, compared=compared):
        return TargetKind.CUMULATIVE_PERCENT if percent else TargetKind.CUMULATIVE_AMOUNT
    if not percent and phrases.cumulative.search(left + "，" + name):
        return TargetKind.CUMULATIVE_AMOUNT
    return TargetKind.ABSOLUTE


def _with_year(unit: str | None, kind: TargetKind, left: str, reader: _Reader) -> str | None:
    """The unit of what is meant per year (每年新增20公里: 公里/年); a yearly percentage says so by its kind."""
    if unit is None or "/" in unit or reader.units.is_ratio(unit):
        return unit
    points = kind is TargetKind.PERCENT_POINTS and is_annual(reader.name, reader.phrases)
    amount = kind in (TargetKind.ABSOLUTE, TargetKind.PERCENT_POINTS) and is_each_year(left, reader.phrases)
    return f"{unit}/年" if points or amount else unit
