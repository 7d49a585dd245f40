"""The fields of a Word document: their results are text, their codes are not; some show something without a result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.reading.word.names import W
from align.reading.word.numerals import render_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# EQ \o\ac(○,1) is a character in a circle, EQ \* jc2 … \o\ad(\s\up 9(guī),规) one with its reading above.
_EQUATION = re.compile(r"\s*eq\b", re.IGNORECASE)
_CIRCLED = re.compile(r"\\o\s*\\ac\s*\(\s*[○◯]\s*[,，;]\s*(\d{1,2})\s*\)", re.IGNORECASE)
_READING = re.compile(r"\\o\s*\\ad\s*\(\s*\\s\s*\\up\s*\d*\s*\([^()]*\)\s*[,，;]\s*(?P<base>[^()\\]+)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(([^(),;\\]+)[,;]([^(),;\\]+)\)", re.IGNORECASE)
_OPTION = re.compile(r"\\\*\s*(?:jc\d|\"[^\"]*\"|hps\d+|\w+)|\\[a-z]+\s*\d*|[(),;○□△◇◯]", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    code: list[str] = field(default_factory=list)
    shown: bool = False


class Fields:
    """The fields begun and not yet ended; they may go on over several paragraphs."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def in_code(self) -> bool:
        """Whether what comes now belongs to the code of a field and is not seen."""
        return any(not one.shown for one in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether what comes now is the result of a table of contents."""
        return any(_is_contents(one) for one in self._open)

    def add_code(self, text: str) -> None:
        """Takes in a piece of a field's code."""
        if self._open:
            self._open[-1].code.append(text)

    def take(self, character: Element) -> str:
        """Follows a ``w:fldChar``; returns what the field shows where it ends without a result, else nothing."""
        kind = character.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            return "" if ended.shown or self.in_code else render_equation("".join(ended.code))
        return ""

    def end_paragraph(self) -> None:
        """Gives up codes that did not end with their paragraph, so that a broken field swallows no more than that."""
        self._open = [one for one in self._open if one.shown]

    def end_contents(self) -> None:
        """Gives up a table of contents that lacks its end."""
        self._open = [one for one in self._open if not _is_contents(one)]


def _is_contents(one: _Field) -> bool:
    return one.shown and "".join(one.code).split()[:1] == ["TOC"]


def render_equation(code: str) -> str:
    """What an EQ field shows, in a line; nothing for any other field."""
    if not _EQUATION.match(code):
        return ""
    text = _EQUATION.sub("", code, count=1)
    text = _READING.sub(lambda match: match["base"], text)
    text = _CIRCLED.sub(lambda match: render_number(int(match.group(1)), "decimalEnclosedCircle") or "", text)
    text = _FRACTION.sub(r"\1/\2", text)
    return _OPTION.sub("", text).strip()
