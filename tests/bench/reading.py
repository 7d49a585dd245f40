"""Reading files: the readers beside the libraries they stand on, alone, on the same files; and memory over many pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import lxml.html
import pdfplumber
import pypdfium2
from rich.table import Table
from roundtrip.cases import Case
from roundtrip.rendering.files import Format, file_of, make_files
from roundtrip.rendering.soffice import has_program

from align.reading.document import read_source
from bench.children import run_python
from bench.measure import Job, Times, rate, ratio, time_interleaved

OURS, ALONE = "plan-align", "库单独"
PAGES = (50, 500)
_READ = "import sys; from align.reading.document import read_source; read_source(sys.argv[1])"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingBench:
    """What was read: by format how much (pages of PDF, characters else) and the times of both; ``memory`` is the most
    megabytes a process takes by the number of pages of a PDF, empty where LibreOffice is lacking.
    """

    amounts: dict[Format, int]
    times: dict[Format, Times]
    memory: dict[int, int]


def run_reading(cases: Sequence[Case], *, runs: int, pages: Sequence[int] = PAGES) -> ReadingBench:
    """The times of ``runs`` runs in turn over the cases rendered to each format, and the memory that PDFs of so many pages
    take; PDF only where LibreOffice is found.
    """
    formats = (Format.DOCX, Format.HTML, *((Format.PDF,) if has_program() else ()))
    amounts: dict[Format, int] = {}
    times: dict[Format, Times] = {}
    memory: dict[int, int] = {}
    with TemporaryDirectory() as folder:
        for format_ in formats:
            make_files(cases, format_, Path(folder))
            files = [file_of(case, format_, Path(folder)) for case in cases]
            sources = [read_source(file) for file in files]
            amounts[format_] = sum(
                (source.pages or 0) if format_ is Format.PDF else len(source.text) for source in sources
            )
            programs = {
                OURS: {"read": _read_all(files, read_source)},
                ALONE: {"read": _read_all(files, _ALONE[format_])},
            }
            times[format_] = time_interleaved(programs, runs=runs, before=lambda: None)
            if format_ is Format.PDF:
                memory = {count: _measure(files, count, Path(folder)) for count in pages}
    return ReadingBench(amounts=amounts, times=times, memory=memory)


def render_reading(bench: ReadingBench) -> Table:
    """A line per format: rates of both, and how long ours takes beside the library's."""
    table = Table(title="读文件：与所用的库单独读同样的文件相比")
    for title in ("格式", "数量", OURS, ALONE, "用时之比"):
        table.add_column(title, justify="left" if title == "格式" else "right")
    for format_, times in bench.times.items():
        ours, alone = times[OURS]["read"], times[ALONE]["read"]
        unit = "页" if format_ is Format.PDF else "字"
        amount = bench.amounts[format_]
        rates = (f"{rate(amount, one):,.0f} {unit}/秒" for one in (ours, alone))
        table.add_row(format_.value, f"{amount} {unit}", *rates, f"{ratio(alone, ours):.2f}")
    if bench.memory:
        table.caption = "；".join(
            f"{pages} 页的 PDF 最多用内存 {megabytes} MB" for pages, megabytes in bench.memory.items()
        )
    return table


def _read_all(files: Sequence[Path], read: Callable[[Path], object]) -> Job:
    return lambda: [read(file) for file in files]


def _read_pdf(file: Path) -> int:
    """Text and tables of every page, as anybody would get them."""
    with pdfplumber.open(file) as document:
        read = 0
        for page in document.pages:
            read += len(page.extract_text()) + len(page.extract_tables())
            page.close()
        return read


def _read_word(file: Path) -> int:
    """The texts of paragraphs and cells."""
    document = docx.Document(str(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return sum(map(len, (*(paragraph.text for paragraph in document.paragraphs), *cells)))


def _read_page(file: Path) -> int:
    """The text of the page."""
    return len(lxml.html.parse(str(file)).getroot().text_content())


_ALONE: dict[Format, Callable[[Path], int]] = {
    Format.PDF: _read_pdf,
    Format.DOCX: _read_word,
    Format.HTML: _read_page,
}


def _measure(files: Sequence[Path], pages: int, folder: Path) -> int:
    """The most memory, in megabytes, that a process takes to read a PDF of so many pages."""
    path = folder / f"{pages}.pdf"
    with pypdfium2.PdfDocument.new() as document:
        for file in cycle(files):
            with pypdfium2.PdfDocument(file) as part:
                document.import_pages(part, list(range(min(len(part), pages - len(document)))))
            if len(document) == pages:
                break
        document.save(path)
    return round(run_python(("-c", _READ, str(path)), folder).megabytes)
