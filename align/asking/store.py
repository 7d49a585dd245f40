"""Remembers answers on disk, so that no question is paid for twice and a run that was cut off goes on where it was.

One JSON object a line: ``{"key": digest of model and question, "answer": text}``. Lines are only ever added; a line cut
short by a crash is passed over, and the question put again.
"""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock

from align.errors import OutputError


class AnswerStore:
    """The answers kept in one file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._answers = _read(path)
        self._gap = _gap(path)

    def find(self, key: str) -> str | None:
        """The answer kept under a key, if there is one."""
        return self._answers.get(key)

    def keep(self, key: str, answer: str) -> None:
        """Adds an answer to the file.

        Raises:
            OutputError: the file cannot be written.
        """
        line = json.dumps({"key": key, "answer": answer}, ensure_ascii=False) + "\n"
        with self._lock:
            self._answers[key] = answer
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open("ab") as file:
                    file.write(self._gap + line.encode())
                self._gap = b""
            except OSError as error:
                remedy = "请用环境变量 PLAN_ALIGN_CACHE 指定一个可以写入的文件夹。"
                raise OutputError(self._path, "语言模型的回答无法存下", remedy) from error


def _gap(path: Path) -> bytes:
    """A line end, where the last line of the file was cut short."""
    content = path.read_bytes() if path.exists() else b""
    return b"\n" if content and not content.endswith(b"\n") else b""


def _read(path: Path) -> dict[str, str]:
    answers: dict[str, str] = {}
    if not path.is_file():
        return answers
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("key"), str) and isinstance(entry.get("answer"), str):
            answers[entry["key"]] = entry["answer"]
    return answers
