"""Finds the findings of one draft again in the next, and tells what changed under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from align.labelled import Labelled
from align.reviewing.drafts import Draft, Subject

# Texts above that are alike from here on (of 100) are the same requirement in a new wording: one changed figure in a short
# sentence leaves 85, two requirements of one list seldom reach 70.
_ALIKE = 75.0


class Change(Labelled):
    """What became of a finding from one draft to the next."""

    SAME = ("same", "未变")
    UPPER = ("upper", "上级原文有变")
    LOWER = ("lower", "本级原文有变")
    BOTH = ("both", "两级原文均有变")
    VERDICT = ("verdict", "原文未变，机审结论有变")
    NEW = ("new", "上一稿中没有")
    GONE = ("gone", "本稿中已没有")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A finding in two drafts; ``before`` or ``after`` is ``None`` where the draft has none like it."""

    before: Subject | None
    after: Subject | None
    change: Change


def carry(before: Draft, after: Draft) -> tuple[Carried, ...]:
    """The findings of a draft beside those of the draft before: all of the later one in order, then what is gone.

    A finding is found again by its key; else by the same text above; else, one to one, by the likeliest text above.
    """
    paired = _pair(before, after)
    taken = {old.key for old in paired.values()}
    found = [
        Carried(before=old, after=new, change=_find_change(old, new))
        for new in after.subjects
        for old in (paired.get(new.key),)
    ]
    gone = [Carried(before=old, after=None, change=Change.GONE) for old in before.subjects if old.key not in taken]
    return (*found, *gone)


def _find_change(old: Subject | None, new: Subject) -> Change:
    if old is None:
        return Change.NEW
    upper, lower = old.upper_print != new.upper_print, old.lower_print != new.lower_print
    if upper and lower:
        return Change.BOTH
    if upper or lower:
        return Change.UPPER if upper else Change.LOWER
    return Change.SAME if old.verdict == new.verdict else Change.VERDICT


def _pair(before: Draft, after: Draft) -> dict[str, Subject]:
    """The finding of the earlier draft for keys of the later one."""
    old = before.by_key()
    paired = {subject.key: old[subject.key] for subject in after.subjects if subject.key in old}
    for find in (_by_text, _by_likeness):
        left = [subject for subject in after.subjects if subject.key not in paired]
        used = {subject.key for subject in paired.values()}
        paired |= find([subject for subject in before.subjects if subject.key not in used], left)
    return paired


def _by_text(old: Iterable[Subject], new: Iterable[Subject]) -> Mapping[str, Subject]:
    """Those that rest on the same text, each text once."""
    by_text: dict[tuple[str, str], list[Subject]] = {}
    for subject in old:
        by_text.setdefault((subject.part, _text(subject)), []).append(subject)
    return {
        subject.key: waiting.pop(0)
        for subject in new
        for waiting in (by_text.get((subject.part, _text(subject)), []),)
        if waiting
    }


def _by_likeness(old: list[Subject], new: list[Subject]) -> Mapping[str, Subject]:
    """Those whose texts are most alike within their part, the likest pair first."""
    pairs: list[tuple[float, str, Subject]] = []
    for part in {subject.part for subject in new}:
        olds = [subject for subject in old if subject.part is part]
        news = [subject for subject in new if subject.part is part]
        scores = process.cdist(
            [_text(subject) for subject in news], [_text(subject) for subject in olds], scorer=fuzz.ratio
        )
        pairs.extend(
            (-float(score), here.key, there)
            for here, row in zip(news, scores, strict=True)
            for there, score in zip(olds, row, strict=True)
            if score >= _ALIKE
        )
    paired: dict[str, Subject] = {}
    used: set[str] = set()
    for _, key, there in sorted(pairs, key=lambda pair: (pair[0], pair[1], pair[2].key)):
        if key not in paired and there.key not in used:
            paired[key] = there
            used.add(there.key)
    return paired


def _text(subject: Subject) -> str:
    """What a finding speaks of: the text above, or below where it speaks of the lower plan alone."""
    return "".join(subject.upper or subject.lower or (subject.title,))
