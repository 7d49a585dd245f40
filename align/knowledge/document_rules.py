"""How grave findings about a document itself are: claims, grounds, structure, wording, projects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml
from align.model import ClaimKind

_TABLES = ("claims", "basis", "structure", "defects", "projects")
_SEVERITIES = ("critical", "major", "minor", "notice", "info")
_THRESHOLDS = ("same_title", "same_project", "least_inside")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """The rules of ``mappings/rules/documents.toml``: severity names by table and code, and thresholds (0–100)."""

    severities: dict[tuple[str, str], str]
    same_title: float
    same_project: float
    least_inside: int

    def severity(self, table: str, code: str) -> str:
        """The severity name of a finding; ``KeyError`` for a code without a rule."""
        return self.severities[table, code]


@lru_cache(maxsize=1)
def load_document_rules() -> DocumentRules:
    """The bundled rules."""
    return read_document_rules(bundled("mappings", "rules", "documents.toml"))


def read_document_rules(path: Path) -> DocumentRules:
    """The rules of a file.

    Raises:
        MappingError: a missing table or threshold, an unknown severity, a kind of claim without a rule.
    """
    data = load_toml(path)
    for name in (*_TABLES, "thresholds"):
        if not isinstance(data.get(name), dict):
            raise MappingError(path, 1, f"缺少 [{name}]")
    severities = {(table, code): severity for table in _TABLES for code, severity in data[table].items()}
    for (table, code), severity in severities.items():
        if severity not in _SEVERITIES:
            raise MappingError(path, 1, f"[{table}] {code}：未知的严重度 {severity}")
    for kind in ClaimKind:
        if ("claims", kind.value) not in severities:
            raise MappingError(path, 1, f"[claims] 缺少 {kind.value}")
    values = [data["thresholds"].get(name) for name in _THRESHOLDS]
    if not all(isinstance(value, int | float) for value in values):
        raise MappingError(path, 1, f"[thresholds] 应有数值 {'、'.join(_THRESHOLDS)}")
    same_title, same_project, least_inside = values
    return DocumentRules(
        severities=severities,
        same_title=float(same_title),
        same_project=float(same_project),
        least_inside=int(least_inside),
    )
