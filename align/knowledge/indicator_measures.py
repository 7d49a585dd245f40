"""The measures for recognising and pairing indicators, and what the ends of their names tell."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRules:
    """The measures of ``mappings/indicators/matching.toml``; similarities of concepts run from 0 to 100, others 0 to 1."""

    concept_similarity: float
    concept_margin: float
    concept_score: float
    counterpart_score: float
    pair_threshold: float
    unit_bonus: float
    unit_penalty: float
    category_bonus: float
    combined_threshold: float
    kin_threshold: float
    rest_threshold: float
    rest_margin: float
    name_threshold: float
    name_margin: float
    ratio_suffixes: tuple[str, ...]
    share_suffixes: tuple[str, ...]
    amount_suffixes: tuple[str, ...]
    not_amount_suffixes: tuple[str, ...]
    index_suffixes: tuple[str, ...]
    rate_words: tuple[str, ...]
    dropped_suffixes: tuple[str, ...]
    dropped_words: tuple[str, ...]
    higher_is_better: tuple[str, ...]
    lower_is_better: tuple[str, ...]


@lru_cache(maxsize=4)
def load_indicator_rules(folder: Path | None = None) -> IndicatorRules:
    """The measures for recognising and pairing indicators.

    Raises:
        MappingError: a measure is lacking, unknown, or of the wrong kind.
    """
    path = (folder or bundled("mappings", "indicators")) / "matching.toml"
    content = load_toml(path)
    known = {field.name: str(field.type) for field in fields(IndicatorRules)}
    if set(content) != set(known):
        raise MappingError(path, 1, f"尺度应恰有 {'、'.join(known)}")
    for key, value in content.items():
        if not isinstance(value, list if known[key].startswith("tuple") else int | float):
            raise MappingError(path, 1, f"{key} 的取值不对")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in content.items()}
    return IndicatorRules(**values)
