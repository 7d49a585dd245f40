"""Looks at single values of a JSON file that may hold anything: each is what it must be, or the complaint names its key."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from align.labelled import Labelled

# Longer numbers stand in no plan; an exponent without bound would be written out as a line of noughts.
_DECIMAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?(E[+-]?[0-9]{1,2})?")
_LARGEST = 10**15
# Half a character, which JSON can write as an escape: no report could be written with it.
_BROKEN = re.compile("[\ud800-\udfff]")


class DamageError(ValueError):
    """A value that is not what it must be; ``problem`` is Chinese and follows on ``key``."""

    def __init__(self, key: str, problem: str) -> None:
        self.key = key
        self.problem = problem
        super().__init__(f"{key} {problem}")


def read_row(value: object, key: str) -> dict[str, Any]:
    """The value as an object; ``DamageError`` where it is none, as from all that follow."""
    if not isinstance(value, dict):
        raise DamageError(key, "应是对象 {…}")
    return value


def read_list(value: object, key: str) -> list[Any]:
    """The value as an array."""
    if not isinstance(value, list):
        raise DamageError(key, "应是列表 […]")
    return value


def read_member(row: dict[str, Any], name: str, key: str) -> object:
    """A member that the object under ``key`` (``""``: the whole file) must have, whatever it holds."""
    if name not in row:
        raise DamageError(f"{key}.{name}".lstrip("."), "缺失")
    return row[name]


def read_text(value: object, key: str) -> str:
    """The value as a string of whole characters."""
    if not isinstance(value, str):
        raise DamageError(key, "应是文字")
    if not value.isascii() and _BROKEN.search(value):
        raise DamageError(key, "含有不完整的字符")
    return value


def read_choice(kind: type[Labelled], value: object, key: str) -> Labelled:
    """The value as a member of an enumeration."""
    values = [member.value for member in kind]
    if value not in values:
        raise DamageError(key, f"应是 {'、'.join(values)} 之一")
    return kind(value)


def read_whole(value: object, key: str) -> int:
    """The value as a whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise DamageError(key, "应是整数")
    return value


def read_number(value: object, key: str) -> float:
    """The value as a finite number."""
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not abs(value) <= _LARGEST:
        raise DamageError(key, "应是数字")
    return value


def read_truth(value: object, key: str) -> bool:
    """The value as true or false."""
    if not isinstance(value, bool):
        raise DamageError(key, "应是 true 或 false")
    return value


def read_decimal(value: object, key: str) -> Decimal:
    """The value as a number of the plan, digit for digit."""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise DamageError(key, '应是写成文字的数，如 "1.20"')
    return Decimal(value)
