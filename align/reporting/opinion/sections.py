"""The sections of findings, in the order of the field (domain rules §F1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from align.knowledge.phrases import Phrases
from align.labelled import Labelled
from align.reporting.entries import Entry, Part
from align.reporting.opinion.blocks import Block, Heading, tell
from align.reporting.opinion.wording import Wording
from align.reporting.report import Report
from align.results import Severity

# So many findings of a section an expert reads one by one; beyond, they are told in brief, or listed by theme. What must
# be mended before approval is always told in full, what is only to be checked soonest listed.
_MOST_FULL, _MOST_BRIEF, _MOST_HINTS = 10, 20, 6
_GRADE_TITLES = {
    Severity.CRITICAL: "严重意见",
    Severity.MAJOR: "较重意见",
    Severity.MINOR: "一般意见",
    Severity.NOTICE: "需核实的提示",
}
# Prefixes of the codes of findings on the text itself: two figures at odds, a slip of the pen.
_AT_ODDS, _SLIP, _SAFEGUARDS = "contradiction.", "defect.", "structure.no_safeguards"


class Section(Labelled):
    """A section of findings."""

    BASIS = ("basis", "编制依据与时序")
    INDICATORS = ("indicators", "目标指标")
    TASKS = ("tasks", "重点任务")
    PROJECTS = ("projects", "重大工程")
    STRUCTURE = ("structure", "规划结构")
    NUMBERS = ("numbers", "保障措施与数字自洽")
    TEXT = ("text", "口径与文字")


_BY_PART = {
    Part.BASIS: Section.BASIS,
    Part.INDICATOR: Section.INDICATORS,
    Part.TASK: Section.TASKS,
    Part.PROJECT: Section.PROJECTS,
    Part.CLAIM: Section.NUMBERS,
    Part.LOCAL: Section.TASKS,
}
# Parts in which each thing of an upper plan is looked for in the lower.
_COMPARED = (Part.INDICATOR, Part.TASK, Part.PROJECT)


def sort_gaps(report: Report) -> Mapping[Section, tuple[Entry, ...]]:
    """The gaps of a report by section, each once, in the order of the report."""
    codes = {(n, one.id): one.code for n, pair in enumerate(report.pairs) for one in pair.structure}
    found: dict[Section, list[Entry]] = {section: [] for section in Section}
    for entry in report.gaps:
        found[_find_section(entry, codes)].append(entry)
    return {section: tuple(entries) for section, entries in found.items()}


def find_unseen(report: Report, section: Section, names: Sequence[str]) -> tuple[str, ...]:
    """The upper plans, by the names given, of which nothing in a section was set against the lower plan."""
    parts = [part for part, own in _BY_PART.items() if own is section and part in _COMPARED]
    seen = {entry.pair for entry in report.of(*parts) if entry.upper}
    return tuple(name for pair, name in enumerate(names) if pair not in seen) if parts else ()


def build_section(
    section: Section, entries: Sequence[Entry], unseen: Sequence[str], wording: Wording, phrases: Phrases
) -> tuple[Block, ...]:
    """A section: how many findings of each grade, then the findings grade by grade.

    ``unseen``: the upper plans in which there was nothing to compare; nobody may take that for agreement.
    """
    heading = Heading(level=1, text=section.label)
    warning = phrases.fill("count", case="unseen", plans="、".join(unseen)) if unseen else ""
    if not entries:
        return (heading, tell(warning or phrases.fill("count", case="none")))
    by_grade = {grade: [e for e in entries if e.severity is grade] for grade in _GRADE_TITLES}
    counts = "、".join(f"{grade.label} {len(found)} 条" for grade, found in by_grade.items() if found)
    told = phrases.fill("count", total=str(len(entries)), counts=counts)
    blocks: list[Block] = [heading, tell(f"{told}{warning}")]
    for grade, found in by_grade.items():
        if found:
            blocks.append(Heading(level=2, text=f"{_GRADE_TITLES[grade]}（{len(found)} 条）"))
            blocks.extend(_write_grade(grade, found, wording, phrases))
    return tuple(blocks)


def _write_grade(grade: Severity, entries: Sequence[Entry], wording: Wording, phrases: Phrases) -> list[Block]:
    if grade is Severity.CRITICAL or (grade is Severity.MAJOR and len(entries) <= _MOST_FULL):
        return [block for entry in entries for block in wording.write_full(entry)]
    if len(entries) <= (_MOST_HINTS if grade is Severity.NOTICE else _MOST_BRIEF):
        return [*map(wording.write_brief, entries)]
    total = str(len(entries))
    return [tell(phrases.fill("form", case="listed", total=total)), *wording.write_listed(entries)]


def _find_section(entry: Entry, codes: Mapping[tuple[int, str], str]) -> Section:
    if entry.part is not Part.STRUCTURE:
        return _BY_PART[entry.part]
    code = codes.get((entry.pair, entry.id), "")
    if code.startswith(_SLIP):
        return Section.TEXT
    return Section.NUMBERS if code.startswith((_AT_ODDS, _SAFEGUARDS)) else Section.STRUCTURE
