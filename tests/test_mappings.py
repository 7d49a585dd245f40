"""Integrity of the bundled task knowledge: sorted, without duplicates, every reference resolved, no noise."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain

import pytest

from align.bundled import bundled
from align.knowledge.applicability import RuleKind, load_task_rules
from align.knowledge.concepts import COLUMNS, Relation, load_thesaurus
from align.knowledge.files import load_tsv
from align.knowledge.strength import ActionClass, load_actions, load_ladder
from align.knowledge.structure import load_role_words, load_tense_words
from align.knowledge.tasks import CanonicalTask, load_catalogue
from align.knowledge.themes import load_themes
from align.model import Role, Tense

TASK_FILES = sorted(bundled("mappings", "tasks").glob("*.jsonl"))
CONCEPT_FILES = sorted(bundled("mappings", "concepts").glob("*.tsv"))
TASKS = load_catalogue().tasks
YEAR = re.compile(r"(?<!\d)20[123]\d年")
# The seventeen themes of environmental plans in the field rules.
ENVIRONMENT_THEMES = 17


def _id(task: CanonicalTask) -> str:
    return task.id


@pytest.mark.parametrize("path", TASK_FILES, ids=lambda path: path.stem)
def test_tasks_are_sorted_by_id(path):
    ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("path", TASK_FILES, ids=lambda path: path.stem)
def test_task_lines_are_written_canonically(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        assert line == json.dumps(json.loads(line), ensure_ascii=False)


def test_there_are_tasks_of_several_sectors():
    assert {task.sector for task in TASKS} >= {"environment", "digital", "health", "manufacturing"}
    assert len(TASKS) > 500


def test_task_names_are_unique():
    assert [name for name, count in Counter(task.name for task in TASKS).items() if count > 1] == []


def test_no_phrasing_stands_under_two_tasks():
    counts = Counter(chain.from_iterable(task.every_phrasing for task in TASKS))
    assert [phrasing for phrasing, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("task", TASKS, ids=_id)
def test_each_task_is_well_described(task):
    assert 2 <= len(task.elements) <= 8
    assert len(task.phrasings.all) >= 10
    assert len(task.wordings) >= 22
    assert task.phrasings.upper
    assert [phrasing for phrasing in task.phrasings.all if len(phrasing) < 6] == []
    assert [phrasing for phrasing in task.phrasings.all if YEAR.search(phrasing)] == []
    assert [phrasing for phrasing in task.phrasings.all if phrasing != phrasing.strip("，,、。 ")] == []


@pytest.mark.parametrize("task", TASKS, ids=_id)
def test_each_element_is_said_in_several_ways(task):
    for element in task.elements:
        assert len(element.phrasings) >= 4, element.name
        assert [phrasing for phrasing in element.phrasings if len(phrasing) < 5 or YEAR.search(phrasing)] == []
        assert [phrasing for phrasing in element.phrasings if phrasing != phrasing.strip("，,、。 ")] == []


def test_confusable_tasks_are_mutual():
    confusable = {task.id: set(task.confusable) for task in TASKS}
    assert [(a, b) for a, others in confusable.items() for b in others if a not in confusable[b]] == []


def test_each_task_has_a_theme_of_its_sector():
    named = {(theme.sector, theme.name) for theme in load_themes().themes}
    assert {(task.sector, task.theme) for task in TASKS} - named == set()


def test_every_theme_of_a_catalogued_sector_has_tasks():
    used = {(task.sector, task.theme) for task in TASKS}
    sectors = {task.sector for task in TASKS}
    assert [
        theme.name
        for theme in load_themes().themes
        if theme.sector in sectors and (theme.sector, theme.name) not in used
    ] == []


def test_environment_has_the_themes_of_the_field_rules():
    assert len(load_themes().of_sector("environment")) == ENVIRONMENT_THEMES


@pytest.mark.parametrize("path", CONCEPT_FILES, ids=lambda path: path.stem)
def test_concepts_are_sorted_and_their_fields_ordered(path):
    rows = load_tsv(path, COLUMNS)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    for row in rows:
        assert all(list(row.items(column)) == sorted(set(row.items(column))) for column in COLUMNS[3:6]), row["id"]


def test_no_concept_label_is_a_single_character_or_carries_spaces():
    labels = [label for concept in load_thesaurus().concepts for label in concept.labels]
    assert [label for label in labels if len(label) < 2 or label != "".join(label.split())] == []


def test_confusable_concepts_are_mutual_and_never_relatives():
    thesaurus = load_thesaurus()
    for concept in thesaurus.concepts:
        for other in concept.confusable:
            assert thesaurus.relation(other, concept.id) is Relation.CONFUSABLE
            assert concept.id in thesaurus.concept(other).confusable


def test_environment_concepts_use_the_themes_of_environment():
    names = {theme.name for theme in load_themes().of_sector("environment")}
    assert {concept.theme for concept in load_thesaurus().concepts if concept.sector == "environment"} <= names


@pytest.mark.parametrize(
    ("folder", "name", "columns"),
    [
        ("strength", "ladder.tsv", ("scale", "step", "word")),
        ("applicability", "tasks.tsv", ("id", "kind", "level", "patterns", "except", "evidence", "least", "reason")),
        ("themes", "themes.tsv", ("id", "sector", "name", "headings", "keywords")),
    ],
)
def test_small_tables_are_sorted_by_their_first_columns(folder, name, columns):
    rows = [
        tuple(row[column] for column in columns[:3]) for row in load_tsv(bundled("mappings", folder, name), columns)
    ]
    width = 1 if name in ("tasks.tsv", "themes.tsv") else 2
    assert [row[:width] for row in rows] == sorted(row[:width] for row in rows)


def test_actions_are_sorted_by_class_then_word():
    rows = load_tsv(bundled("mappings", "strength", "actions.tsv"), ("word", "class", "rank"))
    keys = [(row["class"], row["word"]) for row in rows]
    assert keys == sorted(keys)
    assert {row["class"] for row in rows} == set(ActionClass)


def test_ranks_of_actions_are_steps_of_the_scale_of_completion():
    steps = {rung.step for rung in load_ladder().rungs if rung.scale == "completion"}
    assert {action.rank for action in load_actions().by_word.values()} <= steps


def test_every_role_and_tense_has_words():
    assert {entry.role for entry in load_role_words().words} == set(Role)
    assert {entry.tense for entry in load_tense_words().words} == set(Tense)


def test_every_kind_of_rule_is_used_and_gives_a_chinese_reason():
    rules = load_task_rules()
    assert {rule.kind for rule in rules} == set(RuleKind)
    assert all(re.search(r"[一-鿿]{6}", rule.reason) for rule in rules)
