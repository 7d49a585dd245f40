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
from align.target import Bound, Target, TargetKind

_CUMULATIVE_BRACKETS = re.compile(r"[〔\[［【](?=[^〕\]］】]*\d)([^〕\]］】]*)[〕\]］】]")
_INCLUSIVE = re.compile(r"（含(?:本数)?）")
_SPLIT_DECIMAL = re.compile(r"(?<=\d)。(?=\d)")
_DURATION = re.compile(r"(?:\d{1,2}|[三五十])年(?=累计|内|间|共)")
_YEAR_SPAN = re.compile(r"(?:19|20)\d{2}年?[—\-～至](?:19|20)\d{2}年?(?:间|期间)?")
_BASE_YEAR = re.compile(
    r"(?:比|较|相较|相比于?|与|在|以)(?P<year>(?:19|20)\d{2})年(?:底|末)?(?:的?(?:基础|水平)上?|为基[期准年]+|相比|实绩)?"
    r"|(?P<after>(?:19|20)\d{2})年(?:底|末)?(?:的?(?:基础|水平)上?|为基[期准年]+|相比)"
)
_BASE_PERIOD = re.compile(r"(?:比|较|与|在)[“”]?(?P<period>十[一二三四五]五)[“”]?(?:期?末|时期|期间)?")
_PERIOD_ENDS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_TARGET_YEAR = re.compile(r"(?:到|至|力争)?(?P<year>(?:19|20)\d{2})年(?:底|末)?(?:前|之前)?")
_GRADE = re.compile(
    r"(?P<worst>劣)?(?:(?P<low>IV|V|I{1,3}|[一二三四五六1-6])(?:类)?[—\-～至])?(?P<grade>IV|V|I{1,3}|[一二三四五六1-6])(?:类|级)"
)
_GRADE_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5} | {w: i for i, w in enumerate("一二三四五六", start=1)}
_NUMBER = r"(?<![\dA-Za-z])-?\d+(?:,\d{3})*(?:\.\d+)?"
_RANGE_SIGN = r"(?:—+|-|～|至)"


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a phrase: what stands left of it, its unit, the upper end of a range, the bound word after it."""

    left: str
    value: Decimal
    unit: str | None
    high: Decimal | None
    after: str | None


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
        The target; kind ``NONE`` where the phrase is a dash or empty, ``QUALITATIVE`` where words give no number.
    """
    phrases, units = phrases or load_target_phrases(), units or load_units()
    body = clean_text(drop_marks(text)).rstrip("。；，").strip()
    if body in phrases.none:
        return Target(kind=TargetKind.NONE, text=text.strip())
    if phrases.trend.fullmatch(body):
        return Target(kind=TargetKind.TREND, text=text.strip())
    target = _parse_body(body, unit, name, phrases, units)
    return replace(target, text=text.strip())


def _parse_body(body: str, unit: str | None, name: str, phrases: TargetPhrases, units: Units) -> Target:
    body = _SPLIT_DECIMAL.sub(".", _INCLUSIVE.sub("", body))
    plain, base_year, target_year = _take_years(_DURATION.sub("", body))
    bracketed = _CUMULATIVE_BRACKETS.search(plain) is not None
    plain = replace_numerals(_CUMULATIVE_BRACKETS.sub(r"\1", plain), units.pattern)
    numbers = [] if phrases.qualitative.fullmatch(plain) else _find_numbers(plain, units)
    if numbers and not _GRADE.fullmatch(plain):
        target = _numeric(numbers, bracketed, unit, name, phrases, units)
    else:
        target = _verbal(plain, unit, phrases)
    return replace(target, base_year=base_year, target_year=target_year)


def _take_years(body: str) -> tuple[str, int | None, int | None]:
    """The phrase without its years, the year it compares with, and the year it is for."""
    base: int | None = None
    target: int | None = None
    body = _YEAR_SPAN.sub("", body)
    if match := _BASE_YEAR.search(body):
        base = int(match["year"] or match["after"])
    elif match := _BASE_PERIOD.search(body):
        base = _PERIOD_ENDS[match["period"]]
    if match:
        body = body[: match.start()] + body[match.end() :]
    if match := _TARGET_YEAR.search(body):
        target = int(match["year"])
        body = body[: match.start()] + body[match.end() :]
    return body.strip("，"), base, target


@lru_cache(maxsize=4)
def _number_pattern(unit_pattern: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<value>{_NUMBER})(?P<unit>{unit_pattern})?"
        rf"(?:{_RANGE_SIGN}(?P<high>\d+(?:\.\d+)?)(?P<high_unit>{unit_pattern})?)?"
        rf"(?P<after>及?以上水平|及?以上|\+|及?以下|以内|之内|左右|上下)?",
        re.IGNORECASE,
    )


def _find_numbers(text: str, units: Units) -> list[_Number]:
    numbers: list[_Number] = []
    end = 0
    for match in _number_pattern(units.pattern).finditer(text):
        high = match["high"]
        numbers.append(
            _Number(
                left=text[end : match.start()],
                value=Decimal(match["value"].replace(",", "")),
                unit=match["high_unit"] or match["unit"],
                high=None if high is None else Decimal(high),
                after=match["after"],
            )
        )
        end = match.end()
    return numbers


