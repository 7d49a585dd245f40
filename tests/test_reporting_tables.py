"""The tables: one row per finding, every column filled, every count with its denominator."""

from dataclasses import replace

import factories as make
import pytest
from alignment_sample import make_sample

from align.model import DocumentKind
from align.reporting.report import build_report
from align.reporting.summary import build_tables
from align.reporting.tables import ColumnKind, ReportTable, Row, build_column
from align.results import IndicatorVerdict, Severity


@pytest.fixture(scope="module")
def tables():
    return {table.key: table for table in build_tables(build_report(make_sample()))}


def test_all_tables_are_there_in_reading_order(tables):
    order = ["grades", "counts", "materials", "limits", "gaps", "tasks", "indicators", "projects"]
    assert list(tables) == [*order, "consistency", "local", "excluded"]


@pytest.mark.parametrize(
    ("key", "rows"), [("gaps", 22), ("tasks", 18), ("indicators", 10), ("projects", 3), ("local", 5), ("excluded", 3)]
)
def test_each_finding_has_its_row(tables, key, rows):
    assert len(tables[key].rows) == rows


def test_a_row_of_another_length_is_refused():
    column = build_column("a", "甲", 5)
    with pytest.raises(ValueError, match="2 cells for 1"):
        ReportTable(key="t", title="表", columns=(column,), rows=(Row(cells=(1, 2)),))


def test_only_columns_to_fill_in_by_hand_are_blank(tables):
    for table in tables.values():
        for index, column in enumerate(table.columns):
            if column.kind is ColumnKind.HIDDEN:
                continue
            blank = {row.cells[index] is None for row in table.rows}
            assert blank <= {column.kind in (ColumnKind.BLANK, ColumnKind.CHOICE)}


def test_task_table_has_the_columns_planners_expect(tables):
    titles = [column.title for column in tables["tasks"].columns]
    for title in (
        "主题",
        "量化、时限、责任",
        "适用性",
        "匹配方式",
        "缺失要素与强度变化",
        "结论",
        "严重度",
        "复核结论",
        "审查意见",
        "复核人",
    ):
        assert title in titles
    assert tables["tasks"].column("measures")[3] == "2025年"
    assert tables["tasks"].column("applicable")[11] == "不适用"
    assert tables["tasks"].column("comparisons")[0] == "任务目录：同一任务；对象：部分相同"


def test_indicator_values_are_as_written(tables):
    table = tables["indicators"]
    assert table.column("upper_target")[4] == "[0.48]"
    assert table.column("lower_target")[4] == "完成市级下达任务"
    assert table.column("upper_baseline")[3] == "—"
    assert table.column("lower_nature")[5] == "预期性"


def test_gap_rows_carry_severity_and_number(tables):
    first = tables["gaps"].rows[0]
    assert first.severity is Severity.CRITICAL
    assert first.number == first.cells[0] == "IND-006"


def test_counts_stand_beside_their_total_and_add_up(tables):
    table = tables["counts"]
    for part in set(table.column("part")):
        rows = [row for row, name in zip(table.rows, table.column("part"), strict=True) if name == part]
        assert {sum(row.cells[2] for row in rows)} == {row.cells[3] for row in rows}
        assert all(row.cells[4] for row in rows)


def test_no_cell_of_the_overview_is_a_percentage(tables):
    for key in ("grades", "counts", "materials"):
        assert not any("%" in str(cell) for row in tables[key].rows for cell in row.cells)


def test_grades_add_up_over_the_parts(tables):
    for row in tables["grades"].rows:
        assert sum(row.cells[1:-1]) == row.cells[-1]


def test_materials_name_number_date_level_and_region(tables):
    expected = (
        "本级规划",
        "山前区“十四五”生态环境保护规划",
        "规划全文",
        "山政发〔2022〕11号",
        "2022-07-01",
        "县",
        "山前区",
    )
    assert tables["materials"].rows[-1].cells[:7] == expected


