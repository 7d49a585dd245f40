"""Recognised pictures become lines and tables: pieces are set in rows and columns, rules make the grid."""

from __future__ import annotations

import pytest
from scan_sample import HEIGHT, FakeRecogniser, grid, level, page, piece, plumb

from align.reading.paged.pages import PageLine
from align.reading.scans.lines import find_lines, join_pieces
from align.reading.scans.scanning import Scan, Scanner, build_scan
from align.recognising.recognition import Picture, Piece, RecognitionError

PICTURE = Picture(width=1, height=1, pixels=b"\xff\xff\xff")


def texts(*pieces: Piece) -> list[str]:
    return [line.text for line in find_lines(pieces, HEIGHT)]


def rows(scan: Scan) -> list[list[list[str]]]:
    """The tables of a scan, repeated cells with a tilde."""
    tables = [item for item in scan.items if not isinstance(item, PageLine)]
    return [[["~" * cell.merged + cell.text for cell in row] for row in table.rows] for table in tables]


def test_pieces_of_one_row_are_one_line():
    """Pieces side by side make a line from left to right, with a space where they stand apart."""
    assert texts(piece("总体要求", 310, 205), piece("一、", 200, 200), piece("指标", 700, 203)) == [
        "一、 总体要求 指标"
    ]
    assert texts(piece("坚持绿色", 200, 200), piece("发展", 362, 200)) == ["坚持绿色发展"]


def test_lines_are_in_order_from_top_to_bottom():
    """Pieces come in no certain order and leave in that of the page."""
    found = find_lines([piece("第二行", 100, 400), piece("第一行", 100, 300, confidence=0.8)], HEIGHT)
    assert [(line.text, line.confidence) for line in found] == [("第一行", 0.8), ("第二行", 0.99)]


def test_two_columns_are_read_one_after_the_other():
    """The left column is read to its end before the right one begins, below the title over both."""
    title = piece("青川县国民经济和社会发展规划纲要", 100, 100, width=800)
    left = [piece(f"左边一栏的第{row}行文字", 100, 200 + 60 * row, width=380) for row in range(9)]
    right = [piece(f"右边一栏的第{row}行文字", 520, 205 + 60 * row, width=380) for row in range(9)]
    assert texts(*right, title, *left) == [each.text for each in (title, *left, *right)]


def test_a_table_without_rules_stays_rows():
    """Short entries side by side fill no column: they are rows, not two columns of text."""
    names = [piece("河长制", 100, 200 + 60 * row) for row in range(5)]
    values = [piece(f"{row}个", 800, 200 + 60 * row) for row in range(5)]
    assert texts(*names, *values) == [f"河长制 {row}个" for row in range(5)]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("一4一", "— 4 —"),
        ("-12-", "— 12 —"),
        ("·7.", "— 7 —"),
        ("3", "— 3 —"),
        ("2025年", "2025年"),
        ("专栏4", "专栏4"),
    ],
)
def test_page_numbers_are_told_from_text(read, meant):
    """A number between dashes at the foot of a page is its number however the dashes were read."""
    assert texts(piece("正文", 100, 600), piece(read, 480, 1330))[-1] == meant


def test_a_number_in_the_middle_of_a_page_is_none_of_its_furniture():
    """Only what stands at the head or foot is taken for a page number."""
    assert texts(piece("一4一", 480, 700)) == ["一4一"]


def test_leaders_of_a_table_of_contents_are_made_whole():
    """What the engine leaves of the points before page numbers is brought to the form that drops contents later."""
    lines = ["目录", "一、发展基础.. . 3", "二、总体要求. 5", "三、重点任务……8", "四、保障措施.."]
    found = texts(*(piece(text, 100, 200 + 60 * row, width=700) for row, text in enumerate(lines)))
    assert found == ["目录", "一、发展基础……3", "二、总体要求……5", "三、重点任务……8", "四、保障措施……"]


def test_points_at_the_end_of_other_lines_stay():
    """On a page that is no table of contents nothing is taken for a leader."""
    assert texts(piece("提高到. 5", 100, 200), piece("等。", 100, 300)) == ["提高到. 5", "等。"]


