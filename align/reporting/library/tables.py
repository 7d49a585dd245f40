"""The tables of a report on a library: plans, pairs, commonest gaps with precedents, indicators by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from align.knowledge.indicators import Direction, load_catalogue
from align.libraries import LibraryJudgements, LibraryPlan, PairOutcome, PairState, PlanLibrary
from align.model import Level
from align.reporting.library.survey import INDICATOR_GAPS, Answer, Asked, Group, count_gaps, count_tasks
from align.reporting.quotes import render_passage
from align.reporting.tables import NO_VALUE, ColumnKind, ReportTable, Row, Value, build_column
from align.results import IndicatorVerdict, TaskVerdict

_TEXT, _NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER
_PRECEDENTS, _NAMED_PLACES, _WORST_THEMES = 3, 12, 3

PLAN_COLUMNS = (
    build_column("file", "文件", 34, _TEXT),
    build_column("title", "题名", 34, _TEXT),
    build_column("level", "层级", 8),
    build_column("region", "地区", 14),
    build_column("parent", "上级地区", 14),
    build_column("sector", "领域", 16),
    build_column("period", "规划期", 12),
    build_column("kind", "类型", 12),
    build_column("tasks", "任务", 8, _NUMBER),
    build_column("indicators", "指标", 8, _NUMBER),
    build_column("reading", "读入情况", 40, _TEXT),
)


def build_plan_table(plans: Sequence[LibraryPlan]) -> ReportTable:
    """Every file, with what was read of it or why it was not."""
    return ReportTable(
        key="plans",
        title=f"规划（{len(plans)} 份）",
        columns=PLAN_COLUMNS,
        rows=tuple(Row(cells=list_plan_cells(plan)) for plan in plans),
    )


def list_plan_cells(plan: LibraryPlan) -> tuple[Value, ...]:
    """The cells of a plan; what is not known is left blank, to be filled in."""
    if plan.problem:
        return (plan.file, plan.title, *([None] * 8), f"未能读入：{plan.problem}")
    return (
        plan.file,
        plan.title,
        plan.level.label if plan.level else None,
        plan.region,
        plan.parent,
        plan.sector,
        f"{plan.period[0]}—{plan.period[1]}" if plan.period else None,
        plan.kind.label,
        plan.tasks,
        plan.indicators,
        plan.reading,
    )


def build_level_table(library: PlanLibrary) -> ReportTable:
    """How many plans there are of each level and field, and how many pairs they make."""
    plans = [plan for plan in library.plans if plan.is_readable]
    lower = Counter(_standing(library.by_file[pair.lower]) for pair in library.wanted)
    counts = Counter(map(_standing, plans))
    order = [level.label for level in Level]
    known = sorted(counts, key=lambda one: (order.index(one[0]) if one[0] in order else len(order), one[1]))
    rows = tuple(Row(cells=(*standing, counts[standing], lower[standing])) for standing in known)
    columns = (
        build_column("level", "层级", 10),
        build_column("sector", "领域", 24),
        build_column("plans", "规划（份）", 10, _NUMBER),
        build_column("pairs", "作为下级对照（对）", 18, _NUMBER),
    )
    return ReportTable(key="levels", title="规划与配对", columns=columns, rows=rows)


def _standing(plan: LibraryPlan) -> tuple[str, str]:
    return (plan.level.label if plan.level else "看不出", plan.sector or "看不出")


def build_doubt_table(library: PlanLibrary) -> ReportTable:
    """What a user should look at: files that could not be read, plans that found no partner, guesses."""
    unread = [f"{plan.file}：{plan.problem}" for plan in library.plans if plan.problem]
    rows = tuple(Row(cells=(told,)) for told in (*unread, *library.doubts))
    columns = (build_column("told", "请核对", 110, _TEXT),)
    return ReportTable(key="doubts", title=f"须核对的文件和配对（{len(rows)} 处）", columns=columns, rows=rows)


def build_pair_table(judgements: LibraryJudgements) -> ReportTable:
    """Every pair compared: its verdicts, and where its result lies or why there is none."""
    by_file = judgements.library.by_file
    rows = []
    for outcome in judgements.outcomes:
        counts = count_gaps(outcome)
        failed = outcome.state is PairState.FAILED
        looser = sum(row["verdict"] in {gap.value for gap in INDICATOR_GAPS} for row in outcome.rows.indicators)
        cells: tuple[Value, ...] = (
            _name(by_file[outcome.pair.lower]),
            _name(by_file[outcome.pair.upper]),
            *(None if failed else counts[verdict.value] for verdict in TaskVerdict),
            None if failed else looser,
            outcome.result or None,
            outcome.problem or None,
        )
        rows.append(Row(cells=cells))
    columns = (
        build_column("lower", "本级规划", 30, _TEXT),
        build_column("upper", "上级规划", 30, _TEXT),
        *(build_column(verdict.value, verdict.label, 9, _NUMBER) for verdict in TaskVerdict),
        build_column("looser", "指标缺口", 9, _NUMBER),
        build_column("result", "结果文件", 46, _TEXT),
        build_column("problem", "说明", 40, _TEXT),
    )
    note = "任务按上级规划的任务计，指标缺口为缺失、偏松、委托式和未量化之和。结果文件可用 plan-align review 打开复核。"
    return ReportTable(key="pairs", title=f"逐对结果（{len(rows)} 对）", columns=columns, rows=tuple(rows), note=note)


def _name(plan: LibraryPlan) -> str:
    return (
        f"{plan.region or ''}《{plan.title}》" if plan.region and plan.region not in plan.title else f"《{plan.title}》"
    )


def build_worst_table(judgements: LibraryJudgements) -> ReportTable:
    """The lower plans by the share of what the nearest plan above asks that is lacking, the largest first."""
    by_file = judgements.library.by_file
    rows = []
    for outcome in judgements.outcomes:
        if not (outcome.pair.direct and outcome.result):
            continue
        cell = count_tasks(outcome.rows.tasks)
        lower, upper = by_file[outcome.pair.lower], by_file[outcome.pair.upper]
        names = (judgements.library.name(lower), lower.parent, judgements.library.name(upper))
        cells = (*names, cell.total, cell.missing, cell.partial, _tell_worst_themes(outcome))
        rows.append((cell.share, Row(cells=cells)))
    rows.sort(key=lambda entry: -entry[0])
    columns = (
        build_column("region", "地区", 12),
        build_column("parent", "所属", 12),
        build_column("upper", "对照", 12),
        build_column("total", "适用", 7, _NUMBER),
        build_column("missing", "未衔接", 8, _NUMBER),
        build_column("partial", "部分衔接", 9, _NUMBER),
        build_column("themes", "缺口最多的主题", 60, _TEXT),
    )
    note = "对照最近的上级规划，按缺口占适用任务的比例从大到小（部分衔接折半计）。"
    return ReportTable(
        key="worst",
        title=f"各地区缺口（{len(rows)} 份）",
        columns=columns,
        rows=tuple(row for _, row in rows),
        note=note,
    )


def _tell_worst_themes(outcome: PairOutcome) -> str:
    asked = Counter(row["theme"] for row in outcome.rows.tasks if row["verdict"] != TaskVerdict.NOT_APPLICABLE.value)
    gaps = Counter(row["theme"] for row in outcome.rows.tasks if TaskVerdict(row["verdict"]).is_gap)
    return "、".join(f"{theme or '未归类'} {count}/{asked[theme]}" for theme, count in gaps.most_common(_WORST_THEMES))


def build_common_gap_table(groups: Sequence[Group], most: int | None = None) -> ReportTable:
    """The requirements that most plans below fail to answer, with those that answer them; ``most`` of each group."""
    rows = [row for group in groups if len(group.outcomes) > 1 for row in _list_common_gaps(group, most)]
    columns = (
        build_column("group", "对照范围", 20, _TEXT),
        build_column("theme", "主题", 12),
        build_column("asked", "上级要求", 44, _TEXT),
        build_column("applying", "适用", 7, _NUMBER),
        build_column("missing", "未衔接", 8, _NUMBER),
        build_column("partial", "部分衔接", 9, _NUMBER),
        build_column("places", "有缺口的地区", 36, _TEXT),
        build_column("precedents", "已衔接的先例（程序判定，未经复核）", 60, _TEXT),
    )
    note = "只列有两份以上规划可比的；按有缺口的规划数从多到少。先例按把握度取前三。"
    return ReportTable(key="common", title=f"常见缺口（{len(rows)} 项）", columns=columns, rows=tuple(rows), note=note)


def _list_common_gaps(group: Group, most: int | None) -> Iterator[Row]:
    asked = [one for one in group.asked if one.gaps]
    asked.sort(key=lambda one: (-len(one.gaps), -len(one.of(TaskVerdict.MISSING))))
    for one in asked[:most]:
        missing, partial = (len(one.of(verdict)) for verdict in (TaskVerdict.MISSING, TaskVerdict.PARTIAL))
        yield Row(
            cells=(
                group.label,
                one.theme,
                render_passage(one.text),
                one.applying,
                missing,
                partial,
                _list_places(one.gaps, one.applying),
                _tell_precedents(one),
            )
        )


def _list_places(answers: Sequence[Answer], applying: int) -> str:
    if len(answers) == applying > _PRECEDENTS:
        return f"全部 {applying} 地"
    places = [answer.plan.region or answer.plan.title for answer in answers]
    more = f"等 {len(places)} 地" if len(places) > _NAMED_PLACES else ""
    return "、".join(places[:_NAMED_PLACES]) + more


def _tell_target(row: Mapping[str, Any]) -> str:
    """The upper plan's target, with its unit where that is another."""
    target, unit = row["upper_target"] or NO_VALUE, row["upper_unit"]
    return f"{target}（{unit}）" if unit and unit != row["lower_unit"] else str(target)


