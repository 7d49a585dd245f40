"""Lays JSON out for people and for comparison: indented, but no taller than what it tells."""

from __future__ import annotations

import json
from collections.abc import Sequence

from align.reporting.fields import Json

# Below this key the lists are long and their members short: each member stands on one line.
_LINES = "documents"
_STEP = "  "
_render_flat = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def render_json(value: Json | Sequence[Json]) -> str:
    """Indented JSON in the key order of the schema, with a final line break; equal values give equal bytes.

    An array of numbers (a span) stands on one line, and so does each member of a list of ``documents``.

    Raises:
        ValueError: a number that is not finite, which JSON cannot hold.
    """
    return _render(value, "\n", lines=False) + "\n"


def _render(value: object, margin: str, *, lines: bool) -> str:
    """``margin`` is the line break before the closing bracket, ``lines`` whether members of lists stand on one line."""
    inner = margin + _STEP
    if isinstance(value, dict) and value:
        members = (
            f"{_render_flat(key)}: {_render(item, inner, lines=lines or key == _LINES)}" for key, item in value.items()
        )
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}"
    if isinstance(value, (list, tuple)) and not all(isinstance(item, (int, float)) for item in value):
        items = (_render_flat(item) if lines else _render(item, inner, lines=lines) for item in value)
        return f"[{inner}{f',{inner}'.join(items)}{margin}]"
    return _render_flat(value)
