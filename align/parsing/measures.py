"""Finds numbers with their units, and deadlines, inside a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from align.knowledge.units import Units
from align.parsing.numerals import parse_numeral

_YEAR = r"(?:19|20)\d{2}"
_DEADLINE = re.compile(
    rf"(?:到|于|至|在)?(?P<year>{_YEAR})年(?P<month>\d{{1,2}}月)?(?:\d{{1,2}}日)?(?P<end>年?底前?|年?末|底之前|之前|以前|前|上半年|下半年)?"
)
_PERIOD_END = re.compile(r"(?:到)?“?(?P<n>十四五|十五五|十六五)”?(?:末|期末|时期末)")
_TENTH_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_PERIOD_ENDS = {"十四五": 2025, "十五五": 2030, "十六五": 2035}
_NUMBER = r"\d+(?:\.\d+)?"
# A number begins where its digits begin: tried again at each of them, a long row of digits would take for ever.
_START = r"(?<!\d)"
_BEFORE = r"(?P<before>不低于|不少于|不小于|高于|超过|大于|不高于|不超过|不大于|低于|小于|达到|≥|≤|＞|＜|>|<|约)?"
_AFTER = r"(?P<after>以上|以下|以内|左右)?"
# Shares in words: 六成以上, 七成五, 百分之九十.
_TENTHS = re.compile(
    rf"{_BEFORE}(?P<tenths>[一二两三四五六七八九])成(?P<half>五|半)?(?![功果立为员长熟本份品套就都]){_AFTER}"
)
_PERCENT = re.compile(
    rf"{_BEFORE}(?<!个)百分之(?P<number>[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?){_AFTER}"
)
_NAME_BEFORE = re.compile(r"[A-Za-z.]")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A year (and month, where given) by which something is to be done, as written at ``start`` .. ``end``."""

    year: int
    month: int | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit, as written at ``start`` .. ``end``; ``high`` is the upper end of a range."""

    value: Decimal
    high: Decimal | None
    unit: str
    text: str
    start: int
    end: int


class MeasureFinder:
    """Finds measures with the units of a unit table."""

    def __init__(self, units: Units) -> None:
        self._pattern = re.compile(
            rf"{_BEFORE}{_START}(?P<low>{_NUMBER})(?:[—～-]+(?P<high>{_NUMBER}))?(?P<unit>个百分点|{units.pattern})(?:/[日年月天])?{_AFTER}"
        )

    def find(self, text: str) -> tuple[Measure, ...]:
        """The measures of a cleaned clause in order; years and numbers inside names (PM2.5) are none."""
        masked = _mask(text)
        found = [
            Measure(
                value=Decimal(match["low"]),
                high=Decimal(match["high"]) if match["high"] else None,
                unit=match["unit"],
                text=match.group(),
                start=match.start(),
                end=match.end(),
            )
            for match in self._pattern.finditer(masked)
            if not _NAME_BEFORE.match(masked, match.start("low") - 1, match.start("low"))
        ]
        return tuple(sorted([*found, *_find_spoken_shares(text)], key=lambda measure: measure.start))


def _find_spoken_shares(text: str) -> Iterator[Measure]:
    for match in _TENTHS.finditer(text):
        value = Decimal(_TENTH_VALUES[match["tenths"]] * 10 + (5 if match["half"] else 0))
        yield Measure(value, None, "%", match.group(), match.start(), match.end())
    for match in _PERCENT.finditer(text):
        whole, _, part = match["number"].partition("点")
        digits = "".join(str(parse_numeral(digit)) for digit in part)
        value = Decimal(f"{parse_numeral(whole)}.{digits}" if digits else parse_numeral(whole))
        yield Measure(value, None, "%", match.group(), match.start(), match.end())


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """The deadlines of a cleaned clause in order: ``2024年底前``, ``到2025年``, ``“十四五”末``."""
    found = [
        Deadline(
            year=int(match["year"]),
            month=int(match["month"][:-1]) if match["month"] else None,
            text=match.group(),
            start=match.start(),
            end=match.end(),
        )
        for match in _DEADLINE.finditer(text)
        if not _is_range(text, match)
    ]
    found.extend(
        Deadline(_PERIOD_ENDS[match["n"]], None, match.group(), match.start(), match.end())
        for match in _PERIOD_END.finditer(text)
    )
    return tuple(sorted(found, key=lambda deadline: deadline.start))


def _is_range(text: str, match: re.Match[str]) -> bool:
    """Whether the year is the start of a span of years, or the year a change is counted from (比2020年下降)."""
    return (text[match.end() : match.end() + 1] in "—-～" and match.end() < len(text)) or text[
        : match.start()
    ].endswith(("比", "较", "与", "—", "-", "～"))


def _mask(text: str) -> str:
    """The text with years blanked out, so that no year is taken for a quantity."""
    return re.sub(rf"{_YEAR}(?=年|—|-|～|〕|\])", lambda match: " " * len(match.group()), text)
