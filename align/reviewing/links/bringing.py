"""Turns a mapping set that reviewers kept elsewhere into decisions on a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from align.reporting.entries import Part
from align.reporting.reviews import Choice
from align.results import TaskVerdict
from align.reviewing.decisions import Decision, Via
from align.reviewing.drafts import Draft, Subject, fingerprint, make_plain
from align.reviewing.importing import Imported, Problem
from align.reviewing.links.answers import Link, LinkSet

_SEVERAL = "、"


def build_link_decisions(links: Iterable[Link], draft: Draft, *, time: datetime) -> Imported:
    """The decisions in the links of one pair: what was looked at and holds, or is unsure.

    Predictions and links found not to hold say nothing of a requirement by themselves.

    Args:
        links: of one pair, as ``read_sets`` gives them.
        draft: the findings they speak of; a requirement is known by its id, else by its text.
        time: of the import, in UTC.
    """
    by_id = {subject.key: subject for subject in draft.subjects}
    by_text = {subject.upper_print: subject for subject in draft.subjects if subject.part is Part.TASK}
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for group in _group(links):
        first = group[0]
        subject = by_id.get(f"task:{first.upper_id}") or by_text.get(fingerprint([first.upper]))
        if subject is None:
            problems.append(Problem(where=first.upper, number="", text="上级规划中没有这条要求"))
            continue
        lost = [link.lower for link in group if make_plain(link.lower) not in draft.lower_text]
        if lost:
            problems.append(Problem(where=lost[0], number=subject.number, text="本级规划中没有这句话，这条要求未导入"))
            continue
        decisions += [_build(group, subject, draft, reviewer, time) for reviewer in first.reviewer.split(_SEVERAL)]
    return Imported(decisions=tuple(decisions), known=0, problems=tuple(problems))


def _group(links: Iterable[Link]) -> list[list[Link]]:
    """The links that say something, requirement by requirement."""
    groups: dict[tuple[LinkSet, str], list[Link]] = {}
    for link in links:
        if link.reviewer and link.set in (LinkSet.POSITIVE, LinkSet.UNSURE):
            groups.setdefault((link.set, link.upper_id), []).append(link)
    return list(groups.values())


def _build(group: Sequence[Link], subject: Subject, draft: Draft, reviewer: str, time: datetime) -> Decision:
    first = group[0]
    choice, verdict = _choose(first, subject)
    shown = {make_plain(text) for text in subject.lower}
    picked = next((link.lower for link in group if link.lower and make_plain(link.lower) not in shown), "")
    told = (draft.id, subject.key, choice, verdict, reviewer, first.date, first.comment, picked)
    return Decision(
        id=f"link-{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:32]}",
        draft=draft.id,
        finding=subject.key,
        choice=choice,
        verdict=verdict,
        reason=first.comment if choice is Choice.NOT_APPLICABLE else "",
        comment=first.comment,
        picked=picked,
        reviewer=reviewer,
        time=time,
        via=Via.MAPPING_SET,
    )


def _choose(link: Link, subject: Subject) -> tuple[Choice, str]:
    if link.set is LinkSet.UNSURE:
        return Choice.UNSURE, ""
    if link.verdict.value == subject.verdict:
        return Choice.CONFIRMED, ""
    if link.verdict is TaskVerdict.NOT_APPLICABLE:
        return Choice.NOT_APPLICABLE, ""
    return Choice.CHANGED, link.verdict.value
