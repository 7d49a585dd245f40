"""Which clauses are tasks, and what their key points are."""

from __future__ import annotations

import pytest
from factories import make_source
from plan_texts import clean_source

from align.knowledge.clauses import load_clause_wording
from align.knowledge.strength import load_actions
from align.knowledge.structure import load_containers, load_role_words, load_tense_words
from align.knowledge.themes import load_themes
from align.knowledge.units import load_units
from align.model import Task
from align.parsing.clauses import find_clauses
from align.parsing.divisions import build_outline
from align.parsing.measures import MeasureFinder
from align.parsing.roles import RoleFinder
from align.parsing.tasks import TaskFinder, split_commas

FINDER = TaskFinder(load_clause_wording(), load_actions(), MeasureFinder(load_units()))


def tasks_of(text: str) -> tuple[Task, ...]:
    source = make_source(text=text)
    outline = build_outline(clean_source(source), RoleFinder(load_role_words(), load_containers()))
    tense_of = load_tense_words().for_period((2021, 2025)).tense_of
    return FINDER.find(find_clauses(source, outline, tense_of), outline, load_themes().theme_of)


TASKS = [
    "山洪沟治理。",
    "产生油烟的餐饮单位全部安装高效净化装置并定期清洗。",
    "在涉重金属等高风险行业全面推行环境污染强制责任保险。",
    "文物资源大县设置专门的文物保护管理机构。",
    "医保基金按人头总额预付、结余留用，22台锅炉2023年底前拆除。",
    "推进城镇污水处理提质增效，实施雨污分流改造。",
    "2024年底前，全面完成钢铁企业超低排放改造。",
    "对46处废弃采坑实施植被恢复。",
    "以镉、铅等重金属为重点，开展耕地污染成因排查。",
    "坚持分级负责原则，建立健全防灾减灾责任体系。",
    "到2025年累计完成无主矿山治理8200亩。",
    "坚持绿色发展，到2025年建成绿色园区5个。",
    "城市建成区餐饮服务单位全部安装油烟净化设施。",
    "将分区管控成果应用于招商选址和环评全过程。",
    "严禁在未利用地上倾倒建筑垃圾。",
    "既要管好增量也要消化存量，2024年底前清理历史遗留固体废物堆场12处。",
    "地下管网是排水防涝的短板，建立普查和定期检测制度。",
    "坚持疏堵结合，推进秸秆综合利用，强化重点时段露天焚烧管控。",
    "以提升品质为中心，调整特色林果品种结构，发展错季销售。",
    "重点突破具有自主感知功能的井下巡检机器人技术。",
    "加快建设具有区域影响力的检验检测平台。",
]
NO_TASKS = [
    "坚持精准治污、科学治污、依法治污。",
    "坚持以人民为中心，增强人民群众获得感。",
    "牢固树立绿水青山就是金山银山理念。",
    "（责任单位：市生态环境局、市水利局）",
    "牵头单位：市发展改革委",
    "具体包括：",
    "注：指标为五年累计数。",
    "深入贯彻习近平生态文明思想。",
    "主要有以下工作：",
    "见专栏。",
    "文物安全是一条不可逾越的红线。",
    "家底清、权责明，保护才有依据。",
    "经过多年努力，生态系统总体稳定，但局部地区人为干扰强度大，矿山留下的“疮疤”尚未愈合。",
    "全省共有尾矿库326座，风险点多、分布面广，任何时候都不能麻痹大意。",
    "地下水一旦受到污染，往往几十年难以恢复，防线必须前移。",
    "环境安全是公共安全的重要组成部分。",
    "文物工作专业性强、成才周期长，队伍建设等不得、慢不得，必须久久为功、持续投入。",
    "工厂怎么选址、废水怎么排放，决定着治理能做多好、守多久。",
    "搬迁涉及职工多、债务重，需要一并考虑安置、土地等问题，做到走得顺、稳得住。",
    "减污与降碳同根同源，推进要协同、部署要同步。",
    "“十四五”是治水的窗口期，目标要清、办法要准，防止一刀切，也防止等靠要。",
    "制度建设管根本、管长远，必须抓紧推进。",
    "没有清洁的水源，推进城市发展就会失去根基。",
    "项目谋划得越早，推进起来就越主动。",
]


@pytest.mark.parametrize("clean", TASKS)
def test_tasks(clean: str) -> None:
    """Sentences that ask for something to be done."""
    assert FINDER.is_task(clean)


@pytest.mark.parametrize("clean", NO_TASKS)
def test_slogans_leads_and_duties_are_no_tasks(clean: str) -> None:
    """Sentences that ask for nothing that could be answered."""
    assert not FINDER.is_task(clean)


def test_only_task_divisions_hold_tasks() -> None:
    """Achievements, aims, grounds and safeguards are left to others."""
    text = (
        "第一章 规划基础\n建成污水处理厂3座，治理矿山2处。\n第二章 规划目标\n到2025年建成绿色园区5个。\n"
        "第三章 主要任务\n推进污水管网建设。五年来累计完成了治理矿山3处。\n第四章 保障措施\n加强组织领导，落实责任分工。"
    )
    assert [task.clean for task in tasks_of(text)] == ["推进污水管网建设。"]


def test_projects_under_headings_of_their_own_are_tasks() -> None:
    """Plans that put their tasks into a chapter of projects, one heading a project."""
    text = "一、重点工程\n全市安排重点工程12项，总投资8亿元。\n（一）管网工程。新建污水管网，改造雨水管网，提高收集效能。\n（二）园区工程。建设园区集中处理设施。"
    assert [task.clean for task in tasks_of(text)][-1] == "建设园区集中处理设施。"
    assert len(tasks_of(text)) == 2


COMMAS = [
    ("推进治水，加强治气。", ("推进治水", "加强治气")),
    ("落实“以水定城，以水定产”要求，开展评估", ("落实“以水定城，以水定产”要求", "开展评估")),
    ("建设园区（含甲，乙）；开展试点", ("建设园区（含甲，乙）", "开展试点")),
    ("推进治水", ("推进治水",)),
]


@pytest.mark.parametrize(("clean", "parts"), COMMAS)
def test_commas_inside_brackets_do_not_split(clean: str, parts: tuple[str, ...]) -> None:
    """Only commas of the sentence itself separate its parts."""
    assert split_commas(clean) == parts


def test_lead_ins_join_what_they_lead_to() -> None:
    """Time, scope and emphasis are no elements of their own."""
    points = FINDER.split_points("到2025年，以化工、包装印刷行业为重点，实施源头替代，机械化清扫率达到90%以上。")
    assert [point.text for point in points] == [
        "到2025年，以化工、包装印刷行业为重点，实施源头替代",
        "机械化清扫率达到90%以上",
    ]
    assert (points[0].action, points[0].deadline) == ("实施", "到2025年")
    assert points[1].quantity == "达到90%以上"


def test_actors_and_scopes_are_found() -> None:
    """Who does it, and for what."""
    (point,) = FINDER.split_points("由市水利局牵头开展入河排污口排查")
    assert point.actor == "市水利局"
    (scoped,) = FINDER.split_points("对46处废弃采坑实施植被恢复")
    assert scoped.scope == "46处废弃采坑实施植被恢复"[:7] or scoped.scope is not None


def test_every_task_has_a_point_and_stands_in_its_source() -> None:
    """A task without comma is one point; its text is the exact slice of the source."""
    text = "第一章 主要任务\n推进污水管网建设。\n到2025年，\n以园区为重点。"
    for task in tasks_of(text):
        assert task.key_points
        assert task.span.slice(text) == task.text
