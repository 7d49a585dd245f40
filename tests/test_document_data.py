"""The knowledge files about documents: they load, and broken ones are refused with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.basis_words import load_basis_words, read_basis_words
from align.knowledge.claim_patterns import load_claim_patterns, read_claim_patterns
from align.knowledge.defect_rules import load_defect_rules
from align.knowledge.document_rules import load_document_rules, read_document_rules
from align.knowledge.naming import find_theme_sectors, load_naming, load_sectors, read_naming
from align.knowledge.project_words import read_project_words
from align.knowledge.themes import load_themes
from align.model import ClaimKind, Level


def test_every_kind_of_claim_has_a_pattern_and_a_severity() -> None:
    """No kind is declared in the model and unknown to the data."""
    assert {pattern.kind for pattern in load_claim_patterns().patterns} == set(ClaimKind)
    assert all(load_document_rules().severity("claims", kind.value) for kind in ClaimKind)


def test_every_level_speaks_for_itself() -> None:
    """Each level has words for its own territory, all but the nation ends of place names."""
    naming = load_naming()
    assert [level for level, _ in naming.self_patterns] == list(Level)
    assert {level for level, _ in naming.place_ends} == set(Level) - {Level.NATION}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("全市场", None),
        ("全市发展", Level.CITY),
        ("安全区域", None),
        ("全区发展", Level.COUNTY),
        ("我省", Level.PROVINCE),
    ],
)
def test_self_words_are_words(word: str, level: Level | None) -> None:
    """全市 in 全市场 is no city speaking of itself."""
    found = [at for at, pattern in load_naming().self_patterns if pattern.search(word)]
    assert found == ([] if level is None else [level])


def test_sector_words_belong_to_one_sector() -> None:
    """No word tells two sectors."""
    words = [word for sector in load_sectors() for word in sector.words]
    assert len(words) == len(set(words))


def test_the_themes_of_a_sector_exist() -> None:
    """A sector points at themes that there are."""
    assert {name for sector in load_sectors() for name in sector.themes} <= {one.sector for one in load_themes().themes}
    assert find_theme_sectors("生态环境保护") == ("environment",)
    assert find_theme_sectors("国民经济和社会发展") == find_theme_sectors(None) == ()


def test_basis_and_defect_words_load() -> None:
    """Drafts are known, and stumps are not whole words of the same list."""
    assert "征求意见稿" in load_basis_words().drafts
    truncated = load_defect_rules().truncated
    assert not set(truncated) & set(truncated.values())


READERS: list[tuple[Callable[[Path], object], tuple[str, ...], str, str]] = [
    (read_claim_patterns, ("claims", "patterns.toml"), "提出20个主要指标", "二十个任务"),
    (read_claim_patterns, ("claims", "patterns.toml"), 'kind = "task_count"', 'kind = "task_sum"'),
    (read_claim_patterns, ("claims", "patterns.toml"), "约束性(?:指标)?(?:共计|共有|共|为)?N", "约束性"),
    (read_project_words, ("projects", "words.toml"), "计划总投资2.4亿元", "计划若干"),
    (read_project_words, ("projects", "words.toml"), '"万元" = "0.0001"', '"万元" = "万分之一"'),
    (read_basis_words, ("basis", "words.toml"), "省、市“十四五”文物事业发展规划", "文物"),
    (read_naming, ("identity", "naming.toml"), 'kind = "draft"', 'kind = "sketch"'),
    (read_naming, ("identity", "naming.toml"), 'ends = ["政府"', 'end = ["政府"'),
    (read_document_rules, ("rules", "documents.toml"), 'consistent = "info"', 'consistent = "good"'),
    (read_document_rules, ("rules", "documents.toml"), 'chapter_count = "minor"', ""),
    (read_document_rules, ("rules", "documents.toml"), "[projects]", "[project]"),
    (read_document_rules, ("rules", "documents.toml"), "same_title = 92", 'same_title = "92"'),
]


@pytest.mark.parametrize(("read", "parts", "sound", "broken"), READERS)
def test_broken_files_are_refused(
    tmp_path: Path, read: Callable[[Path], object], parts: tuple[str, ...], sound: str, broken: str
) -> None:
    """One wrong entry, and the complaint names the file."""
    text = bundled("mappings", *parts).read_text(encoding="utf-8")
    assert sound in text
    path = tmp_path / parts[-1]
    path.write_text(text.replace(sound, broken, 1), encoding="utf-8")
    with pytest.raises(MappingError, match=parts[-1]):
        read(path)
