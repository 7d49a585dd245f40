"""The forms in which a report with its reviews is given away, whether written to a folder or sent to a browser.

The workbook shows what the program found with what reviewers said beside it; page and opinion show what reviewers left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from align.reporting.excel import render_workbook
from align.reporting.html import render_html
from align.reporting.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of report.

    Attributes:
        label: what it is called.
        suffix: of the file, after the name of the lower plan.
        media: its type.
        is_worked_in: whether people write in it, so that the one before is kept.
        render: the bytes of the file, from the report and an office's own paper, for which only the opinion has a use.
    """

    label: str
    suffix: str
    media: str
    is_worked_in: bool
    render: Callable[[Report, Path | None], bytes]


def _render_workbook(report: Report, _template: Path | None) -> bytes:
    return render_workbook(report)


def _render_page(report: Report, _template: Path | None) -> bytes:
    return render_html(report.settled()).encode()


def _render_opinion(report: Report, template: Path | None) -> bytes:
    # python-docx takes a tenth of a second to load, for which those who want no opinion need not wait
    from align.reporting.opinion.word import render_opinion

    return render_opinion(report, template=template)


FORMS = {
    "xlsx": Form(
        label="对照表",
        suffix=".衔接对照表.xlsx",
        media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_worked_in=True,
        render=_render_workbook,
    ),
    "html": Form(
        label="网页报告",
        suffix=".衔接审查.html",
        media="application/octet-stream",
        is_worked_in=False,
        render=_render_page,
    ),
    "docx": Form(
        label="审查意见",
        suffix=".衔接审查意见.docx",
        media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        is_worked_in=True,
        render=_render_opinion,
    ),
}
"""The forms by the names that users give them; a further one is added here."""
