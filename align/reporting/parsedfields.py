"""Turns plain JSON values back into the nouns they were built from (the other way round: ``documents``).

What a value must be is told by the fields of the noun itself (``align.model``, ``align.source``, ``align.results``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from align.labelled import Labelled
from align.reporting.jsonvalues import (
    DamageError,
    read_choice,
    read_decimal,
    read_list,
    read_member,
    read_number,
    read_row,
    read_text,
    read_truth,
    read_whole,
)
from align.spans import Span

Noun = TypeVar("Noun")
Hint: TypeAlias = Any
"""The type of a field, as its class declares it: no one type covers classes, unions and tuples of them."""

_READERS: dict[type, Callable[[object, str], object]] = {
    str: read_text,
    int: read_whole,
    float: read_number,
    bool: read_truth,
    Decimal: read_decimal,
}
# Fields that are numbers within bounds wherever they stand.
_BOUNDS = {"confidence": (0, 1), "page": (1, 10**6), "pages": (1, 10**6)}


class FieldReader:
    """Reads nouns whose spans lie in one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, noun: type[Noun], value: object, key: str, **given: object) -> Noun:
        """The noun that an object of a file describes.

        Args:
            noun: its class.
            value: the object; keys that are no fields of the noun are let be.
            key: where it stands in the file.
            given: fields that the caller knows, which are not read.

        Raises:
            DamageError: the value is no such noun.
        """
        kind: Hint = noun
        row, declared = read_row(value, key), _fields_of(kind)
        found = dict(given)
        for name, (hint, required) in declared.items():
            if name not in found and (name in row or (required and not _may_be_left_out(name, declared))):
                found[name] = self._value(hint, read_member(row, name, key), f"{key}.{name}")
        for name in ("text", "clean"):
            if name not in found and name in declared and declared[name][1]:
                found[name] = self._left_out(name, found)
        _check_bounds(found, key)
        return noun(**found)

    def _left_out(self, name: str, found: dict[str, object]) -> object:
        """The text under the span, or the text that needed no cleaning."""
        span = found["span"]
        return span.slice(self._text) if name == "text" and isinstance(span, Span) else found["text"]

    def _value(self, hint: Hint, value: object, key: str) -> object:
        form: object = get_origin(hint)
        if form in (Union, UnionType):
            if value is None:
                return None
            return self._value(next(one for one in get_args(hint) if one is not NoneType), value, key)
        if form is tuple:
            return self._items(get_args(hint), value, key)
        if hint is Span:
            return self._span(value, key)
        if is_dataclass(hint):
            return self.read(hint, value, key)  # type: ignore[arg-type]
        return read_choice(hint, value, key) if issubclass(hint, Labelled) else _READERS[hint](value, key)

    def _items(self, hints: tuple[Hint, ...], value: object, key: str) -> tuple[object, ...]:
        items = read_list(value, key)
        kinds = hints[:1] * len(items) if hints[-1] is Ellipsis else hints
        if len(items) != len(kinds):
            raise DamageError(key, f"应有 {len(kinds)} 个值")
        return tuple(self._value(k, item, f"{key}[{i}]") for i, (k, item) in enumerate(zip(kinds, items, strict=True)))

    def _span(self, value: object, key: str) -> Span:
        edges = read_list(value, key)
        if len(edges) != 2 or any(type(edge) is not int for edge in edges) or not 0 <= edges[0] <= edges[1]:
            raise DamageError(key, "应是 [起, 止] 两个位置")
        if edges[1] > len(self._text):
            raise DamageError(key, f"超出原文（共 {len(self._text)} 个字符）")
        return Span(*edges)


def _check_bounds(found: dict[str, object], key: str) -> None:
    for name, (least, most) in _BOUNDS.items():
        value = found.get(name)
        numbers = value if isinstance(value, tuple) else () if value is None else (value,)
        if any(not least <= number <= most for number in numbers):
            raise DamageError(f"{key}.{name}", f"不在 {least} 到 {most} 之间")


def _may_be_left_out(name: str, declared: dict[str, tuple[Hint, bool]]) -> bool:
    """Whether a field may be wanting since the text under the span tells it."""
    return name in ("text", "clean") and "span" in declared


@lru_cache(maxsize=64)
def _fields_of(noun: Hint) -> dict[str, tuple[Hint, bool]]:
    """The type of each field of a noun, and whether it must be given."""
    hints = get_type_hints(noun)
    return {field.name: (hints[field.name], field.default is MISSING) for field in fields(noun) if field.init}
