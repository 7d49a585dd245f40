"""One upper plan's indicators against many lower plans: the same matrix on screen, in the workbook, on the page, as a frame."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from rich.console import Console

import align
from align import align_many, matrix_frame
from align.errors import InputError
from align.reporting.matrix import MEANINGS, Matrix, Standing, build_matrix
from align.reporting.matrixbook import render_matrix_book, write_matrix
from align.reporting.matrixpage import render_matrix_page
from align.reporting.matrixscreen import MatrixScreen
from align.reporting.matrixtables import build_detail_table, build_grid, build_silence_table, build_summary_table

HEAD = "类别,指标,单位,2025年,2030年,属性"
UPPER = [
    "绿色,森林覆盖率,%,31,33,约束性",
    "绿色,地表水优良比例,%,90,93,约束性",
    "绿色,非化石能源占能源消费总量比重,%,20,25,约束性",
    "绿色,PM2.5浓度,微克/立方米,30,28,约束性",
    "民生,居民人均可支配收入增长,%,5,与经济增长同步,预期性",
]
LOWERS = {
    "青石市": ["绿色,森林覆盖率,%,33,34,约束性", "绿色,PM2.5浓度,微克/立方米,33,31,约束性", "经济,港口吞吐量,万吨,5,9,预期性"],
    "云川市": [
        "绿色,森林覆盖率,%,30,33,约束性",
        "绿色,地表水优良比例,%,88,完成省下达目标,约束性",
        "绿色,非化石能源占能源消费总量比重,%,20,持续提高,约束性",
        "民生,居民人均可支配收入增长,%,5,6,预期性",
    ],
    "柳河市": ["绿色,森林覆盖率,%,20,21,约束性"],
}  # fmt: skip
PLAN = """柳河市“十五五”规划
一、主要目标
到2030年，生态环境持续改善。
{table}
二、重点任务
推进城镇污水处理提质增效，实施雨污分流改造。
"""


def write_tables(folder: Path) -> tuple[Path, list[Path]]:
    upper = folder / "省.csv"
    upper.write_text("\n".join(["云水省“十五五”主要指标", HEAD, *UPPER]), encoding="utf-8")
    paths = []
    for name, rows in LOWERS.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text("\n".join([f"{name}“十五五”主要指标", HEAD, *rows]), encoding="utf-8")
    paths[-1] = folder / "柳河市.txt"
    table = "\n".join([HEAD, *LOWERS["柳河市"]]).replace(",", "\t")
    paths[-1].write_text(PLAN.format(table=table), encoding="utf-8")
    return upper, paths


@pytest.fixture(scope="module")
def alignments(tmp_path_factory):
    return align_many(*write_tables(tmp_path_factory.mktemp("tables")))


@pytest.fixture(scope="module")
def matrix(alignments) -> Matrix:
    return build_matrix(alignments)


def test_each_cell_says_where_the_lower_plan_stands(matrix: Matrix) -> None:
    """Every standing that tables of this kind can have, in the place it belongs to."""
    assert matrix.labels == ("青石市", "云川市", "柳河市")
    assert {row.name: [cell.standing.label for cell in row.cells] for row in matrix.rows} == {
        "森林覆盖率": ["偏严", "一致", "偏松※"],
        "地表水优良比例": ["未见", "委托", "未设"],
        "非化石能源占能源消费总量比重": ["未见", "未量化", "未设"],
        "PM2.5浓度": ["偏松※", "未见", "未设"],
        "居民人均可支配收入增长": ["未见", "上级未量化", "未设"],
    }


def test_cells_carry_the_values_as_written(matrix: Matrix) -> None:
    first = matrix.rows[0]
    assert (first.target, [cell.value for cell in first.cells]) == ("33%", ["34%", "33%", "21%"])
    assert matrix.rows[1].cells[1].text == "委托\n完成省下达目标"
    assert matrix.rows[1].cells[0].text == "未见"
    assert first.tally == "偏松※ 1、一致 1、偏严 1"
    assert matrix.extras == (1, 0, 0)


def test_an_assigned_value_makes_a_looser_target_looser(tmp_path: Path) -> None:
    """Where the upper value is the lower plan's own, nothing softens the verdict."""
    upper, lower = tmp_path / "甲.csv", tmp_path / "乙.csv"
    for path, value in ((upper, 33), (lower, 32)):
        path.write_text(f"青石市“十五五”主要指标\n{HEAD}\n绿色,森林覆盖率,%,31,{value},约束性\n", encoding="utf-8")
    assert build_matrix(align_many(upper, [lower])).rows[0].cells[0].standing is Standing.LOOSER


