"""A chain of plans: every break is found at its level and told once, and what a level lost does not count below it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from chain_plans import (
    CITY,
    DISTRICT,
    PROVINCE,
    broken_chain,
    demo_chain,
    demo_plans,
    edit_chain,
    find_thread,
    tell_breaks,
)

import align
from align import align_chain, align_plans
from align.chains import BreakKind, StopState
from align.reporting.chain.report import Fate, build_chain_report, find_fate
from align.results import TaskFinding, TaskVerdict

PLANTED = {
    (CITY, "开展衡江干支流入河排污口", ("missing",)),
    (DISTRICT, "对工业探伤、料位计、放射", ("missing",)),
    (CITY, "加强畜禽规模养殖污染防治", ("partial",)),
    (DISTRICT, "空气质量优良天数比率", ("nature",)),
}
OUTLINE = "国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
FOUR = {
    "市专项": ("泊川市“十四五”生态环境保护规划", "推进城镇污水处理提质增效，五年完成雨污分流改造50公里。"),
    "市纲要": (
        f"泊川市{OUTLINE}",
        "推进城镇污水处理提质增效，实施雨污分流改造。",
        "实施学前教育普惠提升行动，新建改扩建公办幼儿园20所。",
    ),
    "省专项": (
        "衡海省“十四五”生态环境保护规划",
        "推进城镇污水处理提质增效，五年完成雨污分流改造500公里。",
        "加强饮用水水源保护，开展规范化建设。",
    ),
    "省纲要": (
        f"衡海省{OUTLINE}",
        "推进城镇污水处理提质增效，实施雨污分流改造。",
        "实施学前教育普惠提升行动，新建改扩建公办幼儿园200所。",
        "推进高速公路网建设，实现县县通高速。",
    ),
}
# The city's only sentence on old mines; a row of its table of projects is left.
MINES = "五年修复废弃采坑和排土场1.4万亩，洛屏石灰石矿区以削坡复绿为主，霁原瓷土矿区以回填造林为主，修复后三年内由原施工单位负责管护。"
# The second stood on the edge (.52): how rare a word is changes a little with every sentence.
MENDED = {(CITY, "控制非二氧化碳温室气体排", ("missing",)), (CITY, "产生油烟的餐饮服务单位全", ("partial",))}


def test_each_planted_break_is_found_at_its_level_and_nothing_else_changes() -> None:
    """Deleted at the city, deleted at the district, weakened at the city, nature changed at the district; and what an edit of
    the province takes away from the city is no break any more."""
    before, after = set(tell_breaks(demo_chain())), set(tell_breaks(broken_chain()))
    assert after - before == PLANTED
    assert before - after == MENDED


def test_each_break_is_told_once() -> None:
    """No finding stands behind two breaks, and no break is without a thread."""
    for chain in (demo_chain(), broken_chain()):
        findings = Counter(
            (each.link, each.finding.task.id if isinstance(each.finding, TaskFinding) else each.finding.id)
            for each in chain.breaks
        )
        assert set(findings.values()) == {1}
        assert all(each.threads for each in chain.breaks)


def test_every_gap_between_neighbours_is_a_break() -> None:
    """What a plan owes the plan directly above it is told, whichever thread it belongs to."""
    chain = demo_chain()
    told = {(each.link, each.finding.task.id) for each in chain.breaks if isinstance(each.finding, TaskFinding)}
    owed = {
        (index, finding.task.id)
        for index, link in enumerate(chain.links)
        if link.adjacent
        for finding in link.judgements.tasks
        if finding.verdict.is_gap
    }
    assert told == owed


def test_what_the_city_lost_the_district_may_answer_by_itself() -> None:
    """The thread breaks at the city; the district's own answer is told as such and is no break."""
    thread = find_thread(broken_chain(), "开展衡江干支流入河排污口")
    city, district = thread.at(CITY), thread.at(DISTRICT)
    assert city is not None
    assert district is not None
    assert (city.state, city.verdict) == (StopState.COMPARED, TaskVerdict.MISSING)
    assert district.state is StopState.BEYOND
    assert [answer.finding.verdict for answer in district.beyond] == [TaskVerdict.COVERED]


