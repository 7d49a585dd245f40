"""Writes results so that a reader never sees half a file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from align.errors import OutputError

_PREVIOUS = ".上一次"


def write_text(path: str | Path, text: str) -> None:
    """Writes UTF-8 text with ``\\n`` line ends, all or nothing.

    Raises:
        OutputError: the folder is missing or not writable, or the file is held by another program.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | Path, data: bytes) -> None:
    """Writes bytes to a file beside the target, then puts it in the target's place in one step.

    Raises:
        OutputError: the folder is missing or not writable, or the file is held by another program.
    """
    target = Path(path).resolve()
    if not target.parent.is_dir():
        raise OutputError(path, "所在文件夹不存在", "请先建立该文件夹，或换一个输出位置。")
    if target.is_dir():
        raise OutputError(path, "这是一个文件夹，不能当作文件写入", "请在后面加上文件名。")
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        os.replace(draft, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        remedy = "请检查文件夹的写入权限和磁盘空间；文件若正在其他程序中打开，请先关闭。"
        raise OutputError(path, f"无法写入（{error.strerror or error}）", remedy) from error


def keep_previous(path: Path) -> None:
    """Keeps the file that is there beside the new one: it may hold a reviewer's notes.

    Raises:
        OutputError: it cannot be renamed.
    """
    if path.exists():
        try:
            path.replace(path.with_name(f"{path.stem}{_PREVIOUS}{path.suffix}"))
        except OSError as error:
            raise OutputError(path, "无法保留上一次的文件", "请关闭正在打开它的程序后重试。") from error