def test_the_summary_adds_up(matrix: Matrix) -> None:
    """Each lower plan's counts add up to the upper plan's indicators."""
    table = build_summary_table(matrix)
    for row in table.rows:
        counts = row.cells[1 : 1 + len(matrix.standings)]
        assert sum(counts) == len(matrix.rows)
    assert table.column("compared") == (2, 1, 1)


def test_what_the_material_does_not_tell_is_told(matrix: Matrix) -> None:
    """Silent lower plans, wordy upper indicators, and totals that are no floor are all named."""
    told = "\n".join(str(cell) for row in build_silence_table(matrix).rows for cell in row.cells)
    assert "1 项没有给出数值目标，无从比较松紧：居民人均可支配收入增长" in told
    assert "2 处“偏松※”只说明松于总体值" in told
    assert "未设或未见 3 项：地表水优良比例、非化石能源占能源消费总量比重、居民人均可支配收入增长" in told
    assert "有此指标而无数值 2 项：地表水优良比例、非化石能源占能源消费总量比重" in told


def test_details_hold_every_comparison(matrix: Matrix) -> None:
    details = build_detail_table(matrix)
    assert len(details.rows) == sum(not cell.is_silent for row in matrix.rows for cell in row.cells)
    assert any("34 > 33" in str(cell) for cell in details.column("comparison"))


def test_splitting_loses_nothing(matrix: Matrix) -> None:
    for columns in (1, 2, 3, 50, 0, -4):
        grid = build_grid(matrix)
        pieces = list(grid.split(columns))
        assert [label for piece in pieces for label in piece.labels] == list(matrix.labels)
        assert [cell for piece in pieces for cell in piece.rows[0].cells] == list(grid.rows[0].cells)


def screen(matrix: Matrix, width: int) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(MatrixScreen(matrix))
    return console.export_text()


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def workbook_text(matrix: Matrix) -> str:
    book = openpyxl.load_workbook(io.BytesIO(render_matrix_book(matrix)))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


@pytest.mark.parametrize("renderer", ["screen", "narrow screen", "workbook", "page"])
def test_every_form_tells_the_same(matrix: Matrix, renderer: str) -> None:
    """Names, values, standings, legend, counts and silences stand in each form of output."""
    text = {
        "screen": lambda: screen(matrix, 200),
        "narrow screen": lambda: screen(matrix, 70),
        "workbook": lambda: workbook_text(matrix),
        "page": lambda: html.document_fromstring(render_matrix_page(matrix)).text_content(),
    }[renderer]()
    plain = squeeze(text)
    for row in matrix.rows:
        for cell in row.cells:
            assert cell.standing.label in plain
    assert all(squeeze(label) in plain for label in matrix.labels)
    if renderer != "narrow screen":
        assert all(squeeze(row.name) in plain and squeeze(row.target) in plain for row in matrix.rows)
        assert all(squeeze(MEANINGS[standing]) in plain for standing in matrix.standings)
        assert "1项没有给出数值目标" in plain


def test_no_line_is_wider_than_the_screen(matrix: Matrix) -> None:
    from rich.cells import cell_len

    for width in (70, 90, 120, 200):
        assert max(cell_len(line) for line in screen(matrix, width).splitlines()) <= width


