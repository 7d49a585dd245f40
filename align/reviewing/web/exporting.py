"""What can be taken away from the page: reports with all that is decided by now.

As in ``review export``, the workbook shows what reviewers said beside what the program found; page and opinion show what they left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from align.reporting.excel import render_workbook
from align.reporting.html import render_html
from align.reporting.opinion.word import render_opinion
from align.reporting.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A form of report.

    Attributes:
        name: in the address.
        label: on the button.
        suffix: of the file, after the title of the lower plan.
        media: its type.
        render: the bytes of the file from the report with its reviews.
    """

    name: str
    label: str
    suffix: str
    media: str
    render: Callable[[Report], bytes]

    def render_disposition(self, report: Report) -> str:
        """The header that names the file for the browser; no path of ours is in it."""
        title = report.pairs[0].lower.meta.title
        return f"attachment; filename*=UTF-8''{quote(title + self.suffix, safe='')}"


EXPORTS = {
    export.name: export
    for export in (
        Export(
            name="xlsx",
            label="对照表",
            suffix=".衔接对照表.xlsx",
            media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            render=render_workbook,
        ),
        Export(
            name="html",
            label="网页报告",
            suffix=".衔接审查.html",
            media="application/octet-stream",
            render=lambda report: render_html(report.settled()).encode(),
        ),
        Export(
            name="docx",
            label="审查意见",
            suffix=".衔接审查意见.docx",
            media="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            render=render_opinion,
        ),
    )
}
"""The forms offered, in the order of their buttons; a further one is added here."""
