"""Finding many labels at once."""

from __future__ import annotations

import pytest

from align.knowledge.labels import LabelFinder, LabelHit, fold_label

FINDER = LabelFinder(
    {fold_label(label): label for label in ("污水", "生活污水", "农村生活污水治理", "VOCs", "Ⅲ类", "PM2.5", "已")}
)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("推进农村生活污水治理", ["农村生活污水治理"]),
        ("生活污水与雨水", ["生活污水"]),
        ("污水生活污水", ["污水", "生活污水"]),
        ("削减ＶＯＣｓ排放", ["VOCs"]),
        ("涉vocs企业", ["VOCs"]),
        ("VOCsx", []),
        ("达到III类", ["Ⅲ类"]),
        ("PM2.5浓度", ["PM2.5"]),
        ("PM2.55", []),
        ("早已建成", ["已"]),
        ("", []),
        ("污", []),
        ("农村污水", ["污水"]),
    ],
)
def test_labels_found(text, labels):
    assert [hit.value for hit in FINDER.find(text)] == labels


def test_a_label_at_the_end_of_a_text_does_not_run_over_it():
    finder = LabelFinder({"污水": "污水", "污水处理设施建设": "设施"})
    assert list(finder.find("污水")) == [LabelHit("污水", 0, 2)]


def test_hits_say_where_they_stand():
    assert list(FINDER.find("处理污水")) == [LabelHit("污水", 2, 4)]
