"""Enumerations with a value for files and a label for readers."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """An enumeration whose values go into files (lower-case English) and whose labels go before users (Chinese)."""

    label: str
    position: int

    def __new__(cls, value: str, label: str = "") -> Self:
        """Builds a member from its value and its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.position = len(cls.__members__)
        return member
