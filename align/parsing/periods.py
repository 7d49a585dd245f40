"""The years a plan runs over, from its title or from what it says of itself."""

from __future__ import annotations

import re

from align.parsing.numbering import parse_ordinal

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:-|—|－|～|至|到){1,2}((?:19|20)\d{2})年?(?!\d)")
_NUMBERED = re.compile(r"第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)")
# 十四五 may stand without quotes; 十五 and 九五 must be quoted or followed by what they name (not 十五分钟).
_ABBREVIATED = re.compile(
    r"“(?P<quoted>十[一二三四五六七八九]|十|[六七八九])五”|(?P<three>十[一二三四五六])五"
    r"|(?P<bare>十|[六七八九])五(?=规划|计划|期间|时期)"
)
_STATED = re.compile(r"(?:规划期限?|实施期限?|规划期间|执行期限?|期限)[^。；]{0,8}?为?(?=(?:19|20)\d{2})")
_SINGLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=行动|工作|实施))")
_HORIZON = re.compile(r"(?:19|20)\d{2}年?远景目标")
_PLAN_YEARS = 5
# The third plan began in 1966 after three years without one; every plan since then runs on from the one before.
_THIRD_PLAN = 1966


def five_year_period(number: int) -> tuple[int, int]:
    """The years of the n-th five-year plan (14 → 2021–2025).

    Raises:
        ValueError: a number below 1.
    """
    if number < 1:
        raise ValueError(f"no such plan: {number}")
    start = 1953 + _PLAN_YEARS * (number - 1) if number < 3 else _THIRD_PLAN + _PLAN_YEARS * (number - 3)
    return start, start + _PLAN_YEARS - 1


def parse_period(text: str) -> tuple[int, int] | None:
    """The period a title tells: explicit years, a numbered five-year plan, “十四五”, or the one year of a yearly plan.

    The horizon of a plan (2035年远景目标) is no period.
    """
    if match := _YEARS.search(text):
        first, last = int(match.group(1)), int(match.group(2))
        return (first, last) if first <= last else None
    if (match := _NUMBERED.search(text)) and (number := parse_ordinal(match.group(1))):
        return five_year_period(number)
    if (match := _ABBREVIATED.search(text)) and (number := parse_ordinal(match[match.lastgroup or 0])):
        return five_year_period(number)
    if match := _SINGLE_YEAR.search(_HORIZON.sub("", text)):
        return int(match.group(1)), int(match.group(1))
    return None


def find_stated_period(text: str) -> tuple[int, int] | None:
    """The period that a sentence states (规划期为2021—2025年); ``None`` where none does."""
    if match := _STATED.search(text):
        years = _YEARS.match(text, match.end())
        if years and int(years.group(1)) <= int(years.group(2)):
            return int(years.group(1)), int(years.group(2))
    return None
