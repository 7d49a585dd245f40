"""Target phrases: what each says, phrase by phrase (``data/target_phrases.tsv``)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from target_wording import render_target

from align.knowledge.files import Row, load_tsv
from align.knowledge.units import load_units
from align.parsing.numerals import parse_numeral
from align.parsing.quantities import parse_target
from align.target import Bound, Target, TargetKind

COLUMNS = (
    "phrase",
    "given_unit",
    "name",
    "kind",
    "bound",
    "value",
    "high",
    "unit",
    "soft",
    "stretch",
    "base_year",
    "target_year",
)
CASES = load_tsv(Path(__file__).parent / "data" / "target_phrases.tsv", COLUMNS)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def year(text: str) -> int | None:
    return int(text) if text else None


def expected(row: Row) -> Target:
    return Target(
        kind=TargetKind(row["kind"]),
        text=row["phrase"].strip(),
        bound=Bound(row["bound"]) if row["bound"] else None,
        value=number(row["value"]),
        high=number(row["high"]),
        unit=row["unit"] or None,
        soft=row["soft"] == "yes",
        stretch=number(row["stretch"]),
        base_year=year(row["base_year"]),
        target_year=year(row["target_year"]),
    )


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row.line}-{row['phrase']}{row['name']}")
def test_a_phrase_means_what_a_planner_means(row: Row) -> None:
    """Each phrase of the table, with the unit and name given elsewhere, is read in all its fields."""
    assert parse_target(row["phrase"], unit=row["given_unit"] or None, name=row["name"]) == expected(row)


def test_the_table_is_large() -> None:
    assert len({row["phrase"] for row in CASES}) > 500


def test_text_is_kept_as_written() -> None:
    assert parse_target(" ９３％左右 ").text == "９３％左右"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百二十", 120),
        ("两千", 2000),
        ("三十一", 31),
        ("二〇", 20),
        ("一万二千", 12000),
        ("一万零五", 10005),
        ("二十五万五千三百", 255300),
        ("一亿二千万", 120000000),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert parse_numeral(text) == value


UNITS = ["%", "‰", "万吨", "处", "微克/立方米", "张/千人", "亿千瓦时", "天", "岁", "倍", "个", "人次", "平方公里"]
AMOUNTS = [unit for unit in UNITS if unit not in ("%", "‰", "倍", "张/千人")]
PERCENT_UNITS = ["%", "‰", "倍", None]
AMOUNT_UNITS = {TargetKind.ABSOLUTE: [*UNITS, None, "公里/年"], TargetKind.CUMULATIVE_AMOUNT: AMOUNTS}
SIDED = [Bound.AT_LEAST, Bound.ABOVE, Bound.AT_MOST, Bound.BELOW, Bound.EQUAL, Bound.ABOUT, Bound.MAINTAIN]
PERCENTS = (TargetKind.CUMULATIVE_PERCENT, TargetKind.ANNUAL_PERCENT)
NUMERIC = (*PERCENTS, TargetKind.ABSOLUTE, TargetKind.CUMULATIVE_AMOUNT, TargetKind.PERCENT_POINTS)
values = st.decimals(min_value=0, max_value=10**6, places=2)
years = st.none() | st.integers(1990, 2060)


@st.composite
def numeric_targets(draw: st.DrawFn) -> Target:
    """Every numeric target that a phrase can state.

    Left out because no phrase states them: a soft value with a stretch value beside it (two wishes and no target), a
    cumulative amount in percent or a percentage in tonnes (the kind follows from the unit), a range whose upper end is
    the lower.
    """
    kind = draw(st.sampled_from(NUMERIC))
    if kind is TargetKind.PERCENT_POINTS:
        unit = draw(st.sampled_from(["百分点", "百分点/年"]))
    else:
        unit = draw(st.sampled_from(PERCENT_UNITS if kind in PERCENTS else AMOUNT_UNITS[kind]))
    bound = draw(st.sampled_from([*SIDED, Bound.RANGE]))
    value, more = draw(values), draw(st.decimals(min_value="0.01", max_value=100, places=2))
    soft = draw(st.booleans())
    return Target(
        kind=kind,
        text="",
        bound=bound,
        value=value,
        high=value + more if bound is Bound.RANGE else None,
        unit=unit,
        soft=soft,
        stretch=None if soft else draw(st.none() | values),
        base_year=draw(years),
        target_year=draw(years),
    )


@st.composite
def grades(draw: st.DrawFn) -> Target:
    """Every grade that a phrase can state: a range ends at Ⅴ, and no grade has a base year or a stretch value."""
    bound = draw(st.sampled_from([Bound.AT_LEAST, Bound.ABOVE, Bound.MAINTAIN, Bound.RANGE]))
    value = draw(st.integers(1, 4 if bound is Bound.RANGE else 6))
    high = Decimal(draw(st.integers(value + 1, 5))) if bound is Bound.RANGE else None
    soft, year = draw(st.booleans()), draw(years)
    kind = TargetKind.GRADE
    return Target(kind=kind, text="", bound=bound, value=Decimal(value), high=high, soft=soft, target_year=year)


@given(numeric_targets() | grades(), st.sampled_from(["", "下降", "提高"]))
def test_a_rendered_target_parses_into_itself(target: Target, change: str) -> None:
    """What a target says survives being written in the normalised form, whichever way its change goes."""
    assert replace(parse_target(render_target(target, change=change)), text="") == target


@pytest.mark.parametrize("row", [row for row in CASES if row["phrase"]], ids=lambda row: f"{row.line}-{row['phrase']}")
def test_every_phrase_of_the_table_survives_its_normalised_form(row: Row) -> None:
    """The targets of the table, too; the unit given elsewhere is given again."""
    target = expected(row)
    again = parse_target(render_target(target), unit=target.unit)
    assert replace(again, text="") == replace(target, text="")


@pytest.mark.parametrize(
    ("phrase", "change", "rendered"),
    [
        ("93%以上", "", "不低于93%"),
        ("比2020年下降18%左右", "下降", "比2020年累计下降18%左右"),
        ("〔18〕%", "", "〔18%〕"),
        ("40%至45%", "", "40—45%"),
        ("力争达到14.5%", "", "力争不低于14.5%"),
        ("13%，力争14.5%", "", "13%，力争14.5%"),
        ("到2025年年均增长6%以上", "增长", "到2025年年均增长6%以上"),
        ("较2020年提高5个百分点以上", "提高", "比2020年提高5个百分点以上"),
        ("优于III类", "", "优于Ⅲ类"),
        ("完成省下达任务", "", "完成省下达任务"),
    ],
)
def test_normalised_phrases_read_like_a_plan(phrase: str, change: str, rendered: str) -> None:
    assert render_target(parse_target(phrase), change=change) == rendered


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert parse_target(text).kind in TargetKind


@given(
    st.text(
        alphabet="0129.,%一二两十百千万亿零点成半分之〔〕[]（）年月日2025比较以上达到力争累计每降至—个人", max_size=24
    )
)
def test_no_mixture_of_target_words_breaks_the_parser(text: str) -> None:
    assert parse_target(text).kind in TargetKind


@pytest.mark.parametrize(
    ("phrase", "value", "unit"),
    [
        ("3.5×10⁴吨", "3.5", "万吨"),
        ("3.5×10^4吨", "3.5", "万吨"),
        ("5.2×10⁸m³以上", "5.2", "亿立方米"),
        ("12×10^3人", "12", "千人"),
        ("2×10⁸", "200000000", None),
        ("97¹", "97", None),
        ("104吨", "104", "吨"),
    ],
)
def test_powers_of_ten_are_multipliers_and_other_raised_digits_are_marks(
    phrase: str, value: str, unit: str | None
) -> None:
    """10⁴吨 is 万吨, as Word documents and web pages with raised digits give it; 97¹ is 97 with a footnote."""
    target = parse_target(phrase)
    assert target.value == Decimal(value)
    assert load_units().same_unit(target.unit, unit)


def test_a_cell_of_thousands_of_digits_is_no_target() -> None:
    """Damage makes such cells; they are words that give no number, and cost next to nothing."""
    assert parse_target("9" * 20_000 + "%").kind is TargetKind.QUALITATIVE
    assert parse_target("（" * 20_000 + "5%").kind is TargetKind.QUALITATIVE
