"""What the plans are called in the opinion."""

from __future__ import annotations

from dataclasses import replace

from align.model import Meta
from align.reading.word.numerals import render_chinese
from align.reporting.report import Report, render_citation

LOWER_NAME = "本级规划"
_DAY_MARKS = "年月日"


def name_uppers(report: Report) -> tuple[str, ...]:
    """A short name for each upper plan: by level where these differ (省级规划), else by number."""
    if len(report.pairs) == 1:
        return ("上级规划",)
    levels = [pair.upper.meta.level for pair in report.pairs]
    if None not in levels and len(set(levels)) == len(levels):
        return tuple(f"{level.label}级规划" for level in levels if level is not None)
    return tuple(f"上级规划{render_chinese(number)}" for number in range(1, len(levels) + 1))


def tell_title(title: str) -> str:
    """A plan's title without the marks of a book."""
    return title.removeprefix("《").removesuffix("》") if title.startswith("《") and title.endswith("》") else title


def cite_plan(meta: Meta) -> str:
    """A plan as official papers cite it, the date written out."""
    return render_citation(replace(meta, issued=tell_day(meta.issued) if meta.issued else None))


def tell_day(day: str) -> str:
    """A date (2021-10-28) as official papers write it; what is no date stays as it is."""
    parts = day.split("-")
    if len(parts) > len(_DAY_MARKS) or not all(part.isdecimal() for part in parts):
        return day
    return "".join(f"{int(part)}{mark}" for part, mark in zip(parts, _DAY_MARKS, strict=False))
