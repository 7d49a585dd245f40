"""The notebook on a whole province: its plans are read as what they are, its tables hold what was planted, nothing is drawn as a box."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from notebook_runs import NOTEBOOKS, code_of, run_cells

from align.knowledge.regions import load_regions

NOTEBOOK = NOTEBOOKS / "04_province_overview.ipynb"


@pytest.fixture(scope="module")
def run() -> Iterator[tuple[dict[str, Any], str]]:
    """What the notebook leaves behind and prints; with one process, for nine short plans are read before two have started."""
    matplotlib = pytest.importorskip("matplotlib", reason="the extra notebook is not installed")
    matplotlib.use("agg")
    with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOKY_MAX_CPU_COUNT", "1")
        warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
        found, printed = run_cells(NOTEBOOK)
    yield found, printed
    found["plt"].close("all")
    found["scratch"].cleanup()


@pytest.fixture
def names(run: tuple[dict[str, Any], str]) -> dict[str, Any]:
    return run[0]


def test_no_output_is_kept() -> None:
    """A notebook is stored as it is written, not as it was run."""
    assert code_of(NOTEBOOK)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_of(NOTEBOOK))


def test_no_place_is_a_real_one(names: dict[str, Any]) -> None:
    """Neither a name nor a part of it stands in the table of divisions, past names included."""
    regions = load_regions()
    for place in names["places"]["place"]:
        assert regions.find(place) is None
        assert regions.mentions(place) == ()


def test_the_plans_are_read_as_what_they_are(names: dict[str, Any]) -> None:
    """Level and place above are those of the table they were made from; every task and indicator written is read."""
    places = names["places"].set_index("place")
    plans = names["plans"].set_index("region")
    assert set(plans.index) == set(places.index)
    assert (plans["problem"] == "").all()
    assert plans["level"].to_dict() == places["level"].to_dict()
    below = places[places["level"] != "province"]
    assert plans.loc[below.index, "parent"].to_dict() == below["above"].to_dict()
    written = len(names["indicators"]) - (places[names["indicators"]["key"]] == "—").sum(axis=1)
    assert plans["indicators"].to_dict() == written.to_dict()
    lacking = places["lacking"].map(lambda keys: len(keys.split(",")) if keys else 0)
    assert (plans["tasks"] <= (len(names["tasks"]) - lacking).reindex(plans.index)).all()
    assert (plans["tasks"] >= (len(names["tasks"]) - lacking - 2).reindex(plans.index)).all()


def test_the_heat_map_shows_every_place(names: dict[str, Any]) -> None:
    """A row for each place below the province, shares between none and all, white only where nothing is asked."""
    heat = names["heat"]
    assert len(heat) == 8
    assert heat.min().min() == 0
    assert heat.max().max() == 1
    assert names["axis"].get_title(loc="left").startswith("各地区各主题")
    assert [label.get_text() for label in names["axis"].get_yticklabels()] == list(heat.index)


def test_no_character_is_drawn_as_a_box(names: dict[str, Any]) -> None:
    """The font found has a picture of every character."""
    if names["font"] is None:
        pytest.skip("no Chinese font here")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        names["figure"].canvas.draw()


def test_the_commonest_gap_comes_with_a_precedent(names: dict[str, Any]) -> None:
    """What most counties lack leads, named county by county, beside the words of one that has it."""
    first = names["gaps"].iloc[0]
    assert "农膜" in first["省里的任务"]
    assert set(first["未衔接的县"].split("、")) == {"泠溪县", "砚桥区", "椴岭县", "琮泉县"}
    county, _, words = first["先例"].partition("：")
    assert county in ("荻浦县", "霁川区")
    assert "膜" in words


def test_the_league_table_is_by_value(names: dict[str, Any]) -> None:
    """Highest first, what has no number last, each beside the target of its own city."""
    league = names["league"]("农村生活污水治理率")
    assert list(league["本级目标"])[:5] == ["45", "45", "43", "36", "30"]
    assert league.index[-1] == "霁川区"
    assert list(league["结论"]) == ["偏严", "偏严", "偏严", "偏松", "偏松", "委托式"]
    assert league.loc["琮泉县", "差"] == -8


def test_the_chain_shows_where_a_task_broke(names: dict[str, Any]) -> None:
    """The city lacks it, the county answers the province past the city."""
    threads = names["threads"]
    own = threads[threads["asked"].str.contains("挥发性有机物")].set_index("plan")
    assert own["state"].to_dict() == {"砚岚省": "origin", "筠陂市": "compared", "椴岭县": "beyond"}
    assert own.loc["筠陂市", "verdict"] == "missing"


def test_only_what_changed_is_done_again(run: tuple[dict[str, Any], str]) -> None:
    """All pairs are kept; after one edit the two of that county are not, and its gap is mended."""
    names, printed = run
    assert "没有改动： {'kept': 14}" in printed
    assert "补了一句： {'kept': 12, 'done': 2}" in printed
    before, after = (frame.set_index("result") for frame in (names["pairs"], names["frame"]))
    mended = (before["missing"] - after["missing"])[lambda gain: gain != 0]
    assert set(names["frame"].set_index("result").loc[mended.index, "lower_region"]) == {"椴岭县"}
    assert (mended == 1).all()


def test_the_search_finds_who_says_it_and_who_does_not(names: dict[str, Any]) -> None:
    """The counties that left the task out have no clause near to it, but for that which has been mended."""
    assert {plan.region for plan in names["found"].silent} == {"泠溪县", "砚桥区", "琮泉县"}


def test_the_gaps_planted_are_found(names: dict[str, Any]) -> None:
    """As the notebook says: whatever was left out is missing, most of what was made vague is a gap, few others are."""
    rates = names["rates"]
    assert rates.loc["漏写"].to_dict() == {"已衔接": 0, "未衔接": 15, "部分衔接": 0}
    assert rates.loc["写虚", "已衔接"] <= 1
    assert rates.loc["照写", "未衔接"] == 0
    assert rates.loc["照写", "部分衔接"] <= 0.1 * rates.loc["照写"].sum()
