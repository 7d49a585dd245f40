"""What the command on libraries does: reads and pairs the plans of a folder, asks, compares, and writes the overview."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console

from align.errors import InputError
from align.libraries import LibraryJudgements, PairState, PlanLibrary
from align.library.batch import RESULTS, align_library, build_library
from align.library.manifest import MANIFEST, open_source
from align.library.running import open_workers
from align.library.telling import Told
from align.pipeline import read_assigned
from align.reportfiles import prepare_folder
from align.reporting.files import keep_previous, write_bytes, write_text
from align.reporting.library.book import render_library_book
from align.reporting.library.data import INSTALL, can_write_parquet, render_parquet
from align.reporting.library.frames import TABLES
from align.reporting.library.manifest import render_manifest
from align.reporting.library.page import render_library_page
from align.reporting.library.screen import LibraryResultScreen, LibraryScreen
from align.reporting.progress import build_counted_progress, say_written, tell_parts

OVERVIEW, DATA = "总览", "数据"
"""What is written beside the results of the pairs: the overview (workbook and page), the folder of tables."""


def run_batch(
    source: Path,
    output: Path,
    *,
    assigned: Path | None = None,
    formats: Sequence[str] = (),
    jobs: int = -1,
    cluster: str | None = None,
    agreed: bool = False,
) -> LibraryJudgements | None:
    """Compares all pairs of a library, or says what would be compared where nobody agreed to it.

    Args:
        source: a folder of plans, or a manifest.
        output: where results go.
        assigned: the file of values set for areas (分解值), if any.
        formats: reports to be written for each lower plan.
        jobs: processes on this machine; -1 for one per processor.
        cluster: the address of a Dask scheduler, to work there instead.
        agreed: compare without asking.

    Returns:
        What was judged; ``None`` where nothing was compared.

    Raises:
        InputError: the folder or manifest cannot be used.
        OutputError: the folder of results cannot be written.
        WorkerError: a working process was ended.
    """
    manifest = open_source(source, output)
    prepare_folder(output)
    values = read_assigned(assigned) if assigned is not None else ()
    with open_workers(jobs, cluster) as workers:
        with _show() as told:
            library = build_library(manifest, workers, told)
        Console().print(LibraryScreen(library))
        if source.is_dir():
            _write_manifest(library, output)
        if not library.wanted:
            raise InputError(
                source, "没有可以对照的配对", f"请打开 {output / MANIFEST} 核对层级、地区和领域，改好后用它运行。"
            )
        if not (agreed or _agree(library, output / MANIFEST if source.is_dir() else source)):
            return None
        try:
            with _show() as told:
                judgements = align_library(
                    library,
                    manifest.files,
                    output,
                    workers,
                    told,
                    assigned=values,
                    formats=formats,
                )
        except KeyboardInterrupt:
            print("已经对照的都已保存，再运行同一命令即接着做。", file=sys.stderr)
            raise
    Console().print(LibraryResultScreen(judgements))
    kept = sum(outcome.state is PairState.KEPT for outcome in judgements.outcomes)
    if kept:
        print(f"{kept} 对的规划和程序都没有变，沿用上次结果。", file=sys.stderr)
    _write_overview(judgements, output)
    return judgements


@contextmanager
def _show() -> Iterator[Told]:
    with build_counted_progress() as progress:
        yield tell_parts(progress)


def _write_manifest(library: PlanLibrary, output: Path) -> None:
    """Writes the manifest; one that someone may have corrected is kept beside it."""
    file = output / MANIFEST
    content = render_manifest(library, _tell_way(library.folder, output))
    if not (file.is_file() and file.read_bytes() == content):
        if file.is_file():
            print(
                f"原有的 {MANIFEST} 与这次认定的不同，已留作“清单.上一次.xlsx”；要按其中改动对照的，用它代替文件夹运行。",
                file=sys.stderr,
            )
        keep_previous(file)
        write_bytes(file, content)
    say_written((file,))


def _tell_way(folder: Path, output: Path) -> str:
    """Where a folder lies seen from another; two drives have no way from one to the other."""
    try:
        return Path(os.path.relpath(folder, output)).as_posix()
    except ValueError:
        return str(folder.resolve())


def _agree(library: PlanLibrary, manifest: Path) -> bool:
    if sys.stdin.isatty():
        return typer.confirm(f"对照这 {len(library.wanted)} 对？", default=True)
    told = f"配成 {len(library.wanted)} 对，尚未对照。核对 {manifest} 后，加 --yes 再运行；改过清单的，用它代替文件夹。"
    print(told, file=sys.stderr)
    return False


def _write_overview(judgements: LibraryJudgements, output: Path) -> None:
    book, page = (output / f"{OVERVIEW}{suffix}" for suffix in (".xlsx", ".html"))
    keep_previous(book)
    write_bytes(book, render_library_book(judgements))
    write_text(page, render_library_page(judgements))
    say_written((book, page, output / RESULTS))
    if not can_write_parquet():
        print(f"没有写出 Parquet 数据：请先运行 {INSTALL}", file=sys.stderr)
        return
    folder = output / DATA
    folder.mkdir(exist_ok=True)
    for table in TABLES:
        file = folder / f"{table}.parquet"
        write_bytes(file, render_parquet(judgements, table))
        say_written((file,))
