"""The review commands as a reviewer uses them: workbook in, progress, reports out, precedents."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from test_cli import demo, run

BOOK, STORE = "district.衔接对照表.xlsx", "规划衔接复核.sqlite"


@pytest.fixture(scope="module")
def checked(tmp_path_factory) -> Path:
    """A folder of reports on the demonstration."""
    out = tmp_path_factory.mktemp("check") / "报告"
    assert run("check", demo("district"), "-a", demo("city"), "-o", out).returncode == 0
    return out


@pytest.fixture
def folder(checked, tmp_path) -> Path:
    """The reports moved to a new place, as people do."""
    for file in checked.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def result(folder: Path) -> Path:
    return next(folder.glob("*.json"))


def fill(folder: Path, **said: str) -> Path:
    """Writes verdicts by number into the sheet of gaps (TASK_004="同意")."""
    book = openpyxl.load_workbook(folder / BOOK)
    sheet = book["缺口清单"]
    titles = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        label, _, comment = said.get(str(row[0].value).replace("-", "_"), "").partition("|")
        if label:
            row[titles.index("复核结论")].value = label
            row[titles.index("审查意见")].value = comment or None
    book.save(folder / BOOK)
    return folder / BOOK


def test_a_workbook_is_brought_back_and_shown_everywhere(folder):
    """Import, progress, and reports that hold what was decided."""
    done = run(
        "review", "import", fill(folder, TASK_004="同意|请补充碳市场履约", TASK_027="已衔接"), "--reviewer", "林"
    )
    assert (done.returncode, "导入复核结论 2 条" in done.stdout) == (0, True)
    assert (folder / STORE).is_file()
    shown = run("review", "status", result(folder)).stdout
    assert "合计" in shown
    out = folder / "复核后"
    assert run("review", "export", result(folder), "-o", out, "--format", "xlsx,html,docx,sssom").returncode == 0
    sheet = openpyxl.load_workbook(out / BOOK)["任务"]
    titles = [cell.value for cell in sheet[1]]
    cells = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert cells["TASK-027"][titles.index("复核结论")].value == "已衔接"
    assert cells["TASK-004"][titles.index("审查意见")].value == "请补充碳市场履约"
    opinion = "\n".join(p.text for p in docx.Document(str(out / "district.衔接审查意见.docx")).paragraphs)
    assert "请补充碳市场履约" in opinion
    assert "TASK-027" not in opinion
    assert (out / "district.对应关系.city" / "gold.json").is_file()


def test_what_was_decided_is_in_the_next_check(folder):
    """A check into the folder of a review shows where it stands, and its workbook holds the decisions."""
    run("review", "import", fill(folder, TASK_004="同意"), "--reviewer", "林")
    done = run("check", demo("district"), "-a", demo("city"), "-o", folder)
    assert "复核进度" in done.stdout
    sheet = openpyxl.load_workbook(folder / BOOK)["缺口清单"]
    titles = [cell.value for cell in sheet[2]]
    said = {row[0].value: row[titles.index("复核人")].value for row in sheet.iter_rows(min_row=3)}
    assert said["TASK-004"] == "林"


def test_a_workbook_of_a_draft_in_the_store_needs_no_result(folder):
    """The result may be gone; the store knows what the draft found."""
    run("review", "status", result(folder))
    result(folder).unlink()
    assert "导入复核结论 1 条" in run("review", "import", fill(folder, TASK_004="同意"), "--reviewer", "林").stdout


def test_what_cannot_be_taken_is_listed_with_exit_code_1(folder):
    """The rest is recorded."""
    done = run("review", "import", fill(folder, TASK_004="同意", TASK_012="不适用"), "--reviewer", "林")
    assert (done.returncode, "导入复核结论 1 条" in done.stdout) == (1, True)
    assert "TASK-012" in done.stdout
    assert "写明理由" in done.stdout


def test_a_mapping_set_goes_to_another_store_and_serves_as_precedent(folder, tmp_path):
    """Exported in one place, imported in another; for the plan of a neighbour it is a precedent."""
    run("review", "import", fill(folder, TASK_004="同意|请补充"), "--reviewer", "林")
    run("review", "export", result(folder), "-o", folder / "out", "--format", "sssom")
    pairs = folder / "out" / "district.对应关系.city"
    done = run("review", "import", pairs, "--result", result(folder), "--store", tmp_path / "另一处.sqlite")
    assert "导入复核结论 1 条" in done.stdout
    run("check", demo("district"), "-a", demo("city"), "-o", folder / "邻区", "--format", "json")
    shown = run("review", "precedents", next((folder / "邻区").glob("*.json")), "--pairs", folder / "out").stdout
    assert "district.对应关系.city：未衔接（林" in shown.replace("\n", "")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("review", "import", "没有.xlsx"), "文件打不开"),
        (("review", "status", "没有.json"), "文件打不开"),
        (("review", "export", "RESULT", "-o", "out", "--format", "pdf"), "不认识的格式“pdf”"),
        (("review", "status", "RESULT", "--store", "没有/此处.sqlite"), "请确认文件夹存在"),
        (("review", "import", "."), "--result"),
    ],
)
def test_mistakes_get_one_message(folder, monkeypatch, words, problem):
    """Exit code 2, what and how to mend, no traceback."""
    monkeypatch.chdir(folder)
    done = run(*(result(folder) if word == "RESULT" else word for word in words))
    assert done.returncode == 2
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


def test_results_of_two_plans_are_refused(folder, tmp_path):
    """One dossier is of one lower plan."""
    run("check", demo("city"), "-a", demo("province"), "-o", tmp_path / "另", "--format", "json")
    done = run("review", "status", result(folder), next((tmp_path / "另").glob("*.json")))
    assert (done.returncode, "不是同一份本级规划" in done.stderr) == (2, True)
