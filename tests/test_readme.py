"""What the README tells is so: commands, options, imports, extras, files, variables and keys."""

from __future__ import annotations

import ast
import importlib
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
from readme import PROGRAM, README, list_commands, list_examples, render_commands, split_readme

import align
from align.alignment import Alignment
from align.bundled import bundled
from align.cli import app
from align.library.aligned import Chain, Library

ROOT = README.parent
PACKAGE = Path(align.__file__).parent
TEXT = README.read_text(encoding="utf-8")
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
INLINE = re.findall(r"`([^`\n]+)`", _FENCED.sub("", TEXT))
COMMANDS = dict(list_commands())
SHELL_END = re.compile(r"\s(?:#|>|\|).*")


def list_blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [body for name, body in _FENCED.findall(TEXT) if name == language]


def list_lines() -> list[str]:
    """Every line of example, in the README and in the help of the commands."""
    shown = [
        line.strip() for language in ("sh", "bat") for block in list_blocks(language) for line in block.splitlines()
    ]
    told = [line for command in COMMANDS.values() for line in list_examples(command)]
    return list(dict.fromkeys(line for line in (*shown, *told) if line.startswith(PROGRAM)))


def parse_line(line: str) -> str:
    """Parses a line as the program would, and gives the whole name of its command.

    Raises:
        typer.TyperException: there is no such command or option, or an argument is lacking.
    """
    words = shlex.split(SHELL_END.sub("", line))[1:]
    group: Any = typer.main.get_command(app)
    context = group.make_context(PROGRAM, list(words))
    path = []
    while hasattr(group, "list_commands"):
        name, group, words = group.resolve_command(context, [*context._protected_args, *context.args])
        path.append(name)
        context = group.make_context(name, list(words), parent=context)
    return " ".join(path)


def test_the_commands_are_those_of_the_program() -> None:
    """Mended by ``PYTHONPATH=tests python -m readme``."""
    assert split_readme(TEXT)[1] == render_commands()


def test_every_parameter_is_told_in_chinese() -> None:
    """No command and no option without a sentence."""
    for name, command in COMMANDS.items():
        for told in (command.help, *(parameter.help for parameter in command.params)):
            assert told, name
            assert re.search(r"[一-龥]", told), (name, told)


@pytest.mark.parametrize("line", list_lines())
def test_every_example_is_understood(line: str) -> None:
    """Its command and options exist, and nothing is lacking."""
    assert parse_line(line) in COMMANDS


def test_a_wrong_example_would_be_found() -> None:
    """An option that is not there, a command that is not there, an argument that is lacking."""
    for line in ("plan-align check 甲.txt --agaisnt 乙.txt", "plan-align chek 甲.txt", "plan-align matrix 甲.txt"):
        with pytest.raises(typer.TyperException):
            parse_line(line)


def test_every_command_named_in_a_sentence_exists() -> None:
    """With every option named beside it; arguments may be left out there."""
    found = [shlex.split(code) for code in INLINE if code.startswith((f"{PROGRAM} ", "review ", "check ", "evaluate "))]
    assert len(found) > 8
    for words in found:
        words = words[1:] if words[0] == PROGRAM else words
        if words[0] == "命令":  # stands for any
            continue
        name = " ".join(words[:2]) if words[0] == "review" else words[0]
        assert name in COMMANDS, words
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known, words


def test_every_option_named_in_a_sentence_exists() -> None:
    """In one command or another."""
    known = {option for command in COMMANDS.values() for parameter in command.params for option in parameter.opts}
    named = {
        word
        for code in INLINE
        if "python -m" not in code
        for word in code.split()
        if re.fullmatch(r"--?[a-z][a-z-]*", word)
    }
    assert "--fail-on" in named
    assert named <= known | {"--help"}


