"""Makes the rows of project tables clauses: a requirement may be answered by a project that no sentence speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from align.ids import IdMaker
from align.model import Clause, Origin, Project, Role, Tense
from align.parsing.clean import clean_text
from align.parsing.outline import Outline

_CELLS = re.compile(r"\s*[|｜\t\n]\s*")
# Numbers, years and amounts of money alone say nothing of what is done.
_TELLING = re.compile(r"[一-龥]{2,}")


def find_project_clauses(projects: Iterable[Project], outline: Outline) -> tuple[Clause, ...]:
    """A clause for each project that is a row of a table: its name and what is done, without numbers of their own cell.

    Args:
        projects: the projects of a plan.
        outline: its divisions and paragraphs.
    """
    rows = [paragraph.span() for paragraph in outline.paragraphs if paragraph.line.table is not None]
    ids = IdMaker()
    clauses: list[Clause] = []
    for project in projects:
        clean = "，".join(cell for cell in _CELLS.split(clean_text(project.text)) if _TELLING.search(cell))
        if clean and any(row.overlaps(project.span) for row in rows):
            clauses.append(
                Clause(
                    id=ids.make("CP", clean),
                    text=project.text,
                    clean=clean,
                    span=project.span,
                    division_id=project.division_id,
                    role=Role.PROJECTS,
                    tense=Tense.FUTURE,
                    page=project.page,
                    origin=Origin.TABLE,
                )
            )
    return tuple(clauses)
