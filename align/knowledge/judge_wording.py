"""How a language model is asked to judge, and how far it is believed (``mappings/judge/prompt.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

from align.asking.prompts import Limits
from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import complain_of_entries, load_toml

_BLANKS = frozenset(
    ("upper_title", "upper_level", "lower_title", "lower_level", "division", "requirement", "points", "passages")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeWording:
    """The words a model is asked in, how many passages it is shown, how sure its answers are, and how it may be asked.

    ``agree`` and ``alone`` are the shares of right verdicts where it says the same as the rules, and where it does not.
    """

    system: str
    question: Template
    most_passages: int
    agree: float
    alone: float
    limits: Limits


@lru_cache(maxsize=2)
def load_judge_wording(path: Path | None = None) -> JudgeWording:
    """The wording of ``path``, by default the bundled one.

    Raises:
        MappingError: an entry is missing or malformed, or the question lacks a blank or has one that nothing fills.
    """
    file = path or bundled("mappings", "judge", "prompt.toml")
    content = load_toml(file)
    with complain_of_entries(file):
        wording = JudgeWording(
            system=content["system"].strip(),
            question=Template(content["question"].strip()),
            most_passages=int(content["most_passages"]),
            agree=float(content["confidence"]["agree"]),
            alone=float(content["confidence"]["alone"]),
            limits=Limits(**content["endpoint"]),
        )
    blanks = set(wording.question.get_identifiers())
    if not wording.question.is_valid() or blanks != _BLANKS:
        raise MappingError(file, 1, f"question 缺少或多出的空：{'、'.join(sorted(blanks ^ _BLANKS)) or '$ 写法有误'}")
    if not (0 < wording.alone <= 1 and 0 < wording.agree <= 1 and wording.most_passages > 0):
        raise MappingError(file, 1, "agree、alone 应在 0 与 1 之间，most_passages 应大于 0")
    return wording
