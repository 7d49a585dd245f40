"""How reviewers decided the same requirement for sibling districts (邻区先例), from the store and from mapping sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.reporting.reviews import Choice
from align.reporting.settling import find_label
from align.reviewing.dossier import review_chain
from align.reviewing.drafts import Draft, Subject, fingerprint
from align.reviewing.keeping.store import Store
from align.reviewing.links.answers import Link, LinkSet
from align.reviewing.links.sssom import read_sets
from align.reviewing.standing import Held, Reviewed, build_review


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """What was decided of the same requirement elsewhere.

    Attributes:
        place: the plan it was decided for, by its title; or the folder of the mapping set it comes from.
        verdict: what came of it, in Chinese.
        answers: the passages of that plan that answer; empty where none does.
        comment, wording: what the reviewers told the planners there.
        reviewer, date: who decided, and on which day.
    """

    place: str
    verdict: str
    answers: tuple[str, ...]
    comment: str
    wording: str
    reviewer: str
    date: str


Precedents = Sequence[Mapping[str, tuple[Precedent, ...]]]
"""The precedents of each pair of a report, by the keys of its findings."""


def find_precedents(store: Store, draft: Draft, sets: Iterable[Path] = ()) -> Mapping[str, tuple[Precedent, ...]]:
    """The precedents for the findings of a draft, by their keys: those in the store first.

    The text above must be the same: what was decided of another requirement is no precedent, however alike.

    Args:
        store: where decisions on the plans of sibling districts are kept.
        draft: the findings that precedents are looked for.
        sets: folders of mapping sets (``write_sets``).

    Raises:
        MappingError: a mapping set is malformed.
    """
    found: dict[str, list[Precedent]] = {}
    for sibling in store.find_siblings(draft):
        reviewed = review_chain(store, sibling.id)
        for subject in sibling.subjects:
            if subject.upper and (precedent := _from_review(reviewed, subject)) is not None:
                found.setdefault(subject.upper_print, []).append(precedent)
    for folder in sets:
        for print_, precedent in _from_set(folder):
            found.setdefault(print_, []).append(precedent)
    by_key = ((subject.key, found.get(subject.upper_print)) for subject in draft.subjects if subject.upper)
    return {key: tuple(precedents) for key, precedents in by_key if precedents}


def _from_review(reviewed: Reviewed, subject: Subject) -> Precedent | None:
    held = reviewed.held[subject.key]
    review = build_review(held, subject)
    if review is None or not review.is_settled:
        return None
    confirmed = review.choice is Choice.CONFIRMED
    return Precedent(
        place=reviewed.draft.lower_title,
        verdict=find_label(subject.part, subject.verdict) if confirmed else review.label,
        answers=_find_answers(held, subject),
        comment=review.comment,
        wording=review.wording,
        reviewer=review.reviewer,
        date=held.decisions[0].time.date().isoformat(),
    )


def _find_answers(held: Held, subject: Subject) -> tuple[str, ...]:
    picked = tuple(dict.fromkeys(decision.picked for decision in held.decisions if decision.picked))
    return picked or subject.lower


def _from_set(folder: Path) -> list[tuple[str, Precedent]]:
    """The requirements that a mapping set says something sure of, by the fingerprint of their text."""
    by_text: dict[str, list[Link]] = {}
    for link in read_sets(folder):
        if link.set is LinkSet.POSITIVE:
            by_text.setdefault(link.upper, []).append(link)
    return [
        (
            fingerprint([text]),
            Precedent(
                place=folder.name,
                verdict=links[0].verdict.label,
                answers=tuple(link.lower for link in links if link.lower),
                comment=links[0].comment,
                wording="",
                reviewer=links[0].reviewer,
                date=links[0].date,
            ),
        )
        for text, links in by_text.items()
    ]
