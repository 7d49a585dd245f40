"""What experts said of findings, as reports show it."""

from __future__ import annotations

from dataclasses import dataclass

from align.labelled import Labelled


class Choice(Labelled):
    """What a reviewer may say of a finding."""

    CONFIRMED = ("confirmed", "同意")
    CHANGED = ("changed", "改判")
    NOT_APPLICABLE = ("not_applicable", "不适用")
    UNSURE = ("unsure", "存疑")


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
        """The choice as a table shows it: the verdict given where it was changed (复核结论); empty while open."""
        if self.choice is None:
            return ""
        return self.verdict.label if self.verdict is not None else self.choice.label
