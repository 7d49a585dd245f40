"""Data frames: one row per finding, the same types whatever the data."""

import factories as make
import pytest
from alignment_sample import make_sample

from align.reporting.frames import gaps_frame, indicators_frame, tasks_frame

FRAMES = [tasks_frame, indicators_frame, gaps_frame]


@pytest.mark.parametrize("frame", FRAMES)
def test_types_do_not_depend_on_the_data(frame):
    full, empty = frame(make_sample()), frame(make.make_judgements())
    assert len(empty) == 0
    assert len(full) > 0
    assert dict(full.dtypes) == dict(empty.dtypes)
    assert "object" not in {str(kind) for kind in full.dtypes}


def test_tasks_carry_file_values_and_the_best_match():
    frame = tasks_frame(make_sample()).set_index("text")
    row = frame.loc["以化工、工业涂装、包装印刷行业为重点，实施挥发性有机物源头替代和全过程治理"]
    assert (row["verdict"], row["severity"], row["matches"]) == ("covered", "info", 2)
    assert row["match_text"] == "工业涂装、包装印刷企业优先使用低VOCs含量原辅材料"
    assert row["match_score"] == pytest.approx(2.75)


def test_indicators_stand_side_by_side():
    row = indicators_frame(make_sample()).iloc[5]
    assert (row["upper_nature"], row["lower_nature"], row["nature_changed"]) == ("约束性", "预期性", True)
    assert (row["upper_target"], row["lower_target"]) == ("93左右", "94以上")


def test_gaps_come_gravest_first_with_numbers():
    frame = gaps_frame(make_sample())
    assert list(frame["number"][:2]) == ["IND-006", "TASK-001"]
    assert frame["lower_text"].isna().sum() > 0


def test_several_pairs_share_a_frame():
    sample = make_sample()
    assert len(tasks_frame((sample, sample))) == 2 * len(sample.tasks)
