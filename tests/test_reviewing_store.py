"""Decisions are kept in a file that only grows, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import sqlite3
import threading

import pytest
from review_sample import make_decision, make_draft, make_subject, make_withdrawal
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from align.errors import OutputError
from align.reporting.entries import Part
from align.reporting.reviews import Choice
from align.reviewing.decisions import Via
from align.reviewing.keeping.store import Store


@pytest.fixture
def file(tmp_path):
    return tmp_path / "复核记录.sqlite"


@pytest.fixture
def store(file):
    with Store(file) as store:
        store.add_draft(make_draft())
        yield store


def test_a_draft_comes_back_as_it_was(store):
    """Findings of every part, texts and all."""
    draft = make_draft(*(make_subject(f"{part}:x", lower=("甲", "乙\n丙")) for part in Part), id="d2", previous="d1")
    store.add_draft(draft)
    assert store.find_draft("d2") == draft
    assert store.find_drafts(draft.series) == (make_draft(), draft)
    assert store.find_draft("d3") is None


def test_events_come_back_in_the_order_they_were_recorded(store):
    """With every field, whatever their times say."""
    full = make_decision(
        "e2",
        choice=Choice.CHANGED,
        verdict="covered",
        reason="第五章已写明",
        comment="意见“一”\n另起",
        wording="建议改为…",
        picked="2025年底前消除",
        is_final=True,
        via=Via.PAGE,
        minutes=-5,
    )
    events = (make_decision(minutes=3), full, make_withdrawal(full))
    assert store.record(events) == 3
    assert store.find_events("d1") == events
    assert store.find_events("d2") == ()


def test_what_is_recorded_twice_is_recorded_once(store):
    """A client that got no answer may send again."""
    assert store.record([make_decision()]) == 1
    assert store.record([make_decision(), make_decision("e2")]) == 1
    assert [event.id for event in store.find_events("d1")] == ["e1", "e2"]


def test_all_are_recorded_or_none(store):
    """A decision on a draft nobody knows takes the others of its batch with it."""
    with pytest.raises(OutputError):
        store.record([make_decision(), make_decision("e2", draft="unknown")])
    assert store.find_events("d1") == ()


def test_decisions_are_there_after_the_file_is_opened_again(file, store):
    """They do not wait for the store to be closed."""
    store.record([make_decision()])
    with Store(file) as again:
        assert again.find_events("d1") == (make_decision(),)


def test_what_was_recorded_since_is_told_with_its_place(store):
    """So that a page asks for what is new alone, of the drafts it shows."""
    store.add_draft(make_draft(id="d2"))
    events = (make_decision(), make_decision("e2", draft="d2"), make_decision("e3"))
    store.record(events)
    found = store.find_events_after(0, ["d1"])
    assert [event.id for _, event in found] == ["e1", "e3"]
    assert [event.id for _, event in store.find_events_after(found[0][0], ["d1", "d2"])] == ["e2", "e3"]
    assert store.find_events_after(found[-1][0], ["d1", "d2"]) == ()


def test_many_writers_wait_for_each_other(file, store):
    """Eight threads with a store of their own each, fifty decisions: none is lost, none fails."""

    def write(name: str) -> None:
        with Store(file) as own:
            for number in range(50):
                own.record([make_decision(f"{name}-{number}", reviewer=name)])

    threads = [threading.Thread(target=write, args=(f"w{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.find_events("d1")) == 400


@pytest.mark.parametrize("deed", ["UPDATE events SET comment = 'x'", "DELETE FROM events", "DELETE FROM drafts"])
def test_nothing_recorded_can_be_changed(file, store, deed):
    """Not even with another program."""
    store.record([make_decision()])
    with sqlite3.connect(file) as other, pytest.raises(sqlite3.IntegrityError, match="append only"):
        other.execute(deed)


def test_a_file_of_another_kind_is_refused_and_stays(tmp_path):
    """The message names the file; nothing of it is overwritten."""
    file = tmp_path / "规划.docx"
    file.write_bytes(b"PK\x03\x04" + bytes(5000))
    with pytest.raises(OutputError, match="不是复核记录") as caught:
        Store(file)
    assert str(file) in str(caught.value)
    assert file.read_bytes() == b"PK\x03\x04" + bytes(5000)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """A mistyped folder is not made."""
    with pytest.raises(OutputError, match="请确认文件夹存在"):
        Store(tmp_path / "没有" / "复核记录.sqlite")


def test_a_store_of_a_later_version_is_refused(file, store):
    """An older program would not understand what it finds."""
    with sqlite3.connect(file) as other:
        other.execute("INSERT INTO plan_align_form VALUES (99)")
    with pytest.raises(OutputError, match="更新的版本"):
        Store(file)


def test_a_full_disk_loses_nothing_acknowledged(file, store):
    """The decision that did not fit is refused with a message; those before it stay, and there is room again later."""
    store.record([make_decision()])
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store.close()
    full = Store(file)

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 1}")

    full.close()
    event.listen(full._engine, "connect", limit)
    with pytest.raises(OutputError, match="磁盘已满"):
        full.record([make_decision("e2", comment="长" * 100_000)])
    full.close()
    with Store(file) as again:
        assert again.find_events("d1") == (make_decision(),)
        assert again.record([make_decision("e2")]) == 1


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://a:secret@host/x", "不支持这种数据库"),
        ("postgresql+nodriver://a:secret@host/x", "缺少数据库驱动"),
        ("postgresql://a:b:c:d@@host:port/x", "数据库地址不对"),
    ],
)
def test_addresses_that_do_not_work_are_told_without_their_password(url, message):
    """What is supported is said, and passwords are not shown."""
    with pytest.raises(OutputError, match=message) as caught:
        Store(url)
    assert "secret" not in str(caught.value)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only to this user")
def test_a_read_only_folder_is_told(tmp_path):
    """The message says where else to keep decisions."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="--store"):
            Store(tmp_path / "复核记录.sqlite")
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_store_is_told(file, store):
    """A database that cannot be written says so at the first word."""
    store.record([make_decision()])
    store.close()
    reading = Store(file)
    event.listen(reading._engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    reading.close()
    with pytest.raises(OutputError, match="写入权限"):
        reading.record([make_decision("e2")])
    assert reading.find_events("d1") == (make_decision(),)
    reading.close()


SERVER = os.environ.get("PLAN_ALIGN_TEST_DATABASE", "")


@pytest.mark.skipif(not SERVER, reason="no server named in PLAN_ALIGN_TEST_DATABASE")
def test_a_server_keeps_decisions_as_a_file_does():
    """An empty PostgreSQL database: recorded once, in order, by many at once, never changed."""
    with Store(SERVER) as store:
        store.add_draft(make_draft())
        assert store.record([make_decision(), make_decision("e2")]) == 2
        assert store.record([make_decision(), make_withdrawal(make_decision("e2"))]) == 1
        with pytest.raises(OutputError):
            store.record([make_decision("e3"), make_decision("e4", draft="unknown")])
        threads = [
            threading.Thread(target=lambda n=number: store.record([make_decision(f"t{n}-{k}") for k in range(20)]))
            for number in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = store.find_events("d1")
        assert found[:3] == (make_decision(), make_decision("e2"), make_withdrawal(make_decision("e2")))
        assert len(found) == 123
        with pytest.raises(DBAPIError, match="append only"), store._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE events SET comment = 'x'")


def test_a_server_that_does_not_answer_is_told_without_its_password():
    """Where it was looked for is said."""
    pytest.importorskip("psycopg")
    with pytest.raises(OutputError, match="连不上复核数据库") as caught:
        Store("postgresql+psycopg://a:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)
