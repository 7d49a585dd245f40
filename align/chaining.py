"""What the command on chains does: compares the plans of several levels, shows what came of it and writes the reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from align.library.chain import align_chain
from align.pipeline import read_assigned
from align.reportfiles import prepare_folder, refuse_overwriting
from align.reporting.chain.book import write_chain_book
from align.reporting.chain.jsonfile import build_chain_result
from align.reporting.chain.page import render_chain_page
from align.reporting.files import keep_previous, write_text
from align.reporting.jsonfile import render_json
from align.reporting.progress import build_progress, say_written


def show_chain(
    files: Sequence[Path],
    output: Path | None,
    *,
    assigned: Path | None = None,
    as_given: bool = False,
    as_json: bool = False,
) -> None:
    """Compares the plans of several levels and shows where requirements are lost; writes workbook, page and JSON.

    Args:
        files: the plans, in any order.
        output: where the reports go; ``None`` to show only. They are named after the lowest plan.
        assigned: the file of values set for areas (分解值), if any.
        as_given: take the order given for that of the levels.
        as_json: print the result as JSON instead of the screen.

    Raises:
        InputError: a file cannot be read, or the plans make no chain.
        OutputError: the folder cannot be written, or a report would overwrite a plan.
    """
    if output is not None:
        prepare_folder(output)
    with build_progress() as progress:
        step = progress.add_task("")
        values = read_assigned(assigned) if assigned is not None else ()
        chain = align_chain(
            files, assigned=values, as_given=as_given, told=lambda what: progress.update(step, description=what)
        )
    if as_json:
        sys.stdout.write(render_json(build_chain_result(chain)))
    else:
        Console().print(chain)
    if output is not None:
        stem = Path(chain.plans[-1].plan.source.path).stem
        book, page, result = (output / f"{stem}.上下贯通{suffix}" for suffix in (".xlsx", ".html", ".json"))
        refuse_overwriting(files, (book, page, result))
        keep_previous(book)
        write_chain_book(book, chain)
        write_text(page, render_chain_page(chain))
        write_text(result, render_json(build_chain_result(chain)))
        say_written((book, page, result))
