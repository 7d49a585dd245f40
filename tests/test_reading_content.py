"""The builder lays paragraphs and rows out as lines and keeps the place of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.reading.content import ContentBuilder, RawCell, find_garbled, garbled_share

CELLS = st.builds(RawCell, st.text(max_size=6), st.booleans())
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4)


def test_a_cell_merged_with_its_left_neighbour_shares_its_place():
    builder = ContentBuilder()
    builder.add_table(
        [[RawCell("二级"), RawCell("二级", merged=True), RawCell("目标")], [RawCell("甲"), RawCell("甲"), RawCell("1")]]
    )
    content = builder.build()
    assert content.text == "二级\t目标\n甲\t甲\t1\n"
    first, second, third = content.tables[0].rows[0]
    assert first.span == second.span != third.span
    assert (first.merged, second.merged) == (False, True)


def test_tables_without_text_and_blank_paragraphs_leave_no_trace():
    builder = ContentBuilder()
    builder.add_paragraph(" \n　")
    builder.add_table([[RawCell(" "), RawCell("")]])
    assert builder.build().blocks == ()


def test_characters_nobody_sees_do_not_break_lines():
    builder = ContentBuilder()
    builder.add_paragraph("总\u2028则\x00\x0b目标\ud800")
    assert builder.build().text == "总 则  目标\ufffd\n"


def test_a_few_odd_glyphs_are_not_worth_a_notice():
    assert find_garbled("推进生态保护修复" * 100 + "\ue000") == ()


@given(st.lists(st.one_of(st.text(max_size=12), ROWS), max_size=8))
def test_every_place_slices_back_and_blocks_follow_each_other(items):
    builder = ContentBuilder()
    for item in items:
        if isinstance(item, str):
            builder.add_paragraph(item)
        else:
            builder.add_table(item)
    content = builder.build()
    end = 0
    for block in content.blocks:
        assert end <= block.span.start < block.span.end <= len(content.text)
        end = block.span.end
    for table in content.tables:
        for number, row in enumerate(table.rows):
            line = table.span.slice(content.text).split("\n")[number]
            assert all(cell.span.slice(content.text) == cell.text and cell.text in line for cell in row)


def test_what_was_recognised_is_marked_line_by_line_and_cell_by_cell():
    """Read text is not marked, nor are empty cells; a cell merged to the right is marked once, one below again."""
    builder = ContentBuilder()
    builder.add_paragraph("总则")
    builder.add_paragraph("目标\n任务", confidence=0.9, page=2)
    first = RawCell("水", confidence=0.8)
    builder.add_table(
        [
            [first, first._replace(merged=True), RawCell("")],
            [first._replace(merged=True), RawCell("断面"), RawCell("90", confidence=0.7)],
        ]
    )
    content = builder.build()
    assert [(found.span.slice(content.text), found.confidence) for found in content.recognised] == [
        ("目标", 0.9),
        ("任务", 0.9),
        ("水", 0.8),
        ("水", 0.8),
        ("90", 0.7),
    ]


@pytest.mark.parametrize(("text", "share"), [("", 0), ("总 则", 0), ("(cid:12) \ue000总则", 0.5), ("(cid:7)", 1)])
def test_the_share_of_glyphs_that_nobody_can_read(text, share):
    """However long the converter writes such a glyph, it counts as one."""
    assert garbled_share(text) == share
