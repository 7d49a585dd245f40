"""Compares targets of which at least one gives no number (domain rules §B3, §B4)."""

from __future__ import annotations

from align.judging.outcomes import Outcome
from align.knowledge.indicators import Direction
from align.knowledge.targets import load_target_phrases
from align.model import Indicator
from align.parsing.clean import clean_text
from align.results import IndicatorVerdict
from align.target import Target, TargetKind

_WORDY = (TargetKind.TREND, TargetKind.QUALITATIVE)


def is_numeric(target: Target) -> bool:
    """Whether a target gives a number or a grade."""
    return target.kind not in (*_WORDY, TargetKind.DEFERRED, TargetKind.NONE)


def judge_wording(upper: Indicator, lower: Indicator, direction: Direction) -> Outcome | None:
    """The outcome where at least one target is words; ``None`` where both give numbers."""
    ours, theirs = upper.parsed, lower.parsed
    if is_numeric(ours) and is_numeric(theirs):
        return None
    shown = f"{_show(lower)} 对 {_show(upper)}"
    if TargetKind.NONE in (ours.kind, theirs.kind):
        return _valueless(ours, theirs, shown)
    if TargetKind.DEFERRED in (ours.kind, theirs.kind):
        return _deferred(ours, theirs, shown)
    if ours.kind in _WORDY and theirs.kind in _WORDY:
        return _both_wordy(upper, lower, shown)
    return _number_against_words(ours, theirs, direction, shown)


def _show(indicator: Indicator) -> str:
    return f"“{indicator.target}”" if indicator.target else "无值"


def _valueless(ours: Target, theirs: Target, shown: str) -> Outcome:
    if ours.kind is theirs.kind:
        reason = "两级均未给出目标值，不作比较"
        return Outcome(verdict=IndicatorVerdict.NOT_COMPARABLE, reason=reason, comparison=shown, cause="none")
    if theirs.kind is TargetKind.NONE:
        return Outcome(verdict=IndicatorVerdict.QUALITATIVE, reason="本级未给出目标值", comparison=shown)
    return Outcome(
        verdict=IndicatorVerdict.NOT_COMPARABLE, reason="上级未给出目标值，无从比较", comparison=shown, cause="none"
    )


def _deferred(ours: Target, theirs: Target, shown: str) -> Outcome:
    if ours.kind is theirs.kind:
        return Outcome(verdict=IndicatorVerdict.EQUAL, reason="两级均以上级下达为准，未写数值", comparison=shown)
    if theirs.kind is TargetKind.DEFERRED:
        reason = "本级只写完成上级下达任务，未写数值；已下达分解值的应写入，未下达的请在表注说明"
        return Outcome(verdict=IndicatorVerdict.DEFERRED, reason=reason, comparison=shown)
    reason = "上级以再上一级下达为准，未写数值，无从比较"
    return Outcome(verdict=IndicatorVerdict.NOT_COMPARABLE, reason=reason, comparison=shown, cause="none")


def _both_wordy(upper: Indicator, lower: Indicator, shown: str) -> Outcome:
    ours, theirs = upper.parsed, lower.parsed
    if _core(upper) == _core(lower) or _trend(ours) == _trend(theirs) != "":
        return Outcome(verdict=IndicatorVerdict.EQUAL, reason="两级均为定性目标，表述一致", comparison=shown)
    steps = _remainder(ours), _remainder(theirs)
    if None not in steps:
        if steps == (0, 1):
            return _left_over("“基本”留有余量，弱于上级的全部消除", shown)
        reason = "上级只要求基本消除，本级要求全部消除"
        return Outcome(verdict=IndicatorVerdict.STRICTER, reason=reason, comparison=shown)
    reason = "两级均未量化，表述不同，请核实是否一致"
    return Outcome(verdict=IndicatorVerdict.QUALITATIVE, reason=reason, comparison=shown)


def _left_over(reason: str, shown: str) -> Outcome:
    """基本消除 where the upper plan leaves nothing: weaker by its words, whatever the area."""
    return Outcome(
        verdict=IndicatorVerdict.LOOSER, reason=reason, comparison=shown, cause="wording", flags=("left_over",)
    )


def _number_against_words(ours: Target, theirs: Target, direction: Direction, shown: str) -> Outcome:
    if direction is Direction.LOWER and is_numeric(ours):
        if _remainder(theirs) == 0 and ours.value is not None:
            stricter = ours.value > 0
            verdict = IndicatorVerdict.STRICTER if stricter else IndicatorVerdict.EQUAL
            return Outcome(verdict=verdict, reason="本级要求全部消除，相当于 0", comparison=shown)
        if _remainder(theirs) == 1 and ours.value == 0:
            reason = "“基本”留有余量，弱于上级的 0"
            return _left_over(reason, shown)
    if direction is Direction.LOWER and _remainder(ours) is not None and theirs.value is not None:
        return _against_elimination(_remainder(ours) or 0, theirs, shown)
    if is_numeric(theirs):
        reason = "上级为趋势性或定性表述，本级给出数值，请核实本级数值是否满足上级的表述"
    else:
        reason = "上级有数值，本级只有趋势性或定性表述，未量化"
    return Outcome(verdict=IndicatorVerdict.QUALITATIVE, reason=reason, comparison=shown)


def _against_elimination(left_over: int, theirs: Target, shown: str) -> Outcome:
    if theirs.value == 0:
        verdict = IndicatorVerdict.STRICTER if left_over else IndicatorVerdict.EQUAL
        return Outcome(verdict=verdict, reason="本级为 0，满足上级消除的要求", comparison=shown)
    if left_over:
        reason = "上级要求基本消除，本级留有数值，请对照上级对“基本消除”的量化定义"
        return Outcome(verdict=IndicatorVerdict.QUALITATIVE, reason=reason, comparison=shown)
    return Outcome(verdict=IndicatorVerdict.LOOSER, reason="上级要求消除，本级仍留有数值", comparison=shown)


def _core(indicator: Indicator) -> str:
    """The phrase without what only leads up to it (得到有效保障 is 有效保障) or repeats the name (…面积: 面积不减少)."""
    text = clean_text(indicator.parsed.text)
    named = next((length for length in range(len(text), 1, -1) if indicator.name.endswith(text[:length])), 0)
    return text[named:].removeprefix("得到").removeprefix("实现").removeprefix("达到")


def _trend(target: Target) -> str:
    """Which way a trend goes; empty for anything but a trend or where its words tell none."""
    if target.kind is not TargetKind.TREND:
        return ""
    phrases = load_target_phrases()
    if clean_text(target.text).startswith("不"):
        return clean_text(target.text)
    if phrases.down.search(target.text) or target.text.endswith("降"):
        return "down"
    return "up" if phrases.up.search(target.text) or target.text.endswith(("升", "增")) else ""


def _remainder(target: Target) -> int | None:
    """0 where the words mean none at all, 1 where they leave a little, ``None`` for other words."""
    if target.kind is not TargetKind.QUALITATIVE:
        return None
    if target.value == 0:
        return 0
    return 1 if load_target_phrases().near_zero.fullmatch(clean_text(target.text)) else None
