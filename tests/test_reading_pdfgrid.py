"""Tables of PDF pages without upright rules, and pages in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pdf_pages import build, rule, text

from align.reading.content import Content
from align.reading.pdf.document import read_pdf
from align.source import BlockKind

PATH = Path("规划.pdf")
LEFTS = (90, 130, 250, 320, 390, 460)
HEAD = ("序号", "指标", "单位", "2020年", "2025年", "属性")
ROWS = [
    ("1", "森林覆盖率", "%", "50", "52", "约束性"),
    ("2", "空气优良天数", "天", "320", "330", "预期性"),
    ("3", "河湖水质", "%", "90", "95", "约束性"),
]
SENTENCE = "到二〇二五年，全区生态环境质量持续改善，主要污染物排放总量继续减少，绿色发展水平明显提升。"


def row(y: float, cells: Sequence[str], lefts: Sequence[float] = LEFTS) -> str:
    return "".join(text(x, y, words, 10) for x, words in zip(lefts, cells, strict=True) if words)


def grid(content: Content, index: int = 0) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in line) for line in content.tables[index].rows]


def paragraphs(content: Content) -> list[str]:
    return [block.span.slice(content.text) for block in content.blocks if block.kind is BlockKind.PARAGRAPH]


def three_lines(top: float, rows: Sequence[Sequence[str]], pitch: float = 24) -> str:
    """A head and rows with rules above, below the head and at the end."""
    drawn = rule(85, top + 16, 440, 1) + row(top, HEAD) + rule(85, top - 6, 440, 0.5)
    for number, cells in enumerate(rows, start=1):
        drawn += row(top - number * pitch, cells)
    return drawn + rule(85, top - len(rows) * pitch - 6, 440, 1)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_without_upright_rules_is_read_and_said_to_be_inferred(ruled: bool) -> None:
    """Three rules or none: the words stand in columns, and text above and below stays text."""
    drawn = three_lines(700, ROWS) if ruled else "".join(row(700 - 24 * n, one) for n, one in enumerate([HEAD, *ROWS]))
    page = text(90, 780, SENTENCE[:36]) + text(200, 740, "表1 主要指标") + drawn + text(90, 560, SENTENCE[:36])
    content = read_pdf(build(page), PATH)
    assert grid(content) == [HEAD, *ROWS]
    assert content.tables[0].inferred
    assert paragraphs(content) == [SENTENCE[:36], "表1 主要指标", SENTENCE[:36]]


def test_wrapped_cells_set_level_with_their_row_belong_to_it() -> None:
    """The lines below a row hold nothing but the rest of its cell."""
    page = row(700, HEAD)
    for number, cells in enumerate(ROWS):
        page += row(670 - 50 * number, cells) + text(130, 652 - 50 * number, "（全域口径）", 10)
    expected = [(one[0], f"{one[1]}（全域口径）", *one[2:]) for one in ROWS]
    assert grid(read_pdf(build(page), PATH)) == [HEAD, *expected]


@pytest.mark.parametrize("space", [18, 30])
def test_rows_set_to_the_middle_of_wrapped_cells_get_the_lines_round_them(space: float) -> None:
    """Names of two and three lines, whether or not rows stand further apart than the lines of a cell."""
    names = [("县级以上城", "市水源达标率"), ("国控断面优", "良水体所占", "的比例"), ("村庄污水", "治理率")]
    page, y = row(700, HEAD), 700.0
    for cells, parts in zip(ROWS, names, strict=True):
        y -= space
        top = y
        for part in parts:
            page += text(130, y, part, 10)
            y -= 18
        middle = (top + y + 18) / 2
        page += row(middle, (cells[0], "", *cells[2:]))
        y += 18
    expected = [(one[0], "".join(parts), *one[2:]) for one, parts in zip(ROWS, names, strict=True)]
    assert grid(read_pdf(build(page), PATH)) == [HEAD, *expected]


def test_rules_between_the_rows_part_them() -> None:
    """Where every row is ruled off, what stands between two rules is one row, however its cells are set."""
    page = rule(85, 716, 440, 0.5) + row(700, HEAD) + rule(85, 690, 440, 0.5)
    for number, cells in enumerate(ROWS):
        y = 670 - 60 * number
        page += (
            text(130, y, cells[1], 10) + text(130, y - 18, "（年均值）", 10) + row(y - 9, (cells[0], "", *cells[2:]))
        )
        page += rule(85, y - 40, 440, 0.5)
    expected = [(one[0], f"{one[1]}（年均值）", *one[2:]) for one in ROWS]
    assert grid(read_pdf(build(page), PATH)) == [HEAD, *expected]


def test_a_table_goes_on_over_the_page_with_what_is_left_of_its_rows() -> None:
    """One row and the rest of a wrapped cell on the next page are too few for a table, but belong to the one before."""
    first = text(90, 780, SENTENCE[:36]) + row(200, HEAD) + row(170, ROWS[0]) + row(140, ROWS[1])
    second = text(130, 780, "（市控以上）", 10) + row(750, ROWS[2]) + text(90, 700, SENTENCE[:36])
    content = read_pdf(build(first + text(290, 30, "- 1 -"), second), PATH)
    expected = (*ROWS[1][:1], f"{ROWS[1][1]}（市控以上）", *ROWS[1][2:])
    assert grid(content) == [HEAD, ROWS[0], expected, ROWS[2]]
    assert len(content.tables) == 1


def test_a_ruled_row_broken_by_the_page_is_one_row() -> None:
    """The second half has words in the name only; a row with a value of its own stays a row."""
    from pdf_pages import table

    first = table(90, 200, [["序号", "指标", "单位", "目标"], ["1", "农村生活污水", "%", "40"]])
    second = table(90, 780, [["", "治理率", "", ""], ["2", "森林覆盖率", "%", "52"], ["", "其中：公益林", "", "30"]])
    content = read_pdf(build(first, second), PATH)
    assert grid(content) == [
        ("序号", "指标", "单位", "目标"),
        ("1", "农村生活污水治理率", "%", "40"),
        ("2", "森林覆盖率", "%", "52"),
        ("", "其中：公益林", "", "30"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "".join(text(90 + 60 * column, 700 - 24 * line, "章节") for line in range(2) for column in range(5)),
        "".join(row(700 - 24 * n, (SENTENCE[:15], SENTENCE[15:30], SENTENCE[30:]), (40, 220, 400)) for n in range(8)),
        "".join(text(90, 700 - 24 * n, f"第{n}条") + text(300, 700 - 24 * n, "见附件") for n in range(9)),
    ],
    ids=["two lines only", "three columns of text", "two columns of words"],
)
def test_what_only_looks_like_a_table_stays_text(page: str) -> None:
    """Too few lines, cells as long as running text, or only two columns."""
    assert read_pdf(build(page), PATH).tables == ()


def halves(left: Sequence[str], right: Sequence[str], top: float = 700, shift: float = 0) -> str:
    return "".join(
        text(x, top - 20 * number - offset, words, 10)
        for x, column, offset in ((60, left, 0.0), (320, right, shift))
        for number, words in enumerate(column)
    )


@pytest.mark.parametrize("shift", [0, 9])
def test_a_page_in_two_columns_is_read_column_by_column(shift: float) -> None:
    """As gazettes are printed, also where the lines of the columns do not stand level; a title goes before both."""
    left = [f"左栏第{n}行推进生态环境保护工作落实见效取得实绩" for n in range(10)]
    right = [f"右栏第{n}行加强组织领导和资金保障压实各方责任" for n in range(9)]
    page = text(90, 780, "青石区“十四五”生态环境保护规划实施情况的总结报告材料汇编") + halves(left, right, shift=shift)
    assert paragraphs(read_pdf(build(page), PATH)) == [
        "青石区“十四五”生态环境保护规划实施情况的总结报告材料汇编",
        *left,
        *right,
    ]


def test_short_lines_side_by_side_are_no_columns() -> None:
    """Names and telephones, signatures and dates are read line by line."""
    page = halves([f"联系人{n}" for n in range(9)], [f"电话{n}" for n in range(9)])
    assert paragraphs(read_pdf(build(page), PATH)) == [f"联系人{n} 电话{n}" for n in range(9)]
