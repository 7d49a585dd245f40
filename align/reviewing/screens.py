"""Draws for the terminal what came of an import, and how far a review is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from align.reporting.entries import Entry
from align.reporting.passage import Passage
from align.reporting.report import Report, render_citation
from align.reporting.reviews import Choice, Standing
from align.reporting.settling import find_label
from align.reviewing.dossier import Dossier
from align.reviewing.importing import Imported
from align.reviewing.links.precedents import Precedents
from align.reviewing.progress import Progress, find_progress
from align.reviewing.revision import Edit, Fate, Piece, Revision
from align.reviewing.standing import Held

# What was dropped and added is told in words too: not every terminal has colours, and a copied text has none.
_MARKS = {Edit.KEPT: ("", ""), Edit.DROPPED: ("删", "red"), Edit.ADDED: ("增", "green")}
_MOST = 12


def build_import_screen(imported: Imported, new: int) -> Group:
    """What was recorded of a workbook, and every row that was not taken, with why."""
    lines: list[RenderableType] = [Passage(f"导入复核结论 {new} 条；已有、未变的 {imported.known} 条。")]
    if imported.problems:
        table = _build_table("位置", "编号", "未导入的原因")
        for problem in imported.problems:
            table.add_row(Passage(problem.where), Text(problem.number), Passage(problem.text))
        lines += [_build_head(f"未导入（{len(imported.problems)} 处）"), table]
    return Group(*lines)


def build_status_screen(dossier: Dossier, revisions: Sequence[Revision]) -> Group:
    """Progress by chapter, what is disputed or has to be decided again, and what became of the gaps."""
    return Group(*_progress(dossier), *_standing(dossier), *_revisions(revisions))


def build_precedent_screen(report: Report, found: Precedents) -> Group:
    """The findings that were decided elsewhere, each with what came of it there; ``found`` has the precedents of each pair."""
    lines: list[RenderableType] = []
    for entry in report.entries:
        for precedent in found[entry.pair].get(entry.key, ()):
            lines.append(Passage(f"{entry.number}　{entry.title}　（机审：{entry.outcome}）"))
            told = f"　　{precedent.place}：{precedent.verdict}（{precedent.reviewer}，{precedent.date}）{precedent.comment}"
            lines.append(Passage(told))
            lines += [Passage(f"　　“{answer}”", "dim") for answer in precedent.answers]
    return Group(*lines) if lines else Group(Passage("复核记录和对应关系中没有邻区先例。"))


def _progress(dossier: Dossier) -> Iterator[RenderableType]:
    report = dossier.report
    yield Passage(f"{render_citation(report.pairs[0].lower.meta)}　复核进度", "bold")
    table = _build_table("章节", "已复核", "待复核", "有分歧", "未复核", "共")
    for progress in find_progress(report):
        table.add_row(*_cells(progress), style="" if progress.chapter else "bold")
    yield table


def _cells(progress: Progress) -> tuple[RenderableType, ...]:
    numbers = (progress.reviewed, progress.suspect, progress.disputed, progress.open, progress.total)
    return (Passage(progress.chapter or "合计"), *(Text(str(number), justify="right") for number in numbers))


def _standing(dossier: Dossier) -> Iterator[RenderableType]:
    for standing in (Standing.DISPUTED, Standing.SUSPECT):
        entries = [e for e in dossier.report.entries if e.review is not None and e.review.standing is standing]
        if entries:
            yield _build_head(f"{standing.label}（{len(entries)} 条）")
            yield from (_line(entry, dossier.reviewed[entry.pair].held[entry.key]) for entry in entries[:_MOST])
            yield from _more(len(entries))


def _line(entry: Entry, held: Held) -> RenderableType:
    return Passage(f"{entry.number}　{entry.title}　（机审：{entry.outcome}；{_tell(entry, held)}）")


def _tell(entry: Entry, held: Held) -> str:
    """Who said what; of an agreement with an earlier draft, with what it was."""
    was = held.before.verdict if held.before is not None else entry.verdict.value
    told = []
    for decision in reversed(held.decisions):
        said = decision.choice.label
        if decision.choice is Choice.CHANGED:
            said = f"改判{find_label(entry.part, decision.verdict)}"
        elif decision.choice is Choice.CONFIRMED:
            said = f"{said}“{find_label(entry.part, was)}”"
        told.append(f"{decision.reviewer}：{said}")
    return "；".join(told)


def _revisions(revisions: Sequence[Revision]) -> Iterator[RenderableType]:
    if not revisions:
        return
    counts = Counter(revision.fate for revision in revisions)
    yield _build_head("与上一稿相比：" + "、".join(f"{fate.label} {counts[fate]} 处" for fate in Fate))
    for fate in (Fate.REOPENED, Fate.NEW, Fate.CLOSED):
        found = [revision for revision in revisions if revision.fate is fate]
        for revision in found[:_MOST]:
            subject = revision.subject
            yield Passage(f"{fate.label}　{subject.number}　{subject.title}（{revision.change.label}）")
            yield from (_draw(pieces) for pieces in (revision.upper, revision.lower) if pieces)
        yield from _more(len(found))


def _draw(pieces: Sequence[Piece]) -> Text:
    drawn = Text("　　")
    for piece in pieces:
        mark, style = _MARKS[piece.edit]
        text = piece.text.replace("\n", " ")
        drawn.append(f"〔{mark}：{text}〕" if mark else text, style=style)
    return drawn


def _more(count: int) -> Iterator[RenderableType]:
    if count > _MOST:
        yield Passage(f"另有 {count - _MOST} 条未列出。", "dim")


def _build_head(title: str) -> Rule:
    return Rule(Text(title, style="bold"), align="left", style="dim")


def _build_table(*titles: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for title in titles:
        table.add_column(title)
    return table