def test_what_the_city_lost_is_not_told_again_below() -> None:
    """A district that does not answer either is told to have got nothing from above."""
    chain = demo_chain()
    thread = find_thread(chain, "开展生物多样性本底调查")
    stop = thread.at(DISTRICT)
    assert stop is not None
    assert stop.state is StopState.SEVERED
    assert [chain.links[each.link].lower for each in chain.breaks if thread.number in each.threads] == [CITY]


def test_what_does_not_apply_ends_the_thread() -> None:
    """Below a plan that a requirement does not concern nobody is asked any more."""
    stop = find_thread(broken_chain(), "控制非二氧化碳温室气体排").at(DISTRICT)
    assert stop is not None
    assert stop.state is StopState.ENDED


def test_the_city_s_answer_is_what_the_district_owes() -> None:
    """The thread goes on in the city's words: the district is judged by them."""
    chain = demo_chain()
    stop = find_thread(chain, "加强放射源和射线装置全过程").at(DISTRICT)
    assert stop is not None
    (answer,) = stop.answers
    assert chain.links[answer.link].upper == CITY
    assert isinstance(answer.finding, TaskFinding)
    assert answer.finding.task.clean.startswith("对工业探伤")


def test_what_the_city_left_out_travels_on() -> None:
    """A part missing at the city is made good by the district or still lacking there; neither is a break of the district's."""
    stop = find_thread(demo_chain(), "严格落实建筑工地扬尘防治").at(DISTRICT)
    assert stop is not None
    assert stop.verdict is TaskVerdict.COVERED
    assert stop.supplied == ("到2025年设区市和县城建成区道路机械化清扫率分别达到90%、80%以上",)
    assert stop.outstanding == ("加强渣土运输车辆全过程监管",)


def test_a_requirement_answered_outside_the_tasks_goes_on_in_its_own_words() -> None:
    """The city answers in a table of projects only: the district is judged by the province's words, and may make good what the
    city lacks."""
    chain = edit_chain(("city", MINES, ""))
    thread = find_thread(chain, "加快历史遗留矿山生态修复")
    stop = thread.at(DISTRICT)
    assert stop is not None
    assert [chain.links[answer.link].upper for answer in stop.answers] == [PROVINCE]
    assert stop.supplied == ("五年完成治理面积12万亩",)
    assert stop.outstanding == ()
    assert [chain.links[each.link].lower for each in chain.breaks if thread.number in each.threads] == [CITY]


def test_threads_that_begin_at_the_city_are_followed() -> None:
    """What only the city asks is owed by the district; what a thread from above runs through begins none of its own."""
    chain = demo_chain()
    assert find_thread(chain, "关停中心城区供水管网覆盖").origin == CITY
    carried = {a.asked for thread in chain.tasks if thread.origin == PROVINCE for s in thread.stops for a in s.answers}
    assert not carried & {thread.asked.id for thread in chain.tasks if thread.origin == CITY}
    assert all(thread.origin != DISTRICT for thread in chain.tasks)


def test_indicators_break_where_they_weaken() -> None:
    """Looser, missing, deferred and no longer binding, each at its own level."""
    names = {thread.number: thread.asked.name for thread in demo_chain().indicators}
    chain = demo_chain()
    marks = {
        (chain.links[each.link].lower, names[number]): each.kinds
        for each in chain.breaks
        for number in each.threads
        if number in names
    }
    assert marks[CITY, "挥发性有机物重点工程减排量"] == (BreakKind.DEFERRED,)
    assert marks[CITY, "县级及以上城市集中式饮用水水源达到或优于Ⅲ类比例"] == (BreakKind.NATURE,)
    assert marks[CITY, "地下水国控点位Ⅴ类水比例"] == (BreakKind.MISSING,)
    assert marks[DISTRICT, "森林覆盖率"] == (BreakKind.QUALITATIVE, BreakKind.NATURE)
    assert marks[DISTRICT, "设区市细颗粒物（PM2.5）平均浓度"] == (BreakKind.LOOSER,)
    assert (DISTRICT, "地下水国控点位Ⅴ类水比例") not in marks