@pytest.mark.parametrize("path", ["/home/a/规划.docx", "C:\\规划\\规划.docx", "规划.docx"])
def test_materials_show_the_file_without_its_folder(path):
    upper = make.make_plan(meta=make.make_meta(path=path))
    assert build_tables(build_report(make.make_judgements(upper=upper)))[2].rows[0].cells[-1] == "规划.docx"


def test_what_was_not_looked_at_is_told(tables):
    told = dict(row.cells for row in tables["limits"].rows)
    assert "共 29 句，列为任务逐条对照的 18 句" in told["未作对照的语句"]
    assert told["未能核对的数字"].startswith("1 处数字声明（共 3 处）")
    assert "扫描图像" in told["读取不全"]
    assert "未识别到指标" not in told


def test_a_document_about_the_plan_is_named_as_a_limit():
    tables = build_tables(build_report(make_sample(kind=DocumentKind.EXPLANATION)))
    told = dict(row.cells for row in next(table for table in tables if table.key == "limits").rows)
    assert "为起草说明，未见的内容不等于规划没有安排" in told["非规划全文"]


def test_an_upper_plan_without_indicators_is_named_as_a_limit():
    limits = next(table for table in build_tables(build_report(make.make_judgements())) if table.key == "limits")
    assert "未识别到指标" in [row.cells[0] for row in limits.rows]


def test_what_was_found_but_not_judged_is_counted_as_a_limit():
    upper = make.make_plan(projects=(make.make_project(), make.make_project(name="尾矿库治理工程")))
    judged = make.make_project_finding(upper=upper.projects[0])
    limits = build_tables(build_report(make.make_judgements(upper=upper, projects=(judged,))))[3]
    assert "识别到工程 2 项，逐项对照 1 项" in dict(row.cells for row in limits.rows)["未逐项对照的工程"]


def test_indicators_that_cannot_be_compared_are_counted_as_a_limit():
    finding = make.make_indicator_finding(verdict=IndicatorVerdict.NOT_COMPARABLE)
    limits = build_tables(build_report(make.make_judgements(indicators=(finding,))))[3]
    assert "1 项指标（上级指标共 1 项）" in dict(row.cells for row in limits.rows)["不可比的指标"]


def test_grounds_without_a_finding_are_listed_too():
    basis = make.make_basis(title="国土空间规划", number="某号")
    judgements = make.make_judgements(lower=make.make_plan(basis=(basis,)))
    table = next(table for table in build_tables(build_report(judgements)) if table.key == "consistency")
    assert table.column("title") == ("国土空间规划",)
    assert table.column("points") == ("某号",)


def test_a_notice_held_by_plan_and_judgements_is_told_once():
    notice = make.make_notice()
    plan = make.make_plan(source=make.make_source(warnings=(notice,)), warnings=(notice,))
    table = build_tables(build_report(make.make_judgements(upper=plan, warnings=(notice,))))[8]
    assert len(table.rows) == 1
    assert table.column("side") == ("上级规划",)


def test_several_uppers_get_a_column_that_names_them():
    sample = make_sample()
    other = replace(sample, upper=replace(sample.upper, meta=make.make_meta(title="云川省规划")))
    tables = {table.key: table for table in build_tables(build_report((sample, other)))}
    for key in ("gaps", "tasks", "indicators", "projects", "consistency", "local", "excluded", "counts"):
        assert "云川省规划" in tables[key].column("upper_plan") or key == "consistency"
    assert len(tables["materials"].rows) == 3
    assert tables["consistency"].column("reason").count("第 3 页为扫描图像，未能读取文字。") == 1


def test_condensed_tables_drop_blank_and_empty_columns(tables):
    titles = [column.title for column in tables["indicators"].condensed().columns]
    assert not {"复核结论", "责任科室", "程序标识"} & set(titles)
    assert "上级口径" not in titles
    assert "上级目标值" in titles
