"""Tells where the review of each finding stands, from all that was decided of a draft and of those before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from align.reporting.reviews import Choice, Review, Standing
from align.reporting.settling import find_verdicts
from align.reviewing.carry import Carried, Change, carry
from align.reviewing.decisions import Decision, Event, Withdrawal
from align.reviewing.drafts import Draft, Subject, make_plain

_NOBODY: Mapping[str, Decision] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is held of a finding.

    Attributes:
        standing: where its review stands.
        decisions: the decision of each reviewer that counts, the last one first.
        change: what changed since the draft before; ``SAME`` in a first draft.
        before: the finding in the draft before.
    """

    standing: Standing
    decisions: tuple[Decision, ...] = ()
    change: Change = Change.SAME
    before: Subject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A draft with what is held of each of its findings; ``gone`` are the findings of the draft before it has no more."""

    draft: Draft
    held: Mapping[str, Held]
    gone: tuple[Subject, ...] = ()
    earlier: Reviewed | None = field(default=None, repr=False)


def review_drafts(drafts: Sequence[tuple[Draft, Sequence[Event]]]) -> Reviewed:
    """What is held of the last of some drafts that follow each other, each with what was decided of it.

    A decision stays as long as neither text it rests on changes and the program finds the same; what changed is 待复核
    until someone decides again.

    Raises:
        ValueError: no draft.
    """
    reviewed: Reviewed | None = None
    for draft, events in drafts:
        own = find_standing(events)
        if reviewed is None:
            held = {subject.key: _hold(own.get(subject.key, _NOBODY)) for subject in draft.subjects}
            reviewed = Reviewed(draft=draft, held=held)
        else:
            reviewed = _review_next(reviewed, draft, own)
    if reviewed is None:
        raise ValueError("no draft to review")
    return reviewed


def find_standing(events: Iterable[Event]) -> dict[str, dict[str, Decision]]:
    """The last decision of each reviewer that was not taken back, by finding and reviewer.

    A decision taken back leaves the one before it.
    """
    kept = list(events)
    back = {event.decision for event in kept if isinstance(event, Withdrawal)}
    standing: dict[str, dict[str, Decision]] = {}
    for event in kept:
        if isinstance(event, Decision) and event.id not in back:
            own = standing.setdefault(event.finding, {})
            own.pop(event.reviewer, None)
            own[event.reviewer] = event
    return standing


def build_review(held: Held, subject: Subject) -> Review | None:
    """What is held of a finding as reports show it; ``None`` while nothing is."""
    if not held.decisions:
        return None
    last = _leading(held.decisions)
    verdict = next((each for each in find_verdicts(subject.part) if each.value == last.verdict), None)
    return Review(
        standing=held.standing,
        choice=last.choice,
        verdict=verdict,
        reason=last.reason,
        comment=_join(decision.comment for decision in held.decisions),
        wording=_join(decision.wording for decision in held.decisions),
        reviewer="、".join(decision.reviewer for decision in reversed(held.decisions)),
    )


def _review_next(earlier: Reviewed, draft: Draft, own: Mapping[str, Mapping[str, Decision]]) -> Reviewed:
    held: dict[str, Held] = {}
    gone: list[Subject] = []
    for carried in carry(earlier.draft, draft):
        if carried.after is not None:
            held[carried.after.key] = _hold_carried(carried, earlier, draft, own.get(carried.after.key, _NOBODY))
        elif carried.before is not None:
            gone.append(carried.before)
    return Reviewed(draft=draft, held=held, gone=tuple(gone), earlier=earlier)


def _hold_carried(carried: Carried, earlier: Reviewed, draft: Draft, own: Mapping[str, Decision]) -> Held:
    """What is held of a finding that was there before: what was decided then stays, unless what it rests on changed."""
    before = earlier.held[carried.before.key] if carried.before is not None else None
    if before is None or not before.decisions:
        return _hold(own, carried)
    if before.standing is not Standing.SUSPECT and _rests(carried, before, draft):
        return _hold(_add_own(before, own), carried)
    if any(decision.choice is not Choice.UNDECIDED for decision in own.values()):
        return _hold(own, carried)
    return _hold(_add_own(before, own), carried, is_suspect=True)  # an opinion noted down decides nothing


def _add_own(before: Held, own: Mapping[str, Decision]) -> dict[str, Decision]:
    """What was decided before with what was decided since; a reviewer's new decision takes the place of the old one."""
    earlier = {decision.reviewer: decision for decision in reversed(before.decisions) if decision.reviewer not in own}
    return {**earlier, **own}


def _rests(carried: Carried, before: Held, draft: Draft) -> bool:
    """Whether all that was decided still rests on the same texts, the sentences picked by hand among them."""
    picked = (decision.picked for decision in before.decisions)
    return carried.change is Change.SAME and all(make_plain(text) in draft.lower_text for text in picked)


def _hold(decisions: Mapping[str, Decision], carried: Carried | None = None, *, is_suspect: bool = False) -> Held:
    latest = tuple(reversed(tuple(decisions.values())))
    return Held(
        standing=Standing.SUSPECT if is_suspect else _find_standing(latest),
        decisions=latest,
        change=carried.change if carried is not None else Change.SAME,
        before=carried.before if carried is not None else None,
    )


def _find_standing(latest: Sequence[Decision]) -> Standing:
    """Open, reviewed or disputed; who is unsure disputes nothing, and a final decision settles what was said before it."""
    latest = [decision for decision in latest if decision.choice is not Choice.UNDECIDED]
    if not latest:
        return Standing.OPEN
    final = next((place for place, decision in enumerate(latest) if decision.is_final), len(latest))
    counting = latest[: final + 1]
    outcomes = {decision.outcome for decision in counting if decision.choice is not Choice.UNSURE}
    return Standing.DISPUTED if len(outcomes) > 1 else Standing.REVIEWED


def _leading(latest: Sequence[Decision]) -> Decision:
    """The decision shown first: the last one of someone who is sure, else of someone who is not, else an opinion alone."""
    for unsure in ((Choice.UNSURE, Choice.UNDECIDED), (Choice.UNDECIDED,), ()):
        for decision in latest:
            if decision.choice not in unsure:
                return decision
    raise ValueError("no decision")


def _join(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
