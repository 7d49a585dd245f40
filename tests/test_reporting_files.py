"""Files are written whole or not at all, and a failure says in Chinese how to mend it."""

import os
import stat

import pytest

from align.errors import OutputError
from align.reporting.files import write_bytes, write_text


def test_text_is_written_as_utf8_and_nothing_is_left_beside_it(tmp_path):
    write_text(tmp_path / "结果.json", "衔接\n")
    assert (tmp_path / "结果.json").read_bytes() == "衔接\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["结果.json"]


def test_an_old_file_is_replaced(tmp_path):
    target = tmp_path / "a.txt"
    write_text(target, "旧的内容很长")
    write_text(target, "新")
    assert target.read_text(encoding="utf-8") == "新"


def test_the_file_has_the_usual_permissions(tmp_path):
    write_bytes(tmp_path / "a", b"x")
    (tmp_path / "b").write_bytes(b"x")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in "ab"}
    assert len(modes) == 1


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(OutputError, match="所在文件夹不存在。请先建立该文件夹"):
        write_text(tmp_path / "无" / "a.txt", "x")


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(OutputError, match="加上文件名"):
        write_text(tmp_path, "x")


def test_a_failed_write_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_text("旧", encoding="utf-8")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="写入权限") as caught:
        write_text(target, "新")
    assert caught.value.path == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_text(encoding="utf-8") == "旧"
