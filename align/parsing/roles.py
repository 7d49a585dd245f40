"""The role of a division from its heading and the division above it."""

from __future__ import annotations

from align.knowledge.structure import RoleWords
from align.model import Role

_SETTLED = (Role.TASKS, Role.PROJECTS, Role.SAFEGUARDS)
# Inside a chapter of tasks only a heading that says little else (重点工程, 规划实施保障措施) starts another part;
# “考古中国”重大项目 in a box is one of the tasks.
_PLAIN_TITLE = 10
_PART_ENDS = ("工程", "项目", "措施", "依据", "保障", "实施", "投资")


class RoleFinder:
    """Tells roles from heading words."""

    def __init__(self, words: RoleWords, containers: frozenset[str]) -> None:
        self._words = words
        self._containers = containers

    def is_container(self, title: str) -> bool:
        """Whether a heading only gathers parts whose own headings tell what they are for."""
        return title in self._containers

    def role_of(self, title: str, above: Role | None) -> Role | None:
        """The role a heading tells under a division of role ``above`` (``None`` at the top); ``None`` where it tells none."""
        told = self._words.role_of(title, above)
        if above not in _SETTLED or told is None:
            return told
        if told in (Role.CONTEXT, Role.OBJECTIVES):
            return None
        return told if len(title) <= _PLAIN_TITLE and title.endswith(_PART_ENDS) else None
