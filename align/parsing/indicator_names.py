"""Tells the names of indicators in running text, and takes coordinated names apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.knowledge.indicator_text import ProseWords
from align.knowledge.indicators import Catalogue

_SHORTEST = 3
_SHORTEST_WORD = 2
_ORDINAL = re.compile("第[一二三四五六七八九十]")
_NUMERAL = re.compile("[一二三四五六七八九十]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReader:
    """Reads subjects of target sentences."""

    words: ProseWords
    catalogue: Catalogue

    def strip_lead(self, subject: str) -> str:
        """The subject without what leads up to a name: years, 全市, 力争, verbs, commas."""
        while match := self.words.lead.match(subject):
            if not match.end() or match.end() >= len(subject):
                break
            subject = subject[match.end() :]
        return subject.strip("，、：； ")

    def is_name(self, text: str, *, strong: bool) -> bool:
        """Whether the text is an indicator's name; ``strong`` where no number follows and more certainty is needed."""
        if not _SHORTEST <= len(text) <= self.words.longest_name or re.search(r"[，；：。！]", text):
            return False
        if self.catalogue.find_concept(text, None) is not None:
            return True
        suffixes = self.words.strong_suffixes if strong else self.words.name_suffixes
        bare = re.sub(r"（[^（）]*）$", "", text)
        if text.startswith(self.words.not_prefixes):
            return False
        return bare.endswith(suffixes) and not bare.endswith(self.words.not_suffixes)

    def split(self, subject: str, *, strong: bool) -> tuple[str, ...]:
        """The names in a subject; empty where it is none.

        ``A比例、B达标率`` are two; ``受污染耕地、污染地块安全利用率`` are two, as each makes a known name with the common
        end; ``城市和县城污水处理率`` stays one where that is not certain.
        """
        subject = self.strip_lead(subject)
        if self.catalogue.find_concept(subject, None) is not None:
            return (subject,)
        parts = self._parts(subject)
        if len(parts) > 1 and all(self.is_name(part, strong=strong) for part in parts):
            return parts
        if len(parts) > 1 and (shared := self._share_end(parts)):
            return shared
        for start in self._starts(subject):
            tail = self.strip_lead(subject[start:])
            if self.is_name(tail, strong=strong):
                return (tail,)
        return ()

    def split_shared(self, subject: str) -> tuple[str, ...]:
        """The names in a subject all of which share one value (风电、光伏发电利用率均…): completed ones, else as they stand."""
        count = len(self._parts(self.strip_lead(subject)))
        return (self.share_by_length(subject, count) if count > 1 else ()) or self.split(subject, strong=False)

    def _parts(self, subject: str) -> tuple[str, ...]:
        pieces = [self.strip_lead(piece) for piece in self.words.separators.split(subject)]
        return tuple(piece for piece in pieces if piece)

    def _starts(self, subject: str) -> list[int]:
        """Where a name may begin: at the start, or after a comma when what stands before belongs to another clause."""
        return [0, *(match.end() for match in re.finditer("[，；：]", subject))]

    def _share_end(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Names completed by the end of the last one, the longest end that makes every part a known name."""
        last = parts[-1]
        if self.catalogue.find_concept(last, None) is None:
            return ()
        for cut in range(1, len(last) - 1):
            names = [part + last[cut:] for part in parts[:-1]]
            if all(self.catalogue.is_alias(name) for name in names):
                return (*names, last)
        return ()

    def _common_end(self, parts: tuple[str, ...]) -> str:
        """What the last name has beyond the word that all end in (高血压患者、糖尿病患者规范管理率: 规范管理率).

        Without such a word, what it has beyond the length of the one before it.
        """
        before, last = parts[-2], parts[-1]
        for length in range(len(before), _SHORTEST_WORD - 1, -1):
            word = before[-length:]
            at = last.find(word)
            if at >= 0 and all(part.endswith(word) for part in parts[:-1]):
                return last[at + length :]
        return last[len(before) :]

    def share_by_length(self, subject: str, count: int) -> tuple[str, ...]:
        """``count`` names for values told with 分别: the parts, completed by what the last has beyond the first's length."""
        parts = _with_ordinals(self._parts(self.strip_lead(subject)))
        if len(parts) != count:
            return ()
        if all(self.is_name(part, strong=False) for part in parts):
            return parts
        if shared := self._share_end(parts):
            return shared
        end = self._common_end(parts)
        names = (*(part + end for part in parts[:-1]), parts[-1])
        return names if all(self.is_name(name, strong=False) for name in names) else ()


def _with_ordinals(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of 第一、二、三产业… with 第 before each numeral."""
    if not parts or not _ORDINAL.fullmatch(parts[0]):
        return parts
    return (parts[0], *(f"第{part}" if _NUMERAL.match(part) else part for part in parts[1:]))
