"""What the command that searches a library does: reads what is new, asks, shows the answers."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from align.library.finding import find_answers, open_index
from align.library.manifest import MANIFEST, Manifest, open_source
from align.reportfiles import refuse_overwriting
from align.reporting.files import keep_previous, write_bytes
from align.reporting.jsontext import render_json
from align.reporting.library.answers import AnswersScreen, build_answers_result, render_answers_book
from align.reporting.progress import build_counted_progress, say_written, tell_parts


def show_answers(question: str, source: Path, output: Path | None, *, most: int, as_json: bool) -> None:
    """Shows which plans of a library hold clauses near to a question.

    Args:
        question: a task.
        source: a folder of plans, or a manifest.
        output: a workbook to be written; ``None`` to show only.
        most: so many plans on the screen.
        as_json: print all answers as JSON instead.

    Raises:
        InputError: the folder or manifest cannot be used, or no plan in it can be read.
        OutputError: the workbook cannot be written.
    """
    manifest = _open(source)
    if output is not None:
        refuse_overwriting((source, *(order.path for order in manifest.plans)), (output,))
    with build_counted_progress() as progress:
        index = open_index(manifest, tell_parts(progress))
    found = find_answers(question, index)
    if as_json:
        sys.stdout.write(render_json(build_answers_result(found)))
    else:
        Console().print(AnswersScreen(found, most))
    if output is not None:
        keep_previous(output)
        write_bytes(output, render_answers_book(found))
        say_written((output,))


def _open(source: Path) -> Manifest:
    """A folder of plans, a manifest, or a folder in which ``batch`` left one."""
    left = source / MANIFEST
    return open_source(left if left.is_file() else source)
