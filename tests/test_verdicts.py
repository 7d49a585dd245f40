"""The weighing of verdicts: sums that can be shown, weights that can be fitted again, traits that are read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.bundled import bundled
from align.errors import MappingError
from align.evaluation.baselines import score_baselines
from align.evaluation.calibration import calibrate, render_reliability
from align.evaluation.fit import fit_weights, load_template, render_fit, render_levers, render_weights, score_levers
from align.evaluation.gold import read_cases
from align.judging.points import PointJudge
from align.judging.verdicts import VerdictModel
from align.knowledge.verdict_weights import (
    INTERCEPT,
    POINT_VERDICTS,
    VERDICTS,
    TraitWeight,
    list_columns,
    load_point_weights,
    load_verdict_weights,
)
from align.pipeline import read_plan
from align.results import TaskVerdict
from align.tasking import build_coverage_judge, match_tasks

DEMO = bundled("corpora", "demo")
HEAD = "\t".join(list_columns(VERDICTS)) + "\n"


def weight(trait: str, *numbers: float, mean: float = 0.0, scale: float = 1.0) -> TraitWeight:
    """A trait with its weight for each verdict."""
    weights = dict(zip(VERDICTS, numbers, strict=True))
    return TraitWeight(trait=trait, label=f"性状{trait}", lever="手段", mean=mean, scale=scale, weights=weights)


MODEL = VerdictModel([weight(INTERCEPT, 0.1, 0.0, -0.1), weight("near", 2, 0, -2, mean=0.5, scale=0.2)])


def test_the_likeliest_verdict_wins() -> None:
    """Near is covered, far is missing."""
    assert MODEL.weigh({"near": 0.9}).likeliest is TaskVerdict.COVERED
    assert MODEL.weigh({"near": 0.1}).likeliest is TaskVerdict.MISSING


@given(st.floats(min_value=-2, max_value=2))
def test_probabilities_add_up_and_steps_tell_the_difference(near: float) -> None:
    """The steps shown are the very sum that decided."""
    weighing = MODEL.weigh({"near": near})
    assert sum(weighing.probabilities.values()) == pytest.approx(1)
    verdict = weighing.likeliest
    total = sum(step.weight for step in weighing.steps(verdict))
    other = sorted(weighing.probabilities.values())[-2]
    assert total >= -1e-3
    assert 2.718281828**total == pytest.approx(weighing.probabilities[verdict] / other, rel=1e-2)


def test_a_trait_that_is_not_read_is_an_error() -> None:
    """Weights and traits must fit together."""
    with pytest.raises(KeyError):
        MODEL.weigh({"far": 1.0})


def test_every_weighed_trait_is_read_and_explained() -> None:
    """The bundled weights ask for nothing that matching and judging do not give, and findings lay out their steps."""
    judge = build_coverage_judge(VerdictModel(load_verdict_weights()), VerdictModel(load_point_weights()))
    upper, lower = read_plan(DEMO / "city.txt"), read_plan(DEMO / "district.txt")
    links, _ = match_tasks(upper, lower)
    read = judge.traits_of(links[0], lower)
    assert {weight.trait for weight in load_verdict_weights()} - {INTERCEPT} <= set(read)
    assert {weight.trait for weight in load_point_weights()} - {INTERCEPT} == set(links[0].points[0].traits)
    findings = judge.judge(links, upper, lower).findings
    weighed = [finding for finding in findings if finding.verdict is not TaskVerdict.NOT_APPLICABLE]
    assert all(finding.steps for finding in weighed if finding.confidence < 1)
    assert all(0 < finding.confidence <= 1 for finding in findings)


def test_what_falls_short_is_never_wholly_covered() -> None:
    """A number, a deadline or a weaker word below allows no more than partial, whatever the likeness."""
    always = VerdictModel([weight(INTERCEPT, 9, 0, 0)])
    judge = build_coverage_judge(always, VerdictModel(load_point_weights()))
    upper, lower = read_plan(DEMO / "city.txt"), read_plan(DEMO / "district.txt")
    links, _ = match_tasks(upper, lower)
    for link, finding in zip(links, judge.judge(links, upper, lower).findings, strict=True):
        traits = judge.traits_of(link, lower)
        if finding.verdict is TaskVerdict.COVERED and finding.confidence < 1:
            assert traits["deadlines_late"] == traits["shares_short"] == traits["weakened"] == 0


def test_fitting_gives_weights_that_can_be_read_again(tmp_path: Path) -> None:
    """The same traits in the same order, the same numbers each time, and figures for every case."""
    cases = read_cases(DEMO)
    template = load_template()
    fitted = fit_weights(cases, template)
    assert fitted == fit_weights(cases, template)
    verdicts, points = tmp_path / "verdicts.tsv", tmp_path / "points.tsv"
    verdicts.write_text(render_weights(fitted.weights.verdicts, "# 注\n"), encoding="utf-8")
    points.write_text(render_weights(fitted.weights.points, "# 注\n"), encoding="utf-8")
    assert load_verdict_weights(verdicts) == fitted.weights.verdicts
    assert load_point_weights(points) == fitted.weights.points
    for own, asked in ((fitted.weights.verdicts, template.verdicts), (fitted.weights.points, template.points)):
        assert [weight.trait for weight in own] == [weight.trait for weight in asked]
    assert set(fitted.scores) == {case.name for case in cases}
    assert len(render_fit(fitted, cases).rows) == len(cases) + 1


def test_of_two_verdicts_what_speaks_for_one_speaks_against_the_other() -> None:
    """The bundled weights of key points mirror each other: a key point is answered or it is not."""
    for own in load_point_weights():
        assert tuple(own.weights) == POINT_VERDICTS
        assert sum(own.weights.values()) == pytest.approx(0, abs=1e-3)
    assert any(own.weights[TaskVerdict.COVERED] > 0.1 for own in load_point_weights())


def test_the_key_point_least_likely_answered_is_named() -> None:
    """A partial answer names the key points that weigh more for not answered, or else the weakest one."""
    upper, lower = read_plan(DEMO / "city.txt"), read_plan(DEMO / "district.txt")
    links, _ = match_tasks(upper, lower)
    link = next(link for link in links if len(link.points) > 2)
    likely = VerdictModel([point_weight(INTERCEPT, 9), point_weight("score", 1)])
    judge = PointJudge(likely, bare=0)
    assert all(judge.is_met(point) for point in link.points)
    least = min(link.points, key=lambda point: point.traits["score"])
    assert judge.name_weakest(link) == (least.point.text,)
    assert not any(
        PointJudge(VerdictModel([point_weight(INTERCEPT, -9)]), bare=0).is_met(point) for point in link.points
    )


def point_weight(trait: str, number: float) -> TraitWeight:
    """A trait of key points that speaks for answered by so much, and as much against not answered."""
    return replace(weight(trait, 0, 0, 0), weights=dict(zip(POINT_VERDICTS, (number, -number), strict=True)))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("near\t近\t手段\t0\t1\t1\t0\t0\n", "缺少 intercept"),
        ("intercept\t起点\t—\t0\t1\t0\t0\t0\nnear\t近\t手段\t0\t0\t1\t0\t0\n", "scale"),
        ("intercept\t起点\t—\t0\t1\t0\t0\t0\nnear\t近\t手段\t0\t1\t甲\t0\t0\n", "数值"),
        ("intercept\t起点\t—\t0\t1\t0\t0\t0\n" * 2, "重复"),
    ],
)
def test_malformed_weights_are_refused(tmp_path: Path, rows: str, problem: str) -> None:
    """File and line are named."""
    file = tmp_path / "verdicts.tsv"
    file.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(MappingError, match=problem):
        load_verdict_weights(file)


def test_confidences_are_held_against_what_was_right() -> None:
    """A program that is as often right as it says has no error; one that is sure and wrong has much."""
    assert calibrate([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]).error == pytest.approx(0)
    wrong = calibrate([(0.95, False), (0.95, True), (0.55, True)])
    assert wrong.surest == (2, 1)
    assert wrong.error == pytest.approx((0.9 + 0.45) / 3)


def test_the_reliability_curve_has_a_line_per_step_of_confidence() -> None:
    """Steps without any verdict have none; two lines sum up each curve."""
    table = render_reliability({"开发": calibrate([(0.95, False), (0.95, True), (0.5, True), (1.0, True)])})
    assert list(table.columns[1].cells) == ["0.5–0.6", "0.9–1.0", "合计", "0.9 以上"]
    assert list(table.columns[4].cells) == ["1.00", "0.67", "0.350", "2"]


def test_baselines_and_levers_are_told() -> None:
    """A figure for each baseline, for all levers together and for each left out; the whole is no worse than the baselines."""
    cases = read_cases(DEMO)
    baselines, levers = score_baselines(cases), score_levers(cases, load_template())
    assert set(levers) == {"", *(weight.lever for weight in load_verdict_weights() if weight.trait != INTERCEPT)}
    best = max(sum(scores.values()) for scores in baselines.values())
    assert sum(levers[""].values()) > best
    assert len(render_levers(baselines, levers, cases).rows) == len(baselines) + len(levers)