def test_spaces_between_chinese_characters_go_and_no_others():
    """Only spaces that carry no meaning are left out; no word is corrected."""
    assert join_pieces([piece("推进 生态 保护 PM 2.5 治理", 0, 0)]) == "推进生态保护 PM 2.5 治理"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("安全巡检率(%）", "安全巡检率（%）"),
        ("推进保护,加强管理:一是治水;", "推进保护，加强管理：一是治水；"),
        ("投资12,000万元，比例2.7:1", "投资12,000万元，比例2.7:1"),
        ("(1) PM2.5, mg", "(1) PM2.5, mg"),
    ],
)
def test_marks_in_a_chinese_line_are_full_width(read, meant):
    """The engine gives one form or the other of the same mark; figures keep theirs."""
    assert join_pieces([piece(read, 0, 0)]) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("规划和二三五年远景目标纲要", "规划和二〇三五年远景目标纲要"),
        ("到二二五年底", "到二〇二五年底"),
        ("到二O二五年", "到二〇二五年"),
        ("一百二三五年间", "一百二三五年间"),
        ("二三年内见效", "二三年内见效"),
        ("二三十年", "二三十年"),
    ],
)
def test_the_zero_of_a_year_in_words_comes_back(read, meant):
    """The engine leaves 〇 out; only a year of three figures tells that it did."""
    assert join_pieces([piece(read, 0, 0)]) == meant


def test_the_zero_of_a_year_comes_back_at_the_end_of_a_line():
    """The ring is lost there too; the line that follows tells that a year was broken."""
    lines = texts(piece("国民经济和社会发展规划和二", 100, 200), piece("三五年远景目标纲要", 100, 260))
    assert lines == ["国民经济和社会发展规划和二〇", "三五年远景目标纲要"]
    assert texts(piece("其二", 100, 200), piece("三是加强管理", 100, 260)) == ["其二", "三是加强管理"]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("泊政发[2022]6号", "泊政发〔2022〕6号"),
        ("参考文献[2022]共6篇", "参考文献[2022]共6篇"),
        ("（（一）加强师德师风建设", "（一）加强师德师风建设"),
        ("（（一）类）区域", "（（一）类）区域"),
    ],
)
def test_brackets_the_engine_mistakes_come_right(read, meant):
    """Those of a document's number and of an item's; others stay as they were read."""
    assert join_pieces([piece(read, 0, 0)]) == meant


def test_a_few_characters_do_not_tell_the_size_of_a_line():
    """The box around the last characters of a paragraph is higher or lower than others; a title is clearly larger."""
    pieces = [piece("加强生态环境保护和修复工作的统筹", 100, 200 + 60 * n) for n in range(4)]
    last, title = piece("号）。", 100, 440), piece("目录", 300, 20)
    drawn = [
        *pieces,
        last._replace(box=(*last.box[:3], last.box[3] + 8)),
        title._replace(box=(*title.box[:3], title.box[3] + 40)),
    ]
    sizes = [line.box.size for line in find_lines(drawn, 1400) if line.box is not None]
    assert sizes[1:] == [sizes[1]] * 5
    assert sizes[0] > 1.5 * sizes[1]


def test_a_per_mille_sign_taken_apart_comes_back():
    """The engine gives a per cent sign and a ring; a figure after a per cent sign stays."""
    assert join_pieces([piece("3.5%0", 0, 0)]) == "3.5‰"
    assert join_pieces([piece("提高5%05年", 0, 0)]) == "提高5%05年"


def test_a_ruled_table_is_filled():
    """Cells take the text inside them, wrapped lines joined and marks as wide as the rest; text outside stays lines around the table."""
    pieces = [
        piece("主要指标如下。", 100, 100),
        piece("指标", 120, 210),
        piece("目标", 420, 210),
        piece("森林", 120, 265),
        piece("覆盖率", 120, 300, width=140, confidence=0.7),
        piece("(%)", 120, 330, width=80),
        piece("55", 420, 285, width=30),
        piece("注：略。", 100, 400),
    ]
    rules = [level(200, 100, 700), level(260, 100, 700), level(360, 100, 700)]
    rules += [plumb(100, 200, 362), plumb(400, 200, 362), plumb(700, 200, 362)]
    scan = build_scan(page(*pieces, rules=rules))
    assert rows(scan) == [[["指标", "目标"], ["森林覆盖率（%）", "55"]]]
    assert [item.text if isinstance(item, PageLine) else "表" for item in scan.items] == [
        "主要指标如下。",
        "表",
        "注：略。",
    ]
    (table,) = [item for item in scan.items if not isinstance(item, PageLine)]
    assert [cell.confidence for cell in table.rows[1]] == [0.7, 0.99]


def test_merged_cells_repeat():
    """Where a rule is missing between two cells they are one, told again in the second row."""
    rules = [level(200, 100, 700), level(260, 100, 700), level(320, 400, 700), level(380, 100, 700)]
    rules += [plumb(100, 200, 382), plumb(400, 200, 382), plumb(700, 200, 382)]
    pieces = [piece("类别", 120, 210), piece("指标", 420, 210), piece("水", 120, 300)]
    pieces += [piece("断面", 420, 270), piece("饮用水", 420, 330)]
    assert rows(build_scan(page(*pieces, rules=rules))) == [[["类别", "指标"], ["水", "断面"], ["~水", "饮用水"]]]


