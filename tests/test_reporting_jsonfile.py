"""The result JSON keeps to its schema, gives equal bytes for equal results, and leaves nothing out."""

import json
from pathlib import Path

import factories as make
import jsonschema
import pytest
from alignment_sample import make_sample

import align.reporting
from align.model import DocumentKind
from align.reporting.jsonfile import build_outline, build_result, render_json

SCHEMAS = Path(align.reporting.__file__).parent / "schemas"


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize(
    "judgements", [make_sample(), make_sample(kind=DocumentKind.INTERPRETATION), make.make_judgements()]
)
def test_results_keep_to_the_schema(judgements):
    validator("check").validate(json.loads(render_json(build_result(judgements))))


def test_outlines_keep_to_the_schema():
    sample = make_sample()
    for plan in (sample.upper, sample.lower, make.make_plan(claims=(make.make_claim(),), basis=(make.make_basis(),))):
        validator("outline").validate(json.loads(render_json(build_outline(plan))))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("tasks", 0, "verdict"), "好"),
        (("tasks", 0, "span"), [1]),
        (("tasks", 0, "span"), [-1, 2]),
        (("tasks", 0, "confidence"), 1.5),
        (("indicators", 0, "upper", "nature"), "binding"),
        (("upper", "level"), "省"),
        (("claims", 0, "kind"), "page_count"),
        (("version",), 2),
        (("extra",), True),
    ],
)
def test_the_schema_refuses_what_the_format_does_not_allow(path, value):
    result = json.loads(render_json(build_result(make_sample())))
    target = result
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert not validator("check").is_valid(result)


@pytest.mark.parametrize(
    "key", ["schema", "upper", "tasks", "local_tasks", "indicators", "claims", "warnings", "provenance"]
)
def test_the_schema_refuses_a_result_that_lacks_a_part(key):
    result = build_result(make_sample())
    del result[key]
    assert not validator("check").is_valid(json.loads(render_json(result)))


def test_equal_results_give_equal_bytes():
    assert render_json(build_result(make_sample())) == render_json(build_result(make_sample()))


def test_chinese_is_written_as_such():
    text = render_json(build_result(make_sample()))
    assert "青石市" in text
    assert text.endswith("}\n")


def test_spans_quote_the_source():
    sample = make_sample()
    result = build_result(sample)
    for task in result["tasks"]:
        start, end = task["span"]
        assert sample.upper.source.text[start:end] == task["text"]
        for match in task["matches"]:
            assert sample.lower.source.text[slice(*match["span"])] == match["text"]


def test_values_are_as_written_and_numbers_are_numbers():
    result = build_result(make_sample())
    assert result["indicators"][4]["upper"]["target"] == "[0.48]"
    assert result["indicators"][4]["lower"]["target"] == "完成市级下达任务"
    assert (
        result["claims"][1] | {"declared": 9, "actual": 8, "consistent": False, "doc": "lower"} == result["claims"][1]
    )
    assert result["claims"][2]["actual"] is None
    assert result["projects"][0]["upper"]["investment"] == pytest.approx(1.2)
    assert result["upper"]["period"] == [2021, 2025]


def test_the_score_is_the_sum_of_its_comparisons():
    for task in build_result(make_sample())["tasks"]:
        for match in task["matches"]:
            assert match["score"] == pytest.approx(sum(step["weight"] for step in match["comparisons"]))


def test_counts_carry_their_totals():
    counts = build_result(make_sample())["counts"]
    assert counts["tasks"] == {"covered": 5, "partial": 6, "missing": 5, "not_applicable": 2, "total": 18}
    assert counts["severities"]["total"] == 41


def test_a_number_that_json_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        render_json({"score": float("nan")})
