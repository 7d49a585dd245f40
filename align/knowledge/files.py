"""Reads the files of ``mappings/``; every complaint names file and line."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import InvalidOperation
from pathlib import Path
from typing import Any

from align.errors import MappingError


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a knowledge file: its fields, and where it stands."""

    path: Path
    line: int
    fields: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The field of that column, stripped; an empty string where the cell is empty."""
        return self.fields[column]

    def items(self, column: str) -> tuple[str, ...]:
        """The ``|``-separated entries of a field, in order, without empty ones."""
        return tuple(part for part in (piece.strip() for piece in self.fields[column].split("|")) if part)

    def error(self, problem: str) -> MappingError:
        """The complaint about this line."""
        return MappingError(self.path, self.line, problem)


def read_lines(path: Path) -> list[str]:
    """The lines of a knowledge file, whatever their ends; a byte order mark, as some editors write, is dropped.

    Raises:
        MappingError: the file is not UTF-8.
    """
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise MappingError(path, data.count(b"\n", 0, error.start) + 1, "不是 UTF-8 编码，请另存为 UTF-8") from error


def load_tsv(path: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a tab-separated file whose header must be exactly ``columns``; ``#`` lines and blank lines are notes.

    Raises:
        MappingError: another header, a row with more or fewer fields than the header, or a file that is not UTF-8.
    """
    rows: list[Row] = []
    header: list[str] | None = None
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if header != list(columns):
                raise MappingError(path, number, f"表头应为 {'、'.join(columns)}")
            continue
        if len(cells) != len(header):
            raise MappingError(path, number, f"应有 {len(header)} 列，实有 {len(cells)} 列")
        rows.append(Row(path, number, dict(zip(header, cells, strict=True))))
    return tuple(rows)


def load_tables(paths: Iterable[Path], columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of several tab-separated files with the same columns, file by file.

    Raises:
        MappingError: as for :func:`load_tsv`.
    """
    return tuple(row for path in paths for row in load_tsv(path, columns))


def load_jsonl(path: Path) -> tuple[tuple[int, dict[str, Any]], ...]:
    """The objects of a JSON-lines file, each with its line number.

    Raises:
        MappingError: a line that is not a JSON object, or a file that is not UTF-8.
    """
    objects: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(read_lines(path), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise MappingError(
                path, number, f"第 {error.colno} 个字符处不是合法的 JSON，请检查引号、逗号和括号"
            ) from error
        if not isinstance(value, dict):
            raise MappingError(path, number, "每行应为一个 JSON 对象")
        objects.append((number, value))
    return tuple(objects)


def load_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        MappingError: the file is not valid TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise MappingError(path, 1, f"不是合法的 TOML：{error}") from error


@contextmanager
def complain_of_entries(path: Path) -> Iterator[None]:
    """Around the code that takes the entries of a TOML file apart: what is missing or malformed there is said.

    Raises:
        MappingError: a key is missing, or a value has the wrong type, form or pattern.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, InvalidOperation, re.error) as error:
        raise MappingError(path, 1, f"缺少或写错的项：{error}") from error


def parse_pattern(path: Path, text: str, examples: Iterable[str]) -> re.Pattern[str]:
    """A pattern of a knowledge file, compiled; it must find something in each of its examples.

    Raises:
        MappingError: an example that the pattern does not match.
        re.error: the pattern is malformed.
    """
    pattern = re.compile(text)
    for example in examples:
        if pattern.search(example) is None:
            raise MappingError(path, 1, f"样例“{example}”未被句式“{text}”匹配")
    return pattern


def parse_choice(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches any of some words as they stand, in the order given."""
    return re.compile("|".join(map(re.escape, words)))
