"""The commands that open the review page and make accounts for it."""

from __future__ import annotations

import gzip
import sys

import pytest
from saved_pair import small_pair
from typer.testing import CliRunner

from align.deciding import open_page
from align.errors import InputError, OutputError
from align.reporting.jsonfile import build_result, render_json
from align.reviewcommands import review
from align.reviewing.web.accounts import read_accounts
from align.reviewing.web.serving import Place, listen


@pytest.fixture
def result(tmp_path):
    file = tmp_path / "结果.json"
    file.write_text(render_json(build_result(small_pair())), encoding="utf-8")
    return file


@pytest.fixture
def served(monkeypatch):
    """What would have been served."""
    found = []
    monkeypatch.setattr(
        "align.deciding.serve", lambda _store, dossier, place, _precedents: found.append((dossier, place))
    )
    return found


@pytest.mark.parametrize("words", [[], ["open"]])
def test_results_are_opened_with_or_without_the_word(result, served, words):
    """Options may stand before or after them."""
    for arguments in ([str(result), "--port", "8000"], ["--port", "8000", str(result)]):
        done = CliRunner().invoke(review, [*words, *arguments, "--no-browser"])
        assert done.exit_code == 0, done.output
    assert {place for _, place in served} == {Place(port=8000, opens_browser=False)}
    assert served[0][0].report.pairs[0].lower.meta.title == small_pair().lower.meta.title


def test_a_packed_result_of_a_library_is_opened_without_the_word(result, served):
    """As ``batch`` leaves them, one per pair."""
    packed = result.with_suffix(".json.gz")
    packed.write_bytes(gzip.compress(result.read_bytes()))
    done = CliRunner().invoke(review, [str(packed), "--no-browser"])
    assert done.exit_code == 0, done.output
    assert served[0][0].report.pairs[0].lower.meta.title == small_pair().lower.meta.title


def test_other_commands_are_still_found(result):
    """The shorthand stands back behind them."""
    assert "复核进度" in CliRunner().invoke(review, ["status", str(result)]).output


def test_a_result_that_is_not_there_is_told(tmp_path, served):
    """Before anything is served."""
    with pytest.raises(InputError, match="文件打不开"):
        open_page([tmp_path / "没有.json"], None, None, Place())
    assert served == []


def test_without_the_extra_the_install_line_is_told(result, monkeypatch):
    """No traceback, and nothing is made beside the result."""
    monkeypatch.setitem(sys.modules, "starlette", None)
    with pytest.raises(InputError, match=r"pip install '\.\[web\]'"):
        open_page([result], None, None, Place())
    assert [file.name for file in result.parent.iterdir()] == [result.name]


def test_a_page_for_others_is_refused_without_accounts(result):
    """By the command as well."""
    done = CliRunner().invoke(review, ["open", str(result), "--listen", "0.0.0.0"])
    assert isinstance(done.exception, InputError)
    assert "--accounts" in str(done.exception)


def test_the_page_listens_on_this_machine_alone():
    """Unless it is told otherwise; a port that is taken is told in Chinese."""
    with listen(Place()) as first:
        host, port = first.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(OutputError, match="端口已被占用"):
            listen(Place(port=port))
    with pytest.raises(OutputError, match="不是本机的地址"):
        listen(Place(listen="192.0.2.1"))


def test_an_account_is_made_with_a_password_typed_twice(tmp_path):
    """It is not shown and not in the history of the shell."""
    file = tmp_path / "账号.txt"
    password = "一个够长的口令 2026"
    done = CliRunner().invoke(review, ["account", "林", "--accounts", str(file)], input=f"{password}\n{password}\n")
    assert done.exit_code == 0, done.output
    assert password not in done.output
    assert read_accounts(file).accepts("林", password)