def test_indicators_begin_at_any_level() -> None:
    """An indicator of the city or the district alone has a row of its own."""
    begins = {thread.asked.name: thread.origin for thread in demo_chain().indicators}
    assert begins["公众对生态环境的满意度"] == CITY
    assert begins["建陶企业清洁能源使用率"] == DISTRICT


def test_a_skipped_level_is_passed_over() -> None:
    """Without the city the district answers the province directly."""
    province, _, district = demo_plans()
    chain = align_chain([district, province])
    assert [plan.parents for plan in chain.plans] == [(), (0,)]
    owed = [finding.task.id for finding in align_plans(province, district).tasks if finding.verdict.is_gap]
    told = [each.finding.task.id for each in chain.breaks if isinstance(each.finding, TaskFinding)]
    assert sorted(told) == sorted(owed)


def test_a_plan_below_itself_has_no_breaks() -> None:
    """Whatever a plan asks stands in it, at every level."""
    province = demo_plans()[0]
    chain = align_chain([province, province, province], as_given=True)
    assert chain.breaks == ()
    assert [stop.verdict for thread in chain.tasks for stop in thread.stops[1:]] == [TaskVerdict.COVERED] * 84


def test_it_is_public() -> None:
    """Function and class are those of the package."""
    assert align.align_chain is align_chain
    assert isinstance(demo_chain(), align.Chain)


def test_a_plan_for_one_field_need_not_take_up_all_a_general_plan_asks(tmp_path: Path) -> None:
    """With general plans and plans for one field at two levels, each requirement is judged by the plans directly above; what the
    general plans ask of other fields is no break of the plans for this one."""
    files = []
    for name, (title, *lines) in FOUR.items():
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_text("\n".join((title, "一、重点任务", "（一）任务", *lines, "")), encoding="utf-8")
    chain = align_chain(files)
    assert [plan.parents for plan in chain.plans] == [(), (0,), (0,), (1, 2)]
    sewers, schools, roads = (find_thread(chain, each) for each in ("推进城镇污水处理", "实施学前教育", "推进高速公路"))
    assert [chain.links[answer.link].upper for answer in sewers.stops[-1].answers] == [1, 2]
    assert [stop.state for stop in schools.stops[1:]] == [StopState.OUTSIDE, StopState.COMPARED, StopState.OUTSIDE]
    assert [stop.state for stop in roads.stops[1:]] == [StopState.OUTSIDE, StopState.COMPARED, StopState.SEVERED]
    assert tell_breaks(chain) == [
        (2, "推进高速公路网建设，实现", ("missing",)),
        (3, "加强饮用水水源保护，开展", ("missing",)),
    ]
    report = build_chain_report(chain)
    assert [find_fate(report, thread) for thread in (sewers, schools, roads)] == [Fate.WHOLE, Fate.WHOLE, 2]


def test_a_table_between_is_passed_by_tasks_and_not_by_indicators(tmp_path: Path) -> None:
    """Of the city only a table is given: tasks are judged past it, indicators with it, and what it lacks is only not seen."""
    table = tmp_path / "市指标.csv"
    rows = ("泊川市“十四五”主要指标", "指标,单位,2020年,2025年,属性", "森林覆盖率,%,46.2,46.8,约束性")
    table.write_text("\n".join(rows), encoding="utf-8")
    province, _, district = demo_plans()
    chain = align_chain([province, table, district])
    stop = find_thread(chain, "制定重点河流生态流量保障").at(CITY)
    assert stop is not None
    assert stop.state is StopState.UNREAD
    tasks = {chain.links[each.link].lower for each in chain.breaks if isinstance(each.finding, TaskFinding)}
    assert tasks == {DISTRICT}
    forest = find_thread(chain, "森林覆盖率").stops[-1]
    assert [chain.links[answer.link].upper for answer in forest.answers] == [CITY]
    kinds = {each.kinds for each in chain.breaks if chain.links[each.link].lower == CITY}
    assert kinds == {(BreakKind.UNSEEN,)}
