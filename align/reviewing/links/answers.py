"""The links between two plans as reviewers and program see them: which passage below answers which requirement above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from align.labelled import Labelled
from align.reporting.entries import Entry, Part
from align.reporting.reviews import Choice, Review, Standing
from align.results import Judgements, TaskFinding, TaskVerdict
from align.reviewing.dossier import Dossier


class LinkSet(Labelled):
    """The sets links are kept in, each in a file of its own: what was looked at and holds, what was looked at and does not,
    what reviewers are unsure of, and what nobody has looked at yet."""

    POSITIVE = ("positive", "成立")
    NEGATIVE = ("negative", "不成立")
    UNSURE = ("unsure", "存疑")
    PREDICTIONS = ("predictions", "机审，未经复核")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That a passage of the lower plan answers a requirement of the upper one, or that nothing does.

    Attributes:
        set: where it is kept.
        upper_id, upper: the requirement.
        lower_id, lower: the passage; empty where nothing answers.
        verdict: covered or partial; missing or not applicable where nothing answers.
        score: how near the program found them, from 0; ``None`` for a passage picked by hand.
        reviewer, date: who looked at it and when; empty for a prediction.
        comment: what the reviewer said.
    """

    set: LinkSet
    upper_id: str
    upper: str
    lower_id: str
    lower: str
    verdict: TaskVerdict
    score: float | None = None
    reviewer: str = ""
    date: str = ""
    comment: str = ""


def find_links(dossier: Dossier, pair: int = 0) -> tuple[Link, ...]:
    """The links of the tasks of one pair, in the order of the upper plan."""
    judgements = dossier.report.pairs[pair]
    findings = {finding.task.id: finding for finding in judgements.tasks}
    held = dossier.reviewed[pair].held
    found: list[Link] = []
    for entry in dossier.report.of(Part.TASK):
        if entry.pair == pair:
            picked = [decision.picked for decision in held[entry.key].decisions if decision.picked]
            date = held[entry.key].decisions[0].time.date().isoformat() if entry.review is not None else ""
            found.extend(_links(judgements, findings[entry.id], entry, picked, date))
    return tuple(found)


def _links(judgements: Judgements, finding: TaskFinding, entry: Entry, picked: list[str], date: str) -> Iterator[Link]:
    verdict, holds = _settle(finding, entry.review)
    whole = Link(
        set=holds,
        upper_id=finding.task.id,
        upper=entry.upper[0].text,
        lower_id="",
        lower="",
        verdict=verdict,
        reviewer=entry.review.reviewer if entry.review is not None else "",
        date=date,
        comment=entry.review.comment if entry.review is not None else "",
    )
    answers = [replace(whole, lower_id=match.id, lower=match.text, score=match.score) for match in finding.matches]
    if verdict not in (TaskVerdict.COVERED, TaskVerdict.PARTIAL):
        yield whole
        # what was shown as an answer and is none
        answers = [replace(link, verdict=TaskVerdict.COVERED) for link in answers]
        yield from _reject(answers)
    elif picked and holds is LinkSet.POSITIVE:
        for text in dict.fromkeys(picked):
            yield replace(whole, lower_id=_find_id(judgements, text), lower=text)
        yield from _reject(link for link in answers if link.lower not in picked)
    else:
        yield from answers


def _reject(links: Iterable[Link]) -> Iterator[Link]:
    """Links that do not hold where a reviewer has said so; as they are where nobody looked."""
    for link in links:
        yield replace(link, set=LinkSet.NEGATIVE) if link.set is LinkSet.POSITIVE else link


def _settle(finding: TaskFinding, review: Review | None) -> tuple[TaskVerdict, LinkSet]:
    """The verdict that stands, and the set its links belong to."""
    if review is None or review.standing is not Standing.REVIEWED:
        disputed = review is not None and review.standing is Standing.DISPUTED
        return finding.verdict, LinkSet.UNSURE if disputed else LinkSet.PREDICTIONS
    if review.choice is Choice.UNSURE:
        return finding.verdict, LinkSet.UNSURE
    if review.choice is Choice.NOT_APPLICABLE:
        return TaskVerdict.NOT_APPLICABLE, LinkSet.POSITIVE
    verdict = review.verdict if isinstance(review.verdict, TaskVerdict) else finding.verdict
    return verdict, LinkSet.POSITIVE


def _find_id(judgements: Judgements, text: str) -> str:
    """The id of the task of the lower plan in which a picked sentence stands; empty where it stands in none."""
    return next((task.id for task in judgements.lower.tasks if text in task.text or task.text in text), "")
