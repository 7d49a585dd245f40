"""Tells what became of the gaps from one draft to the next, with the words that changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from align.labelled import Labelled
from align.reporting.reviews import Standing
from align.reporting.settling import leaves_gap
from align.reviewing.carry import Change
from align.reviewing.drafts import Subject
from align.reviewing.standing import Held, Reviewed, build_review


class Fate(Labelled):
    """What became of a gap."""

    CLOSED = ("closed", "已消除")
    NEW = ("new", "新出现")
    REOPENED = ("reopened", "须重新复核")
    REMAINING = ("remaining", "仍存在")


class Edit(Labelled):
    """What happened to words."""

    KEPT = ("kept", "未变")
    DROPPED = ("dropped", "删去")
    ADDED = ("added", "增加")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a changed text."""

    edit: Edit
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A gap in two drafts.

    Attributes:
        fate: what became of it; one that is closed rests on the program alone until it is reviewed.
        subject: the finding in the later draft, or in the earlier one where the later has it no more.
        change: what changed under it.
        held: what is held of it now; ``None`` where it is gone.
        upper, lower: the texts it rests on with the words that changed; empty where none did.
    """

    fate: Fate
    subject: Subject
    change: Change
    held: Held | None
    upper: tuple[Piece, ...] = ()
    lower: tuple[Piece, ...] = ()


def find_revisions(reviewed: Reviewed, cut: Callable[[str], Sequence[str]]) -> tuple[Revision, ...]:
    """The gaps of a draft and of the one before, each with what became of it; none for a first draft.

    Args:
        reviewed: the later draft.
        cut: cuts a text into words, none left out.
    """
    earlier = reviewed.earlier
    if earlier is None:
        return ()
    found = []
    for subject in reviewed.draft.subjects:
        held = reviewed.held[subject.key]
        fate = _find_fate(subject, held, earlier)
        if fate is not None:
            found.append(_build(fate, subject, held, cut))
    for subject in reviewed.gone:
        if _is_gap(subject, earlier.held[subject.key]):
            found.append(Revision(fate=Fate.CLOSED, subject=subject, change=Change.GONE, held=None))
    return tuple(found)


def _find_fate(subject: Subject, held: Held, earlier: Reviewed) -> Fate | None:
    was = held.before is not None and _is_gap(held.before, earlier.held[held.before.key])
    now = _is_gap(subject, held)
    if was and not now:
        return Fate.CLOSED
    if held.standing is Standing.SUSPECT:
        return Fate.REOPENED
    if not now:
        return None
    return Fate.REMAINING if was else Fate.NEW


def _is_gap(subject: Subject, held: Held) -> bool:
    return leaves_gap(subject.is_gap, build_review(held, subject))


def _build(fate: Fate, subject: Subject, held: Held, cut: Callable[[str], Sequence[str]]) -> Revision:
    before = held.before
    changed = before is not None and held.change not in (Change.SAME, Change.VERDICT)
    return Revision(
        fate=fate,
        subject=subject,
        change=held.change,
        held=held,
        upper=find_edits(before.upper, subject.upper, cut) if before is not None and changed else (),
        lower=find_edits(before.lower, subject.lower, cut) if before is not None and changed else (),
    )


def find_edits(before: Sequence[str], after: Sequence[str], cut: Callable[[str], Sequence[str]]) -> tuple[Piece, ...]:
    """The words kept, dropped and added from some sentences to others; none where they are the same."""
    if tuple(before) == tuple(after):
        return ()
    old, new = cut("\n".join(before)), cut("\n".join(after))
    pieces: list[Piece] = []
    for deed, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if deed == "equal":
            pieces.append(Piece(edit=Edit.KEPT, text="".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece(edit=Edit.DROPPED, text="".join(old[i:j])))
        if k < m:
            pieces.append(Piece(edit=Edit.ADDED, text="".join(new[k:m])))
    return tuple(pieces)
