"""Finds the tasks among the clauses, and the key points of each."""

from __future__ import annotations

import re
from collections.abc import Callable

from align.ids import IdMaker
from align.knowledge.clauses import ClauseWording
from align.knowledge.strength import Action, Actions
from align.model import Clause, KeyPoint, Role, Task, Tense
from align.parsing.measures import MeasureFinder, find_deadlines
from align.parsing.outline import Outline

ThemeOf = Callable[[str, tuple[str, ...]], str | None]
"""Given a cleaned text and the headings above it, the theme it belongs to, if any."""

_OPENING = "《“（〔【‘"
_CLOSING = "》”）〕】’"
_ACTOR = re.compile(r"由(?P<actor>[^，。；]{2,16}?)(?:牵头|负责|组织|会同|承担)")
_SCOPE = re.compile(r"(?:在|对|针对|围绕)(?P<scope>[^，。；]{2,30}?)(?:中|内|上|等|开展|实施|进行|全面|，|$)")
_LEAST_TASK = 6


class TaskFinder:
    """Finds tasks and key points with a given vocabulary."""

    def __init__(self, wording: ClauseWording, actions: Actions, measures: MeasureFinder) -> None:
        self._wording = wording
        self._actions = actions
        self._measures = measures

    def find(self, clauses: tuple[Clause, ...], outline: Outline, theme_of: ThemeOf) -> tuple[Task, ...]:
        """The tasks: future-oriented clauses of task divisions that ask for something to be done."""
        headings = _headings(outline)
        places = _task_divisions(outline)
        ids = IdMaker()
        return tuple(
            Task(
                id=ids.make(f"T{clause.division_id.split('-')[0][1:]}", clause.clean),
                text=clause.text,
                clean=clause.clean,
                span=clause.span,
                division_id=clause.division_id,
                theme=theme_of(clause.clean, headings[clause.division_id]),
                key_points=self.split_points(clause.clean),
                page=clause.page,
            )
            for clause in clauses
            if clause.tense is Tense.FUTURE and clause.division_id in places and self.is_task(clause.clean)
        )

    def is_task(self, clean: str) -> bool:
        """Whether a cleaned clause asks for something: slogans, general talk, leads and notes on duties do not."""
        if len(clean) < _LEAST_TASK or clean.endswith("：") or self._wording.not_tasks.match(clean):
            return False
        if not self._asks(clean):
            return False
        is_rhetoric = self._wording.rhetoric.search(clean) is not None
        if not is_rhetoric and not self._is_slogan(clean):
            return True
        if self._measures.find(clean) or find_deadlines(clean):
            return True
        later = [(piece, action) for piece in split_commas(clean)[1:] if (action := self._action(piece)) is not None]
        if is_rhetoric:
            return any(action.kind.value in self._wording.firm_actions for _, action in later)
        return any(not self._wording.hollow.search(piece.rstrip("。；")) for piece, _ in later)

    def _is_slogan(self, clean: str) -> bool:
        """Whether a sentence begins as a slogan or as the frame of a chapter; what is to be done may follow: 坚持……，推进……。"""
        wording = self._wording
        return bool(wording.slogans.match(wording.strip_adverbs(clean)) or wording.slogan_frames.match(clean))

    def _asks(self, clean: str) -> bool:
        """Whether any part of a sentence says that something is to be done, and not only how things stand."""
        pieces = split_commas(clean)
        if len(pieces) == 1 and self._actions.closing(pieces[0]) is not None:
            return True  # 山洪沟治理
        if find_deadlines(clean) or any(self._piece_asks(piece) for piece in pieces):
            return True
        if self._wording.descriptions.search(clean):
            return False
        return bool(self._measures.find(clean)) or bool(self._actions.find(clean))

    def _piece_asks(self, piece: str) -> bool:
        if self._wording.descriptions.search(piece):
            return False
        bare = self._wording.strip_adverbs(piece)
        if self._actions.leading(bare) is not None or self._wording.wholes.search(piece):
            return True
        actions = self._actions.find(bare)
        if self._wording.openings.match(bare):
            return bool(actions)
        return any(action.kind.value in self._wording.firm_actions for action in actions)

    def _action(self, piece: str) -> Action | None:
        return self._actions.leading(self._wording.strip_adverbs(piece))

    def split_points(self, clean: str) -> tuple[KeyPoint, ...]:
        """The essential elements of a task: its comma-separated parts, lead-ins joined to what they lead to."""
        points: list[KeyPoint] = []
        lead = ""
        for piece in split_commas(clean):
            if self._wording.lead_ins.fullmatch(piece) and self._action(piece) is None:
                lead = f"{lead}{piece}，"
                continue
            points.append(self._point(lead + piece, piece))
            lead = ""
        if lead:
            points.append(self._point(lead.rstrip("，"), lead.rstrip("，")))
        return tuple(points)

    def _point(self, text: str, piece: str) -> KeyPoint:
        action = self._action(piece)
        word = action.word if action is not None else None
        measures = self._measures.find(text)
        deadlines = find_deadlines(text)
        actor = _ACTOR.search(text)
        scope = _SCOPE.search(text)
        return KeyPoint(
            text=text,
            action=word,
            object=self._wording.strip_adverbs(piece).removeprefix(word or ""),
            scope=scope["scope"] if scope else None,
            quantity="、".join(measure.text for measure in measures) or None,
            deadline=deadlines[-1].text if deadlines else None,
            actor=actor["actor"] if actor else None,
        )


def _task_divisions(outline: Outline) -> frozenset[str]:
    """Divisions on tasks, and those inside a chapter of projects: many plans put tasks there, one heading a project."""
    projects = {division.id for division in outline.divisions if division.role is Role.PROJECTS}
    return frozenset(
        division.id
        for division in outline.divisions
        if division.role is Role.TASKS or (division.id in projects and division.parent_id in projects)
    )


def _headings(outline: Outline) -> dict[str, tuple[str, ...]]:
    """The titles from the top down to each division."""
    paths: dict[str, tuple[str, ...]] = {}
    for division in outline.divisions:
        above = paths.get(division.parent_id or "", ())
        paths[division.id] = (*above, division.title) if division.title else above
    return paths


def split_commas(clean: str) -> tuple[str, ...]:
    """The parts of a clause between commas and semicolons that stand outside brackets, without closing marks."""
    parts: list[str] = []
    depth, begin = 0, 0
    for index, character in enumerate(clean):
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in "，；。！" and depth == 0:
            parts.append(clean[begin:index])
            begin = index + 1
    parts.append(clean[begin:])
    return tuple(part.strip() for part in parts if part.strip("。；！，、 "))
