"""The files of a report: what they are called, where they go, and that nothing is lost when they are written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from align.errors import OutputError
from align.reporting.excel import write_workbook
from align.reporting.files import write_text
from align.reporting.html import render_html
from align.reporting.jsonfile import build_result, render_json
from align.reporting.opinion.word import write_opinion
from align.reporting.report import Report

_NAMES = {"html": "衔接审查.html", "xlsx": "衔接对照表.xlsx", "docx": "衔接审查意见.docx"}
_PREVIOUS = ".上一次"


def name_reports(lower: str, uppers: Sequence[str], folder: Path, formats: Sequence[str]) -> dict[str, Path]:
    """Where each report goes: one workbook, page and opinion for all uppers, one JSON file per upper.

    Args:
        lower: the name of the lower plan's file without its suffix.
        uppers: those of the upper plans.
        folder: where reports go.
        formats: of ``html``, ``xlsx``, ``docx`` and ``json``.

    Returns:
        The paths by format; that of the JSON files by ``json:`` and the position of the upper plan.
    """
    paths = {key: folder / f"{lower}.{name}" for key, name in _NAMES.items() if key in formats}
    for index, stem in enumerate(uppers if "json" in formats else ()):
        before = list(uppers[:index]).count(stem)
        again = f"-{before + 1}" if before else ""
        paths[f"json:{index}"] = folder / f"{lower}.对照.{stem}{again}.json"
    return paths


def prepare_folder(folder: Path) -> None:
    """Makes the folder before the work begins, so that nobody waits for a report that cannot be written.

    Raises:
        OutputError: it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        remedy = "请用 -o 指定一个可以写入的文件夹。"
        raise OutputError(folder, "报告文件夹无法建立或写入", remedy) from error


def refuse_overwriting(inputs: Iterable[Path], reports: Iterable[Path]) -> None:
    """Makes sure that no report takes the place of a file given.

    Raises:
        OutputError: one would.
    """
    taken = {path.resolve() for path in inputs}
    for report in reports:
        if report.resolve() in taken:
            raise OutputError(report, "报告会覆盖输入的规划文件", "请用 -o 指定另一个文件夹。")


def write_reports(report: Report, paths: Mapping[str, Path], template: Path | None = None) -> None:
    """Writes a report to the files of :func:`name_reports`.

    The workbook shows what the program found with what reviewers said beside it; page and opinion show what reviewers left.

    Raises:
        InputError: the template cannot be used.
        OutputError: a file cannot be written.
    """
    for key, path in paths.items():
        if key == "html":
            write_text(path, render_html(report.settled()))
        elif key == "xlsx":
            keep_previous(path)
            write_workbook(path, report)
        elif key == "docx":
            keep_previous(path)
            write_opinion(path, report, template=template)
        else:
            write_text(path, render_json(build_result(report.pairs[int(key.partition(":")[2])])))


def keep_previous(path: Path) -> None:
    """Keeps the file that is there beside the new one: it may hold a reviewer's notes.

    Raises:
        OutputError: it cannot be renamed.
    """
    if path.exists():
        try:
            path.replace(path.with_name(f"{path.stem}{_PREVIOUS}{path.suffix}"))
        except OSError as error:
            raise OutputError(path, "无法保留上一次的文件", "请关闭正在打开它的程序后重试。") from error