def test_worn_rules_still_make_a_table():
    """Gaps in a rule, and ends that miss the rule they should meet by a little, do not break the grid."""
    rules = [level(200, 104, 380), level(201, 395, 698), level(260, 103, 700), level(320, 100, 705)]
    rules += [plumb(100, 206, 318), plumb(401, 200, 250), plumb(400, 262, 320), plumb(702, 200, 320)]
    pieces = [piece("指标", 120, 210), piece("目标", 420, 210), piece("断面", 120, 270), piece("9", 420, 270)]
    assert rows(build_scan(page(*pieces, rules=rules))) == [[["指标", "目标"], ["断面", "9"]]]


def test_a_frame_with_one_column_is_a_box_of_lines():
    """A 专栏 drawn as a frame around lines is no table."""
    pieces = [piece("专栏1 治水工程", 120, 210), piece("1. 管网。", 120, 270)]
    scan = build_scan(page(*pieces, rules=grid(100, 200, [600], 2)))
    assert [item.text for item in scan.items if isinstance(item, PageLine)] == ["专栏1 治水工程", "1. 管网。"]


def test_a_lone_stroke_in_a_column_of_figures_is_a_dash():
    """一 among figures stands for no value; among 二 and 三, or in the first column, it numbers rows."""
    table = [["一", "水质", "80", "一"], ["2", "空气", "一", "二"]]
    pieces = [
        piece(text, 120 + 200 * column, 210 + 60 * row)
        for row, line in enumerate(table)
        for column, text in enumerate(line)
    ]
    scan = build_scan(page(*pieces, rules=grid(100, 200, [200] * 4, 2)))
    assert rows(scan) == [[["一", "水质", "80", "一"], ["2", "空气", "—", "二"]]]


def test_a_map_is_not_searched_for_tables():
    """With thousands of rules a picture is a drawing, and its text comes as lines without delay."""
    rules = [level(y, 0, 1000) for y in range(0, 1400, 10)] + [plumb(x, 0, 1400) for x in range(0, 1000, 10)]
    scan = build_scan(page(piece("青川县", 100, 300), rules=rules))
    assert rows(scan) == []
    assert len(scan.items) == 1
    assert scan.is_overdrawn


def test_what_is_illegible_is_left_out_and_counted():
    """Pieces the engine is unsure of do not enter the text."""
    scan = build_scan(page(piece("总则", 100, 100), piece("口曰", 100, 200, confidence=0.3)))
    assert ([item.text for item in scan.items if isinstance(item, PageLine)], scan.illegible) == (["总则"], 1)
    empty = build_scan(page(piece("口曰", 100, 200, confidence=0.3)))
    assert (empty.items, empty.letters, empty.illegible) == ((), 0, 1)


def test_a_picture_with_a_few_words_is_a_drawing():
    """Words scattered over a picture make no text; lines or a table do."""
    assert build_scan(page(piece("青川河", 100, 300), piece("城区", 600, 900))).is_drawing
    assert not build_scan(page(*(piece("推进生态保护" * 3, 100, 100 + 60 * row) for row in range(10)))).is_drawing
    cells = [piece("指标", 120, 210), piece("9", 420, 210), piece("断面", 120, 270), piece("8", 420, 270)]
    assert not build_scan(page(*cells, rules=grid(100, 200, [300, 300], 2))).is_drawing


def test_progress_is_told_after_every_picture():
    """Failures count as done too."""
    told: list[tuple[int, int]] = []
    scanner = Scanner(FakeRecogniser(page(), "超时"), lambda done, total: told.append((done, total)))
    scanner.expect(2)
    scanner.scan(lambda: PICTURE)
    with pytest.raises(RecognitionError, match="超时"):
        scanner.scan(lambda: PICTURE)
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_broken_recogniser_is_given_up():
    """After three failures in a row nothing more is tried; one success between starts the count anew."""
    recogniser = FakeRecogniser("坏", "坏", page(), "坏", "坏", "坏", page())
    scanner = Scanner(recogniser)
    problems = [scanner.scan_page(number, lambda: PICTURE).problem for number in range(8)]
    assert problems == [
        "坏",
        "坏",
        "",
        "坏",
        "坏",
        "坏",
        "识别连续失败，余下的不再识别",
        "识别连续失败，余下的不再识别",
    ]
    assert len(recogniser.shown) == 6
