"""Subscripts that fell to the next line go back to their formulas."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import make_source

from align.errors import MappingError
from align.knowledge.characters import load_stems
from align.parsing.clean import clean_lines
from align.parsing.subscripts import restore_subscripts
from align.pipeline import build_plan


def restored(text: str) -> list[str]:
    return [line.text for line in restore_subscripts(clean_lines(make_source(text=text)))]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("细颗粒物（PM ）年均浓度降至 32\n2.5\n微克/立方米", ["细颗粒物（PM2.5）年均浓度降至32", "微克/立方米"]),
        (
            "二氧化硫（SO ）、二氧化氮（NO ）、可吸入颗粒物（PM ）\n2 2 10",
            ["二氧化硫（SO2）、二氧化氮（NO2）、可吸入颗粒物（PM10）"],
        ),
        ("（PM 、PM 、SO、NO、O、CO）\n2.5 10 2 2 3", ["（PM2.5、PM10、SO2、NO2、O3、CO）"]),
        ("推进 CO 减排\n2\n三、主要任务", ["推进CO2减排", "三、主要任务"]),
    ],
)
def test_subscripts_go_back(text: str, lines: list[str]) -> None:
    """In the order of the formulas; those that can do without one may be passed over."""
    assert restored(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "控制CO和甲醛排放\n2",
        "（PM ）、（SO ）达标\n2.5",
        "全年共检查企业\n10",
        "（PM ）达标\n2.5 10",
        "（PM ）达标\n35",
    ],
)
def test_what_finds_no_place_is_left_alone(text: str) -> None:
    """Page numbers, and lines of which one number is left over or one formula left without."""
    assert len(restored(text)) == 2


def test_what_is_put_in_points_to_its_formula() -> None:
    """Spans still map back to the source, and no figure is made of a subscript and the number before it."""
    text = (
        "青石区规划\n一、规划目标\n到2025年，细颗粒物（PM ）年均浓度降至 32\n2.5\n微克/立方米以下，森林覆盖率达到50%。"
    )
    source = make_source(text=text)
    line = restore_subscripts(clean_lines(source))[2]
    start = line.text.index("（PM2.5）")
    assert line.span(start, start + len("（PM2.5）")).slice(text) == "（PM ）"
    assert [one.target for one in build_plan(source).indicators] == ["32", "50%"]


@pytest.mark.parametrize("row", ["PM\t\t\n", "PM\t2.5\t\nPM\t10\t\n", "PM\t2.5\tmaybe\n"])
def test_malformed_stems_are_refused(tmp_path: Path, row: str) -> None:
    """A formula needs subscripts, stands once, and is optional or not."""
    file = tmp_path / "subscripts.tsv"
    file.write_text(f"stem\tsubscripts\toptional\n{row}", encoding="utf-8")
    with pytest.raises(MappingError):
        load_stems(file)
