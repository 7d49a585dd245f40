"""Finds the divisions of a plan, and which passage stands in which."""

from __future__ import annotations

from typing import Protocol

from align.ids import IdMaker
from align.model import DivisionKind, Role
from align.parsing.boxes import begins_frame, find_box, find_frame, leaves_box
from align.parsing.clean import Line
from align.parsing.headings import Heading, find_heading, is_front_title, parse_item_marker
from align.parsing.numbering import Marker, Style
from align.parsing.opened import Opened
from align.parsing.outline import Outline, Paragraph
from align.spans import Span

_ROOT_RANK = 0.0
_ANNEX_RANK = 1.5
_BOX_STEP = 0.5
_UNNUMBERED_STEP = 0.25
_STYLE_RANKS = {Style.ANNEX: _ANNEX_RANK}
# Where most paragraphs are set off by blank lines, a blank line says nothing.
_GAP_SHARE = 0.3


class Roles(Protocol):
    """Tells what divisions are for from their headings."""

    def role_of(self, title: str, above: Role | None) -> Role | None:
        """The role a heading tells under a division of role ``above`` (``None`` at the top), if any."""

    def is_container(self, title: str) -> bool:
        """Whether a heading only gathers parts whose own headings tell what they are for."""


def build_outline(lines: tuple[Line, ...], roles: Roles) -> Outline:
    """The divisions and paragraphs of a cleaned text.

    The first division is the document itself, level 0, without marker and title; a plan in which no heading speaks
    of tasks is taken as all tasks, so that a short 行动方案 is not lost.
    """
    builder = _Builder(roles, gaps_tell=_gaps_tell(lines))
    for index, line in enumerate(lines):
        builder.add(line, lines[index + 1] if index + 1 < len(lines) else None)
    return builder.finish(lines)


def _gaps_tell(lines: tuple[Line, ...]) -> bool:
    return sum(line.gap for line in lines) <= _GAP_SHARE * max(len(lines), 1)


