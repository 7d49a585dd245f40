"""A fictional province of plans: the same for the same seed, read as what it is, with gaps that are there and are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from province.__main__ import main
from province.building import Control, Province, build_province
from province.measuring import Measured, list_lost, render_rates
from province.names import build_country
from province.planting import Against, Gap, Kind
from province.recipe import TEXTS, list_cases, load_topics
from province.scoring import Outcome, score_controls, score_gaps
from province.sources import Section, read_sections
from province.truth import is_local, list_requirements
from province.writing import read_truth, write_province
from rich.console import Console

from align.alignment import Alignment
from align.evaluation.scoring import normalise
from align.knowledge.regions import load_regions
from align.model import Plan
from align.pipeline import align_plans, read_plan
from align.results import IndicatorVerdict, TaskVerdict

SEED = 4


@pytest.fixture(scope="module")
def small() -> Province:
    """One city with two counties."""
    return build_province(2, 1, SEED)


@pytest.fixture(scope="module")
def clean() -> Province:
    """The same without gaps."""
    return build_province(2, 1, SEED, clean=True)


@pytest.fixture(scope="module")
def plans(small: Province, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    folder = tmp_path_factory.mktemp("province")
    return {name: read_plan(folder / file) for name, file in write_province(small, folder).files.items()}


@pytest.fixture(scope="module")
def results(small: Province, plans: dict[str, Plan]) -> dict[tuple[str, str], Alignment]:
    """A county held against its city."""
    upper, lower = direct_pairs(small)[0]
    return {(upper, lower): align_plans(plans[upper], plans[lower])}


def direct_pairs(province: Province) -> list[tuple[str, str]]:
    names = {plan.region: plan.name for plan in province.plans}
    lowers = [plan for plan in province.plans if plan.level == "county"]
    return [(names[str(plan.parent)], plan.name) for plan in lowers]


def text_of(province: Province, name: str) -> str:
    return next(plan.text for plan in province.plans if plan.name == name)


# ------------------------------------------------------------ the plans


def test_plans_are_as_long_as_real_ones(small: Province) -> None:
    """20,000 to 40,000 characters without blanks."""
    lengths = [len("".join(plan.text.split())) for plan in small.plans]
    assert min(lengths) > 20_000
    assert max(lengths) < 40_000


def test_plans_of_one_level_differ(small: Province) -> None:
    """Less than half of the longer lines of one county stand in another."""
    first, second = (
        {line for line in p.text.split("\n") if len(line) > 20} for p in small.plans if p.level == "county"
    )
    assert len(first & second) < 0.5 * min(len(first), len(second))


def test_plans_are_read_as_what_they_are(small: Province, plans: dict[str, Plan]) -> None:
    """Level, place, period and sector; the tasks, and the indicators of the table."""
    for plan in small.plans:
        read_ = plans[plan.name]
        assert (read_.meta.level, read_.meta.region) == (plan.level, plan.region)
        assert (read_.meta.period, read_.meta.sector) == ((2021, 2025), "生态环境保护")
        assert 150 <= len(read_.tasks) <= 350
        assert len(read_.projects) == 7
        assert not read_.warnings


def test_a_plan_cites_the_plans_above(small: Province) -> None:
    """Each plan names the one of its parent among its grounds."""
    titles = {plan.region.removeprefix("全国") or "国家": plan.title for plan in small.plans}
    for plan in small.plans[1:]:
        assert f"《{titles[str(plan.parent)]}》" in plan.text


def test_only_planted_numbers_are_wrong(small: Province, plans: dict[str, Plan]) -> None:
    """What a plan says of its own numbers is right but where a gap says otherwise."""
    wrong = {(gap.lower, gap.about) for gap in small.gaps if gap.kind is Kind.CLAIM}
    told = {(name, claim.kind.value) for name, plan in plans.items() for claim in plan.claims if not claim.consistent}
    assert told == wrong


def test_names_are_made_up() -> None:
    """No place of a whole province bears the name of a real one, none that of another; another seed gives other names."""
    regions = load_regions()
    country = build_country(88, 9, 1)
    assert build_country(88, 9, 2).places[1] != country.places[1]
    names = [place.name for place in country.places[1:]]
    assert len(set(names)) == len(names) == 98
    assert not [place for place in country.places[1:] if regions.find(place.name) or regions.find(place.short)]
    cities = [place for place in country.places if place.level == "city"]
    assert {len(country.below(city)) for city in cities} == {9, 10}


def test_too_few_counties_are_refused() -> None:
    """Every city needs one."""
    with pytest.raises(ValueError, match="县"):
        build_country(1, 2, 1)


# ------------------------------------------------------------ the recipe


def test_no_gold_words_are_lost_in_reading() -> None:
    """All answers of the gold cases stand in the sections taken, but for those in tables of projects."""
    for case in list_cases():
        if case.lower in TEXTS["city"]:
            known = normalise("".join(map(text_of_section, read_sections(case.lower))))
            lost = [
                answer
                for requirement in list_requirements("province", "city")
                if requirement.answer_source == case.lower
                for answer in requirement.answers
                if normalise(answer) not in known
            ]
            assert not lost


def text_of_section(section: Section) -> str:
    return "".join(piece.title + piece.text + "".join(i.title + i.text for i in piece.box) for piece in section.pieces)


def test_topics_take_all_their_answers() -> None:
    """Every answer to a requirement of a topic has one of its words, so that deleting the topic deletes it."""
    for topic in load_topics():
        for upper, lower in (("province", "city"), ("city", "county"), ("province", "county")):
            for one in list_requirements(upper, lower):
                if (one.case, one.id) in topic.requirements:
                    assert all(topic.signs.search(answer) for answer in one.answers), (topic.id, one)


def test_requirements_of_single_places_are_left_out() -> None:
    """What a plan asks of a part of its area, others need not answer."""
    assert is_local("demo.city", "推动霁原、临渚建成两个墙材再生基地")
    assert not is_local("demo.city", "推动泊川市绿色发展")


# ------------------------------------------------------------ the gaps


def test_gaps_are_in_the_texts(small: Province, clean: Province) -> None:
    """The requirement stands above; below, the matter is there before and gone after."""
    signs = {topic.id: topic.signs for topic in load_topics()}
    gaps = [gap for gap in small.gaps if gap.kind is Kind.TASK]
    assert gaps
    for gap in gaps:
        for against in gap.against:
            assert all(normalise(quote) in normalise(text_of(small, against.upper)) for quote in against.quotes)
        before, after = (tasks_of(text_of(one, gap.lower)) for one in (clean, small))
        assert signs[gap.about].search(before)
        assert not signs[gap.about].search(after)


def tasks_of(text: str) -> str:
    """The chapters behind the objectives."""
    return text.partition("注：[ ]内为五年累计数。")[2]


def test_gaps_of_all_kinds_are_planted(small: Province) -> None:
    """One of each at least in three lower plans."""
    assert {gap.kind for gap in small.gaps} == set(Kind)


def test_indicator_gaps_are_found(small: Province, results: dict[tuple[str, str], Alignment]) -> None:
    """Each gap of an indicator or a number is told, and no other indicator."""
    outcomes = [
        outcome
        for (upper, lower), result in results.items()
        for outcome in (
            *score_gaps(small.gaps, upper, lower, result),
            *score_controls(small.controls, upper, lower, result),
        )
        if outcome.kind not in (Kind.TASK, "control.task.gold")
    ]
    assert [outcome for outcome in outcomes if not outcome.right] == []
    assert {"control.indicator.same", "control.task.same"} <= {outcome.kind for outcome in outcomes}


def test_task_gaps_are_found(small: Province, results: dict[tuple[str, str], Alignment]) -> None:
    """Most deletions are told; none is told as long as nothing lacks."""
    (upper, lower), result = next(iter(results.items()))
    found = [one for one in score_gaps(small.gaps, upper, lower, result) if one.kind == Kind.TASK]
    assert found
    assert sum(outcome.right for outcome in found) > len(found) / 2
    untold = replace(result, tasks=tuple(replace(f, verdict=TaskVerdict.COVERED) for f in result.tasks))
    assert not any(o.right for o in score_gaps(small.gaps, upper, lower, untold) if o.kind == Kind.TASK)


def test_what_was_not_planted_is_not_found(small: Province, results: dict[tuple[str, str], Alignment]) -> None:
    """A gap invented for an indicator, or a requirement, that the plan answers is not found."""
    (upper, lower), result = next(iter(results.items()))
    controls = [c for c in small.controls if (c.upper, c.lower) == (upper, lower)]
    for kind, source in ((Kind.LOOSENED, "indicator"), (Kind.TASK, "task")):
        control = next(c for c in controls if c.kind == source and c.basis == "same")
        against = Against(upper=upper, direct=True, quotes=(control.quote,))
        gap = Gap(lower=lower, kind=kind, about="x", changed="", against=(against,))
        (outcome,) = score_gaps([gap], upper, lower, result)
        assert not outcome.right


def test_a_false_alarm_is_told(small: Province, results: dict[tuple[str, str], Alignment]) -> None:
    """An indicator said to be looser is not left alone; nor is one that is not there."""
    (upper, lower), result = next(iter(results.items()))
    control = next(c for c in small.controls if (c.upper, c.lower, c.kind) == (upper, lower, "indicator"))
    looser = tuple(replace(finding, verdict=IndicatorVerdict.LOOSER) for finding in result.indicators)
    for alarmed in (replace(result, indicators=looser), replace(result, indicators=())):
        (outcome,) = score_controls([control], upper, lower, alarmed)
        assert not outcome.right


# ------------------------------------------------------------ files and figures


def test_the_command_writes_the_same_plans_again(
    small: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte what the seed gave before; what is known of them reads back as it was."""
    assert main([str(tmp_path), "--counties", "2", "--cities", "1", "--seed", str(SEED)]) == 0
    assert "5 份规划" in capsys.readouterr().out
    truth = read_truth(tmp_path)
    assert (truth.gaps, truth.controls) == (small.gaps, small.controls)
    for plan in small.plans:
        assert (tmp_path / truth.files[plan.name]).read_text(encoding="utf-8") == plan.text


