"""The concept of an indicator, by its name and by the form of its target."""

from __future__ import annotations

from align.knowledge.indicators import Catalogue, Concept
from align.knowledge.targets import load_target_phrases
from align.target import Target, TargetKind

_FALL = "下降"


def find_concept(catalogue: Catalogue, name: str, unit: str | None, parsed: Target) -> Concept | None:
    """The catalogue's concept for an indicator, or ``None``.

    A name whose target tells the change (万元GDP用水量: 较2020年下降16%) stands for the change where the catalogue has
    one under the name with 下降.
    """
    if parsed.kind is TargetKind.CUMULATIVE_PERCENT and load_target_phrases().down.search(parsed.text):
        changed = catalogue.find_concept(f"{name}{_FALL}", parsed.unit or unit)
        if changed is not None:
            return changed
    return catalogue.find_concept(name, unit)
