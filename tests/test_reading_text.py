"""A plain text is kept as it is; its lines become paragraphs, its runs of table lines tables."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from align.reading.plain.text import read_text
from align.source import BlockKind

PATH = Path("规划.txt")
PIECES = st.sampled_from(
    [
        "森林覆盖率",
        "55%",
        "。",
        " ",
        "　",
        "|",
        "\t",
        "\n",
        "\n\n",
        "\f",
        "\r\n",
        "12",
        "—",
        "甲|乙|丙\n",
        "1\t2\t3\n",
        "续表\n",
        "\x0b",
        "\u2028",
    ]
)


def read(text: str):
    return read_text(text.encode(), PATH)


def test_the_text_is_the_file_with_plain_line_ends():
    assert read("\ufeff一、总则\r\n\r\n　　到2025年，\r建成。 \n").text == "一、总则\n\n　　到2025年，\n建成。 \n"


def test_each_line_with_text_is_a_paragraph_without_the_spaces_around_it():
    content = read("一、总则\n\n　　推进减排。 \n   \n二、目标")
    assert [block.span.slice(content.text) for block in content.blocks] == ["一、总则", "推进减排。", "二、目标"]
    assert {block.kind for block in content.blocks} == {BlockKind.PARAGRAPH}


def test_paragraphs_and_tables_keep_their_order():
    content = read("表1 指标\n指标|值\n天数|330\n\n注：略。")
    assert [block.kind.value for block in content.blocks] == ["paragraph", "table", "paragraph"]
    assert content.blocks[1].table == 0
    assert content.tables[0].span.slice(content.text) == "指标|值\n天数|330"


def test_form_feeds_number_the_pages():
    content = read("封面\f总则\n目标\f任务\f")
    assert [block.page for block in content.blocks] == [1, 2, 2, 3]
    assert content.pages == 3


def test_without_form_feeds_there_are_no_pages():
    content = read("总则\n目标")
    assert content.pages is None
    assert [block.page for block in content.blocks] == [None, None]


def test_lost_bytes_are_told():
    content = read_text("推进生态保护修复。\n".encode() * 60 + b"\xe6\xa3", PATH)
    assert [notice.code for notice in content.warnings] == ["reading.broken_bytes"]
    assert "1 处" in content.warnings[0].message


def test_unreadable_glyphs_of_a_converted_pdf_are_told():
    content = read("生态(cid:127)(cid:12)保护(cid:9)规划")
    assert [notice.code for notice in content.warnings] == ["reading.garbled"]
    assert "3 处" in content.warnings[0].message


@given(st.lists(PIECES, max_size=60).map("".join))
def test_blocks_and_cells_cover_the_text_in_order(text):
    """Whatever the file holds, spans slice back, nothing overlaps, and no visible character is lost."""
    content = read(text)
    covered = 0
    for block in content.blocks:
        assert covered <= block.span.start < block.span.end
        assert not content.text[covered : block.span.start].strip()
        covered = block.span.end
    assert not content.text[covered:].strip()
    for index, table in enumerate(content.tables):
        assert table.index == index
        assert all(row for row in table.rows)
        for cell in (cell for row in table.rows for cell in row):
            assert cell.span.slice(content.text) == cell.text
            assert table.span.contains(cell.span)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufeff")))
def test_no_character_of_a_text_is_altered(text):
    assert read(text + "\n规划").text == text + "\n规划"
