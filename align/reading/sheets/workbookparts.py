"""Makes an Excel file fit to be opened: what costs without being text (formats of blank cells, links, drawings) is taken out.

Formats may stretch over a million rows, and a merged cell or a link may claim the whole sheet: the library that opens the
file would create every one of these cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from align.errors import InputError
from align.reading.archive import is_markup
from align.reading.dialects import to_usual_names

# An indicator table has some dozens of rows and a dozen columns; a file beyond these is a data set.
MAX_ROWS = 5_000
MAX_COLUMNS = 200
# What all merged cells of a sheet cover; each of these cells is created when the file is opened.
_MAX_MERGED = 200_000
_HEAD = 4096
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]{0,100}\?>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_SHEET = re.compile(rb"<(?:\w+:)?worksheet[\s>]")
_BLANK = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?/>|<(?:\w+:)?c(?:\s[^<>]*)?>\s*</(?:\w+:)?c>")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?/>|<(?:\w+:)?row(?:\s[^<>]*)?>\s*</(?:\w+:)?row>")
_COSTLY = re.compile(
    rb"<(?:\w+:)?(?:hyperlink|drawing|legacyDrawing|picture|dataValidation|conditionalFormatting)\b[^<>]*/>"
)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']([^\"'<>]*)[\"'][^<>]*/>")
# A formula whose cell stores no result; an empty text is a result.
_UNSAVED = re.compile(
    rb"<(?P<p>\w+:|)c(?P<own>\s[^<>]*)>\s*<(?P=p)f(?:\s[^<>]*)?(?:/>|>[^<]*</(?P=p)f>)\s*"
    rb"(?P<empty><(?P=p)v\s*/>|<(?P=p)v>\s*</(?P=p)v>)?\s*</(?P=p)c>"
)
_PLACE = re.compile(rb"\sr\s*=\s*[\"'](\w+)[\"']")
_TEXT_RESULT = re.compile(rb"\st\s*=\s*[\"']str[\"']")
UNSAVED = "#UNSAVED!"
"""What the cell of a formula without a stored result holds in the file that :func:`slim_workbook` makes."""


def slim_workbook(data: bytes, path: Path) -> bytes:
    """The file with the same texts and merged cells, sheet by sheet, in the usual form.

    Raises:
        InputError: merged cells cover more than any table has.
        Exception: whatever a damaged archive makes the libraries raise.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if is_markup(entry.filename) or part[:1] == b"<":
                part = to_usual_names(_to_utf8(part))
                part = _slim_sheet(part, path) if _SHEET.search(part[:_HEAD]) else part
            new.writestr(entry.filename, part)
    return made.getvalue()


def _to_utf8(part: bytes) -> bytes:
    """Markup in the one encoding that the patterns here and all programs write."""
    declared = _DECLARED.match(part)
    if part.startswith(_UTF16):
        text = part.decode("utf-16" if part[:2] in _UTF16[:2] else "utf-16-le" if part[1:2] == b"\x00" else "utf-16-be")
        return _DECLARED.sub(b"", text.encode("utf-8"))
    if declared is None or declared.group(1).lower() in (b"utf-8", b"us-ascii", b"ascii"):
        return part
    return part[declared.end() :].decode(declared.group(1).decode("ascii")).encode("utf-8")


def _slim_sheet(part: bytes, path: Path) -> bytes:
    slim = _COSTLY.sub(b"", _BLANK_ROW.sub(b"", _BLANK.sub(b"", part)))
    covered = 0

    def clip(match: re.Match[bytes]) -> bytes:
        nonlocal covered
        area, cells = _clip_area(match.group(1).decode("ascii", "replace"))
        covered += cells
        if covered > _MAX_MERGED:
            raise InputError(path, "工作表中合并的单元格异常地多，已停止读取", "请取消多余的合并单元格，另存后重试")
        return match.group().replace(match.group(1), area.encode()) if area else b""

    return _MERGED.sub(clip, _UNSAVED.sub(_mark_unsaved, slim))


def _clip_area(reference: str) -> tuple[str, int]:
    """A merged cell within the largest table, and how many cells it covers; nothing for one beyond it or of a single cell."""
    from openpyxl.utils import get_column_letter, range_boundaries

    try:
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(reference))
    except ValueError:
        return "", 0
    right, bottom = min(right, MAX_COLUMNS), min(bottom, MAX_ROWS)
    cells = (right - left + 1) * (bottom - top + 1)
    if not (0 < left <= right and 0 < top <= bottom) or cells == 1:
        return "", 0
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}", cells


def _mark_unsaved(match: re.Match[bytes]) -> bytes:
    place = _PLACE.search(match["own"])
    if match["empty"] and _TEXT_RESULT.search(match["own"]):
        return b""
    prefix, where = match["p"], b"" if place is None else b' r="' + place.group(1) + b'"'
    return b'<%bc%b t="e"><%bv>%b</%bv></%bc>' % (prefix, where, prefix, UNSAVED.encode(), prefix, prefix)