def test_plans_are_written_as_other_files(small: Province, tmp_path: Path) -> None:
    """A Word file and a page of the same plan."""
    one = replace(small, plans=small.plans[2:3])
    for format_ in ("docx", "html"):
        truth = write_province(one, tmp_path / format_, [format_])
        (file,) = truth.files.values()
        assert file.endswith(format_)
        assert (tmp_path / format_ / file).stat().st_size > 10_000


def test_rates_are_told_by_kind() -> None:
    """A row for each kind, direct and further uppers apart; lost gaps by name."""
    outcomes = (make_outcome(right=True), make_outcome(right=False), make_outcome(right=True, direct=False))
    measured = [Measured(outcomes=outcomes, before=(make_outcome(right=False),), seconds=1.0)]
    console = Console(width=120)
    with console.capture() as capture:
        console.print(render_rates(measured))
    row = next(line for line in capture.get().splitlines() if "loosened" in line)
    assert [cell.strip() for cell in row.split("│")[2:7]] == ["2", "50%", "1", "100%", "0%"]
    gap = Gap(lower="乙", kind=Kind.LOOSENED, about="pm25", changed="放宽", against=())
    assert list_lost(measured, [gap]) == ["乙 对 甲：放宽"]


def make_outcome(*, right: bool, direct: bool = True) -> Outcome:
    return Outcome(lower="乙", upper="甲", kind="loosened", about="pm25", direct=direct, right=right)


def test_a_control_is_of_one_pair(results: dict[tuple[str, str], Alignment]) -> None:
    """Controls of other pairs are not looked at."""
    (upper, lower), result = next(iter(results.items()))
    control = Control(upper=upper, lower="别处", kind="task", quote="推进", basis="gold")
    assert score_controls([control], upper, lower, result) == ()
