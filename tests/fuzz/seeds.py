"""Sound files to begin with, made from our own plan texts: small, so that thousands of them are read in minutes."""

from __future__ import annotations

import io
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pdf_pages
from PIL import Image
from roundtrip.cases import ROOT, Case
from roundtrip.rendering.files import Format, file_of, make_files

from fuzz.kinds import Kind

_LINE = 140
_HEAD_LINES, _TABLE_LINES, _BOX_LINES = 24, 30, 14
_HEAD = ["序号", "指标名称", "单位", "2020年", "2025年", "属性"]
_ROWS = [
    ["1", "地表水国控断面优良水体比例", "%", "85.7", "≥90", "约束性"],
    ["2", "单位GDP二氧化碳排放降低", "%", "—", "[18]", "预期性"],
    ["3", "细颗粒物（PM2.5）浓度", "微克/立方米", "35.2", "32", "约束性"],
]


class Seed(NamedTuple):
    """A sound file; ``suffix`` begins with a dot."""

    data: bytes
    suffix: str


@cache
def make_seeds(kind: Kind) -> tuple[Seed, ...]:
    """The files that a kind is mutated from, always the same.

    Raises:
        RuntimeError: LibreOffice must make them, and is not found.
    """
    return tuple(_MAKERS[kind]())


@lru_cache(maxsize=1)
def excerpts() -> tuple[str, ...]:
    """The demonstration plans cut short: front and first headings, the table of indicators, a box."""
    return tuple(_excerpt(path) for path in sorted((ROOT / "corpora" / "demo").glob("*.txt")))


def _excerpt(path: Path) -> str:
    lines = [line[:_LINE] for line in path.read_text(encoding="utf-8").splitlines()]
    table = next(number for number, line in enumerate(lines) if line.startswith("表1"))
    box = next(number for number, line in enumerate(lines) if "专栏1" in line or "专栏 1" in line)
    kept = [*lines[:_HEAD_LINES], *lines[table - 4 : table + _TABLE_LINES], *lines[box - 6 : box + _BOX_LINES]]
    return "\n".join(kept)


def _text_seeds(suffix: str) -> list[Seed]:
    loose = "\n".join(("表1 主要指标", *_HEAD, *(cell for row in _ROWS for cell in row), "注：[ ]内为累计数。"))
    barred = "\n".join("|".join(["", *row, ""]) for row in [_HEAD, ["---"] * len(_HEAD), *_ROWS])
    dropped = "细颗粒物（PM ）浓度下降至32\n2.5\n二氧化碳（CO ）排放降低18%\n2\n# 一、水\n**加强**治理`x`\n---"
    return [Seed(text.encode(), suffix) for text in (*excerpts(), f"{loose}\n\n{barred}\n{dropped}\n")]


def _separated_seeds(suffix: str, mark: str) -> list[Seed]:
    plain = "\n".join(mark.join(row) for row in [_HEAD, *_ROWS])
    quoted = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in [_HEAD, *_ROWS])
    return [Seed(text.encode(), suffix) for text in (f"主要指标\n{plain}", quoted)]


def _rendered_seeds(format_: Format) -> list[Seed]:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        folder = Path(scratch)
        cases = []
        for number, text in enumerate(excerpts()):
            path = folder / f"plan{number}.txt"
            path.write_text(text, encoding="utf-8")
            cases.append(Case(name=f"plan{number}", path=path))
        make_files(cases, format_, folder)
        return [Seed(file_of(case, format_, folder).read_bytes(), f".{format_}") for case in cases]


def _excel_seeds() -> list[Seed]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["青石市主要指标"])
    sheet.append(_HEAD)
    for row in _ROWS:
        sheet.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    sheet.merge_cells("A1:F1")
    sheet["E3"].number_format = "0.0%"
    sheet["D4"] = "=1+1"
    workbook.create_sheet("隐藏").sheet_state = "hidden"
    other = workbook.create_sheet("续表")
    for row in [_HEAD, *_ROWS]:
        other.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return [Seed(stream.getvalue(), ".xlsx")]


def _pdf_seeds() -> list[Seed]:
    lines = [line for line in excerpts()[0].splitlines() if line.strip()]
    prose = "".join(pdf_pages.text(60, 780 - 18 * number, line[:38]) for number, line in enumerate(lines[:38]))
    ruled = pdf_pages.table(40, 760, [*map(list, [_HEAD, *_ROWS])], width=85)
    spread = "".join(
        pdf_pages.text(40 + 90 * column, 700 - 22 * line, cell[:8], 10)
        for line, row in enumerate([_HEAD, *_ROWS])
        for column, cell in enumerate(row)
    )
    columns = "".join(
        pdf_pages.text(x, 780 - 18 * number, line[:18]) for x in (50, 310) for number, line in enumerate(lines[:30])
    )
    return [
        Seed(pdf_pages.build(prose, ruled), ".pdf"),
        Seed(pdf_pages.build(spread, columns), ".pdf"),
        Seed(pdf_pages.build(pdf_pages.PICTURE, pdf_pages.text(60, 780, lines[0][:30])), ".pdf"),
    ]


def _picture_seeds() -> list[Seed]:
    seeds = []
    for kind, suffix in (("PNG", ".png"), ("JPEG", ".jpg"), ("TIFF", ".tif"), ("BMP", ".bmp"), ("WEBP", ".webp")):
        image = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
        stream = io.BytesIO()
        image.save(stream, kind, **({"save_all": True, "append_images": [image] * 2} if kind == "TIFF" else {}))
        seeds.append(Seed(stream.getvalue(), suffix))
    return seeds


def _foreign_seeds() -> list[Seed]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    rich = "{\\rtf1\\ansi 推进截污纳管}".encode("gb18030")
    archive = make_seeds(Kind.DOCX)[0].data
    return [
        *(Seed(ole, suffix) for suffix in (".doc", ".wps", ".xls", ".et")),
        Seed(rich, ".rtf"),
        *(Seed(archive, suffix) for suffix in (".odt", ".ods", ".wps", ".et")),
    ]


_MAKERS = {
    Kind.TXT: lambda: _text_seeds(".txt"),
    Kind.MD: lambda: _text_seeds(".md"),
    Kind.CSV: lambda: _separated_seeds(".csv", ","),
    Kind.TSV: lambda: _separated_seeds(".tsv", "\t"),
    Kind.HTML: lambda: _rendered_seeds(Format.HTML),
    Kind.DOCX: lambda: _rendered_seeds(Format.DOCX),
    Kind.XLSX: _excel_seeds,
    Kind.PDF: _pdf_seeds,
    Kind.OFFICE_PDF: lambda: _rendered_seeds(Format.PDF),
    Kind.PICTURE: _picture_seeds,
    Kind.FOREIGN: _foreign_seeds,
}
