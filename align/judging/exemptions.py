"""Whether a task of the upper plan applies to the lower region at all."""

from __future__ import annotations

from collections.abc import Sequence

from align.knowledge.applicability import RuleKind, TaskRule
from align.knowledge.places import PlaceWords
from align.knowledge.regions import Regions
from align.knowledge.strength import Actions
from align.model import Plan, Task

# A region whose own plan speaks so often of the sea has a coast; there is no table of coasts yet.
_SEA_WORDS = ("海域", "近岸", "海岸", "海湾", "海洋")
_SEA_MENTIONS = 3
# Two characters may be words of the sentence: 城区和县城 holds the name of 和县.
_SURE_NAME = 3


class ExemptionJudge:
    """Finds the reason why a task does not apply; every reason is for a reviewer to confirm."""

    def __init__(self, rules: Sequence[TaskRule], places: PlaceWords, regions: Regions, actions: Actions) -> None:
        self._rules = tuple(rule for rule in rules if rule.kind is not RuleKind.PLACE)
        self._places = places
        self._regions = regions
        self._actions = actions

    def exemption_of(self, task: Task, upper: Plan, lower: Plan) -> str | None:
        """The reason why an upper task does not apply to the lower plan's region; ``None`` where it may apply."""
        return self._competence(task, lower) or self._elsewhere(task, upper, lower)

    def _competence(self, task: Task, lower: Plan) -> str | None:
        level = lower.meta.level
        if level is None:
            return None
        for rule in self._rules:
            if rule.holds(task.clean, level) and not (rule.kind is RuleKind.MARINE and _is_coastal(lower)):
                return rule.reason
        return None

    def _elsewhere(self, task: Task, upper: Plan, lower: Plan) -> str | None:
        if lower.meta.region is None or self._places.is_general(task.clean):
            return None
        known = {m.region.name for m in self._regions.mentions(task.clean) if len(m.region.name) >= _SURE_NAME}
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


def _is_coastal(plan: Plan) -> bool:
    return sum(plan.source.text.count(word) for word in _SEA_WORDS) >= _SEA_MENTIONS
