"""The dossier of a report: its drafts put before reviewers, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.reporting.report import Report
from align.reporting.reviews import Review
from align.reviewing.drafts import Draft, build_draft
from align.reviewing.keeping.store import Store
from align.reviewing.standing import Reviewed, build_review, review_drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A report with what reviewers hold of each pair; ``report`` shows it."""

    report: Report
    reviewed: tuple[Reviewed, ...]


def open_dossier(store: Store, report: Report, *, previous: Report | None = None) -> Dossier:
    """Puts a report before reviewers and gathers what they hold of it and of the drafts before it.

    Args:
        store: where decisions are kept.
        report: what was found of one pair or several.
        previous: what was found of the draft before; without it, the last one of the same plans in the store.
    """
    earlier = _build_drafts(previous) if previous is not None else []
    for draft in earlier:
        _add(store, draft, None)
    for draft in _build_drafts(report):
        _add(store, draft, _find_previous(draft, earlier))
    return read_dossier(store, report)


def read_dossier(store: Store, report: Report) -> Dossier:
    """The same of a report that is before reviewers already.

    Raises:
        LookupError: it is not.
    """
    return build_dossier(report, [review_chain(store, digest) for digest in report.digests])


def build_dossier(report: Report, reviewed: Sequence[Reviewed]) -> Dossier:
    """The dossier of a report from what is held of each of its pairs."""
    reviews: dict[tuple[int, str], Review] = {}
    for pair, each in enumerate(reviewed):
        for subject in each.draft.subjects:
            review = build_review(each.held[subject.key], subject)
            if review is not None:
                reviews[pair, subject.key] = review
    return Dossier(report=report.with_reviews(reviews), reviewed=tuple(reviewed))


def review_chain(store: Store, id: str) -> Reviewed:
    """What is held of a draft in the store, with the drafts before it.

    Raises:
        LookupError: the store has no such draft.
    """
    return review_drafts([(draft, store.find_events(draft.id)) for draft in find_chain(store, id)])


def find_chain(store: Store, id: str) -> tuple[Draft, ...]:
    """A draft after those it follows, the first one first.

    Raises:
        LookupError: it is not in the store.
    """
    chain: list[Draft] = []
    wanted: str | None = id
    while wanted is not None and wanted not in {draft.id for draft in chain}:
        draft = store.find_draft(wanted)
        if draft is None:
            raise LookupError(wanted)
        chain.append(draft)
        wanted = draft.previous
    return tuple(reversed(chain))


def _build_drafts(report: Report) -> list[Draft]:
    return [build_draft(report, pair) for pair in range(len(report.pairs))]


def _find_previous(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The draft named before that is of the same plans, whatever the lower one was called then."""
    same = [each for each in earlier if each.series == draft.series]
    above = [each for each in earlier if each.upper_title == draft.upper_title]
    return next(iter(same or above or (earlier if len(earlier) == 1 else ())), None)


def _add(store: Store, draft: Draft, previous: Draft | None) -> None:
    """Adds a draft after the one it follows: the one given, or the last of its series."""
    if store.find_draft(draft.id) is not None:
        return
    if previous is None:
        earlier = store.find_drafts(draft.series)
        previous = earlier[-1] if earlier else None
    store.add_draft(replace(draft, previous=previous.id if previous is not None else None))
