"""What reviewers write in a workbook comes back, whatever they do to it; what cannot be taken is listed."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from alignment_sample import make_sample
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from review_sample import make_decision

from align.errors import InputError
from align.reporting.entries import Entry, Part
from align.reporting.excel import write_workbook
from align.reporting.report import Report, build_report
from align.reporting.reviews import Choice
from align.reporting.settling import find_labels
from align.reviewing.decisions import Decision, Via
from align.reviewing.drafts import build_draft
from align.reviewing.importing import Imported, build_decisions
from align.reviewing.standing import build_review, review_drafts
from align.reviewing.workbook import read_workbook

REPORT = build_report(make_sample())
DRAFT = build_draft(REPORT)
NOW = datetime(2026, 5, 6, 7, 8, tzinfo=UTC)
SHEETS = ("任务", "指标", "工程", "依据与自洽", "本级新增")
TITLES = ("复核结论", "审查意见", "建议文字", "复核人")


def export(folder: Path, *decisions: Decision) -> Path:
    """The workbook as it is written out, with what was decided before."""
    held = review_drafts([(DRAFT, decisions)]).held
    subjects = DRAFT.by_key()
    reviews = {(0, key): review for key, each in held.items() if (review := build_review(each, subjects[key]))}
    write_workbook(folder / "表.xlsx", REPORT.with_reviews(reviews))
    return folder / "表.xlsx"


def bring_back(file: Path, *decisions: Decision, reviewer: str = "林") -> Imported:
    drafts = {DRAFT.id: review_drafts([(DRAFT, decisions)])}
    return build_decisions(read_workbook(file), drafts, reviewer=reviewer, time=NOW)


def header(sheet: Worksheet) -> tuple[int, list[str]]:
    for row in sheet.iter_rows(max_row=30):
        titles = [str(cell.value or "") for cell in row]
        if "复核结论" in titles:
            return row[0].row, titles
    raise LookupError(sheet.title)


def row_of(sheet: Worksheet, key: str) -> int:
    first, titles = header(sheet)
    column = titles.index("程序标识") + 1
    for row in range(first + 1, sheet.max_row + 1):
        if str(sheet.cell(row, column).value or "").endswith(f"|{key}"):
            return row
    raise LookupError(key)


def write(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    _, titles = header(sheet)
    for title, value in zip(TITLES, values, strict=False):
        sheet.cell(row, titles.index(title) + 1).value = value or None


def edit(file: Path, *rows: tuple[str, str, Sequence[str]]) -> None:
    book = openpyxl.load_workbook(file)
    for name, key, values in rows:
        write(book[name], row_of(book[name], key), values)
    book.save(file)


def gap(part: Part = Part.TASK) -> Entry:
    return next(entry for entry in REPORT.gaps if entry.part is part)


def sheet_of(entry: Entry) -> str:
    return {"task": "任务", "indicator": "指标", "project": "工程", "local": "本级新增"}.get(entry.part, "依据与自洽")


def said(imported: Imported) -> dict[str, tuple[str, str, str, str, str]]:
    return {
        each.finding: (each.choice.value, each.verdict, each.comment, each.wording, each.reviewer)
        for each in imported.decisions
    }


def test_an_untouched_workbook_says_nothing(tmp_path):
    """Nor does one that shows what was decided before."""
    assert bring_back(export(tmp_path)) == Imported(decisions=(), known=0, problems=())
    before = make_decision(draft=DRAFT.id, finding=gap().key, comment="请补充")
    assert bring_back(export(tmp_path, before), before) == Imported(decisions=(), known=0, problems=())


def test_every_column_comes_back(tmp_path):
    """Verdict, opinion, wording and name; the same verdict as the program's is agreement."""
    file = export(tmp_path)
    entry = gap()
    edit(file, ("任务", entry.key, ("已衔接", "第五章已写明", "建议写作…", "陈")))
    (decision,) = bring_back(file).decisions
    assert (decision.choice, decision.verdict, decision.comment) == (Choice.CHANGED, "covered", "第五章已写明")
    assert (decision.wording, decision.reviewer, decision.via) == ("建议写作…", "陈", Via.WORKBOOK)
    assert (decision.draft, decision.finding, decision.time) == (DRAFT.id, entry.key, NOW)
    edit(file, ("任务", entry.key, (entry.verdict.label, "", "", "")))
    assert said(bring_back(file)) == {entry.key: ("confirmed", "", "", "", "林")}


def test_an_opinion_without_verdict_is_kept(tmp_path):
    """It waits for its verdict, and is not lost."""
    file = export(tmp_path)
    edit(file, ("任务", gap().key, ("", "再核实第五章", "", "")))
    assert said(bring_back(file)) == {gap().key: ("undecided", "", "再核实第五章", "", "林")}


