"""Turns short plan texts of our own into outlines, as the pipeline does with files."""

from __future__ import annotations

from pathlib import Path

from align.knowledge.regions import load_regions
from align.knowledge.structure import load_containers, load_role_words
from align.model import Meta
from align.parsing.clean import Line, clean_lines
from align.parsing.divisions import build_outline
from align.parsing.flattened import set_flattened_aside
from align.parsing.identity import build_meta
from align.parsing.outline import Outline
from align.parsing.paragraphs import build_paragraphs
from align.parsing.roles import RoleFinder
from align.reading.plain.text import read_text
from align.source import Source, SourceFormat

SHARED = Path(__file__).parents[2] / "shared"
REAL_TEXTS = SHARED / "real" / "texts"
SAMPLES = SHARED / "samples"


def read_plan_text(text: str, path: str = "规划.txt") -> Source:
    """A plan text as the reader of plain text gives it, tables found."""
    content = read_text(text.encode("utf-8"), Path(path))
    return Source(
        path=path,
        format=SourceFormat.TEXT,
        sha256="0" * 64,
        text=content.text,
        blocks=content.blocks,
        tables=content.tables,
    )


def read_shared(path: Path) -> Source:
    """A document kept beside the project."""
    return read_plan_text(path.read_text(encoding="utf-8"), str(path))


def clean_source(source: Source) -> tuple[Line, ...]:
    """The plan's text as cleaned logical lines: furniture dropped, wrapped lines joined, table rows one by one."""
    return build_paragraphs(set_flattened_aside(clean_lines(source))[0])


def outline_source(source: Source) -> tuple[tuple[Line, ...], Outline, Meta]:
    """The cleaned lines, the outline and the identity of a source."""
    lines = clean_source(source)
    return (
        lines,
        build_outline(lines, RoleFinder(load_role_words(), load_containers())),
        build_meta(source, lines, load_regions()),
    )