def test_the_workbook_is_frozen_and_coloured(matrix: Matrix) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render_matrix_book(matrix)))["矩阵"]
    assert sheet.freeze_panes == "E3"
    assert [cell.value for cell in sheet[2]][1:6] == ["上级指标", "性质", "上级目标", "青石市", "云川市"]
    fills = {sheet.cell(3, column).fill.fgColor.rgb for column in (5, 6, 7)}
    assert len(fills) == 3


def test_equal_matrices_give_equal_bytes(matrix: Matrix) -> None:
    assert render_matrix_book(matrix) == render_matrix_book(matrix)
    assert render_matrix_page(matrix) == render_matrix_page(matrix)


def test_the_page_asks_nothing_of_a_network(matrix: Matrix) -> None:
    page = render_matrix_page(matrix)
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?https?:", page)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Markup and formulas in a name are shown, not run."""
    for name in ("甲省", "乙市"):
        (tmp_path / f"{name}.csv").write_text(
            f'{name}“十五五”主要指标\n{HEAD}\n"=1+1","<script>覆盖率</script>",%,31,33,约束性\n', encoding="utf-8"
        )
    matrix = build_matrix(align_many(tmp_path / "甲省.csv", [tmp_path / "乙市.csv"]))
    assert "<script>" not in render_matrix_page(matrix)
    book = openpyxl.load_workbook(io.BytesIO(render_matrix_book(matrix)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    write_matrix(tmp_path / "矩阵.xlsx", matrix)
    assert (tmp_path / "矩阵.xlsx").is_file()


def test_two_plans_of_one_region_are_told_by_title(tmp_path: Path) -> None:
    upper, paths = write_tables(tmp_path)
    other = tmp_path / "青石市修订.csv"
    other.write_text(paths[0].read_text(encoding="utf-8").replace("主要指标", "修订指标"), encoding="utf-8")
    labels = build_matrix(align_many(upper, [paths[0], other])).labels
    assert labels == ("青石市“十五五”主要指标", "青石市“十五五”修订指标")


def test_the_frame_has_a_row_for_every_finding(alignments, matrix: Matrix) -> None:
    frame = matrix_frame(alignments)
    assert len(frame) == sum(len(cell.findings) for row in matrix.rows for cell in row.cells)
    wide = frame.pivot_table(index="indicator", columns="region", values="label", aggfunc="first", sort=False)
    assert wide.loc["森林覆盖率"].to_dict() == {"青石市": "偏严", "云川市": "一致", "柳河市": "偏松※"}
    assert align.matrix_frame is matrix_frame


def test_columns_and_types_do_not_depend_on_the_data(alignments) -> None:
    assert matrix_frame([]).dtypes.to_dict() == matrix_frame(alignments).dtypes.to_dict()


def test_a_matrix_needs_alignments_with_one_upper_plan(alignments, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no alignment"):
        build_matrix(())
    upper, paths = write_tables(tmp_path)
    upper.write_text(upper.read_text(encoding="utf-8").replace("33", "35"), encoding="utf-8")
    with pytest.raises(ValueError, match="different upper"):
        build_matrix([*alignments, *align_many(upper, paths[:1])])


def test_a_document_without_indicators_is_refused(tmp_path: Path) -> None:
    upper, _ = write_tables(tmp_path)
    bare = tmp_path / "空.txt"
    bare.write_text("青石市“十五五”规划\n一、重点任务\n推进污水处理提质增效。\n", encoding="utf-8")
    with pytest.raises(InputError, match="没有找到任何指标"):
        align_many(upper, [bare])


def test_the_names_of_the_files_are_told_as_they_are_read(tmp_path: Path) -> None:
    upper, paths = write_tables(tmp_path)
    told: list[str] = []
    align_many(upper, paths, told=told.append)
    assert told == ["省.csv", *(path.name for path in paths)]
