"""What a reviewer decides of a finding, and takes back; nothing of it is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from align.labelled import Labelled
from align.reporting.reviews import Choice


class Via(Labelled):
    """The way a decision came in."""

    PAGE = ("page", "复核页面")
    WORKBOOK = ("workbook", "对照表导入")
    MAPPING_SET = ("mapping_set", "对应关系导入")
    LIBRARY = ("library", "程序接口")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one reviewer said of one finding of one draft at one time.

    Attributes:
        id: made by whoever records it; what is recorded twice under one id is recorded once.
        draft: the digest of the pair it was said of (``Report.digests``).
        finding: the key of the finding (``Entry.key``).
        choice: what was chosen.
        verdict: the value of the verdict given where it was changed, else empty.
        reason: why it does not apply, or was changed.
        comment: the opinion for the planner (审查意见).
        wording: the text suggested to the planner (建议文字).
        picked: a sentence of the lower plan that answers the requirement, picked where the program had another.
        is_final: whether it settles a disagreement (合议).
        reviewer: who said so.
        time: when, in UTC to the second.
        via: on which way it came in.
    """

    id: str
    draft: str
    finding: str
    choice: Choice
    reviewer: str
    time: datetime
    via: Via
    verdict: str = ""
    reason: str = ""
    comment: str = ""
    wording: str = ""
    picked: str = ""
    is_final: bool = False

    @property
    def outcome(self) -> str:
        """What comes of it for the verdict: two decisions of the same outcome agree."""
        return self.verdict if self.choice is Choice.CHANGED else self.choice.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A decision on a finding of a draft taken back by its reviewer (撤销); ``decision`` is its id."""

    id: str
    draft: str
    finding: str
    decision: str
    reviewer: str
    time: datetime


Event = Decision | Withdrawal


def read_clock() -> datetime:
    """The time of a decision made now: in UTC, to the second, as it is kept."""
    return datetime.now(UTC).replace(microsecond=0)
