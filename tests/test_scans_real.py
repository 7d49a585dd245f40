"""Recognition on real documents; skipped where they, or the extra ``ocr``, are absent."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from rapidfuzz.distance import Levenshtein

from align.pipeline import read_plan
from align.reading.document import read_source
from align.recognising.extra import is_installed
from align.source import Source

FILES = Path(__file__).parents[2] / "shared" / "real" / "files"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FILES.is_dir(), reason="real documents are not here"),
    pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed"),
]
# The lines of 专栏20 of the 十五五 outline, compared with the picture by eye: length without spaces, and a digest.
BOX = """
10 20948f6e 12 0ab2a427 33 89e65fe4 34 e342b358 12 683a7b5e 10 8365269b 33 df9568f6 33 d60ef270 26 6d79d7f5
15 f51f5e1f 34 1f531d76 33 06662260 30 60a54e0f 10 f514cb8d 33 3ae3f8f1 33 e688191d 29 b452e1f8 13 8e6e2cc0
34 27d3e110 34 29311dcd 7 bca34816 14 c8b2732a 33 73241f10 33 1d5a1b7f 14 08321289
"""
FIGURES = ("1.5亿吨标准煤", "5%", "3000万吨/年", "100个左右", "16%左右", "3000万吨二氧化碳")


def plain(text: str) -> str:
    """A text without what a text layer and a picture need not agree on: spaces, and the width of characters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_a_box_in_a_picture_is_read() -> None:
    """At least .97 of the characters stand in lines that are the same to the letter, and every figure is right."""
    source = read_source(FILES / "fyp155_box.jpg")
    read = ["".join(block.span.slice(source.text).split()) for block in source.blocks]
    digests = {hashlib.sha256(line.encode()).hexdigest()[:8] for line in read}
    lengths = [(int(length), digest) for length, digest in re.findall(r"(\d+) (\w{8})", BOX)]
    same = sum(length for length, digest in lengths if digest in digests)
    assert same >= 0.97 * sum(length for length, _ in lengths)
    assert all(figure in "".join(read) for figure in FIGURES)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, Source]:
    """Two pages of a plan, one with the beginning of a table and one of text: by their text layer, and as pictures."""
    folder = tmp_path_factory.mktemp("scans")
    with pypdfium2.PdfDocument(FILES / "province_hubei_heritage_145.pdf") as document:
        with pypdfium2.PdfDocument.new() as some:
            some.import_pages(document, [8, 16])
            some.save(folder / "text.pdf")
        first, second = (document[number].render(scale=200 / 72).to_pil().convert("L") for number in (8, 16))
        first.save(folder / "scan.pdf", save_all=True, append_images=[second], resolution=200)
    return read_source(folder / "text.pdf"), read_source(folder / "scan.pdf")


def test_a_scan_reads_as_its_text_layer_does(both: tuple[Source, Source]) -> None:
    """Not more than two characters in a hundred differ, page by page; every line and cell knows its confidence."""
    text, scan = both
    for page in (1, 2):
        meant, read = (
            plain("".join(block.span.slice(source.text) for block in source.blocks if block.page == page))
            for source in both
        )
        assert Levenshtein.distance(meant, read) <= 0.02 * len(meant)
    assert text.recognised == ()
    places = {found.span for found in scan.recognised}
    assert all(block.span in places for block in scan.blocks if block.table is None)
    assert all(0 < found.confidence <= 1 for found in scan.recognised)


def test_the_table_of_a_scan_is_that_of_its_text_layer(both: tuple[Source, Source]) -> None:
    """The same grid with the same cells merged, and the same figures."""
    meant, read = (source.tables[0].rows for source in both)
    assert [[cell.merged for cell in row] for row in read] == [[cell.merged for cell in row] for row in meant]
    assert [[plain(cell.text) for cell in row[2:]] for row in read[1:]] == [
        [plain(cell.text) for cell in row[2:]] for row in meant[1:]
    ]


def test_indicators_in_a_picture_are_read() -> None:
    """The table of a national plan that is printed as a picture gives all its twenty-one indicators with their targets."""
    plan = read_plan(FILES / "national_cn_heritage_145.pdf")
    assert len(plan.indicators) == 21
    targets = {indicator.name: (indicator.baseline, indicator.target) for indicator in plan.indicators}
    assert targets["省级文物保护单位数量"] == ("21000", "23500")
    assert targets["国家重点实验室数量"] == (None, "1")