def test_what_two_sheets_say_of_a_finding_is_taken_together(tmp_path):
    """The verdict on one, the opinion on the other; what differs is listed and not taken."""
    file = export(tmp_path)
    key = gap().key
    edit(file, ("任务", key, ("未衔接", "", "", "")), ("缺口清单", key, ("", "请补充", "", "")))
    assert said(bring_back(file))[key][2] == "请补充"
    edit(file, ("缺口清单", key, ("已衔接", "请补充", "", "")))
    imported = bring_back(file)
    assert imported.decisions == ()
    (problem,) = imported.problems
    assert problem.number == gap().number
    assert "“缺口清单”表第" in problem.where
    assert "“任务”表第" in problem.where


def test_importing_twice_records_nothing_twice(tmp_path):
    """What is recorded already is counted and passed over; going back to an earlier opinion is a decision again."""
    file = export(tmp_path)
    edit(file, ("任务", gap().key, ("同意", "甲", "", "")))
    first = bring_back(file).decisions
    assert bring_back(file, *first) == Imported(decisions=(), known=1, problems=())
    edit(file, ("任务", gap().key, ("同意", "乙", "", "")))
    second = bring_back(file, *first).decisions
    edit(file, ("任务", gap().key, ("同意", "甲", "", "")))
    (third,) = bring_back(file, *first, *second).decisions
    assert len({first[0].id, second[0].id, third.id}) == 3


def test_two_imports_of_one_file_make_the_same_decision(tmp_path):
    """Two people who import at once record it once."""
    file = export(tmp_path)
    edit(file, ("任务", gap().key, ("存疑", "", "", "")))
    assert [each.id for each in bring_back(file).decisions] == [each.id for each in bring_back(file).decisions]


def test_what_was_decided_on_the_page_since_is_not_overwritten(tmp_path):
    """The reviewer's own later decision is listed as a conflict; another reviewer's is none."""
    file = export(tmp_path)
    edit(file, ("任务", gap().key, ("已衔接", "", "", "林")))
    later = make_decision(draft=DRAFT.id, finding=gap().key, via=Via.PAGE, comment="页面上的意见")
    imported = bring_back(file, later)
    assert imported.decisions == ()
    assert "复核页面中已另有结论" in imported.problems[0].text
    other = make_decision(draft=DRAFT.id, finding=gap().key, via=Via.PAGE, reviewer="陈")
    assert len(bring_back(file, other).decisions) == 1


def test_what_was_decided_before_it_was_written_out_may_be_changed(tmp_path):
    """The workbook shows the decision of the page; changing it there is meant."""
    before = make_decision(draft=DRAFT.id, finding=gap().key, via=Via.PAGE)
    file = export(tmp_path, before)
    edit(file, ("任务", gap().key, ("已衔接", "", "", "林")))
    assert len(bring_back(file, before).decisions) == 1


@pytest.mark.parametrize(
    ("values", "reviewer", "message"),
    [
        (("偏松", "", "", ""), "林", "“偏松”不在可选之列（同意、已衔接"),
        (("不适用", "", "", ""), "林", "须在“审查意见”列写明理由"),
        (("同意", "", "", ""), "", "没有写明复核人"),
        (("同意", "=建议", "", ""), "林", "以“=”等开头的文字会被当作公式"),
    ],
)
def test_rows_that_cannot_be_taken_are_listed(tmp_path, values, reviewer, message):
    """Each with where it stands and what to do; the others are taken."""
    file = export(tmp_path)
    entry, other = [each for each in REPORT.gaps if each.part is Part.TASK][:2]
    edit(file, ("任务", entry.key, values), ("任务", other.key, ("同意", "", "", "陈")))
    imported = bring_back(file, reviewer=reviewer)
    assert [each.finding for each in imported.decisions] == [other.key]
    (problem,) = imported.problems
    assert message in problem.text
    assert problem.number == entry.number


def test_a_row_emptied_takes_nothing_back(tmp_path):
    """It may be a slip; the message says so."""
    before = make_decision(draft=DRAFT.id, finding=gap().key, comment="请补充")
    file = export(tmp_path, before)
    edit(file, ("任务", gap().key, ("", "", "", "")))
    imported = bring_back(file, before)
    assert imported.decisions == ()
    assert "被清空" in imported.problems[0].text


def test_a_row_of_another_result_is_told(tmp_path):
    """Nothing is guessed of a workbook whose result is not known."""
    file = export(tmp_path)
    edit(file, ("任务", gap().key, ("同意", "", "", "")))
    imported = build_decisions(read_workbook(file), {}, reviewer="林", time=NOW)
    assert "--result" in imported.problems[0].text


