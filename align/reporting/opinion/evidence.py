"""What a sentence on a finding can be filled with: quotes, places, values, what is lacking."""

from __future__ import annotations

from align.model import Indicator, Nature
from align.reporting.entries import Entry, Part
from align.reporting.opinion.extracts import quote_inside, render_place
from align.reporting.opinion.naming import LOWER_NAME, name_uppers
from align.reporting.quotes import REJECTED, Quote, render_passage
from align.reporting.report import Report
from align.results import IndicatorFinding, IndicatorVerdict, ProjectVerdict, TaskFinding, TaskVerdict

# Longer quotes are cut in running text; the annexes have them whole.
_LONGEST_QUOTE = 110
_MOST_ANSWERS = 2
_UNSEEN = "所附材料中未见"
# What came near and is no answer is shown in short.
_NEAR_QUOTE = 24


class Evidence:
    """The findings of a report, and the plans by the names they have in the opinion."""

    def __init__(self, report: Report) -> None:
        self.names = name_uppers(report)
        self._full_text = report.pairs[0].lower.meta.kind.is_full_text
        self._tasks = {(n, f.task.id): f for n, pair in enumerate(report.pairs) for f in pair.tasks}
        self._indicators = {(n, f.id): f for n, pair in enumerate(report.pairs) for f in pair.indicators}

    def fill_upper(self, entry: Entry, most: int = _LONGEST_QUOTE) -> dict[str, str]:
        """The slots of a sentence on what the upper plan says; empty where it is not quoted."""
        if not entry.upper:
            return {}
        finding = self._indicator(entry)
        values = _render_values(finding.upper) if finding is not None and finding.upper is not None else ""
        return {"plan": self.names[entry.pair], "values": values, **_fill_quotes(entry.upper[:1], most)}

    def fill_lower(self, entry: Entry, most: int = _LONGEST_QUOTE) -> dict[str, str]:
        """The slots of a sentence on what the lower plan says; empty where it is not quoted."""
        if not entry.lower:
            return {}
        most = min(most, _NEAR_QUOTE) if entry.lower[0].note == REJECTED else most
        finding = self._indicator(entry)
        values = _render_values(finding.lower) if finding is not None and finding.lower is not None else ""
        return {"lower": LOWER_NAME, "values": values, **_fill_quotes(entry.lower[:_MOST_ANSWERS], most)}

    def fill_problem(self, entry: Entry) -> dict[str, str]:
        """The slots of a sentence on what is wrong; ``comparison`` and ``assigned`` are sentences, the others end in no stop."""
        finding = self._indicator(entry)
        assigned = finding.assigned if finding is not None else None
        comparison = finding.comparison if finding is not None and finding.upper and finding.lower else ""
        return {
            "lower": LOWER_NAME,
            "reason": entry.reason.rstrip("。"),
            "comparison": f"数值对照：{render_passage(comparison)}。" if comparison else "",
            "assigned": f"对本地的分解值：{render_passage(assigned)}。" if assigned else "",
            "lacks": self._tell_lacks(entry),
            "unseen": f"{LOWER_NAME}未见" if self._full_text else _UNSEEN,
            "unread": "（本级文件有未能读入的部分，待核）" if entry.pending else "",
        }

    def tell_verdict(self, entry: Entry) -> str:
        """The verdict; of a text about a plan nothing more is said than that it was not seen there (domain rules §A2)."""
        is_missing = entry.verdict in (TaskVerdict.MISSING, IndicatorVerdict.MISSING, ProjectVerdict.NOT_LISTED)
        return _UNSEEN if is_missing and not self._full_text else entry.verdict.label

    def tell_lacking(self, entry: Entry, most: int) -> str:
        """The first thing that a task lacks, in at most ``most`` characters; empty where nothing is named."""
        finding = self._task(entry)
        if finding is None or not finding.missing_points:
            return ""
        return render_passage(quote_inside(finding.missing_points[0], most))

    def tell_nature(self, entry: Entry) -> str:
        """That the upper plan's indicator binds, for a suggestion to take it over."""
        finding = self._indicator(entry)
        nature = finding.upper.nature if finding is not None and finding.upper is not None else None
        return f"，性质为{nature.label}" if nature is Nature.BINDING else ""

    def is_nature_weakened(self, entry: Entry) -> bool:
        """Whether a binding indicator is only an anticipatory one in the lower plan."""
        finding = self._indicator(entry)
        if finding is None or not finding.nature_changed or finding.upper is None:
            return False
        return finding.upper.nature is Nature.BINDING and entry.verdict is not IndicatorVerdict.MISSING

    def _tell_lacks(self, entry: Entry) -> str:
        finding = self._task(entry)
        lacking = "；".join(f"“{quote_inside(p, _LONGEST_QUOTE)}”" for p in finding.missing_points) if finding else ""
        weakened = "，".join(f"“{w.upper}”弱化为“{w.lower}”" for w in finding.weakened) if finding else ""
        told = [f"尚缺{lacking}" if lacking else "", f"表述由{weakened}" if weakened else ""]
        return render_passage("；".join(part for part in told if part)) or entry.reason.rstrip("。")

    def _task(self, entry: Entry) -> TaskFinding | None:
        return self._tasks.get((entry.pair, entry.id)) if entry.part is Part.TASK else None

    def _indicator(self, entry: Entry) -> IndicatorFinding | None:
        return self._indicators.get((entry.pair, entry.id)) if entry.part is Part.INDICATOR else None


def _fill_quotes(quotes: tuple[Quote, ...], most: int) -> dict[str, str]:
    """One quote with its place; further ones follow in the same form."""
    first, *others = quotes
    more = "".join(f"；“{quote_inside(one.text, most)}”{render_place(one)}" for one in others)
    return {"quote": quote_inside(first.text, most), "where": f"{render_place(first)}{more}"}


def _render_values(indicator: Indicator) -> str:
    """An indicator as the plan writes it: name, nature, baseline and target."""
    unit = f"（{indicator.unit}）" if indicator.unit else ""
    told = (
        indicator.nature.label if indicator.nature is not None else "",
        f"基期 {indicator.baseline}" if indicator.baseline else "",
        f"目标 {indicator.target}" if indicator.target else "未写目标值",
    )
    return render_passage(f"“{indicator.name}”{unit}，{'，'.join(part for part in told if part)}")
