"""The thesaurus: what it finds in clauses, how concepts stand to each other, and what it refuses to load."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import fastest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.concepts import COLUMNS, Relation, load_thesaurus

THESAURUS = load_thesaurus()
HEADER = "\t".join(COLUMNS)

FOUND = [
    ("严格落实“三线一单”管控要求", "三线一单"),
    ("以生态环境分区管控成果指导招商", "三线一单"),
    ("建设低浓度瓦斯提纯项目", "煤矿瓦斯利用"),
    ("推进煤层气抽采", "煤矿瓦斯利用"),
    ("工地六个百分百全部到位", "六个百分百"),
    ("落实工地扬尘防治六项措施", "六个百分百"),
    ("老城区清污分流改造", "雨污分流"),
    ("新建排水管道38公里", "污水管网建设"),
    ("新建污水管网38公里", "污水管网建设"),
    ("非道路移动机械编码", "非道路移动机械管控"),
    ("火电企业提前达峰", "火电行业"),
    ("黑色及有色冶炼企业", "黑色及有色冶炼"),
    ("钢铁企业评估监测", "钢铁行业"),
    ("PM2.5浓度持续下降", "细颗粒物"),
    ("细颗粒物浓度持续下降", "细颗粒物"),
    ("VOCs综合治理", "VOCs综合治理"),
    ("挥发性有机物综合治理", "VOCs综合治理"),
    ("国III及以下车辆淘汰", "老旧车辆淘汰"),
    ("餐饮服务单位油烟净化", "餐饮油烟治理"),
    ("入河排污口溯源", "入河排污口整治"),
    ("秸秆露天焚烧管控", "秸秆禁烧"),
    ("农村改厕", "农村厕所革命"),
    ("医疗废物收集", "医疗废物处置"),
    ("散煤清零", "散煤治理"),
    ("尾矿库逐库排查", "尾矿库污染治理"),
    ("生态基流不低于核定值", "生态流量保障"),
    ("党政同责、一岗双责", "环境治理领导责任体系"),
    ("废旧放射源收贮", "放射性废物安全收贮"),
    ("测土配方施肥面积", "测土配方施肥"),
    ("分级诊疗制度", "分级诊疗"),
    ("大遗址保护展示", "大遗址保护"),
    ("一网通办事项", "一网通办"),
]


@pytest.mark.parametrize(("text", "pref"), FOUND)
def test_a_clause_names_the_concept_in_whatever_words(text, pref):
    assert pref in [THESAURUS.concept(mention.concept_id).pref for mention in THESAURUS.find(text)]


def test_mentions_are_the_longest_and_say_where_they_stand():
    text = "推进农村生活污水治理。"
    (mention,) = THESAURUS.find(text)
    assert text[mention.start : mention.end] == "农村生活污水治理"


@pytest.mark.parametrize("text", ["NOVOCAIN", "VOCx2", "GDPR法案"])
def test_latin_labels_count_only_as_whole_words(text):
    assert [m for m in THESAURUS.find(text) if text[m.start : m.end] in ("VOC", "GDP")] == []


@given(st.text(alphabet="农村生活污水垃圾治理，。推进VOCs综合PM2.5Ⅲ１ ", max_size=60))
def test_mentions_never_overlap_and_lie_inside_the_text(text):
    position = 0
    for mention in THESAURUS.find(text):
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end


RELATIONS = [
    ("六个百分百", "围挡", Relation.PART),
    ("施工扬尘治理", "湿法作业", Relation.PART),
    ("湿法作业", "六个百分百", Relation.WHOLE),
    ("污水管网", "排水管道", Relation.SAME),
    ("雨污分流", "污水管网建设", Relation.BROADER),
    ("大气污染防治", "餐饮油烟", Relation.NARROWER),
    ("温室气体", "甲烷", Relation.PART),
    ("农村生活污水", "农村生活垃圾", Relation.CONFUSABLE),
    ("秸秆禁烧", "秸秆综合利用", Relation.CONFUSABLE),
    ("入河排污口", "入海排污口", Relation.CONFUSABLE),
    ("非道路移动机械", "工程机械", Relation.PART),
    ("建材行业", "水泥企业", Relation.PART),
    ("钢铁", "黑色及有色冶炼", Relation.WHOLE),
    ("餐饮油烟", "生物多样性", Relation.NONE),
]


@pytest.mark.parametrize(("first", "second", "expected"), RELATIONS)
def test_relations(first, second, expected):
    one, other = THESAURUS.lookup(first), THESAURUS.lookup(second)
    assert one is not None
    assert other is not None
    assert THESAURUS.relation(one.id, other.id) is expected


OPPOSITE = {
    Relation.BROADER: Relation.NARROWER,
    Relation.NARROWER: Relation.BROADER,
    Relation.PART: Relation.WHOLE,
    Relation.WHOLE: Relation.PART,
}


@given(st.sampled_from(THESAURUS.concepts), st.sampled_from(THESAURUS.concepts))
def test_relations_read_backwards_are_their_opposites(first, second):
    there, back = THESAURUS.relation(first.id, second.id), THESAURUS.relation(second.id, first.id)
    assert back is OPPOSITE.get(there, there)


def test_lookup_ignores_width_and_case():
    assert THESAURUS.lookup("ｖｏｃs") == THESAURUS.lookup("VOCs")
    assert THESAURUS.lookup("不存在的说法") is None


def test_general_concepts_are_broad_and_specific_ones_are_not():
    broad, specific = THESAURUS.lookup("大气污染防治"), THESAURUS.lookup("湿法作业")
    assert broad is not None
    assert specific is not None
    assert THESAURUS.breadth(broad.id) > 100
    assert THESAURUS.breadth(specific.id) == 0


def rows(*lines: str) -> str:
    return "\n".join([HEADER, *("\t".join(line.split("/")) for line in lines)]) + "\n"


@pytest.mark.parametrize(
    ("content", "number", "words"),
    [
        (rows("c1/散煤/////大气", "c1/油烟/////大气"), 3, "编号重复"),
        (rows("c1/散煤/民用煤////大气", "c2/民用煤/////大气"), 3, "已属于"),
        (rows("c1/VOCs/////大气", "c2/ｖｏｃｓ/////大气"), 3, "已属于"),
        (rows("c1/散煤//没有的词///大气"), 2, "不是任何概念"),
        (rows("c1/散煤/民用煤/民用煤///大气"), 2, "自身"),
        (rows("c1/散煤//油烟///大气", "c2/油烟//散煤///大气"), 2, "上位"),
        (rows("c1/散煤///油烟//大气", "c2/油烟///散煤//大气"), 2, "上位"),
        (rows("c1/散煤//油烟//油烟/大气", "c2/油烟/////大气"), 2, "易混"),
        (rows("/散煤/////大气"), 2, "编号"),
        ("id\tpref\n", 1, "表头"),
        (HEADER + "\nc1\t散煤\n", 2, "列"),
    ],
)
def test_complaints_name_file_and_line(tmp_path, content, number, words):
    (tmp_path / "environment.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(MappingError, match=words) as caught:
        load_thesaurus(tmp_path)
    assert caught.value.line == number
    assert caught.value.path.endswith("environment.tsv")


def test_loading_costs_little_more_than_reading():
    """Building the thesaurus takes at most forty times what splitting its lines takes in the same run."""

    def load():
        load_thesaurus.cache_clear()
        load_thesaurus()

    files = sorted(bundled("mappings", "concepts").glob("*.tsv"))
    split = fastest(
        lambda: [line.split("\t") for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    )
    assert fastest(load) < 40 * split + 0.05
