"""What the commands do: read, align, show, write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from align.alignment import Alignment
from align.asking.address import Address
from align.bundled import bundled
from align.errors import InputError
from align.model import Assignment, Plan
from align.pipeline import align_many, align_plans, read_assigned, read_plan, require_content
from align.reportfiles import (
    find_review,
    name_reports,
    prepare_folder,
    refuse_overwriting,
    write_reports,
)
from align.reporting.explanation import build_explanation
from align.reporting.fields import build_outline
from align.reporting.files import keep_previous, write_text
from align.reporting.holdings import build_holdings, build_holdings_screen
from align.reporting.jsonfile import build_result, render_json
from align.reporting.matrix import build_matrix
from align.reporting.matrixbook import write_matrix
from align.reporting.matrixpage import render_matrix_page
from align.reporting.matrixscreen import MatrixScreen
from align.reporting.outline import build_outline_screen
from align.reporting.progress import build_progress, say_written, tell_asked, tell_scanned
from align.reporting.report import Report, build_report
from align.reporting.resultfile import read_result
from align.reporting.terminal import build_screen
from align.tasking import build_judge, find_canonical, map_plan

if TYPE_CHECKING:
    from align.reviewing.dossier import Dossier


def check_files(
    lower: Path,
    uppers: Sequence[Path],
    output: Path | None,
    formats: Sequence[str],
    *,
    assigned: Path | None = None,
    model: Address | None = None,
    template: Path | None = None,
    previous: Path | None = None,
    store: str | None = None,
    as_json: bool,
) -> tuple[Alignment, ...]:
    """Checks a lower plan against each of its uppers, shows the result and writes the reports.

    Args:
        lower: the file of the plan to be checked.
        uppers: the files of the plans above it.
        output: where reports go; ``None`` to show only.
        formats: of ``xlsx``, ``html``, ``json`` and ``docx``.
        assigned: the file of values set for areas (分解值), if any.
        model: the user's own language model that judges the tasks; ``None`` for the rules alone.
        template: an office's own paper for the opinion in Word; ``None`` for ours.
        previous: the result of the draft before; what was decided of it is carried over.
        store: where decisions are kept, if not beside the draft before or in ``output``.
        as_json: print the result as JSON instead of the screen (an object, or an array for several uppers).

    Raises:
        InputError: a file cannot be read or holds neither tasks nor indicators, the model's address is none, or the
            template cannot be used.
        OutputError: the folder cannot be written, or a report would overwrite a plan.
    """
    stems = [path.stem for path in uppers]
    reports = name_reports(lower.stem, stems, output, formats) if output is not None else {}
    refuse_overwriting((lower, *uppers, *_given(assigned), *_given(template)), reports.values())
    if template is not None:
        _try_template(template)
    if output is not None:
        prepare_folder(output)
    alignments = _align(lower, uppers, assigned, model)
    report = build_report(alignments)
    dossier = _find_dossier(report, output, store, previous)
    if as_json:
        results = [build_result(alignment) for alignment in alignments]
        sys.stdout.write(render_json(results[0] if len(results) == 1 else results))
    else:
        Console().print(build_screen(report))
        if dossier is not None:
            _show_status(dossier)
    if output is not None:
        write_reports(dossier.report if dossier is not None else report, reports, template)
        say_written(reports.values())
    return alignments


def show_matrix(upper: Path, lowers: Sequence[Path], output: Path | None, *, assigned: Path | None = None) -> None:
    """Sets the indicators of an upper plan against those of many lower ones, shows the matrix and writes the reports.

    Args:
        upper: the file of the plan or indicator table above.
        lowers: the files below, one per column.
        output: where workbook and page go; ``None`` to show only.
        assigned: the file of values set for areas (分解值), if any.

    Raises:
        InputError: a file cannot be read or holds no indicators.
        OutputError: the folder cannot be written, or a report would overwrite a plan.
    """
    if output is not None:
        book, page = (output / f"{upper.stem}.指标矩阵{suffix}" for suffix in (".xlsx", ".html"))
        refuse_overwriting((upper, *lowers, *_given(assigned)), (book, page))
        prepare_folder(output)
    with build_progress() as progress:
        step = progress.add_task("")
        values = _read_assigned(assigned)
        alignments = align_many(
            upper,
            lowers,
            assigned=values,
            told=lambda name: progress.update(step, description=f"正在读取 {name}"),
        )
    matrix = build_matrix(alignments)
    Console().print(MatrixScreen(matrix))
    if output is not None:
        keep_previous(book)
        write_matrix(book, matrix)
        write_text(page, render_matrix_page(matrix))
        say_written((book, page))


def has_gap_at(alignments: Sequence[Alignment], rank: int) -> bool:
    """Whether any finding is at least as grave as the severity of that rank (0 is the gravest)."""
    return any(entry.severity.rank <= rank for entry in build_report(alignments).gaps)


def show_outline(file: Path, *, as_json: bool) -> None:
    """Shows how the program understands a plan."""
    plan = _read(file)
    if as_json:
        sys.stdout.write(render_json(build_outline(plan)))
    else:
        Console().print(build_outline_screen(plan))


def show_tasks(file: Path, *, as_json: bool) -> None:
    """Shows which canonical tasks a plan holds.

    Raises:
        InputError: the file cannot be read, or holds no task.
    """
    plan = _read(file)
    if not plan.tasks:
        raise InputError(file, "没有读出任务", "请确认这是规划文本；可用 plan-align outline 查看程序读到了什么。")
    entries = find_canonical(plan)
    if as_json:
        sys.stdout.write(render_json(build_holdings(plan, entries)))
    else:
        Console().print(build_holdings_screen(plan, entries))


def show_explanation(result: Path, finding_id: str) -> None:
    """Shows why a finding of an earlier check got its verdict.

    Raises:
        InputError: the file is no result, or holds no finding of that id or number.
    """
    try:
        explanation = build_explanation(read_result(result), finding_id)
    except KeyError as error:
        remedy = "请用报告中的编号（如 TASK-003、IND-012）或 JSON 中的 id。"
        raise InputError(result, f"没有编号为 {finding_id} 的结论", remedy) from error
    Console().print(explanation)


def run_demo(output: Path) -> None:
    """Checks the bundled chain of fictional plans, district against city and city against province."""
    corpus = bundled("corpora", "demo")
    for lower, uppers in (("district", ("city", "province")), ("city", ("province",))):
        paths = [corpus / f"{name}.txt" for name in uppers]
        check_files(corpus / f"{lower}.txt", paths, output, ("xlsx", "html", "docx", "json"), as_json=False)


def _try_template(template: Path) -> None:
    """Opens a template before the work begins: nobody waits for an opinion that cannot be written."""
    from align.reporting.opinion.word import open_template

    open_template(template)


def _find_dossier(report: Report, output: Path | None, store: str | None, previous: Path | None) -> Dossier | None:
    """What reviewers hold of a report; ``None`` where no review is under way.

    Only then is what keeps decisions loaded: most checks have none, and it takes as long as reading a plan.
    """
    where = find_review(output, store, previous)
    if where is None:
        return None
    from align.deciding import attach_reviews

    return attach_reviews(report, where, previous)


def _show_status(dossier: Dossier) -> None:
    from align.deciding import build_status

    Console().print(build_status(dossier))


def _given(path: Path | None) -> tuple[Path, ...]:
    return () if path is None else (path,)


def _read(file: Path) -> Plan:
    with build_progress() as progress:
        return read_plan(file, told=tell_scanned(progress))


def _read_assigned(path: Path | None) -> tuple[Assignment, ...]:
    return () if path is None else read_assigned(path)


def _align(lower: Path, uppers: Sequence[Path], assigned: Path | None, model: Address | None) -> tuple[Alignment, ...]:
    with build_progress() as progress:
        step = progress.add_task("", total=1 + 2 * len(uppers))
        judge = build_judge(model, tell_asked(progress, step))
        values = _read_assigned(assigned)
        progress.update(step, description=f"正在读取 {lower.name}")
        lower_plan = read_plan(lower, told=tell_scanned(progress))
        require_content(lower_plan)
        progress.update(step, description="正在归入标准任务（首次运行要整理标准任务库，多花约十秒）")
        below = map_plan(lower_plan) if lower_plan.tasks else lower_plan
        alignments = []
        for path in uppers:
            progress.update(step, description=f"正在读取 {path.name}", advance=1)
            upper_plan = read_plan(path, told=tell_scanned(progress))
            require_content(upper_plan)
            progress.update(step, description=f"正在对照 {path.name}", advance=1)
            alignments.append(align_plans(upper_plan, below, assigned=values, judge=judge))
    return tuple(alignments)
