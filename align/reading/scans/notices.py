"""What to tell about text that was recognised in pictures, and about pictures that were not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from align.reading.content import ContentBuilder
from align.reading.paged.pages import list_pages
from align.reading.scans.scanning import Scan, ScannedPage
from align.recognising.extra import INSTALL
from align.source import tell_confidence

INSTALL_HINT = f"安装文字识别组件后可以读入：{INSTALL}"


def add_page_notices(builder: ContentBuilder, pages: Sequence[ScannedPage]) -> None:
    """Tells which pages were recognised, how surely, and which of them, or of their pieces, were not."""
    read = {page.number: page.scan for page in pages if page.scan is not None}
    if lettered := {number: scan for number, scan in read.items() if scan.letters}:
        message = f"第 {list_pages(list(lettered))} 页为扫描页，{describe_sureness(list(lettered.values()))}"
        builder.add_notice("reading.recognised", message, pages=list(lettered))
    if faint := {number: scan.illegible for number, scan in read.items() if scan.illegible}:
        message = f"第 {list_pages(list(faint))} 页有 {sum(faint.values())} 处文字无法辨认（或为印章、污渍），未读入"
        builder.add_notice("reading.illegible", message, pages=list(faint))
    if overdrawn := [number for number, scan in read.items() if scan.is_overdrawn]:
        message = f"第 {list_pages(overdrawn)} 页线条过多（多为地图），未识别其中的表格"
        builder.add_notice("reading.tables_not_read", message, pages=overdrawn)
    problems: defaultdict[str, list[int]] = defaultdict(list)
    for page in pages:
        if page.scan is None:
            problems[page.problem].append(page.number)
    for problem, numbers in problems.items():
        message = f"第 {list_pages(numbers)} 页为扫描页，内容未读入：{problem}"
        builder.add_notice("reading.no_text_layer", message, pages=numbers)


def describe_sureness(scans: Sequence[Scan]) -> str:
    """That the text was recognised, and how sure the engine is of it; never more than it is."""
    letters = sum(scan.letters for scan in scans)
    mean = sum(scan.confidence * scan.letters for scan in scans) / letters
    return f"文字由程序识别（OCR），平均把握 {tell_confidence(mean)}；请核对数字"
