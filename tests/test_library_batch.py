"""A folder of plans, compared pair by pair: what is written, what is kept, what goes on after a break."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from library_plans import COUNTIES, write_library, write_plan
from openpyxl import load_workbook

from align import pipeline
from align.batching import run_batch
from align.errors import InputError
from align.libraries import LibraryJudgements, PairState
from align.library import comparing
from align.library.batch import RECORDS
from align.pipeline import align_plans, read_alignment
from align.reporting.jsonfile import build_result

CITY, PROVINCE = "鹭陵市.txt", "琮岭省.txt"
GOOD, SHORT, LOOSE = (f"鹭陵市/{county}.txt" for county in COUNTIES)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own for plans; the fitted catalogue stays where it is."""
    monkeypatch.setattr("align.library.cache.cache_folder", lambda: tmp_path / "cache")
    comparing._map.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A province, a city and three counties."""
    return write_library(tmp_path / "规划")


def run(folder: Path, output: Path | None = None, formats: tuple[str, ...] = ()) -> LibraryJudgements:
    """Compares all pairs in the process of the test."""
    judgements = run_batch(folder, output or folder.parent / "结果", jobs=1, agreed=True, formats=formats)
    assert judgements is not None
    return judgements


def states_of(judgements: LibraryJudgements) -> Counter[PairState]:
    """How many pairs came out how."""
    return Counter(outcome.state for outcome in judgements.outcomes)


def bytes_below(folder: Path) -> dict[str, bytes]:
    """The files below a folder, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_pair_is_what_a_single_check_says(folder: Path) -> None:
    """Seven pairs; each result is that of ``check``, and can be opened again."""
    judgements = run(folder)
    assert states_of(judgements) == {PairState.DONE: 7}
    for outcome in judgements.outcomes:
        alone = align_plans(folder / outcome.pair.upper, folder / outcome.pair.lower)
        saved = read_alignment(folder.parent / "结果" / outcome.result)
        assert build_result(saved)["tasks"] == build_result(alone)["tasks"]
        assert [row["verdict"] for row in outcome.rows.tasks] == [finding.verdict.value for finding in alone.tasks]


def test_planted_gaps_are_in_the_overview(folder: Path) -> None:
    """The task that one county lacks is the commonest gap, with the others as precedents; the loose target stands last."""
    run(folder)
    book = load_workbook(folder.parent / "结果" / "总览.xlsx")
    rows = [[cell.value for cell in row] for row in book["常见缺口与先例"].iter_rows(min_row=3)]
    found = [row for row in rows if "鹭陵市→县级" in str(row[0]) and "排污口" in str(row[2])]
    assert len(found) == 1
    assert (found[0][4], found[0][6]) == (1, COUNTIES[1])
    assert COUNTIES[0] in found[0][7]
    league = [[cell.value for cell in row] for row in book["指标排行"].iter_rows(min_row=3)]
    wood = [(row[4], row[3]) for row in league if row[1] == "森林覆盖率" and row[4] in COUNTIES]
    assert wood[-1] == (COUNTIES[2], 3)
    assert [rank for _, rank in wood] == [1, 1, 3]


def test_all_plans_of_the_nearest_level_are_surveyed(folder: Path) -> None:
    """A city with two plans for one field: what either asks and the counties lack stands on the page."""
    city = folder / CITY
    (folder / "鹭陵市方案.txt").write_text(
        city.read_text(encoding="utf-8").replace("生态环境保护规划", "生态环境保护行动方案", 1), encoding="utf-8"
    )
    run(folder)
    page = (folder.parent / "结果" / "总览.html").read_text(encoding="utf-8")
    for name in ("规划", "行动方案"):
        assert f"《鹭陵市“十四五”生态环境保护{name}》对 3 份县级规划：指标缺口（1 项）" in page


