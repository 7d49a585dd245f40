"""Wording: the ladder of strength and action verbs."""

from __future__ import annotations

import pytest

from align.errors import MappingError
from align.knowledge.strength import ActionClass, Scale, load_actions, load_ladder

STRONGEST = [
    ("严禁新增焦化产能", Scale.PROHIBITION, 1),
    ("原则上不再新建燃煤锅炉", Scale.PROHIBITION, 2),
    ("从严控制化工园区外新建项目", Scale.PROHIBITION, 2),
    ("逐年减少露天堆场", Scale.PROHIBITION, 3),
    ("鼓励企业使用清洁能源", Scale.PROHIBITION, 4),
    ("坚决遏制低水平项目盲目发展", Scale.PROHIBITION, 1),
    ("全面完成入河排污口整治", Scale.COMPLETION, 1),
    ("基本完成入河排污口整治", Scale.COMPLETION, 2),
    ("扎实推进入河排污口整治", Scale.COMPLETION, 3),
    ("推进入河排污口整治", Scale.COMPLETION, 4),
    ("探索入河排污口分类管理", Scale.COMPLETION, 5),
    ("鼓励公众参与", Scale.COMPLETION, 6),
    ("比例不低于95%", Scale.RIGIDITY, 1),
    ("比例稳定在95%以上", Scale.RIGIDITY, 2),
    ("比例在95%左右", Scale.RIGIDITY, 3),
    ("比例力争达到95%", Scale.RIGIDITY, 4),
    ("比例稳步提升", Scale.RIGIDITY, 5),
]


@pytest.mark.parametrize(("text", "scale", "step"), STRONGEST)
def test_the_step_of_a_clause(text, scale, step):
    rung = load_ladder().strongest(text, scale)
    assert rung is not None
    assert rung.step == step


def test_a_clause_without_a_word_of_the_scale_has_no_step():
    assert load_ladder().strongest("河道清淤三公里", Scale.PROHIBITION) is None


@pytest.mark.parametrize(
    ("upper", "lower", "scale"),
    [
        ("严禁新建", "严控新建", Scale.PROHIBITION),
        ("严格控制新增", "引导有序布局", Scale.PROHIBITION),
        ("全面完成排查", "推进排查", Scale.COMPLETION),
        ("基本消除黑臭水体", "开展黑臭水体治理", Scale.COMPLETION),
        ("确保达到93%", "力争达到93%", Scale.RIGIDITY),
    ],
)
def test_weaker_wording_stands_on_a_later_step(upper, lower, scale):
    ladder = load_ladder()
    strong, weak = ladder.strongest(upper, scale), ladder.strongest(lower, scale)
    assert strong is not None
    assert weak is not None
    assert strong.step < weak.step


def test_mentions_say_where_they_stand():
    text = "到期末基本完成整治"
    (mention,) = load_ladder().find(text, Scale.COMPLETION)
    assert text[mention.start : mention.end] == "基本完成"


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("建立健全河湖管护机制", "建立健全", ActionClass.ESTABLISH),
        ("编制应急预案", "编制", ActionClass.ESTABLISH),
        ("新建污水管网", "新建", ActionClass.BUILD),
        ("改造合流制管网", "改造", ActionClass.BUILD),
        ("淘汰燃煤锅炉", "淘汰", ActionClass.ELIMINATE),
        ("严格控制用煤", "严格控制", ActionClass.CONTROL),
        ("排查入河排污口", "排查", ActionClass.INVESTIGATE),
        ("整治散乱污企业", "整治", ActionClass.REMEDIATE),
        ("推进垃圾分类", "推进", ActionClass.PROMOTE),
        ("严禁露天焚烧", "严禁", ActionClass.FORBID),
        ("鼓励使用新能源车", "鼓励", ActionClass.ENCOURAGE),
        ("探索碳普惠机制", "探索", ActionClass.EXPLORE),
        ("查处违法排污", "查处", ActionClass.SUPERVISE),
        ("落实河湖长制", "落实", ActionClass.IMPLEMENT),
        ("保护古树名木", "保护", ActionClass.PROTECT),
    ],
)
def test_the_action_a_clause_starts_with(text, word, kind):
    action = load_actions().leading(text)
    assert action is not None
    assert (action.word, action.kind) == (word, kind)


@pytest.mark.parametrize("text", ["河道清淤", "", "PM2.5浓度"])
def test_a_clause_that_starts_with_no_action(text):
    assert load_actions().leading(text) is None


def test_actions_inside_and_at_the_end_of_a_phrase():
    actions = load_actions()
    assert [action.word for action in actions.find("在重点企业开展排查并建立台账")] == ["开展", "排查", "建立"]
    closing = actions.closing("山洪沟治理")
    assert closing is not None
    assert closing.word == "治理"
    assert actions.closing("治理") is None
    assert actions.closing("山洪沟") is None


@pytest.mark.parametrize(
    ("load", "content", "number", "words"),
    [
        (load_ladder, "scale\tstep\tword\nnone\t1\t严禁\n", 2, "阶梯"),
        (load_ladder, "scale\tstep\tword\nprohibition\t0\t严禁\n", 2, "正整数"),
        (load_ladder, "scale\tstep\tword\nprohibition\t1\t严禁\nprohibition\t2\t严禁\n", 3, "重复"),
        (load_ladder, "scale\tstep\tword\nprohibition\t1\t严禁\nprohibition\t3\t控制\n", 3, "不连续"),
        (load_actions, "word\tclass\trank\n建设\tnone\t4\n", 2, "类别"),
        (load_actions, "word\tclass\trank\n建设\tbuild\tx\n", 2, "正整数"),
        (load_actions, "word\tclass\trank\n建设\tbuild\t4\n建设\tbuild\t4\n", 3, "重复"),
    ],
)
def test_complaints_name_file_and_line(tmp_path, load, content, number, words):
    path = tmp_path / "table.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MappingError, match=words) as caught:
        load(path)
    assert (caught.value.path, caught.value.line) == (str(path), number)
