"""What headings and wording tell: roles of divisions, tense of clauses."""

from __future__ import annotations

import pytest

from align.errors import MappingError
from align.knowledge.structure import load_role_words, load_tense_words
from align.model import Role, Tense

ROLES = [
    ("规划基础", Role.CONTEXT),
    ("发展现状与面临形势", Role.CONTEXT),
    ("“十三五”工作成效", Role.CONTEXT),
    ("现状与评价", Role.CONTEXT),
    ("前言", Role.CONTEXT),
    ("起草背景", Role.CONTEXT),
    ("机遇与挑战", Role.CONTEXT),
    ("总体要求", Role.OBJECTIVES),
    ("指导思想", Role.OBJECTIVES),
    ("规划愿景与修复目标", Role.OBJECTIVES),
    ("发展现状和总体要求", Role.OBJECTIVES),
    ("主要指标", Role.OBJECTIVES),
    ("编制依据", Role.BASIS),
    ("规划依据", Role.BASIS),
    ("推动绿色低碳转型发展", Role.TASKS),
    ("深入打好碧水保卫战", Role.TASKS),
    ("主要任务", Role.TASKS),
    ("重大举措", Role.TASKS),
    ("保障土壤和地下水环境安全", None),
    ("构建数字政府安全保障体系", Role.TASKS),
    ("重点工程", Role.PROJECTS),
    ("生态修复重大工程", Role.PROJECTS),
    ("重点建设项目一览表", Role.PROJECTS),
    ("投资估算", Role.PROJECTS),
    ("保障措施", Role.SAFEGUARDS),
    ("规划传导与实施保障", Role.SAFEGUARDS),
    ("加强规划实施保障", Role.SAFEGUARDS),
    ("强化组织领导和实施", Role.SAFEGUARDS),
    ("推进措施", Role.SAFEGUARDS),
    ("加强党对文物工作的领导", Role.SAFEGUARDS),
    ("落实保障措施", Role.SAFEGUARDS),
    ("清源湖", None),
]


@pytest.mark.parametrize(("heading", "role"), ROLES)
def test_the_role_a_chapter_heading_tells(heading, role):
    assert load_role_words().role_of(heading) is role


@pytest.mark.parametrize(
    ("heading", "above", "role"),
    [
        ("编制依据", Role.OBJECTIVES, Role.BASIS),
        ("存在问题", Role.CONTEXT, Role.CONTEXT),
        ("推进污染防治成效显著", Role.CONTEXT, None),
        ("坚持系统治理", Role.OBJECTIVES, None),
        ("强化资金保障", Role.SAFEGUARDS, Role.SAFEGUARDS),
        ("实施水下遗址重大项目", Role.TASKS, None),
        ("优化多元投入方式改革", Role.TASKS, None),
        ("推进规划目标和任务落实", Role.SAFEGUARDS, None),
    ],
)
def test_below_a_known_role_only_plain_headings_tell(heading, above, role):
    assert load_role_words().role_of(heading, above) is role


TENSES = [
    ("“十三五”期间，全县建成污水处理厂三座", Tense.PAST),
    ("五年来，累计治理水土流失面积八十平方公里", Tense.PAST),
    ("散煤替代任务已全部完成", Tense.PAST),
    ("2020年，全县优良天数比率91%", Tense.PAST),
    ("细颗粒物浓度较2015年下降三成", Tense.PAST),
    ("完成了国家卫生县城创建", Tense.PAST),
    ("垃圾分类取得积极进展", Tense.PAST),
    ("近年来建成乡镇污水处理设施", Tense.PAST),
    ("到2025年，累计完成矿山修复六千亩", Tense.FUTURE),
    ("2024年底前完成排污口整治", Tense.FUTURE),
    ("“十四五”期间新建管网九十公里", Tense.FUTURE),
    ("推进雨污分流改造", Tense.FUTURE),
    ("力争建成美丽河湖两个", Tense.FUTURE),
    ("将准入清单用于项目审批", Tense.FUTURE),
    ("补齐短板，加强薄弱环节建设", Tense.FUTURE),
    ("逐步完善监测网络", Tense.FUTURE),
    ("到2035年，生态环境根本好转", Tense.FUTURE),
    ("巩固已建成的治理成果，推进长效管护，力争不反弹", Tense.FUTURE),
    ("污水管网总长二百公里", None),
    ("为了群众健康", None),
]


@pytest.mark.parametrize(("clause", "tense"), TENSES)
def test_the_tense_a_clause_tells(clause, tense):
    assert load_tense_words().for_period((2021, 2025)).tense_of(clause) is tense


def test_years_and_plans_are_read_against_the_period():
    words = load_tense_words()
    clause = "“十三五”期间新建管网九十公里"
    assert words.for_period((2021, 2025)).tense_of(clause) is Tense.PAST
    assert words.for_period((2016, 2020)).tense_of(clause) is Tense.FUTURE
    assert words.for_period(None).tense_of(clause) is None


def test_without_a_period_plain_words_still_tell():
    assert load_tense_words().for_period(None).tense_of("已建成三座水厂") is Tense.PAST


ROLE_HEADER = "role\tword\tposition\tpriority\n"
TENSE_HEADER = "tense\tword\tposition\tweight\n"


@pytest.mark.parametrize(
    ("load", "content", "number", "words"),
    [
        (load_role_words, ROLE_HEADER + "none\t目标\tsuffix\t1\n", 2, "章节作用"),
        (load_role_words, ROLE_HEADER + "tasks\t目标\tmiddle\t1\n", 2, "位置"),
        (load_role_words, ROLE_HEADER + "tasks\t目标\tsuffix\thigh\n", 2, "整数"),
        (load_role_words, ROLE_HEADER + "tasks\t任务\tsuffix\t1\nbasis\t任务\tsuffix\t2\n", 3, "重复"),
        (load_tense_words, TENSE_HEADER + "present\t已\tanywhere\t2\n", 2, "时态"),
        (load_tense_words, TENSE_HEADER + "past\t已\tsuffix\t2\n", 2, "位置"),
        (load_tense_words, TENSE_HEADER + "past\t{year}以来\tanywhere\t2\n", 2, "占位"),
        (load_tense_words, TENSE_HEADER + "past\t已\tanywhere\t-\n", 2, "整数"),
    ],
)
def test_complaints_name_file_and_line(tmp_path, load, content, number, words):
    path = tmp_path / "table.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MappingError, match=words) as caught:
        load(path)
    assert (caught.value.path, caught.value.line) == (str(path), number)
