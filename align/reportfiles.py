"""The files of a report: what they are called, where they go, and that nothing is lost when they are written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from align.errors import OutputError
from align.reporting.files import keep_previous, write_bytes, write_text
from align.reporting.forms import FORMS
from align.reporting.jsonfile import build_result, render_json
from align.reporting.report import Report

STORE = "规划衔接复核.sqlite"
"""The file in which decisions are kept, beside the results, where the user names no other."""


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
    paths = {key: folder / f"{lower}{form.suffix}" for key, form in FORMS.items() if key in formats}
    for index, stem in enumerate(uppers if "json" in formats else ()):
        before = list(uppers[:index]).count(stem)
        again = f"-{before + 1}" if before else ""
        paths[f"json:{index}"] = folder / f"{lower}.对照.{stem}{again}.json"
    return paths


def find_review(output: Path | None, store: str | None, previous: Path | None) -> str | Path | None:
    """Where the decisions on a check are kept; ``None`` where no review is under way.

    Args:
        output: the folder of its reports; a store that lies there is used.
        store: the store the user named.
        previous: the result of the draft before; the store beside it is used, or made.
    """
    folders = [path for path in (previous.parent if previous is not None else None, output) if path is not None]
    there = [folder / STORE for folder in folders if (folder / STORE).is_file()]
    return store or next(iter(there), folders[0] / STORE if previous is not None else None)


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

    Raises:
        InputError: the template cannot be used.
        OutputError: a file cannot be written.
    """
    for key, path in paths.items():
        form = FORMS.get(key)
        if form is None:
            write_text(path, render_json(build_result(report.pairs[int(key.partition(":")[2])])))
            continue
        if form.is_worked_in:
            keep_previous(path)
        write_bytes(path, form.render(report, template))
