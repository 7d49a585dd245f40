"""Puts a finding into words: in full, in brief, or in a list with others."""

from __future__ import annotations

from collections.abc import Sequence

from align.knowledge.phrases import Phrases
from align.reporting.entries import Entry, Part
from align.reporting.opinion.blocks import Block, Heading, Paragraph, Run, tell
from align.reporting.opinion.evidence import Evidence
from align.reporting.opinion.extracts import cut_text, name_matter
from align.reporting.opinion.reviewed import find_comment, find_wording, tell_mark
from align.results import TaskVerdict

_BRIEF_QUOTE, _BRIEF_ANSWER = 44, 28
_HEADING, _LISTED, _LISTED_REASON = 17, 22, 40
# Parts whose findings have no name of their own; what is said of them tells them apart.
_NAMELESS = (Part.BASIS, Part.CLAIM, Part.STRUCTURE)


class Wording:
    """Sentences on the findings of a report; ``marked`` says that the report is under review, and what is not settled is marked."""

    def __init__(self, evidence: Evidence, phrases: Phrases, *, marked: bool) -> None:
        self._evidence = evidence
        self._phrases = phrases
        self._marked = marked

    def write_full(self, entry: Entry) -> tuple[Block, ...]:
        """A heading with the number of the finding, what both plans say and what is wrong, and the suggestion."""
        heading = Heading(level=3, text=f"{self.name(entry, _HEADING)}（{entry.number}）", mark=self._mark(entry))
        upper = self._fill("upper", entry, self._evidence.fill_upper(entry))
        lower = self._fill("lower", entry, self._evidence.fill_lower(entry))
        problem = self.tell_problem(entry)
        is_near = entry.verdict is TaskVerdict.MISSING
        told = (upper, problem, lower) if is_near and not find_comment(entry) else (upper, lower, problem)
        advice = self.tell_advice(entry)
        return (heading, tell("".join(told)), *([tell(advice)] if advice else []))

    def write_brief(self, entry: Entry) -> Paragraph:
        """One paragraph: number, short extracts of both plans, what is wrong, the suggestion."""
        upper = self._fill("upper", entry, self._evidence.fill_upper(entry, _BRIEF_QUOTE))
        is_near = entry.verdict is TaskVerdict.MISSING
        lower = "" if is_near else self._fill("lower", entry, self._evidence.fill_lower(entry, _BRIEF_ANSWER))
        text = f"{upper}{lower}{self.tell_problem(entry)}{self.tell_advice(entry)}"
        return Paragraph((Run(f"（{entry.number}）"), Run(self._mark(entry), is_mark=True), Run(text)))

    def write_listed(self, entries: Sequence[Entry]) -> tuple[Paragraph, ...]:
        """The findings by theme and verdict, each with its name and number only."""
        themes = dict.fromkeys(entry.theme or "" for entry in entries)
        return tuple(self._list_theme(theme, [e for e in entries if (e.theme or "") == theme]) for theme in themes)

    def name(self, entry: Entry, most: int) -> str:
        """What a finding is about, in a few words."""
        if entry.part in _NAMELESS:
            whose = self._evidence.names[entry.pair] if entry.upper else ""
            return f"{whose}{name_matter(entry.reason, most)}"
        return name_matter(entry.title, most) if entry.part is Part.TASK else cut_text(entry.title, most)

    def tell_problem(self, entry: Entry) -> str:
        """What is wrong, in the reviewers' words where they gave any."""
        if comment := find_comment(entry):
            return f"{comment.rstrip('。')}。"
        return self._fill("problem", entry, self._evidence.fill_problem(entry))

    def tell_advice(self, entry: Entry) -> str:
        """The suggestion: the reviewers' own text, or the pattern for the verdict in the tone of the severity."""
        if wording := find_wording(entry):
            return self._phrases.fill("wording", wording=wording)
        if find_comment(entry):
            return ""
        ask = self._phrases.fill("ask", case=entry.severity.value)
        cases: list[str] = [entry.verdict.value]
        if self._evidence.is_nature_weakened(entry):
            cases.append("nature_weakened")
        nature = self._evidence.tell_nature(entry)
        return "".join(self._phrases.fill("advice", entry.part.value, case, ask=ask, nature=nature) for case in cases)

    def _list_theme(self, theme: str, entries: Sequence[Entry]) -> Paragraph:
        runs = [Run(f"{theme}（{len(entries)} 条）：")] if theme else []
        for label in dict.fromkeys(map(self._evidence.tell_verdict, entries)):
            runs.append(Run(f"{label}的："))
            for entry in (one for one in entries if self._evidence.tell_verdict(one) == label):
                runs.extend((*self._list_entry(entry), Run("；")))
            runs[-1] = Run("。")
        return Paragraph(tuple(runs))

    def _list_entry(self, entry: Entry) -> tuple[Run, ...]:
        most = _LISTED_REASON if entry.part in _NAMELESS else _LISTED
        lacking = "" if find_comment(entry) else self._evidence.tell_lacking(entry, _LISTED)
        told = f"，缺“{lacking}”" if lacking else ""
        name = Run(f"{self.name(entry, most)}（{entry.number}")
        return (name, Run(self._mark(entry), is_mark=True), Run(f"{told}）"))

    def _fill(self, use: str, entry: Entry, slots: dict[str, str]) -> str:
        return self._phrases.fill(use, entry.part.value, entry.verdict.value, **slots) if slots else ""

    def _mark(self, entry: Entry) -> str:
        return tell_mark(entry) if self._marked else ""