def _tell_precedents(asked: Asked) -> str:
    told = (
        f"{answer.plan.region or answer.plan.title}：{render_passage(answer.row['match_text'])}"
        for answer in asked.precedents[:_PRECEDENTS]
        if answer.row["match_text"]
    )
    return "\n".join(told) or NO_VALUE


def build_indicator_gap_table(groups: Sequence[Group]) -> ReportTable:
    """For each indicator of an upper plan, how many plans below fall short in what."""
    verdicts = (*INDICATOR_GAPS, IndicatorVerdict.NOT_COMPARABLE, IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER)
    rows = []
    for group in groups:
        for name, answers in group.indicators:
            counts = Counter(answer.verdict for answer in answers)
            changed = sum(bool(answer.row["nature_changed"]) for answer in answers)
            if not (changed or any(counts[verdict.value] for verdict in INDICATOR_GAPS)):
                continue
            cells = (group.label, name, answers[0].row["upper_target"] or NO_VALUE)
            rows.append(Row(cells=(*cells, *(counts[verdict.value] for verdict in verdicts), changed)))
    columns = (
        build_column("group", "对照范围", 20, _TEXT),
        build_column("name", "指标", 26, _TEXT),
        build_column("target", "上级目标", 14),
        *(build_column(verdict.value, verdict.label, 9, _NUMBER) for verdict in verdicts),
        build_column("changed", "约束性改预期性", 11, _NUMBER),
    )
    return ReportTable(key="indicators", title="指标缺口", columns=columns, rows=tuple(rows), note="单位：份规划。")


