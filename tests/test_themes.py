"""The theme a task belongs to, by its words and the headings above it."""

from __future__ import annotations

import pytest

from align.errors import MappingError
from align.knowledge.themes import load_themes

# Clauses of 生态环境 plans, then of others.
CLAUSES = [
    ("落实三线一单分区管控要求", (), "绿色转型"),
    ("推动大宗货物公转铁", (), "绿色转型"),
    ("编制碳达峰行动方案", (), "应对气候变化"),
    ("加强煤矿瓦斯抽采利用", (), "应对气候变化"),
    ("建筑工地严格落实六个百分百", (), "大气"),
    ("餐饮单位安装油烟净化设施", (), "大气"),
    ("淘汰国三柴油货车", (), "大气"),
    ("实施雨污分流改造", (), "水"),
    ("划定乡镇饮用水水源保护区", (), "水"),
    ("保障河流生态流量", (), "水"),
    ("开展建设用地土壤污染状况调查", (), "土壤与地下水"),
    ("划定地下水污染防治重点区", (), "土壤与地下水"),
    ("拓宽煤矸石综合利用途径", (), "固体废物"),
    ("推进城市生活垃圾分类", (), "固体废物"),
    ("落实重点管控新污染物清单", (), "新污染物与重金属化学品"),
    ("调整声环境功能区", (), "噪声"),
    ("废旧放射源全部收贮", (), "核与辐射"),
    ("治理石漠化和水土流失", (), "生态保护修复"),
    ("开展外来入侵物种普查", (), "生物多样性"),
    ("推进农村改厕", (), "农业农村"),
    ("推进化肥农药减量增效", (), "农业农村"),
    ("修订突发环境事件应急预案", (), "环境风险"),
    ("全面实行排污许可制", (), "治理体系与能力"),
    ("压实党政同责、一岗双责", (), "治理体系与能力"),
    ("与毗邻三县建立联席会议", (), "区域协同"),
    ("改善近岸海域水质", (), "海洋"),
    ("推行非现场执法", (), "监测执法"),
    ("推动文物数字化展示", ("推动博物馆高质量发展",), "博物馆"),
    ("改善办园条件，增加普惠园", ("发展学前教育",), "学前教育"),
    ("深化政务服务一网通办", (), "政务服务"),
]


@pytest.mark.parametrize(("text", "headings", "theme"), CLAUSES)
def test_the_theme_of_a_clause(text, headings, theme):
    sectors = () if headings or "政务" in text else ("environment",)
    assert load_themes().theme_of(text, headings, sectors) == theme


def test_the_plans_own_field_decides_between_fields():
    text = "加强煤矿瓦斯抽采利用"
    assert load_themes().theme_of(text, (), ("environment",)) == "应对气候变化"
    assert load_themes().theme_of(text, (), ("energy",)) == "煤炭与煤电"


def test_a_heading_decides_where_the_clause_says_little():
    assert load_themes().theme_of("五年完成三百个点位", ("第五章", "加强噪声污染防治")) == "噪声"


def test_the_inner_heading_speaks_louder_than_the_outer():
    assert load_themes().theme_of("逐一完成", ("水污染防治", "噪声污染防治")) == "噪声"


def test_nothing_known_is_no_theme():
    assert load_themes().theme_of("各项工作有序", ("其他",)) is None


HEADER = "id\tsector\tname\theadings\tkeywords\n"


@pytest.mark.parametrize(
    ("content", "number", "words"),
    [
        ("a\tx\t大气\t蓝天\t扬尘\na\tx\t水\t碧水\t断面\n", 3, "编号"),
        ("a\tx\t大气\t蓝天\t扬尘\nb\tx\t大气\t碧水\t断面\n", 3, "主题重复"),
        ("a\tx\t大气\t\t扬尘\n", 2, "关键词"),
    ],
)
def test_complaints_name_file_and_line(tmp_path, content, number, words):
    path = tmp_path / "themes.tsv"
    path.write_text(HEADER + content, encoding="utf-8")
    with pytest.raises(MappingError, match=words) as caught:
        load_themes(path)
    assert (caught.value.path, caught.value.line) == (str(path), number)