def test_other_workbooks_are_refused(tmp_path):
    """With the columns that are missing."""
    book = openpyxl.Workbook()
    book.active.append(["编号", "结论"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(InputError, match="不是本程序写出的衔接对照表"):
        read_workbook(tmp_path / "别的.xlsx")


class Clerk:
    """Does to a workbook what people do, and remembers what was written."""

    def __init__(self, file: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.file = file
        self.book = openpyxl.load_workbook(file)
        self.written: dict[str, tuple[str, str, str, str]] = {}

    def work(self) -> None:
        """Writes in some rows, then disarranges the sheets, and writes in some more."""
        self.review(self.random.randint(1, 6))
        for name in self.random.sample(SHEETS, 3):
            for deed in self.random.sample((self.sort, self.insert, self.move, self.colour, self.hide), 3):
                deed(self.book[name])
        self.review(self.random.randint(1, 6))
        self.book.save(self.file)

    def review(self, count: int) -> None:
        for entry in self.random.sample(REPORT.entries, count):
            if entry.key in self.written:
                continue
            label = self.random.choice(find_labels((entry.part,)))
            values = (
                label,
                f"意见{entry.number}",
                self.random.choice(("", "建议改为：…")),
                self.random.choice(("林", "陈")),
            )
            sheet = self.book[sheet_of(entry)]
            try:
                row = row_of(sheet, entry.key)
            except LookupError:
                continue
            write(sheet, row, values)
            self.written[entry.key] = values

    def sort(self, sheet: Worksheet) -> None:
        first, _ = header(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first + 1)]
        self.random.shuffle(rows)
        for number, row in enumerate(rows, start=first + 1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    def insert(self, sheet: Worksheet) -> None:
        first, _ = header(sheet)
        sheet.insert_rows(self.random.choice((1, first + 1, first + 3)), amount=self.random.randint(1, 3))

    def move(self, sheet: Worksheet) -> None:
        first, titles = header(sheet)
        order = list(range(len(titles)))
        self.random.shuffle(order)
        for row in sheet.iter_rows(min_row=first):
            values = [cell.value for cell in row]
            for cell, place in zip(row, order, strict=True):
                cell.value = values[place]

    def colour(self, sheet: Worksheet) -> None:
        for row in self.random.sample(range(1, sheet.max_row + 1), min(3, sheet.max_row)):
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")

    def hide(self, sheet: Worksheet) -> None:
        sheet.row_dimensions[sheet.max_row].hidden = True
        sheet.auto_filter.add_filter_column(1, ["严重"])


def check(file: Path, written: dict[str, tuple[str, str, str, str]]) -> None:
    imported = bring_back(file)
    by_key = {entry.key: entry for entry in REPORT.entries}
    assert [problem for problem in imported.problems if "没有程序标识" not in problem.text] == []
    found = {each.finding: each for each in imported.decisions}
    assert set(found) == set(written)
    for key, (label, comment, wording, reviewer) in written.items():
        decision, entry = found[key], by_key[key]
        agreed = label in ("同意", entry.verdict.label)
        assert (decision.choice is Choice.CONFIRMED) == (agreed or (label == "不适用" and not entry.applicable))
        assert (decision.comment, decision.wording, decision.reviewer) == (comment, wording, reviewer)


@pytest.mark.parametrize("seed", range(6))
def test_disarranged_workbooks_come_back_whole(tmp_path, seed):
    """Sorted, filtered, rows inserted, columns moved, coloured: all that was written is found, and nothing else."""
    clerk = Clerk(export(tmp_path), seed)
    clerk.work()
    assert clerk.written
    check(clerk.file, clerk.written)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_workbooks_saved_by_another_program_come_back_whole(tmp_path):
    """LibreOffice writes the whole file anew, in its own way."""
    base = export(tmp_path)
    clerks = []
    for seed in range(100, 102):
        file = tmp_path / f"{seed}.xlsx"
        shutil.copy(base, file)
        clerks.append(Clerk(file, seed))
        clerks[-1].work()
    out = tmp_path / "out"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx"]
    files = [str(clerk.file) for clerk in clerks]
    subprocess.run([*command, "--outdir", str(out), *files], check=True, capture_output=True, timeout=120)
    for clerk in clerks:
        check(out / clerk.file.name, clerk.written)


def test_the_report_of_the_sample_has_every_part():
    """So that the tests above write in every sheet."""
    assert isinstance(REPORT, Report)
    assert {entry.part for entry in REPORT.entries} == set(Part)
