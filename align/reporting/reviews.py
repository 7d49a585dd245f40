"""What experts said of findings, as reports show it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from align.labelled import Labelled


class Choice(Labelled):
    """What a reviewer may say of a finding; undecided is an opinion noted down before the verdict is chosen."""

    CONFIRMED = ("confirmed", "同意")
    CHANGED = ("changed", "改判")
    NOT_APPLICABLE = ("not_applicable", "不适用")
    UNSURE = ("unsure", "存疑")
    UNDECIDED = ("undecided", "未定")


class Standing(Labelled):
    """How far the review of a finding is."""

    OPEN = ("open", "未复核")
    REVIEWED = ("reviewed", "已复核")
    SUSPECT = ("suspect", "待复核")
    DISPUTED = ("disputed", "有分歧")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What reviewers hold of a finding.

    Attributes:
        standing: open, reviewed, decided before its text changed (待复核), or disputed between reviewers.
        choice: what was chosen last; ``None`` while open.
        verdict: the verdict given where the choice is to change it.
        reason: why it does not apply, or was changed.
        comment: the opinion, for the planner to read (审查意见).
        wording: the text suggested to the planner (建议文字).
        reviewer: who said so, several joined by ``、``.
    """

    standing: Standing
    choice: Choice | None = None
    verdict: Labelled | None = None
    reason: str = ""
    comment: str = ""
    wording: str = ""
    reviewer: str = ""

    @property
    def label(self) -> str:
        """The choice as a table shows it: the verdict given where it was changed (复核结论); empty while undecided."""
        if self.choice is None or self.choice is Choice.UNDECIDED:
            return ""
        return self.verdict.label if self.verdict is not None else self.choice.label

    @property
    def is_settled(self) -> bool:
        """Whether reviewers have decided: they agree, and said more than that they doubt."""
        return self.standing is Standing.REVIEWED and self.choice not in (Choice.UNSURE, Choice.UNDECIDED)


def digest_review(review: Review | None) -> str:
    """Eight hexadecimal digits that stand for what a table shows of a review; they tell whether someone changed that."""
    return (
        digest_cells()
        if review is None
        else digest_cells(review.label, review.comment, review.wording, review.reviewer)
    )


def digest_cells(label: str = "", comment: str = "", wording: str = "", reviewer: str = "") -> str:
    """The same of what stands in the cells of a table; without any, of a finding nobody has spoken of."""
    told = "\0".join(" ".join(text.split()) for text in (label, comment, wording, reviewer))
    return hashlib.sha256(told.encode()).hexdigest()[:8]
