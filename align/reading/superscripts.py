"""Writes raised characters so that they stay apart from what they stand behind: 10⁴ is no 104, 覆盖率¹ no 覆盖率1."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_KNOWN = frozenset("0123456789+-−()n")


def raise_text(text: str) -> str:
    """A text set as superscript in the characters made for it; as it is where one of them does not exist (①, 注)."""
    return text.translate(_RAISED) if text and _KNOWN.issuperset(text) else text