def _verbal(text: str, unit: str | None, phrases: TargetPhrases) -> Target:
    if phrases.whole.fullmatch(text):
        return Target(kind=TargetKind.ABSOLUTE, text=text, bound=Bound.EQUAL, value=Decimal(100), unit="%")
    if phrases.doubled.search(text):
        return Target(kind=TargetKind.CUMULATIVE_PERCENT, text=text, bound=Bound.EQUAL, value=Decimal(100), unit="%")
    if match := _GRADE.search(text):
        return _grade(text, match, unit, phrases)
    if phrases.deferred.search(text):
        return Target(kind=TargetKind.DEFERRED, text=text, unit=unit)
    if phrases.zero.fullmatch(text):
        return Target(kind=TargetKind.QUALITATIVE, text=text, value=Decimal(0), unit=unit)
    if phrases.qualitative.fullmatch(text) or not phrases.trend.search(text):
        return Target(kind=TargetKind.QUALITATIVE, text=text, unit=unit)
    return Target(kind=TargetKind.TREND, text=text, unit=unit)


def _grade(text: str, match: re.Match[str], unit: str | None, phrases: TargetPhrases) -> Target:
    value = Decimal(_grade_value(match["grade"]) + (1 if match["worst"] else 0))
    if match["low"]:
        low = Decimal(_grade_value(match["low"]))
        return Target(kind=TargetKind.GRADE, text=text, bound=Bound.RANGE, value=low, high=value, unit=unit)
    maintained = any(bound is Bound.MAINTAIN and word in text for word, bound in phrases.before.items())
    bound = Bound.MAINTAIN if maintained else Bound.AT_LEAST
    return Target(kind=TargetKind.GRADE, text=text, bound=bound, value=value, unit=unit)


def _grade_value(text: str) -> int:
    return _GRADE_VALUES.get(text) or int(text)


def _numeric(
    numbers: list[_Number], bracketed: bool, unit: str | None, name: str, phrases: TargetPhrases, units: Units
) -> Target:
    soft = [phrases.soft.search(number.left) is not None for number in numbers]
    index = soft.index(False) if False in soft else 0
    chosen = numbers[index]
    wished = [number.value for number, is_soft in zip(numbers, soft, strict=True) if is_soft and number is not chosen]
    value, high, written = _scaled(chosen, unit, units)
    kind = _kind(chosen, bracketed, written, name, phrases, units)
    return Target(
        kind=kind,
        text="",
        bound=Bound.RANGE if high is not None else _bound(chosen, phrases),
        value=value,
        high=high,
        unit="百分点" if kind is TargetKind.PERCENT_POINTS else written,
        soft=soft[index],
        stretch=wished[0] if wished else None,
    )


def _scaled(number: _Number, unit: str | None, units: Units) -> tuple[Decimal, Decimal | None, str | None]:
    """Value, upper end and unit of a number; a bare 万 joins the unit given elsewhere, or multiplies the value."""
    scale = units.multiplier(number.unit)
    if number.unit is None or (scale is not None and unit and units.find(unit) is None):
        return number.value, number.high, unit
    if scale is None:
        return number.value, number.high, number.unit
    if unit and units.find(f"{number.unit}{unit}") is not None:
        return number.value, number.high, f"{number.unit}{unit}"
    return number.value * scale, None if number.high is None else number.high * scale, unit


def _bound(number: _Number, phrases: TargetPhrases) -> Bound:
    words = _bound_words(number.left, phrases)
    if number.after is not None:
        after = phrases.after[number.after if number.after in phrases.after else number.after[-2:]]
        maintained = after is Bound.AT_LEAST and any(phrases.before[word] is Bound.MAINTAIN for word in words)
        return Bound.MAINTAIN if maintained else after
    return phrases.before[words[-1]] if words else Bound.EQUAL


def _bound_words(left: str, phrases: TargetPhrases) -> list[str]:
    return re.findall(phrases.before_pattern, left)


def _kind(
    number: _Number, bracketed: bool, unit: str | None, name: str, phrases: TargetPhrases, units: Units
) -> TargetKind:
    found = units.find(unit)
    if found is not None and found.dimension == "points":
        return TargetKind.PERCENT_POINTS
    percent = found.dimension in ("ratio", "times") if found is not None else not name or _is_change(name, phrases)
    if not bracketed and _is_annual(number.left + "，" + name, phrases) and (percent or found is None):
        return TargetKind.ANNUAL_PERCENT
    level = any(word[-1] in "到至" for word in _bound_words(number.left, phrases))
    changed = _is_change(number.left, phrases) or phrases.up.search(number.left) is not None
    if bracketed or (changed and not level) or (percent and not level and _is_change(name, phrases)):
        return TargetKind.CUMULATIVE_PERCENT if percent else TargetKind.CUMULATIVE_AMOUNT
    if not percent and phrases.cumulative.search(number.left + "，" + name):
        return TargetKind.CUMULATIVE_AMOUNT
    return TargetKind.ABSOLUTE


def _is_change(text: str, phrases: TargetPhrases) -> bool:
    return phrases.down.search(text) is not None


def _is_annual(text: str, phrases: TargetPhrases) -> bool:
    """Whether a rate per year is meant: 年均下降, but not 年均浓度."""
    return any(
        phrases.up.match(text, match.end()) or phrases.down.match(text, match.end())
        for match in phrases.annual.finditer(text)
    ) or text.endswith(("年均", "每年"))
