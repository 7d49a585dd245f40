"""What may be said of a finding, and what a finding is once it has been said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from align.labelled import Labelled
from align.reporting.entries import CheckVerdict, Entry, Part
from align.reporting.reviews import Choice, Review, Standing
from align.results import IndicatorVerdict, ProjectVerdict, Severity, TaskVerdict

# A verdict that says it does not apply is a choice of its own, for which a reason is asked.
_VERDICTS: dict[Part, tuple[Labelled, ...]] = {
    Part.TASK: tuple(verdict for verdict in TaskVerdict if verdict is not TaskVerdict.NOT_APPLICABLE),
    Part.INDICATOR: tuple(
        verdict
        for verdict in IndicatorVerdict
        if verdict not in (IndicatorVerdict.NOT_APPLICABLE, IndicatorVerdict.EXTRA)
    ),
    Part.PROJECT: (ProjectVerdict.LISTED, ProjectVerdict.NOT_LISTED),
    Part.BASIS: (CheckVerdict.DISMISSED,),
    Part.CLAIM: (CheckVerdict.DISMISSED,),
    Part.STRUCTURE: (CheckVerdict.DISMISSED,),
    Part.LOCAL: (CheckVerdict.DISMISSED,),
}
# Verdicts after which nothing is left to mend.
_SETTLED: tuple[Labelled, ...] = (
    TaskVerdict.COVERED,
    IndicatorVerdict.EQUAL,
    IndicatorVerdict.STRICTER,
    ProjectVerdict.LISTED,
    CheckVerdict.DISMISSED,
)


def find_verdicts(part: Part) -> tuple[Labelled, ...]:
    """The verdicts a reviewer may give in a part."""
    return _VERDICTS[part]


def find_label(part: Part, value: str) -> str:
    """The Chinese of the verdict of a finding, from its value."""
    kinds: dict[Part, type[Labelled]] = {
        Part.TASK: TaskVerdict,
        Part.INDICATOR: IndicatorVerdict,
        Part.PROJECT: ProjectVerdict,
    }
    return kinds.get(part, CheckVerdict)(value).label


def find_labels(parts: Iterable[Part]) -> tuple[str, ...]:
    """What may be chosen of findings of some parts, in the words of a table: agreement first, doubt last."""
    verdicts = (verdict.label for part in parts for verdict in find_verdicts(part))
    return tuple(dict.fromkeys((Choice.CONFIRMED.label, *verdicts, Choice.NOT_APPLICABLE.label, Choice.UNSURE.label)))


def parse_label(label: str, part: Part, held: str) -> tuple[Choice, Labelled | None]:
    """A choice from the words of a table.

    Args:
        label: what was chosen; nothing is undecided.
        part: the part of the finding.
        held: the value of the verdict it has; to choose that is agreement.

    Raises:
        ValueError: nothing that can be chosen of such a finding.
    """
    if not label:
        return Choice.UNDECIDED, None
    for choice in (Choice.CONFIRMED, Choice.NOT_APPLICABLE, Choice.UNSURE):
        if label == choice.label:
            return (Choice.CONFIRMED if choice.value == held else choice), None
    for verdict in find_verdicts(part):
        if label == verdict.label:
            return (Choice.CONFIRMED, None) if verdict.value == held else (Choice.CHANGED, verdict)
    raise ValueError(label)


def leaves_gap(is_gap: bool, review: Review | None) -> bool:
    """Whether something is left to mend once reviewers have spoken.

    Where they disagree, or the text has changed since, what the program held stays.
    """
    if review is None or review.standing is not Standing.REVIEWED:
        return is_gap
    if review.choice is Choice.NOT_APPLICABLE:
        return False
    return is_gap if review.verdict is None else review.verdict not in _SETTLED


def settle_entry(entry: Entry) -> Entry:
    """The finding as the reviewers left it: their verdict in place of the program's where they gave one.

    A gap that was none before is a minor one (一般) until a reviewer or the rules say more; what is settled is a record.
    """
    review = entry.review
    if review is None or review.standing is not Standing.REVIEWED:
        return entry
    is_gap = leaves_gap(entry.is_gap, review)
    severity = Severity.INFO if not is_gap else Severity.MINOR if entry.severity is Severity.INFO else entry.severity
    if review.choice is Choice.NOT_APPLICABLE:
        return replace(entry, applicable=False, is_gap=is_gap, severity=severity, pending=False)
    if review.verdict is None:
        return entry
    return replace(entry, verdict=review.verdict, is_gap=is_gap, severity=severity, applicable=True, pending=False)
