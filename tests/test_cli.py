"""The command as its user meets it: what it prints, what it writes, how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from jsonschema import Draft202012Validator
from model_server import said, serve
from readme import list_commands

import align
from align import __version__
from align.asking.endpoint import KEY_VARIABLE
from align.bundled import bundled
from align.cli import main

SCHEMAS = Path(align.__file__).parent / "reporting" / "schemas"
TASK = "一、重点任务\n（一）治水\n推进城镇污水处理提质增效，实施雨污分流改造。\n加强饮用水水源保护，开展规范化建设。\n"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path) -> Done:
    """Runs the command in this process, so that vocabularies are loaded once for all tests."""
    out, err = StringIO(), StringIO()
    with (
        patch.object(sys, "argv", ["plan-align", *map(str, arguments)]),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as end,
    ):
        main()
    return Done(int(end.value.code or 0), out.getvalue(), err.getvalue())


def demo(name: str) -> Path:
    return bundled("corpora", "demo", f"{name}.txt")


@pytest.fixture
def plans(tmp_path: Path) -> tuple[Path, Path]:
    """Two small plans: the lower lacks one of two tasks."""
    upper, lower = tmp_path / "市规划.txt", tmp_path / "区规划.txt"
    upper.write_text("青石市“十四五”生态环境保护规划\n" + TASK, encoding="utf-8")
    lower.write_text("临泉区“十四五”生态环境保护规划\n" + TASK.split("加强")[0], encoding="utf-8")
    return upper, lower


def test_version() -> None:
    """The version, and nothing else."""
    assert run("version").stdout == f"plan-align {__version__}\n"


def test_the_module_is_the_command() -> None:
    """``python -m align`` works, and a mistake leaves nothing but its message."""
    done = subprocess.run([sys.executable, "-m", "align", "check", "无"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "错误：缺少参数 上级规划。用 plan-align --help 查看用法。"


def test_check_shows_summary_and_gaps(plans: tuple[Path, Path]) -> None:
    """The screen names both plans and the gap."""
    upper, lower = plans
    done = run("check", lower, "--against", upper)
    assert done.returncode == 0, done.stderr
    assert "青石市" in done.stdout
    assert "未衔接" in done.stdout
    assert "加强饮用水水源保护" in done.stdout.replace("\n", "")


def test_json_to_stdout_is_one_object_for_one_upper(plans: tuple[Path, Path]) -> None:
    """Nothing but JSON goes to stdout, and it keeps its schema."""
    upper, lower = plans
    result = json.loads(run("check", lower, "-a", upper, "--json").stdout)
    Draft202012Validator(json.loads((SCHEMAS / "check.schema.json").read_text(encoding="utf-8"))).validate(result)
    assert (result["schema"], result["version"]) == ("plan-align/check", 1)
    assert [task["verdict"] for task in result["tasks"]] == ["covered", "missing"]


def test_json_is_an_array_for_several_uppers() -> None:
    """One result per upper, in the order given."""
    results = json.loads(run("check", demo("district"), "-a", demo("city"), "-a", demo("province"), "--json").stdout)
    assert [result["upper"]["level"] for result in results] == ["city", "province"]


def test_outline_as_json_keeps_its_schema() -> None:
    """The plan as understood, with everything the result format names."""
    outline = json.loads(run("outline", demo("city"), "--json").stdout)
    Draft202012Validator(json.loads((SCHEMAS / "outline.schema.json").read_text(encoding="utf-8"))).validate(outline)
    assert set(outline) >= {"meta", "divisions", "tasks", "indicators", "projects", "claims", "basis", "warnings"}


def test_outline_on_screen() -> None:
    """Headings and counts for a reader."""
    done = run("outline", demo("city"))
    assert done.returncode == 0, done.stderr
    assert "重点任务" in done.stdout


def test_reports_are_written_and_the_last_workbook_is_kept(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """One page and one workbook, a JSON file per upper; a second run keeps the reviewer's workbook."""
    upper, lower = plans
    for _ in range(2):
        assert run("check", lower, "-a", upper, "-o", tmp_path / "报告").returncode == 0
    assert sorted(path.name for path in (tmp_path / "报告").iterdir()) == [
        "区规划.对照.市规划.json",
        "区规划.衔接审查.html",
        "区规划.衔接对照表.xlsx",
        "区规划.衔接对照表.上一次.xlsx",
    ]


