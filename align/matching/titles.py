"""Tells whether two titles name the same plan."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from align.parsing.periods import parse_period

_PARENTHESES = re.compile(r"（[^（）]*）")
_WORDS_ONLY = re.compile(r"[^\w一-鿿]+")
# The period stands before or after the subject (“十四五”生态环境保护规划, 生态环境保护“十四五”规划): it is compared apart.
_PERIOD = re.compile(r"十[一二三四五六七八九]?五|第[一二三四五六七八九十]+个五年|\d{4}年?(?:[-—～至]+\d{4}年?)?")
_NATION = ("中华人民共和国", "国家", "全国")
_PLACE = re.compile(r"[一-鿿]{2,11}(?:省|市|自治区|州|盟)")
_STARTS_WITH_PLACE = re.compile(r"[一-鿿]{2,8}?(?:市|区|县|州|盟|旗)")


def normalise_title(title: str) -> str:
    """A title without parentheses, marks, period and the name of the nation, which a national plan may leave out."""
    bare = _WORDS_ONLY.sub("", _PARENTHESES.sub("", title)).replace("二〇三五", "2035").replace("二○三五", "2035")
    for name in _NATION:
        bare = bare.removeprefix(name)
    return _PERIOD.sub("", bare)


def is_same_title(first: str, second: str, *, threshold: float) -> bool:
    """Whether two titles name one plan: of one period as far as they tell, and with the same or nearly the same words.

    A place may be given with the one it lies in (重庆市綦江区…, 綦江区…).

    Args:
        first: a title.
        second: another.
        threshold: least likeness of the words, 0–100.
    """
    periods = {period for title in (first, second) if (period := parse_period(title)) is not None}
    if len(periods) > 1:
        return False
    shorter, longer = sorted((normalise_title(first), normalise_title(second)), key=len)
    if shorter and longer.endswith(shorter):
        outer = longer.removesuffix(shorter)
        return not outer or (_PLACE.fullmatch(outer) is not None and _STARTS_WITH_PLACE.match(shorter) is not None)
    return fuzz.ratio(shorter, longer) >= threshold
