"""Writes the opinion as a Word document, on our own paper or on an office's template."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document

from align.errors import InputError
from align.reading.archive import check_archive, check_markup
from align.reporting.files import write_bytes
from align.reporting.opinion.content import build_opinion
from align.reporting.opinion.drawing import clean_text
from align.reporting.opinion.filling import check_placeholders, fill_template
from align.reporting.opinion.looks import TEMPLATES
from align.reporting.report import Reported

_KIND = "Word 模板"
_REMEDY = "请用 Word 或 WPS 打开检查，另存为新的 .docx 后重试。"
# A plan is longer than the letterhead of an office.
_LARGEST = 50 * 1024 * 1024
# What a property of a file may hold (ECMA-376 part 2, 11).
_LONGEST_PROPERTY = 255
# The parts of our own document, in the order of the archive.
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer1.xml": "footer_odd.xml",
    "word/footer2.xml": "footer_even.xml",
}
_NEVER = (1980, 1, 1, 0, 0, 0)


def write_opinion(path: str | Path, reported: Reported, *, template: Path | None = None) -> None:
    """Writes the opinion on one pair of plans, or on several that share the lower plan.

    Args:
        path: the .docx file.
        reported: the alignments, or a report that carries what reviewers decided.
        template: an office's own .docx with placeholders.

    Raises:
        InputError: the template cannot be used.
        OutputError: the file cannot be written.
    """
    write_bytes(path, render_opinion(reported, template=template))


def render_opinion(reported: Reported, *, template: Path | None = None) -> bytes:
    """The opinion as bytes; equal reports and templates give equal bytes.

    Raises:
        InputError: the template cannot be used.
    """
    opinion = build_opinion(reported)
    if template is None:
        document = docx.Document(io.BytesIO(_pack_parts()))
        document.core_properties.title = clean_text(opinion.title)[:_LONGEST_PROPERTY]
    else:
        document = open_template(template)
    fill_template(document, opinion)
    return _save(document)


def open_template(path: Path) -> Document:
    """An office's template, checked.

    Raises:
        InputError: it cannot be read, is no sound .docx, or its placeholders are none, unknown or out of place.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError as error:
        raise InputError(path, f"模板无法读取（{error.strerror or error}）", "请检查路径和权限。") from error
    if data is None:
        raise InputError(path, "模板异常地大", "请确认给出的是模板文件。")
    check_archive(data, path, _KIND, _REMEDY)
    check_markup(data, path, _KIND)
    try:
        document = docx.Document(io.BytesIO(data))
        document.styles.element  # noqa: B018 - a broken part of styles shows itself here
    # python-docx and lxml each raise what they like on a broken or foreign part; all of it means the same to the user.
    except Exception as error:
        raise InputError(path, "模板不是 .docx 格式的 Word 文档，或已损坏", _REMEDY) from error
    check_placeholders(document, path)
    return document


def _pack_parts() -> bytes:
    return _pack({name: (TEMPLATES / file).read_bytes() for name, file in _PARTS.items()})


def _save(document: Document) -> bytes:
    """The document as bytes; python-docx writes the time of day into the archive, which is taken out again."""
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return _pack({name: archive.read(name) for name in archive.namelist()})


def _pack(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _NEVER), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
