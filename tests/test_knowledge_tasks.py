"""The catalogue of canonical tasks: loading, looking up, and complaints that name file and line."""

from __future__ import annotations

import json

import pytest
from timing import fastest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.tasks import load_catalogue


def line(**changes: object) -> str:
    task: dict[str, object] = {
        "id": "AIR-001",
        "name": "餐饮油烟治理",
        "theme": "大气",
        "elements": {"餐饮单位": ["摸清饭店食堂底数"], "净化设施": []},
        "confusable": [],
        "phrasings": {
            "upper": ["推动餐饮企业安装高效油烟净化设施"],
            "lower": ["对全镇饭馆逐户开展油烟整治"],
            "concrete": ["烧烤店装净化器并留存清洗记录"],
            "other_words": ["后厨烟气达标排放"],
        },
    }
    return json.dumps({**task, **changes}, ensure_ascii=False)


def write(folder, *lines: str, name: str = "environment.jsonl"):
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_task_is_read_with_its_sector_and_phrasings(tmp_path):
    catalogue = load_catalogue(write(tmp_path, line()))
    task = catalogue.task("AIR-001")
    assert (task.name, task.sector, task.theme) == ("餐饮油烟治理", "environment", "大气")
    assert len(task.phrasings.all) == 4
    assert task.phrasings.all[0] == "推动餐饮企业安装高效油烟净化设施"
    assert [(element.name, element.phrasings) for element in task.elements] == [
        ("餐饮单位", ("摸清饭店食堂底数",)),
        ("净化设施", ()),
    ]
    assert task.wordings == ("餐饮油烟治理", *task.phrasings.all, "餐饮单位", "摸清饭店食堂底数", "净化设施")


def test_tasks_of_several_files_are_one_catalogue_in_order_of_ids(tmp_path):
    other = {kind: [] for kind in ("upper", "lower", "concrete", "other_words")}
    write(tmp_path, line(id="ZZZ-001", elements={}, phrasings=other))
    write(tmp_path, line(id="AAA-001", theme="数据资源", elements={}, phrasings=other), name="digital.jsonl")
    catalogue = load_catalogue(tmp_path)
    assert [task.id for task in catalogue.tasks] == ["AAA-001", "ZZZ-001"]
    assert [task.id for task in catalogue.of_sector("digital")] == ["AAA-001"]


@pytest.mark.parametrize(
    ("lines", "number", "words"),
    [
        ((line(), line()), 2, "编号重复"),
        ((line(), line(id="AIR-002")), 2, "说法重复"),
        ((line(confusable=["AIR-404"]),), 1, "AIR-404"),
        ((line(confusable=["AIR-001"]),), 1, "自身"),
        ((line(theme="数据资源"),), 1, "environment 的主题"),
        ((line(name=""),), 1, "name"),
        ((line(elements=["餐饮单位"]),), 1, "elements"),
        ((line(elements={"": []}),), 1, "elements"),
        ((line(elements={"餐饮单位": "饭店"}),), 1, "餐饮单位"),
        ((line(elements={"餐饮单位": ["后厨烟气达标排放"]}),), 1, "说法重复"),
        ((line(phrasings={"upper": []}),), 1, "phrasings"),
        ((line(extra=1),), 1, "字段"),
        ((line(), "{"), 2, "JSON"),
        ((line(), "[]"), 2, "对象"),
    ],
)
def test_complaints_name_file_and_line(tmp_path, lines, number, words):
    with pytest.raises(MappingError, match=words) as caught:
        load_catalogue(write(tmp_path, *lines))
    assert caught.value.line == number
    assert caught.value.path.endswith("environment.jsonl")


def test_an_unknown_id_is_a_key_error():
    with pytest.raises(KeyError):
        load_catalogue().task("NONE-000")


def test_loading_costs_little_more_than_reading():
    """Building the catalogue takes at most ten times what parsing its JSON takes in the same run."""

    def load():
        load_catalogue.cache_clear()
        load_catalogue()

    files = sorted(bundled("mappings", "tasks").glob("*.jsonl"))
    parse = fastest(
        lambda: [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    )
    assert fastest(load) < 10 * parse + 0.05


@pytest.mark.parametrize(
    ("task_id", "confusable"),
    [
        ("AIR-004", "AGR-013"),
        ("WAT-001", "SEA-001"),
        ("WAT-002", "AGR-003"),
        ("AGR-001", "AGR-004"),
        ("CLI-002", "GOV-015"),
    ],
)
def test_tasks_that_share_words_are_marked_confusable(task_id, confusable):
    assert confusable in load_catalogue().task(task_id).confusable
