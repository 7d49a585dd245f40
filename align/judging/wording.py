"""Strength of wording (强度弱化): a stronger word above answered by a weaker one below."""

from __future__ import annotations

from collections.abc import Sequence

from align.knowledge.strength import Ladder, Rung, Scale
from align.results import Weakening

# By how many rungs an answer must fall to count (domain rules §B3: one is weaker, two are much weaker). Words of
# completion are used loosely, so that one rung is no evidence there; a prohibition that slips one rung is one no more.
_FALL = {Scale.COMPLETION: 2, Scale.PROHIBITION: 1, Scale.RIGIDITY: 2}
# From which rung up the upper word must be: 推动 answered by 支持 is a matter of style, 全面完成 by 推进 is not.
_FIRM = {Scale.COMPLETION: 1, Scale.PROHIBITION: 2, Scale.RIGIDITY: 2}


def find_weakened(ladder: Ladder, upper: str, answers: Sequence[str]) -> tuple[Weakening, ...]:
    """The words of a requirement that its answers replace by weaker ones, scale by scale.

    Args:
        ladder: the ladder of wording.
        upper: the cleaned requirement.
        answers: the cleaned clauses that answer it; the strongest word of any of them counts.
    """
    found: list[Weakening] = []
    for scale, fall in _FALL.items():
        asked = ladder.strongest(upper, scale)
        given = _strongest(ladder, answers, scale)
        if asked is None or given is None or asked.step > _FIRM[scale]:
            continue
        if given.step - asked.step >= fall:
            found.append(Weakening(upper=asked.word, lower=given.word))
    return tuple(found)


def _strongest(ladder: Ladder, texts: Sequence[str], scale: Scale) -> Rung | None:
    rungs = [rung for text in texts if (rung := ladder.strongest(text, scale)) is not None]
    return min(rungs, key=lambda rung: rung.step, default=None)