def build_league_table(groups: Sequence[Group]) -> ReportTable:
    """Where each place stands among all on every indicator that has numbers in one unit, the strictest target first."""
    several = [group for group in groups if len(group.outcomes) > 1]
    rows = [row for group in several for name, answers in group.indicators for row in _rank(group, name, answers)]
    columns = (
        build_column("group", "对照范围", 20, _TEXT),
        build_column("name", "指标", 26, _TEXT),
        build_column("unit", "单位", 10),
        build_column("rank", "名次", 7, _NUMBER),
        build_column("region", "地区", 14),
        build_column("parent", "所属", 14),
        build_column("baseline", "基期值", 10),
        build_column("target", "目标值", 12),
        build_column("upper", "上级目标", 12),
        build_column("nature", "属性", 9),
        build_column("standing", "结论", 10),
    )
    note = "目标越严名次越前，同值同名次；没有数值、单位不同的不排。名次只比目标高低，不等于工作好坏。"
    return ReportTable(key="league", title=f"指标排行（{len(rows)} 行）", columns=columns, rows=tuple(rows), note=note)


def _rank(group: Group, name: str, answers: Sequence[Answer]) -> Iterator[Row]:
    units = Counter(answer.row["lower_unit"] for answer in answers if answer.row.get("lower_value") is not None)
    if not units:
        return
    unit = units.most_common(1)[0][0]
    apart = IndicatorVerdict.NOT_COMPARABLE.value
    alike = [a for a in answers if a.row.get("lower_value") is not None and a.row["lower_unit"] == unit]
    ranked = [answer for answer in alike if answer.verdict != apart]
    direction, known = load_catalogue().direction(name, answers[0].row["concept"])
    if not known:
        return
    sign = -1 if direction is Direction.HIGHER else 1
    ranked.sort(key=lambda answer: sign * answer.row["lower_value"])
    for answer in ranked:
        row = answer.row
        better = sum(sign * other.row["lower_value"] < sign * row["lower_value"] for other in ranked)
        verdict = IndicatorVerdict(answer.verdict).label
        yield Row(
            cells=(
                group.label,
                name,
                unit,
                better + 1,
                answer.plan.region or answer.plan.title,
                answer.plan.parent,
                row["lower_baseline"] or NO_VALUE,
                row["lower_target"],
                _tell_target(row),
                row["lower_nature"],
                verdict,
            )
        )
