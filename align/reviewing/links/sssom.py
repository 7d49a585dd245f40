"""Links as mapping sets: SSSOM files that other programs and sibling districts can use (https://w3id.org/sssom, 1.1).

The passage below is the subject, the requirement above the object. A requirement covered is ``skos:exactMatch``, one half
answered ``skos:broadMatch`` (the object asks for more); that nothing answers is ``sssom:NoTermFound`` in the subject's place.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from align.errors import MappingError
from align.knowledge.files import load_tsv
from align.reporting.files import write_text
from align.results import Judgements, TaskVerdict
from align.reviewing.links.answers import Link, LinkSet
from align.version import __version__

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "reviewer_label",
    "mapping_date",
    "confidence",
    "comment",
)
_NONE = "sssom:NoTermFound"
_PREDICATES: Mapping[TaskVerdict, str] = {
    TaskVerdict.COVERED: "skos:exactMatch",
    TaskVerdict.PARTIAL: "skos:broadMatch",
    TaskVerdict.MISSING: "skos:exactMatch",
    TaskVerdict.NOT_APPLICABLE: "skos:exactMatch",
}
_REVIEWED, _COMPUTED = "semapv:MappingReview", "semapv:LexicalSimilarityThresholdMatching"
_BY_HAND = "semapv:ManualMappingCuration"
_NOT_APPLICABLE = "不适用："
_SUFFIX = ".sssom.tsv"


def write_sets(folder: Path, judgements: Judgements, links: Iterable[Link]) -> tuple[Path, ...]:
    """Writes the links of a pair, a file per set, and says where; a set without links is a file without rows.

    Raises:
        OutputError: the folder cannot be written.
    """
    kept = list(links)
    paths = []
    for name in LinkSet:
        path = folder / f"{name.value}{_SUFFIX}"
        write_text(path, render_set(judgements, name, [link for link in kept if link.set is name]))
        paths.append(path)
    return tuple(paths)


def render_set(judgements: Judgements, name: LinkSet, links: Iterable[Link]) -> str:
    """One set of links of a pair as the text of an SSSOM file."""
    stream = io.StringIO()
    for line in _head(judgements, name):
        stream.write(f"#{line}\n")
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    writer.writerow(COLUMNS)
    writer.writerows(_render(link) for link in links)
    return stream.getvalue()


def read_sets(folder: Path) -> tuple[Link, ...]:
    """The links in the files of a folder that :func:`write_sets` wrote, or that were edited since.

    Raises:
        MappingError: a row that is no link, or a link that stands in two sets; names file and line.
    """
    found: list[Link] = []
    known: dict[tuple[str, str], LinkSet] = {}
    for name in LinkSet:
        path = folder / f"{name.value}{_SUFFIX}"
        if not path.is_file():
            continue
        for row in load_tsv(path, COLUMNS):
            link = _parse(row.fields, name, path, row.line)
            other = known.setdefault((link.lower, link.upper), name)
            if other is not name:
                raise MappingError(path, row.line, f"同一对语句又见于{other.value}{_SUFFIX}")
            found.append(link)
    return tuple(found)


def _head(judgements: Judgements, name: LinkSet) -> tuple[str, ...]:
    upper, lower = judgements.upper, judgements.lower
    return (
        "curie_map:",
        "  skos: http://www.w3.org/2004/02/skos/core#",
        "  sssom: https://w3id.org/sssom/",
        "  semapv: https://w3id.org/semapv/vocab/",
        f"  lower: urn:sha256:{lower.source.sha256}#",
        f"  upper: urn:sha256:{upper.source.sha256}#",
        f"mapping_set_id: urn:plan-align:{lower.source.sha256[:16]}:{upper.source.sha256[:16]}:{name.value}",
        f"mapping_set_description: {name.label}",
        f"subject_source: {_flatten(lower.meta.title)}",
        f"subject_source_version: {lower.source.sha256}",
        f"object_source: {_flatten(upper.meta.title)}",
        f"object_source_version: {upper.source.sha256}",
        f"mapping_tool: plan-align {__version__}",
    )


def _render(link: Link) -> tuple[str, ...]:
    comment = _flatten(link.comment)
    if link.verdict is TaskVerdict.NOT_APPLICABLE:
        comment = f"{_NOT_APPLICABLE}{comment}"
    justification = _COMPUTED if not link.reviewer else _REVIEWED if link.score is not None else _BY_HAND
    return (
        (f"lower:{link.lower_id}" if link.lower_id else "lower:-") if link.lower else _NONE,
        _flatten(link.lower),
        _PREDICATES[link.verdict],
        "Not" if link.set is LinkSet.NEGATIVE else "",
        f"upper:{link.upper_id}",
        _flatten(link.upper),
        justification,
        link.reviewer,
        link.date,
        "" if link.score is None else f"{min(1.0, max(0.0, link.score)):g}",
        comment,
    )


def _parse(fields: Mapping[str, str], name: LinkSet, path: Path, line: int) -> Link:
    prefix, _, upper_id = fields["object_id"].partition(":")
    if prefix != "upper" or not upper_id or not fields["object_label"]:
        raise MappingError(path, line, "object_id 应为 upper:编号，object_label 不能为空")
    is_none = fields["subject_id"] == _NONE
    if not is_none and not (fields["subject_id"].startswith("lower:") and fields["subject_label"]):
        raise MappingError(path, line, f"subject_id 应为 lower:编号 或 {_NONE}，前者须有 subject_label")
    if (fields["predicate_modifier"] == "Not") != (name is LinkSet.NEGATIVE):
        raise MappingError(path, line, "predicate_modifier 在 negative 文件中应为 Not，在其他文件中应为空")
    comment = fields["comment"]
    return Link(
        set=name,
        upper_id=upper_id,
        upper=fields["object_label"],
        lower_id="" if is_none else fields["subject_id"].removeprefix("lower:").removeprefix("-"),
        lower="" if is_none else fields["subject_label"],
        verdict=_parse_verdict(fields["predicate_id"], comment, path, line, is_none=is_none),
        score=_parse_score(fields["confidence"], path, line),
        reviewer=fields["reviewer_label"],
        date=fields["mapping_date"],
        comment=comment.removeprefix(_NOT_APPLICABLE),
    )


def _parse_verdict(predicate: str, comment: str, path: Path, line: int, *, is_none: bool) -> TaskVerdict:
    if is_none:
        return TaskVerdict.NOT_APPLICABLE if comment.startswith(_NOT_APPLICABLE) else TaskVerdict.MISSING
    for verdict in (TaskVerdict.COVERED, TaskVerdict.PARTIAL):
        if predicate == _PREDICATES[verdict]:
            return verdict
    raise MappingError(
        path, line, f"predicate_id“{predicate}”应为 skos:exactMatch（已衔接）或 skos:broadMatch（部分衔接）"
    )


def _parse_score(text: str, path: Path, line: int) -> float | None:
    try:
        score = float(text) if text else None
    except ValueError:
        score = -1.0
    if score is not None and not 0 <= score <= 1:
        raise MappingError(path, line, f"confidence“{text}”应为 0 到 1 的数或留空")
    return score


def _flatten(text: str) -> str:
    return " ".join(text.split())
