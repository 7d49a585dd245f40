"""A plan as understood, as plain JSON values from which the same plan can be built again.

The keys are the fields of the nouns in ``align.model`` and ``align.source``; a field added there goes into the file by itself.
Left out is what the reader knows without being told: a field at its default, a ``text`` that is the source's under its span,
a ``clean`` that is the same as the text. Numbers of the plan are strings, since 1.20 is not 1.2 to who reads it.
The outline (``build_outline``) would not do: it rounds numbers and gives headings, not divisions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from align.labelled import Labelled
from align.model import Plan
from align.reporting.fields import Json
from align.spans import Span

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_META = "meta"


def build_document(plan: Plan) -> Json:
    """The plan with its text, without ``meta``, which a result holds beside it (``$defs/document`` of the schema)."""
    return {key: value for key, value in _build_members(plan, plan.source.text) if key != _META}


def _build_members(noun: DataclassInstance, text: str) -> Iterator[tuple[str, object]]:
    for field in fields(noun):
        if field.init and not _is_known(noun, field, text):
            yield field.name, _build_value(getattr(noun, field.name), text)


def _build_value(value: object, text: str) -> object:
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value) and not isinstance(value, type):
        return dict(_build_members(value, text))
    if isinstance(value, tuple):
        return [_build_value(item, text) for item in value]
    if isinstance(value, Labelled):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _is_known(noun: DataclassInstance, field: Field[Any], text: str) -> bool:
    """Whether the reader can tell the value of a field that is left out."""
    value = getattr(noun, field.name)
    if field.default is not MISSING:
        return bool(value == field.default)
    if field.name == "text" and isinstance(span := getattr(noun, "span", None), Span):
        return bool(value == span.slice(text))
    return field.name == "clean" and bool(value == getattr(noun, "text", None))
