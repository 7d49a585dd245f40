"""Renders plan texts to files, and renders again only what is missing or older than what it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from roundtrip.cases import Case
from roundtrip.rendering.manuscript import read_manuscript
from roundtrip.rendering.scan import write_scan
from roundtrip.rendering.soffice import convert_all
from roundtrip.rendering.webpage import write_page
from roundtrip.rendering.wordfile import write_word


class Format(StrEnum):
    """What a plan is rendered to; ``doc``, ``pdf`` and ``scan`` need LibreOffice."""

    DOCX = "docx"
    HTML = "html"
    DOC = "doc"
    PDF = "pdf"
    SCAN = "scan"

    @property
    def needs_office(self) -> bool:
        """Whether LibreOffice makes it."""
        return self in (Format.DOC, Format.PDF, Format.SCAN)


_WRITERS = {Format.DOCX: write_word, Format.HTML: write_page}


def file_of(case: Case, format_: Format, folder: Path) -> Path:
    """Where a rendered plan stands."""
    return folder / (f"{case.name}.scan.pdf" if format_ is Format.SCAN else f"{case.name}.{format_}")


def make_files(cases: Sequence[Case], format_: Format, folder: Path) -> None:
    """Renders the cases to one format, and first to the formats that it is made from.

    Raises:
        RuntimeError: LibreOffice is needed, and not found or failing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if format_ in _WRITERS:
        for case in cases:
            path = file_of(case, format_, folder)
            if _is_stale(path, case.path, *_own_modules()):
                _WRITERS[format_](read_manuscript(case.path), path)
        return
    before = Format.PDF if format_ is Format.SCAN else Format.DOCX
    make_files(cases, before, folder)
    pairs = [(file_of(case, before, folder), file_of(case, format_, folder)) for case in cases]
    stale = [(source, path) for source, path in pairs if _is_stale(path, source)]
    if format_ is Format.SCAN:
        for source, path in stale:
            write_scan(source, path)
    else:
        convert_all([source for source, _ in stale], format_.value, folder)


def _is_stale(path: Path, *sources: Path) -> bool:
    if not path.is_file():
        return True
    made = path.stat().st_mtime_ns
    return any(source.stat().st_mtime_ns > made for source in sources)


def _own_modules() -> list[Path]:
    return list(Path(__file__).parent.glob("*.py"))
