"""Whether a task of the upper plan applies to the lower region at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from align.knowledge.applicability import TaskRule
from align.knowledge.places import ObjectWords, PlaceWords
from align.knowledge.regions import Regions
from align.knowledge.strength import Actions
from align.model import Level, Plan, Task

# Two characters may be words of the sentence: 城区和县城 holds the name of 和县.
_SURE_NAME = 3
_LAWMAKING = re.compile(
    r"(?:制定|修订|制修订|修改|出台|推动|推进|加快|颁布|研究)[^，。；]{0,10}《(?P<law>[^》]*(?:条例|办法|规定))》"
)
_BODY_LEVELS = {Level.PROVINCE: "省", Level.CITY: "市"}

IsCommon = Callable[[str], bool]
"""Whether a word is a common one of the field, and so no name of its own."""


class ExemptionJudge:
    """Finds the reason why a task does not apply; every reason is for a reviewer to confirm."""

    def __init__(
        self,
        rules: Sequence[TaskRule],
        places: PlaceWords,
        objects: ObjectWords,
        regions: Regions,
        actions: Actions,
        is_common: IsCommon,
    ) -> None:
        self._rules = tuple(rules)
        self._places = places
        self._objects = objects
        self._regions = regions
        self._actions = actions
        self._is_common = is_common
        self._listed = lru_cache(maxsize=8)(places.find_listed)

    def exemption_of(self, task: Task, upper: Plan, lower: Plan) -> str | None:
        """The reason why an upper task does not apply to the lower plan's region; ``None`` where it may apply."""
        return (
            self._lawmaking(task, upper, lower)
            or self._competence(task, lower)
            or self._elsewhere(task, upper, lower)
            or self._others_object(task, upper, lower)
        )

    def _lawmaking(self, task: Task, upper: Plan, lower: Plan) -> str | None:
        """A law of the upper region, by its name, is made there."""
        match = _LAWMAKING.search(task.clean)
        if match is None or not upper.meta.region or not match["law"].startswith(upper.meta.region):
            return None
        return None if upper.meta.region == lower.meta.region else f"《{match['law']}》由上级制定，本级贯彻执行"

    def _competence(self, task: Task, lower: Plan) -> str | None:
        level = lower.meta.level
        if level is None:
            return None
        return next((rule.reason for rule in self._rules if rule.holds(task.clean, level, lower.source.text)), None)

    def _elsewhere(self, task: Task, upper: Plan, lower: Plan) -> str | None:
        if lower.meta.region is None or self._places.is_general(task.clean):
            return None
        known = {
            m.region.name
            for m in self._regions.mentions(task.clean)
            if len(m.region.name) >= _SURE_NAME and task.clean[m.start : m.end] not in self._places.not_short
        }
        known |= {name for name in self._listed(upper.source.text) if name in task.clean}
        told = [name for name in self._places.find(task.clean) if self._actions.leading(name) is None]  # 加强县…
        named = [name for name in (*sorted(known), *told) if name != upper.meta.region]
        if not named or any(self._concerns(name, lower) for name in named):
            return None
        return f"上级点名{'、'.join(dict.fromkeys(named))}，不涉及本地区"

    def _concerns(self, name: str, lower: Plan) -> bool:
        """Whether a named place is the lower region, lies in it, holds it, or is spoken of in its plan."""
        own = lower.meta.region or ""
        if name in own or own in name or name in lower.source.text:
            return True
        place = self._regions.find(name)
        home = self._regions.by_code.get(lower.meta.region_code or "")
        if place is None or home is None:
            return False
        return self._regions.is_inside(place, home) or self._regions.is_inside(home, place)

    def _others_object(self, task: Task, upper: Plan, lower: Plan) -> str | None:
        """A lake, port or college with a name of its own, or a body of the upper level, that the lower plan never names."""
        if lower.meta.region is None or upper.meta.region == lower.meta.region or self._places.is_general(task.clean):
            return None
        text = lower.source.text
        level = _BODY_LEVELS.get(upper.meta.level) if upper.meta.level else None
        bodies = self._objects.find_bodies(task.clean, level) if level else ()
        if bodies and not any(body in text for body in bodies):
            return f"{'、'.join(dict.fromkeys(bodies))}是上级本级的单位，由上级组织实施"
        named = [name for name in self._objects.find(task.clean) if self._is_own_name(name, upper)]
        if named and not any(name in text for name in named):
            return f"对象为{'、'.join(dict.fromkeys(named))}，本级文本未提及，可能不在本辖区"
        return None

    def _is_own_name(self, name: str, upper: Plan) -> bool:
        """Whether a word is a name of its own: none of the field's common words, and told after different characters.

        What is always told after the same character is the end of a longer word. A name that begins with that of the
        upper region is one at once.
        """
        if self._is_common(name) or name.endswith(self._places.not_places):
            return False
        stem = (upper.meta.region or "")[:-1]
        if name.endswith(self._objects.sure) or (stem and name.startswith(stem)):
            return True
        text = upper.source.text
        return len({text[max(0, match.start() - 1) : match.start()] for match in re.finditer(name, text)}) > 1