def test_every_import_shown_can_be_made() -> None:
    """Each name is where the README takes it from."""
    taken = [
        (node.module, alias.name)
        for block in list_blocks("python")
        for node in ast.walk(ast.parse(block))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert len(taken) >= 5
    assert [one for one in taken if not hasattr(importlib.import_module(str(one[0])), one[1])] == []


def test_the_interface_is_told_whole() -> None:
    """Every public name, and every data frame of each class; none that is not there."""
    part = TEXT.partition("### Python 接口")[2].partition("\n### ")[0]
    named = {re.match(r"\w+", code)[0] for code in re.findall(r"`(\w[^`]*)`", part)}  # type: ignore[index]
    assert set(align.__all__) - {"__version__"} <= named
    frames = {cls: {name for name in dir(cls) if name.endswith("_frame")} for cls in (Alignment, Chain, Library)}
    for cls, known in frames.items():
        row = next(line for line in part.splitlines() if line.startswith(f"| `{cls.__name__}` |"))
        assert set(re.findall(r"\w+_frame", row)) == known
        assert all(hasattr(cls, name) for name in re.findall(r"`(\w+)\(", row))


def test_the_extras_are_those_of_the_package() -> None:
    """Each has a row, and none is named that is not there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = set(project["optional-dependencies"])
    part = TEXT.partition("### 附加功能")[2].partition("\n### ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", part, re.M)) == extras - {"test", "all"}
    named = {
        name
        for names in re.findall(r"\"\.\[([a-z,]+)\]\"|'\.\[([a-z,]+)\]'", TEXT)
        for name in "".join(names).split(",")
    }
    assert named <= extras


def test_the_keys_of_the_result_are_those_of_its_form() -> None:
    """Each key of the outermost object has its row."""
    form = json.loads((PACKAGE / "reporting" / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    part = TEXT.partition("### 结果 JSON")[2].partition("\n### ")[0]
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    assert {key for row in rows for key in re.findall(r"`(\w+)`", row)} == set(form["properties"])


def test_the_variables_are_those_that_are_read() -> None:
    """Each that the program asks for is told, and no other."""
    read = {
        name for file in PACKAGE.rglob("*.py") for name in re.findall(r'"(PLAN_ALIGN_\w+)"', file.read_text("utf-8"))
    }
    part = TEXT.partition("### 环境变量")[2]
    assert set(re.findall(r"^\| `(PLAN_ALIGN_\w+)` \|", part, re.M)) == read
    assert set(re.findall(r"PLAN_ALIGN_[A-Z_]+", TEXT)) == read


def test_every_file_of_the_project_named_is_there() -> None:
    """By the folder it stands in; folders of data are found where the package carries them, too."""
    named = {code.rstrip("/") for code in INLINE if re.match(r"(?:align|mappings|corpora|notebooks|tests)/", code)}
    assert {"notebooks/04_province_overview.ipynb", "align/reporting/schemas/check.schema.json"} <= named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
    part = TEXT.partition("### 映射")[2].partition("\n### ")[0].partition("```")[0]
    folders = set(re.findall(r"`(\w+)/`", part)) - {"mappings"}
    assert len(folders) >= 10
    assert [name for name in folders if not bundled("mappings", name).is_dir()] == []


def test_every_notebook_has_its_row() -> None:
    """None is left out of the table."""
    known = {f"notebooks/{file.name}" for file in (ROOT / "notebooks").glob("*.ipynb")}
    assert set(re.findall(r"^\| `(notebooks/\S+)` \|", TEXT, re.M)) == known


def test_every_target_of_make_is_there() -> None:
    """What the README has one type after ``make``."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", TEXT, re.M))
    assert {"demo", "test"} <= named <= targets


def test_every_link_within_leads_somewhere() -> None:
    """A heading becomes an anchor: small letters, blanks to hyphens, marks left out."""
    heads = re.findall(r"^#+ (.+)$", _FENCED.sub("", TEXT), re.M)
    anchors = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
    linked = re.findall(r"\]\(#([^)]+)\)", TEXT)
    assert len(linked) > 5
    assert set(linked) <= anchors


def test_a_planner_finds_the_first_check_on_the_first_screen() -> None:
    """Installation, a check and where its report is, within the first fifty lines."""
    first = "\n".join(TEXT.splitlines()[:50])
    for words in ("pip install .", "plan-align check", "衔接审查.html", "plan-align demo"):
        assert words in first