class _Builder:
    def __init__(self, roles: Roles, *, gaps_tell: bool) -> None:
        self._roles = roles
        self._gaps_tell = gaps_tell
        self._ids = IdMaker()
        root = Opened("D0", _ROOT_RANK, DivisionKind.CHAPTER, "", "", Role.CONTEXT, Span(0, 0), None, 0, None, 0)
        self._all = [root]
        self._stack = [root]
        self._paragraphs: list[Paragraph] = []
        self._ranks_of_levels: dict[int, float] = {}
        self._body_seen = False
        self._before: Line | None = None

    # ------------------------------------------------------------ one line after another

    def add(self, line: Line, following: Line | None) -> None:
        self._settle_frame(line)
        self._place(line, self._within_frame(following))
        self._before = line

    def _place(self, line: Line, following: Line | None) -> None:
        heading = None if line.table is not None else find_heading(line, following, body_seen=self._body_seen)
        if heading is not None:
            self._open(line, heading)
            if heading.body_start < len(line.text):
                self._body(line, heading.body_start, "")
            return
        marker = parse_item_marker(line.text) if line.table is None else None
        self._leave_box(line, marker)
        if marker is None:
            self._body(line, 0, "")
        else:
            self._note(marker)
            self._body(line, marker.end, marker.text)

    def _body(self, line: Line, start: int, marker: str) -> None:
        here = self._stack[-1]
        here.paragraphs += 1
        self._body_seen = self._body_seen or line.text.endswith("。")
        self._paragraphs.append(Paragraph(line=line, start=start, division_id=here.id, role=here.role, marker=marker))
        self._extend(line)

    def _extend(self, line: Line) -> None:
        for division in self._stack:
            division.end = max(division.end, line.offsets[-1] + 1)

    # ------------------------------------------------------------ headings

    def _open(self, line: Line, heading: Heading) -> None:
        self._leave_box(line, heading.marker)
        if heading.marker is not None:
            self._leave_styled(line.level)
            self._leave_unnumbered(heading.marker)
            self._leave_annex(heading.marker)
        self._pop(self._rank(line, heading))
        rank = self._rank(line, heading)
        if heading.marker is not None:
            self._note(heading.marker)
        parent = self._stack[-1]
        title = line.text[heading.title_start : heading.title_end]
        self._push(line, heading, title, rank, parent)
        self._extend(line)

    def _push(self, line: Line, heading: Heading, title: str, rank: float, parent: Opened) -> None:
        marker = heading.marker.text if heading.marker else ""
        kind = _kind(heading.marker, parent)
        role, told = self._role(title, kind, parent)
        opened = Opened(
            id=self._ids.make(_path_id(parent.id, heading.marker), marker + title),
            rank=rank,
            kind=kind,
            marker=marker,
            title=title,
            role=role,
            told=told,
            heading=line.span(0, heading.title_end),
            parent=parent.id,
            level=parent.level + 1,
            page=line.page,
            end=line.offsets[-1] + 1,
            unnumbered=heading.marker is None and (line.level is None or is_front_title(title)),
            styled=line.level if heading.marker is None else None,
            frame=self._own_frame(line, kind),
        )
        parent.parts += 1
        self._all.append(opened)
        self._stack.append(opened)

    def _role(self, title: str, kind: DivisionKind, parent: Opened) -> tuple[Role, bool]:
        """The role of a division, and whether a heading told it; a chapter that tells none is taken as tasks."""
        top = parent.rank == _ROOT_RANK or self._roles.is_container(parent.title)
        told = self._roles.role_of(title, parent.role if parent.told and not top else None)
        if told is not None and (parent.told or top or not self._objectives_seen() or told is Role.PROJECTS):
            return told, True
        if kind is DivisionKind.ANNEX:
            return Role.CONTEXT, True
        return (Role.TASKS, False) if top else (parent.role, parent.told)

    def _objectives_seen(self) -> bool:
        """Whether the plan has come to its objectives: from there on a chapter without a telling name is a task."""
        return any(open_.role is Role.OBJECTIVES and open_.told for open_ in self._all)

    def _rank(self, line: Line, heading: Heading) -> float:
        if heading.marker is not None:
            rank = self._marked_rank(heading.marker)
            if line.level is not None:
                self._ranks_of_levels[line.level] = rank
            return rank
        if line.level is not None:
            return self._ranks_of_levels.get(line.level, float(line.level))
        here = self._stack[-1]
        sibling = here.unnumbered or (here.paragraphs > 0 and here.rank > _ROOT_RANK)
        return here.rank if sibling else here.rank + _UNNUMBERED_STEP

    def _marked_rank(self, marker: Marker) -> float:
        if marker.style is Style.BOX:
            outside = next(open_ for open_ in reversed(self._stack) if open_.kind is not DivisionKind.BOX)
            return outside.rank + _BOX_STEP
        return _STYLE_RANKS.get(marker.style, float(marker.style))

    def _leave_styled(self, level: int | None) -> None:
        """A numbered heading of the same style level, or a higher one, is no part of an unnumbered one (前言)."""
        index = next((i for i, open_ in enumerate(self._stack) if open_.styled is not None), None)
        if index is not None and level is not None and level <= (self._stack[index].styled or 0):
            del self._stack[index:]

    def _leave_unnumbered(self, marker: Marker) -> None:
        """A number continues the numbering above an unnumbered heading unless it starts, or goes on, one of its own."""
        index = next((i for i, open_ in enumerate(self._stack) if open_.unnumbered), None)
        if index is None:
            return
        own = any(marker.style in open_.seen for open_ in self._stack[index:])
        starts = marker.value == 1 and marker.style > Style.CHINESE and not is_front_title(self._stack[index].title)
        if not own and not starts:
            del self._stack[index:]

    def _leave_annex(self, marker: Marker) -> None:
        """An annex in the middle of the text (附表 before 第三章) ends where the numbering outside goes on."""
        index = next((i for i, open_ in enumerate(self._stack) if open_.kind is DivisionKind.ANNEX), None)
        if index is not None and marker.value is not None:
            outside = self._stack[index - 1].seen.get(marker.style)
            inside = any(marker.style in open_.seen for open_ in self._stack[index:])
            if outside is not None and marker.value == outside + 1 and not inside:
                del self._stack[index:]

    def _pop(self, rank: float) -> None:
        """Closes what a heading of that rank ends; a box still open keeps whatever numbering it has inside."""
        box = find_box(self._stack)
        floor = 1 if box is None else box + 1
        while len(self._stack) > floor and self._stack[-1].rank >= rank:
            self._stack.pop()

    def _note(self, marker: Marker) -> None:
        if marker.value is not None:
            self._stack[-1].seen[marker.style] = marker.value

    # ------------------------------------------------------------ boxes

    def _leave_box(self, line: Line, marker: Marker | None) -> None:
        box = find_box(self._stack)
        if box is not None and leaves_box(self._stack, box, line, marker, gaps_tell=self._gaps_tell):
            del self._stack[box:]

    def _settle_frame(self, line: Line) -> None:
        """Brings what is known of the frame of an open box up to a line, and leaves the box if the line stands behind it."""
        box = find_box(self._stack)
        if box is None:
            return
        frame = find_frame(self._stack, box, line, self._before)
        self._stack[box].frame = frame
        if frame is not None:
            self._leave_box(line, None)

    def _own_frame(self, line: Line, kind: DivisionKind) -> Span | None:
        """The frame of a box that opens with a line: one that begins with it or with the box before it."""
        if kind is not DivisionKind.BOX or line.frame is None:
            return None
        shared = any(open_.kind is DivisionKind.BOX and open_.frame == line.frame for open_ in self._all)
        return line.frame if shared or begins_frame(line, self._before) else None

    def _within_frame(self, following: Line | None) -> Line | None:
        """The next line, unless it stands behind the frame of an open box and so belongs to nothing inside."""
        box = find_box(self._stack)
        frame = None if box is None else self._stack[box].frame
        return None if following is not None and frame is not None and following.offsets[0] >= frame.end else following

    # ------------------------------------------------------------ the end

    def finish(self, lines: tuple[Line, ...]) -> Outline:
        if lines:
            self._all[0].end = lines[-1].offsets[-1] + 1
        self._settle_openings()
        self._settle_safeguards()
        if not any(open_.role is Role.TASKS for open_ in self._all):
            self._all[0].role = Role.TASKS
        roles = {open_.id: open_.role for open_ in self._all}
        paragraphs = tuple(
            Paragraph(line=p.line, start=p.start, division_id=p.division_id, role=roles[p.division_id], marker=p.marker)
            for p in self._paragraphs
        )
        return Outline(divisions=tuple(open_.close() for open_ in self._all), paragraphs=paragraphs)

    def _settle_openings(self) -> None:
        """Chapters without a telling name that stand before the objectives (一、起步条件) speak of the state of things."""
        first = next((i for i, o in enumerate(self._all) if o.level == 1 and o.role is Role.OBJECTIVES and o.told), 0)
        for open_ in self._all[:first]:
            if not open_.told and open_.role is Role.TASKS:
                open_.role = Role.CONTEXT

    def _settle_safeguards(self) -> None:
        """A chapter that sounds like safeguards (优化布局和要素保障) but has tasks and the safeguards behind it is a task."""
        chapters = [open_ for open_ in self._all if open_.level == 1]
        for index, chapter in enumerate(chapters):
            after = [other.role for other in chapters[index + 1 :]]
            tasks = after.index(Role.TASKS) if Role.TASKS in after else len(after)
            if chapter.role is Role.SAFEGUARDS and Role.SAFEGUARDS in after[tasks:]:
                self._retell(chapter, Role.SAFEGUARDS, Role.TASKS)

    def _retell(self, chapter: Opened, old: Role, new: Role) -> None:
        """Gives a chapter, and what under it has its role, another one."""
        parents = {open_.id: open_.parent for open_ in self._all}
        for open_ in self._all:
            above: str | None = open_.id
            while above is not None and above != chapter.id:
                above = parents[above]
            if above == chapter.id and open_.role is old:
                open_.role = new


def _kind(marker: Marker | None, parent: Opened) -> DivisionKind:
    if marker is not None and marker.style is Style.BOX:
        return DivisionKind.BOX
    if marker is not None and marker.style is Style.ANNEX:
        return DivisionKind.ANNEX
    return DivisionKind.BOX if parent.kind is DivisionKind.BOX else DivisionKind.CHAPTER


def _path_id(parent_id: str, marker: Marker | None) -> str:
    """``D3`` under the document, ``D3.1`` under that: the numbers a reader sees, without the parents' hashes."""
    number = "x" if marker is None or marker.value is None else str(marker.value)
    prefix = "box" if marker is not None and marker.style is Style.BOX else ""
    path = parent_id.split("-")[0]
    return f"D{prefix}{number}" if path == "D0" else f"{path}.{prefix}{number}"