def test_an_unchanged_library_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither read nor mapped nor compared; what is written is the same to the byte, but for what says it was kept."""
    run(folder)
    before = bytes_below(folder.parent / "结果" / "对照")
    for name in ("read_source", "match_tasks"):
        monkeypatch.setattr(pipeline, name, lambda *_a, **_k: pytest.fail("done again"))
    assert states_of(run(folder)) == {PairState.KEPT: 7}
    assert bytes_below(folder.parent / "结果" / "对照") == before


def test_a_changed_plan_reopens_its_own_pairs(folder: Path) -> None:
    """Only those."""
    run(folder)
    write_plan(folder / "鹭陵市", COUNTIES[0], "鹭陵市", drop=0)
    judgements = run(folder)
    assert {one.pair.lower for one in judgements.outcomes if one.state is PairState.DONE} == {GOOD}
    assert states_of(judgements) == {PairState.DONE: 2, PairState.KEPT: 5}


def test_an_earlier_draft_put_back_is_compared_again(folder: Path) -> None:
    """The result that lies there is of the later draft, whatever was once recorded of the earlier."""
    run(folder)
    before = bytes_below(folder.parent / "结果" / "对照")
    earlier = (folder / GOOD).read_bytes()
    write_plan(folder / "鹭陵市", COUNTIES[0], "鹭陵市", drop=0)
    run(folder)
    (folder / GOOD).write_bytes(earlier)
    assert states_of(run(folder)) == {PairState.DONE: 2, PairState.KEPT: 5}
    assert bytes_below(folder.parent / "结果" / "对照") == before


def test_a_lost_result_is_made_again(folder: Path) -> None:
    """A record without its result, or a result without its record, is no result."""
    judgements = run(folder)
    results = folder.parent / "结果"
    (results / judgements.outcomes[0].result).unlink()
    (results / ".plan-align" / judgements.outcomes[1].result).unlink()
    assert states_of(run(folder)) == {PairState.DONE: 2, PairState.KEPT: 5}


def test_a_damaged_record_is_made_again(folder: Path) -> None:
    """Whatever is in it."""
    run(folder)
    records = [path for path in (folder.parent / "结果" / ".plan-align").rglob("*") if path.is_file()]
    damages = (
        lambda key: b"",
        lambda key: b"junk",
        lambda key: gzip.compress(key + b"[]"),
        lambda key: gzip.compress(key)[:-9],
    )
    for number, record in enumerate(records):
        key = gzip.decompress(record.read_bytes()).partition(b"\n")[0] + b"\n"
        record.write_bytes(damages[number % len(damages)](key))
    assert states_of(run(folder)) == {PairState.DONE: 7}


def test_a_bad_file_is_a_row(folder: Path) -> None:
    """The others are compared all the same."""
    (folder / "鹭陵市" / "坏.docx").write_bytes(b"PK\x03\x04 no document")
    (folder / "空.txt").write_text("", encoding="utf-8")
    (folder / "旧.ofd").write_bytes(b"PK")
    judgements = run(folder)
    unread = {plan.file: plan.problem for plan in judgements.library.plans if plan.problem}
    assert set(unread) == {"鹭陵市/坏.docx", "空.txt", "旧.ofd"}
    assert all(problem.count("。") for problem in unread.values())
    assert states_of(judgements) == {PairState.DONE: 7}
    page = (folder.parent / "结果" / "总览.html").read_text(encoding="utf-8")
    assert "鹭陵市/坏.docx" in page


def test_a_pair_that_the_program_cannot_stand_is_a_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody foresaw ends one pair, not the work; the next run tries it again."""
    whole = comparing.align_plans

    def break_one(upper: object, lower: object, **kwargs: object) -> object:
        if lower.plan.meta.region == COUNTIES[0]:  # type: ignore[attr-defined]
            raise RuntimeError("boom")
        return whole(upper, lower, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(comparing, "align_plans", break_one)
    judgements = run(folder)
    assert {one.pair.lower for one in judgements.failed} == {GOOD}
    assert "RuntimeError" in judgements.failed[0].problem
    monkeypatch.setattr(comparing, "align_plans", whole)
    assert states_of(run(folder)) == {PairState.KEPT: 5, PairState.DONE: 2}


def test_what_was_done_before_a_break_stays_done(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off three times after two pairs, it comes to the same results as in one go, each pair compared once."""
    whole, done = comparing.align_plans, []

    def break_off(upper: object, lower: object, **kwargs: object) -> object:
        if len(done) % 3 == 2:
            done.append("")
            raise KeyboardInterrupt
        done.append(f"{lower.plan.meta.region} {upper.plan.meta.region}")  # type: ignore[attr-defined]
        return whole(upper, lower, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(comparing, "align_plans", break_off)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            run(folder)
    monkeypatch.setattr(comparing, "align_plans", whole)
    judgements = run(folder)
    assert states_of(judgements) == {PairState.KEPT: 6, PairState.DONE: 1}
    assert len({name for name in done if name}) == len([name for name in done if name])
    alone = folder.parent / "一次"
    run(folder, alone)
    assert bytes_below(alone / "对照") == bytes_below(folder.parent / "结果" / "对照")


def test_reports_are_written_for_each_lower_plan(folder: Path) -> None:
    """Of all its uppers together; again only where a pair is new, and then what someone wrote in is kept."""
    run(folder, formats=("xlsx", "html"))
    report = folder.parent / "结果" / "对照" / "鹭陵市" / f"{COUNTIES[0]}.衔接对照表.xlsx"
    first = report.read_bytes()
    titles = [row[0].value for row in load_workbook(report)["总览"].iter_rows(max_row=12)]
    assert any(titles)
    report.write_bytes(b"notes of a reviewer")
    run(folder, formats=("xlsx", "html"))
    assert report.read_bytes() == b"notes of a reviewer"
    write_plan(folder / "鹭陵市", COUNTIES[0], "鹭陵市", drop=0)
    run(folder, formats=("xlsx", "html"))
    assert report.read_bytes()[:2] == b"PK" != first[:0]
    assert report.with_name(f"{COUNTIES[0]}.衔接对照表.上一次.xlsx").read_bytes() == b"notes of a reviewer"


def test_reports_can_be_asked_for_later(folder: Path) -> None:
    """From the results, without comparing again; they are those of a run that writes them at once."""
    run(folder)
    judgements = run(folder, formats=("html",))
    assert states_of(judgements) == {PairState.KEPT: 7}
    run(folder, folder.parent / "一次", formats=("html",))
    pages = list((folder.parent / "结果" / "对照").rglob("*.html"))
    assert len(pages) == 4
    for page in pages:
        twin = folder.parent / "一次" / page.relative_to(folder.parent / "结果")
        assert page.read_text(encoding="utf-8") == twin.read_text(encoding="utf-8")


def test_the_tables_for_analysts(folder: Path) -> None:
    """One row per finding of all pairs, typed, with the files they are of."""
    pytest.importorskip("pyarrow")
    judgements = run(folder)
    tasks = pd.read_parquet(folder.parent / "结果" / "数据" / "tasks.parquet")
    assert len(tasks) == sum(len(outcome.rows.tasks) for outcome in judgements.outcomes)
    missing = tasks[(tasks.lower_file == SHORT) & (tasks.upper_file == CITY) & (tasks.verdict == "missing")]
    assert missing.text.str.contains("排污口").all()
    assert len(missing) == 1
    indicators = pd.read_parquet(folder.parent / "结果" / "数据" / "indicators.parquet")
    loose = indicators[(indicators.lower_file == LOOSE) & (indicators.upper_file == CITY)]
    assert loose[loose.name == "森林覆盖率"].nature_changed.all()


def test_a_manifest_runs_as_corrected(folder: Path) -> None:
    """Pairs refused are not compared; a corrected level is that of the result."""
    output = folder.parent / "结果"
    assert run_batch(folder, output, jobs=1) is None
    book = load_workbook(output / "清单.xlsx")
    rows = {row[0].value: row for row in book["配对"].iter_rows(min_row=3)}
    assert set(rows) == {CITY, GOOD, SHORT, LOOSE}
    rows[GOOD][2].value = "否"
    for row in book["规划"].iter_rows(min_row=3):
        if row[0].value == SHORT:
            row[6].value = "2021—2030"
    book.save(output / "清单.xlsx")
    judgements = run_batch(output / "清单.xlsx", output, jobs=1, agreed=True)
    assert judgements is not None
    assert len(judgements.outcomes) == 6
    result = next(one.result for one in judgements.outcomes if one.pair.lower == SHORT)
    told = json.loads(gzip.decompress((output / result).read_bytes()))
    assert told["lower"]["period"] == [2021, 2030]


def test_a_manifest_someone_wrote_in_is_kept(folder: Path) -> None:
    """The next run over the folder does not take it away."""
    output = folder.parent / "结果"
    run_batch(folder, output, jobs=1)
    (output / "清单.xlsx").write_bytes(b"corrected")
    run_batch(folder, output, jobs=1)
    assert (output / "清单.上一次.xlsx").read_bytes() == b"corrected"


def test_two_files_of_one_name_have_results_of_their_own(folder: Path) -> None:
    """A plan as text beside another draft of it as Markdown: neither writes over the other."""
    draft = folder / "鹭陵市" / f"{COUNTIES[0]}.md"
    draft.write_text((folder / SHORT).read_text(encoding="utf-8").replace(COUNTIES[1], COUNTIES[0]), encoding="utf-8")
    judgements = run(folder, formats=("html",))
    results = [outcome.result for outcome in judgements.outcomes]
    assert len(set(results)) == len(results) == 9
    assert states_of(run(folder, formats=("html",))) == {PairState.KEPT: 9}
    for outcome in judgements.outcomes:
        saved = read_alignment(folder.parent / "结果" / outcome.result)
        assert saved.lower.source.path.endswith(outcome.pair.lower)
    assert len(list((folder.parent / "结果" / "对照").rglob("*.html"))) == 5


def test_results_inside_the_folder_are_no_plans(folder: Path) -> None:
    """What the program writes is not read as plans the next time."""
    run(folder, folder / "结果")
    judgements = run(folder, folder / "结果")
    assert len(judgements.library.plans) == 5


@pytest.mark.parametrize("kind", ["missing", "empty", "alone"])
def test_nothing_to_compare_is_told(tmp_path: Path, kind: str) -> None:
    """No folder, no plan in it, or a plan by itself."""
    source = tmp_path / "规划"
    if kind != "missing":
        source.mkdir()
    if kind == "alone":
        write_plan(source, "琮岭省", "国家")
    with pytest.raises(InputError):
        run(source, tmp_path / "结果")


def test_several_processes_come_to_the_same(folder: Path) -> None:
    """To the byte, in whatever order pairs get done."""
    run(folder)
    side = folder.parent / "并行"
    judgements = run_batch(folder, side, jobs=2, agreed=True)
    assert judgements is not None
    assert states_of(judgements) == {PairState.DONE: 7}
    one, two = bytes_below(folder.parent / "结果"), bytes_below(side)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name] and not name.endswith("清单.xlsx")] == []
    shutil.rmtree(side)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
def test_broken_off_by_hand(folder: Path, tmp_path: Path) -> None:
    """The command stops at once, says what stays, and leaves no half file; the next run goes on."""
    for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉":  # enough to do after the first result
        write_plan(folder / "鹭陵市", f"{name}山县", "鹭陵市")
    output = tmp_path / "结果"
    words = [sys.executable, "-m", "align", "batch", str(folder), "-o", str(output), "--yes", "--jobs", "1"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(
        words,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests run in the background ignore it
    ) as run_off:
        deadline = time.monotonic() + 120
        # a pair is done when its record is written, after its result
        while not any((output / RECORDS).rglob("*.json.gz")) and run_off.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        run_off.send_signal(signal.SIGINT)
        _, told = run_off.communicate(timeout=60)
    assert run_off.returncode == 130
    assert "已经对照的都已保存" in told
    assert "Traceback" not in told
    assert not list(output.rglob("*.tmp"))
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert done.returncode == 0
    assert "沿用上次结果" in done.stderr