def test_same_inputs_give_the_same_bytes(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """JSON and HTML of two runs do not differ."""
    upper, lower = plans
    for name in ("甲", "乙"):
        run("check", lower, "-a", upper, "-o", tmp_path / name, "--format", "html,json")
    for path in (tmp_path / "甲").iterdir():
        assert path.read_bytes() == (tmp_path / "乙" / path.name).read_bytes()


@pytest.mark.parametrize(("level", "code"), [("off", 0), ("critical", 0), ("minor", 1)])
def test_fail_on(plans: tuple[Path, Path], level: str, code: int) -> None:
    """Exit code 1 when a gap is at least that grave."""
    upper, lower = plans
    assert run("check", lower, "-a", upper, "--fail-on", level).returncode == code


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be used, and a word of the message each must get."""
    files = {
        "空文件.txt": (b"", "空"),
        "乱码.txt": (bytes(range(256)) * 20, ""),
        "损坏.docx": (b"PK\x03\x04 not a zip", ""),
        "加密.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048, ""),
        "坏.pdf": (b"%PDF-1.4\nnot a pdf", ""),
        "旧.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048, "docx"),
        "无任务.txt": ("青石市通知\n各单位：\n".encode(), "任务"),
    }
    cases = {}
    for name, (data, word) in files.items():
        (folder / name).write_bytes(data)
        cases[name] = (folder / name, word)
    cases["没有的文件"] = (folder / "没有.txt", "不存在")
    cases["文件夹"] = (folder, "文件夹")
    return cases


BAD = ("空文件.txt", "乱码.txt", "损坏.docx", "加密.docx", "坏.pdf", "旧.doc", "无任务.txt", "没有的文件", "文件夹")


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_one_clear_message(case: str, plans: tuple[Path, Path], tmp_path: Path) -> None:
    """Exit code 2, one line on stderr that names the file, nothing on stdout, no traceback, nothing written."""
    path, word = bad_inputs(tmp_path)[case]
    done = run("check", path, "-a", plans[0], "-o", tmp_path / "报告")
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("错误：")
    assert path.name in lines[0]
    assert word in lines[0]
    assert not list((tmp_path / "报告").glob("*")) if (tmp_path / "报告").exists() else True


def test_the_same_file_twice_is_a_warning(plans: tuple[Path, Path]) -> None:
    """It still runs, and says so."""
    upper, _ = plans
    result = json.loads(run("check", upper, "-a", upper, "--json").stdout)
    assert [warning["code"] for warning in result["warnings"]][:1] == ["pair.same_file"]
    assert {task["verdict"] for task in result["tasks"]} == {"covered"}


def test_output_that_is_no_folder(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """A file where the folder should be."""
    blocked = tmp_path / "报告"
    blocked.write_text("", encoding="utf-8")
    done = run("check", plans[1], "-a", plans[0], "-o", blocked)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "报告文件夹" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_output_folder_that_may_not_be_written(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """A read-only folder."""
    locked = tmp_path / "只读"
    locked.mkdir(mode=0o500)
    done = run("check", plans[1], "-a", plans[0], "-o", locked)
    assert done.returncode == 2
    assert "写入" in done.stderr


def test_a_report_never_overwrites_a_plan(tmp_path: Path) -> None:
    """An input that has the name of a report is refused, and left as it was."""
    upper = tmp_path / "区.衔接审查.html"
    upper.write_text(f"<h1>青石市规划</h1><p>{TASK}</p>", encoding="utf-8")
    lower = tmp_path / "区.txt"
    lower.write_text(TASK, encoding="utf-8")
    before = upper.read_bytes()
    done = run("check", lower, "-a", upper, "-o", tmp_path)
    assert done.returncode == 2
    assert "覆盖" in done.stderr
    assert upper.read_bytes() == before


USAGE = [
    (["check", "x.txt"], "缺少参数"),
    (["check", "--foo"], "没有 --foo"),
    (["foo"], "没有 foo 这个命令"),
    (["check", "x.txt", "-a", "y.txt", "--format", "doc"], "不认识的格式"),
    (["check", "x.txt", "-a", "y.txt", "--fail-on", "big"], "不认识的级别"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_mistakes_on_the_command_line_are_told_in_chinese(arguments: list[str], message: str) -> None:
    """One line, exit code 2."""
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [name for name, _ in list_commands()])
def test_every_command_has_chinese_help(command: str) -> None:
    """Help opens with a Chinese sentence."""
    done = run(*command.split(), "--help")
    assert done.returncode == 0
    assert any("一" <= character <= "龥" for character in done.stdout)


def test_a_model_of_ones_own_judges_where_it_is_named(
    plans: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The result says who judged, and the key comes from the environment."""
    monkeypatch.setenv("PLAN_ALIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PLAN_ALIGN_JUDGE_KEY", "secret")
    upper, lower = plans
    with serve(lambda _: said('{"verdict": "missing", "points": [], "reason": "无人回应"}')) as server:
        done = run("check", lower, "-a", upper, "--judge", server.url, "--json")
    result = json.loads(done.stdout)
    assert done.returncode == 0
    assert result["provenance"]["judge"].startswith("语言模型 tiny")
    assert "语言模型：无人回应。" in [task["reason"] for task in result["tasks"] if task["judged_by"] == "model"]
    assert server.keys == ["Bearer secret"] * len(server.bodies)


def test_a_model_that_fails_leaves_a_warning(
    plans: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The check goes on by the rules, and says so."""
    monkeypatch.setenv("PLAN_ALIGN_CACHE", str(tmp_path / "cache"))
    upper, lower = plans
    with serve(lambda _: (401, "{}")) as server:
        done = run("check", lower, "-a", upper, "--judge", server.url, "-o", tmp_path / "报告")
    assert done.returncode == 0
    assert "语言模型未判的任务" in done.stdout
    assert "任务判读：内置规则" in done.stdout
    assert len(list((tmp_path / "报告").iterdir())) == 3


def test_the_help_names_where_the_key_comes_from() -> None:
    """The very variable that is read."""
    with patch.dict(os.environ, {"COLUMNS": "200"}):
        assert KEY_VARIABLE in run("check", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--judge", "10.0.0.8:8000"), "http://"),
        (("--judge-budget", "5"), "--judge"),
        (("--judge-model", "tiny"), "--judge"),
        (("--judge", "http://127.0.0.1:9", "--judge-budget", "-1"), "次数 的取值不对"),
    ],
)
def test_a_model_badly_named_is_a_mistake(arguments: tuple[str, ...], problem: str, plans: tuple[Path, Path]) -> None:
    """One message, exit code 2."""
    done = run("check", plans[1], "-a", plans[0], *arguments)
    assert done.returncode == 2
    assert problem in done.stderr
    assert "Traceback" not in done.stderr


def test_a_conclusion_of_a_saved_result_is_explained(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """By its number in the report."""
    run("check", plans[1], "-a", plans[0], "-o", tmp_path / "报告", "--format", "json")
    (result,) = (tmp_path / "报告").iterdir()
    done = run("explain", result, "TASK-002")
    assert done.returncode == 0
    assert "怎样才会改判" in done.stdout


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "文件打不开"),
        ("{", "不是对照结果（JSON）"),
        ("[" * 100_000, "不是对照结果（JSON）"),
        ("[]", "多份结果"),
        ('{"schema": "plan-align/outline"}', "不是对照结果"),
        ('{"schema": "plan-align/check", "version": 9}', "格式版本是 9"),
    ],
)
def test_what_is_no_result_is_said(content: str | None, problem: str, tmp_path: Path) -> None:
    """One message, exit code 2."""
    file = tmp_path / "结果.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = run("explain", file, "TASK-001")
    assert done.returncode == 2
    assert problem in done.stderr


def test_a_number_that_the_result_does_not_hold_is_said(plans: tuple[Path, Path], tmp_path: Path) -> None:
    """The message tells what numbers look like."""
    run("check", plans[1], "-a", plans[0], "-o", tmp_path / "报告", "--format", "json")
    (result,) = (tmp_path / "报告").iterdir()
    assert "TASK-003" in run("explain", result, "TASK-999").stderr


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("review",),
        *(tuple(name.split()) for name, _ in list_commands()),
    ],
)
def test_no_help_is_cropped_on_a_narrow_terminal(command: tuple[str, ...]) -> None:
    """Chinese has no blanks to break lines at, and English has no place in it."""
    with patch.dict(os.environ, {"COLUMNS": "80"}):
        help_ = run(*command, "--help").stdout
    assert "…" not in help_
    assert "Show this message" not in help_
