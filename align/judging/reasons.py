"""Says in words why a requirement is answered, wanting or missing."""

from __future__ import annotations

from collections.abc import Sequence

from align.judging.unread import find_unread_text, tell_unread
from align.knowledge.concepts import Relation, Thesaurus
from align.matching.tasks import Candidate, TaskLinks
from align.model import Plan
from align.results import Weakening

# A candidate below this score shares hardly more than common words with the requirement.
_FAR = 0.3


class Reasons:
    """Reasons for verdicts; a thesaurus tells where the nearest passage speaks of another, confusable thing."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus

    def tell_missing(self, link: TaskLinks, lower: Plan) -> str:
        """Why a requirement is missing: where its nearest passage stands and how it differs, and what could not be read."""
        where = "本级未见对应内容" if lower.meta.kind.is_full_text else "所附材料中未见对应内容"
        where += tell_unread(find_unread_text(lower))
        if not link.candidates or link.candidates[0].score <= 0:
            return where
        nearest = link.candidates[0]
        return f"{where}；最接近的一句在{_place(nearest, lower)}，{self._difference(link, nearest)}"

    def tell_answered(
        self, link: TaskLinks, answers: Sequence[Candidate], missing: Sequence[str], weakened: Sequence[Weakening]
    ) -> str:
        """How many passages answer, and what they lack."""
        if not missing and not weakened:
            return f"本级有 {len(answers)} 句回应，{len(link.points)} 个要点均已落实"
        lacking = []
        if missing:
            lacking.append(f"缺：{'；'.join(missing)}")
        if weakened:
            lacking.append("表述弱化：" + "；".join(f"“{w.upper}”→“{w.lower}”" for w in weakened))
        return f"本级有 {len(answers)} 句回应；{'；'.join(lacking)}"

    def _difference(self, link: TaskLinks, nearest: Candidate) -> str:
        confusion = find_confusion(self._thesaurus, link.task.clean, nearest.clause.clean)
        if confusion is not None:
            return f"说的是“{confusion[1]}”，不是“{confusion[0]}”"
        if link.canonical is not None and nearest.canonical not in (None, link.canonical):
            return f"说的近于“{nearest.canonical}”，上级要求近于“{link.canonical}”"
        return "对象或内容不同" if nearest.score < _FAR else "内容接近但不足以认定"


def find_confusion(thesaurus: Thesaurus, asked: str, given: str) -> tuple[str, str] | None:
    """What is asked for and what is spoken of instead, in their own words, where the thesaurus calls the two confusable.

    Args:
        thesaurus: the concepts.
        asked: the cleaned requirement.
        given: the cleaned passage.
    """
    wanted = {mention.concept_id: asked[mention.start : mention.end] for mention in thesaurus.find(asked)}
    offered = {mention.concept_id: given[mention.start : mention.end] for mention in thesaurus.find(given)}
    for concept, word in wanted.items():
        others = [other for other in offered if thesaurus.relation(concept, other) is Relation.CONFUSABLE]
        if concept not in offered and others and others[0] not in wanted:
            return word, offered[others[0]]
    return None


def _place(candidate: Candidate, lower: Plan) -> str:
    return f"“{path[-1]}”" if (path := lower.path(candidate.clause.division_id)) else "正文"
