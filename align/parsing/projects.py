"""Finds the projects a plan lists: in tables, as shares in a sentence, and as enumerated items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from align.ids import IdMaker
from align.knowledge.project_words import ProjectWords, load_project_words
from align.model import Division, DivisionKind, Project, Role
from align.parsing.outline import Outline, Paragraph
from align.parsing.project_tables import Listed, find_table_projects
from align.source import Source

_NAME_END = re.compile(r"[：。]")
_LONGEST_NAME = 40
_KIND_WORD = re.compile(r"(?:工程|项目)?类?$")
_LEAD_IN = re.compile(r"^.*(?:其中|包括|分别为|分别是)")


def find_projects(source: Source, outline: Outline) -> tuple[Project, ...]:
    """The projects of a plan, in document order.

    Args:
        source: the document, whose tables are read for project lists.
        outline: its divisions and paragraphs.

    Returns:
        Named projects, and summary rows (``count`` of more than one); investments in 亿元, exact.
    """
    words = load_project_words()
    shares = list(_find_shares(outline, words))
    named = {_bare(share.name) for share in shares}
    # an item that only describes what a share has counted is no project more
    items = (item for item in _find_items(outline, words) if item.count > 1 or _bare(item.name) not in named)
    listed = [*find_table_projects(source, outline, words), *shares, *items]
    ids = IdMaker()
    return tuple(_build(item, source, ids) for item in sorted(listed, key=lambda item: (item.span, item.name)))


def _build(item: Listed, source: Source, ids: IdMaker) -> Project:
    return Project(
        id=ids.make("P", item.name),
        name=item.name,
        text=item.span.slice(source.text),
        span=item.span,
        division_id=item.division_id,
        category=item.category,
        count=item.count,
        investment=item.investment,
        page=item.page,
    )


def _bare(name: str) -> str:
    return _KIND_WORD.sub("", name)


# ---------------------------------------------------------------- shares in a sentence


def _find_shares(outline: Outline, words: ProjectWords) -> Iterator[Listed]:
    """Categories with their number of projects and money: several in a sentence (大气类8项，投资9.4亿元；…), or one to
    an item, be it enumerated or a line of its own; one alone in running text is the grand total."""
    items: dict[str, list[Listed]] = {}
    for paragraph in outline.paragraphs:
        if paragraph.line.table is not None:
            continue
        shares = [_share(match, paragraph, words) for match in _share_matches(paragraph.text, words)]
        if len(shares) >= words.least_shares:
            yield from shares
        elif paragraph.marker or words.share.fullmatch(paragraph.text.rstrip("。；")):
            items.setdefault(paragraph.division_id, []).extend(shares)
    for division in outline.divisions:  # an item followed by a paragraph reads as a heading
        if division.parent_id in items and (match := words.share.fullmatch(division.title.rstrip("。；"))):
            items[division.parent_id].append(_titled_share(match, division, words))
    for shares in items.values():
        if len(shares) >= words.least_shares:
            yield from shares


def _share_matches(text: str, words: ProjectWords) -> list[re.Match[str]]:
    """The shares in a text; what stands before 其中 with shares after it is their total."""
    matches = list(words.share.finditer(text))
    if len(matches) > 1 and words.total_ends.search(text, matches[0].end(), matches[1].end("name")):
        return matches[1:]
    return matches


def _titled_share(match: re.Match[str], division: Division, words: ProjectWords) -> Listed:
    return Listed(
        name=match["name"],
        span=division.heading,
        division_id=division.parent_id or division.id,
        count=int(match["count"]),
        investment=words.money_in_yi(match["money"], match["unit"]),
        page=division.page,
    )


def _share(match: re.Match[str], paragraph: Paragraph, words: ProjectWords) -> Listed:
    return Listed(
        name=_LEAD_IN.sub("", match["name"]),
        span=paragraph.span(match.start(), match.end()),
        division_id=paragraph.division_id,
        count=int(match["count"]),
        investment=words.money_in_yi(match["money"], match["unit"]),
        page=paragraph.line.page,
    )


# ---------------------------------------------------------------- enumerated items


def _find_items(outline: Outline, words: ProjectWords) -> Iterator[Listed]:
    """Enumerated projects: items and run-in headings without numbered parts of their own."""
    by_id = {division.id: division for division in outline.divisions}
    parents = {division.parent_id for division in outline.divisions}
    with_items = {paragraph.division_id for paragraph in outline.paragraphs if paragraph.marker}
    bodies = _bodies(outline)
    for division in outline.divisions:
        parent = by_id.get(division.parent_id or "")
        leaf = division.id not in parents and division.id not in with_items
        if leaf and division.marker and parent is not None and _is_project(division.title, parent, words):
            yield _from_division(division, parent, bodies.get(division.id, ()), words)
    for paragraph in outline.paragraphs:
        if paragraph.marker and (item := _from_item(paragraph, by_id[paragraph.division_id], words)):
            yield item


def _bodies(outline: Outline) -> dict[str, tuple[Paragraph, ...]]:
    bodies: dict[str, tuple[Paragraph, ...]] = {}
    for paragraph in outline.paragraphs:
        bodies[paragraph.division_id] = (*bodies.get(paragraph.division_id, ()), paragraph)
    return bodies


def _is_project(name: str, parent: Division, words: ProjectWords) -> bool:
    """Whether an item names a project: by its own name, or by the heading it stands under."""
    listing = parent.role is Role.PROJECTS or parent.kind is DivisionKind.BOX
    heading = parent.kind is DivisionKind.BOX and any(word in parent.title for word in words.headings)
    return 2 <= len(name) <= _LONGEST_NAME and (heading or (listing and name.endswith(words.name_ends)))


def _from_division(division: Division, parent: Division, body: tuple[Paragraph, ...], words: ProjectWords) -> Listed:
    text = "".join(paragraph.text for paragraph in body)
    return Listed(
        name=division.title,
        span=division.span,
        division_id=division.id,
        category=parent.title or None,
        count=_own_count(text, words),
        investment=_own_money(text, words),
        page=division.page,
    )


def _from_item(paragraph: Paragraph, division: Division, words: ProjectWords) -> Listed | None:
    name = _NAME_END.split(paragraph.text, maxsplit=1)[0]
    if paragraph.line.table is not None or not _is_project(name, division, words):
        return None
    return Listed(
        name=name,
        span=paragraph.span(),
        division_id=division.id,
        category=division.title or None,
        count=_own_count(paragraph.text[len(name) :], words),
        investment=_own_money(paragraph.text, words),
        page=paragraph.line.page,
    )


def _own_count(text: str, words: ProjectWords) -> int:
    """How many projects the text after a name says there are; one where it says nothing."""
    match = words.parts.match(text)
    return int(match["count"]) if match else 1


def _own_money(text: str, words: ProjectWords) -> Decimal | None:
    """The investment a project's text gives; none where it gives several amounts, which belong to its parts."""
    amounts = list(words.money.finditer(text))
    return words.money_in_yi(amounts[0]["money"], amounts[0]["unit"]) if len(amounts) == 1 else None
