"""The years of a target phrase: which one it compares with, which one it is due in, and what only stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from align.knowledge.targets import TargetPhrases

_YEAR = r"(?:19|20)\d{2}"
_END = r"(?:底|末)?"
_PERIOD = r"[“”]?(?P<period>十[一二三四五]五)[“”]?"
_PERIOD_ENDS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_DIGITS = re.compile(_NUMBER)
# 2021—2025年: the last year is the one it is due in. Without 年 it is a range of numbers.
_SPAN = re.compile(rf"{_YEAR}年?[—\-～至到]+(?P<year>{_YEAR})年(?:间|期间)?")
_COMPARED = re.compile(
    rf"(?:相?比较?于?|相?较于?)(?P<than>{_YEAR})年{_END}(?:的?(?:基础|水平)上?|相比|实绩)?"
    rf"|(?:与|同|和)(?P<with>{_YEAR})年{_END}(?:的?水平)?(?:相比|比较|相较)"
)
_BASED = re.compile(
    rf"在(?P<on>{_YEAR})年{_END}的?(?:基础|水平)之?上?|以(?P<from>{_YEAR})年{_END}(?:数据|水平)?为基[期准年数]+"
    rf"|(?:与|同)(?P<level>{_YEAR})年{_END}(?=持平)"
    rf"|(?P<after>{_YEAR})年{_END}(?:的?(?:基础|水平)上?|为基[期准年]+|相比|实绩)"
)
# 达到2020年的1.5倍: of the value of that year.
_SHARE = re.compile(rf"(?P<of>{_YEAR})年的(?={_NUMBER})")
_THAN_PERIOD = re.compile(
    rf"(?:比|较|与|同|在(?=[“”]?十.五[“”]?[^，。；\d]{{0,5}}(?:基础|水平))){_PERIOD}(?:期?末|时期|期间)?(?:的?(?:基础|水平)上?|相比)?"
)
# The 到 of 提高到 stays.
_DUE = re.compile(
    rf"(?:(?<![高升加长增大降低少减])[到至]|于|在)?(?P<year>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?{_END}(?:之?前|以前)?的?"
)
_OF_PERIOD = re.compile(rf"{_PERIOD}(?:期?末|时期)?的?(?:基础|水平)上?")
_DUE_PERIOD = re.compile(rf"(?:到|至|在)?{_PERIOD}(?:规划)?(?:期?末|时期|期间|期内)?")
_MONTH = re.compile(r"(?<!\d)\d{1,2}月(?:份|上旬|中旬|下旬|\d{1,2}日|底|末)?(?:之?前|以前)?")
# （2020年为91.2%）, （2020年：91.2%）, （基期90%）: today's value; （2030年达到95%）: another target.
_ASIDE = re.compile(
    rf"（(?:(?P<year>{_YEAR})年{_END}|目前|上年|(?=[基现]))(?:基期|基准|现状|现有|实绩|实际)?值?(?P<verb>已?达到?|已?为|是|：)?[^（）\d]{{0,2}}{_NUMBER}[^（）\d]*）"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A phrase without its years; ``compared`` tells that its value is measured against the base year (比2020年)."""

    plain: str
    base: int | None = None
    due: int | None = None
    compared: bool = False


def take_years(body: str, phrases: TargetPhrases) -> Years:
    """Parts a cleaned phrase from its years, the length of its period (五年累计) and today's value beside the target."""
    years = _take_baseline(body, phrases)
    years = replace(years, plain=_duration_pattern(_verbs(phrases)).sub("", years.plain))
    years = _take_base(years)
    years = _take_due(years)
    return replace(years, plain=_MONTH.sub("", years.plain).strip("，"))


def _verbs(phrases: TargetPhrases) -> str:
    return "|".join(pattern.pattern for pattern in (phrases.up, phrases.down, phrases.annual, phrases.cumulative))


@lru_cache(maxsize=2)
def _duration_pattern(verbs: str) -> re.Pattern[str]:
    """五年 in 五年累计下降, 五年内达到: how long, not how much."""
    return re.compile(
        rf"(?<![\d.])[\d一二两三四五六七八九十]{{1,3}}年(?:时间|期间|期|间|以?来)?"
        rf"(?:之?内|里|(?=(?:要|将|力争|争取|共|总共|平均)*(?:{verbs}|共|达到|完成|建成|实现)))"
    )


@lru_cache(maxsize=2)
def _lead_pattern(verbs: str) -> re.Pattern[str]:
    """由2020年的31% in 由2020年的31%提高到45%."""
    return re.compile(
        rf"(?:由|从|自)(?:(?P<year>{_YEAR})年{_END})?的?[^，。；\d]{{0,3}}{_NUMBER}[^，。；\d]{{0,12}}?(?={verbs})"
    )


def _take_baseline(body: str, phrases: TargetPhrases) -> Years:
    base: int | None = None
    if match := _lead_pattern(f"{phrases.before_pattern}|{_verbs(phrases)}").search(body):
        base = int(match["year"]) if match["year"] else None
        body = body[: match.start()] + body[match.end() :]
    match = _ASIDE.search(body)
    if match and _DIGITS.search(body, 0, match.start()):
        told_now = match["year"] and match["verb"] not in ("达", "达到")
        base = int(match["year"]) if told_now else base
        body = body[: match.start()] + body[match.end() :]
    return Years(plain=body, base=base)


def _take_base(years: Years) -> Years:
    body = years.plain
    for pattern in (_COMPARED, _BASED, _THAN_PERIOD, _OF_PERIOD, _SHARE):
        match = None if years.base else pattern.search(body)
        if match:
            base = _PERIOD_ENDS.get(match[match.lastgroup or 0]) or int(match[match.lastgroup or 0])
            plain = body[: match.start()] + body[match.end() :]
            return replace(years, plain=plain, base=base, compared=pattern in (_COMPARED, _THAN_PERIOD))
    return years


def _take_due(years: Years) -> Years:
    """The year before the first number or after the last; one between two numbers belongs to the second."""
    body, due = years.plain, None
    if match := _SPAN.search(body) or _DUE.search(body):
        if not (_DIGITS.search(body, 0, match.start()) and _DIGITS.search(body, match.end())):
            due = int(match["year"])
    elif match := _DUE_PERIOD.search(body):
        due = _PERIOD_ENDS[match["period"]]
    return replace(years, plain=_DUE_PERIOD.sub("", _DUE.sub("", _SPAN.sub("", body))), due=due)
