"""What reviewers decide on the page is recorded once, seen by the others, and can be taken back."""

from __future__ import annotations

import io
import json
import uuid
from dataclasses import replace

import docx
import openpyxl
import pytest
from lxml import html
from review_page import Page
from review_sample import make_decision

from align.reporting.entries import Part
from align.reporting.report import build_report
from align.reporting.reviews import Choice
from align.reporting.settling import find_labels
from align.reviewing.decisions import Via, Withdrawal
from align.reviewing.dossier import open_dossier
from align.reviewing.links.precedents import Precedent
from align.reviewing.web.desk import Desk
from align.reviewing.web.page import render_page


@pytest.fixture
def page(tmp_path):
    return Page(tmp_path)


def test_a_decision_is_recorded_with_all_that_was_said(page):
    """Under the id that the browser made, as a decision of the page."""
    body = page.body(label="已衔接", comment=" 意见\r\n另起 ", wording="建议", final=True)
    answer = page.client.post("/decide", json=body, headers={"Origin": "http://127.0.0.1:8765", "X-Plan-Align": "1"})
    (event,) = page.events()
    assert (event.id, event.choice, event.verdict) == (body["id"], Choice.CHANGED, "covered")
    assert (event.comment, event.wording, event.is_final, event.via) == ("意见\n另起", "建议", True, Via.PAGE)
    told = answer.json()
    assert told["findings"][body["finding"]]["standing"] == "已复核"
    assert told["findings"][body["finding"]]["label"] == "已衔接"
    assert told["progress"][-1]["reviewed"] == 1


def test_what_is_sent_again_is_recorded_once(page):
    """A browser that got no answer sends again; the answer is the same."""
    body = page.body()
    first, second = (page.decide(id=body["id"]) for _ in range(2))
    assert len(page.events()) == 1
    assert first.json()["findings"] == second.json()["findings"]


def test_an_opinion_may_come_before_the_verdict(page):
    """It is kept as undecided, and the finding stays open."""
    told = page.decide(label="", comment="先记一笔").json()
    assert page.events()[0].choice is Choice.UNDECIDED
    (finding,) = [each for name, each in told["findings"].items() if name == page.key("TASK-001")]
    assert (finding["standing"], finding["decisions"][0]["comment"]) == ("未复核", "先记一笔")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"label": "不适用"}, "须写明理由"),
        ({"label": "相符"}, "不在可选之列"),
        ({"label": "", "final": True}, "合议须有明确结论"),
        ({"label": "存疑", "final": True}, "合议须有明确结论"),
        ({"picked": "原文里没有的一句话"}, "不在本级规划原文中"),
        ({"finding": "0|task:none"}, "没有这一条"),
        ({"finding": "9|task:none"}, "没有这一条"),
        ({"report": "0" * 12}, "另一次对照的结果"),
        ({"reviewer": "  "}, "请先填写复核人姓名"),
        ({"reviewer": "林、陈"}, "不含顿号"),
        ({"comment": "长" * 4001}, "文字过长"),
        ({"comment": 5}, "内容不完整"),
        ({"id": "1"}, "缺少编号"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_reason(page, fields, problem):
    """And nothing is recorded."""
    answer = page.decide(**fields)
    assert 400 <= answer.status_code < 500
    assert problem in answer.json()["error"]
    assert page.events() == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b"[" * 60_000])
def test_what_is_no_request_of_the_page_is_refused(page, content):
    """Whatever it is."""
    headers = {"Origin": "http://127.0.0.1:8765", "X-Plan-Align": "1", "Content-Type": "application/json"}
    assert page.client.post("/decide", content=content, headers=headers).status_code == 400


def test_not_applicable_keeps_its_reason(page):
    """It is asked for."""
    page.decide(label="不适用", reason="本区无此类企业")
    assert (page.events()[0].choice, page.events()[0].reason) == (Choice.NOT_APPLICABLE, "本区无此类企业")


def test_every_lower_quote_can_be_taken(page):
    """Those of tables as well: the words offered are found in the lower plan."""
    tree = html.document_fromstring(page.client.get("/").text)
    picks = {button.get("data-pick") for button in tree.find_class("take")}
    quotes = [quote for entry in page.report.entries for quote in entry.lower if quote.span is not None]
    assert len(tree.find_class("take")) == len(quotes)
    for picked in picks:
        answer = page.decide(picked=picked)
        assert answer.status_code == 200, picked
    assert {event.picked for event in page.events()} == picks


def test_undo_takes_back_one_decision_after_the_other(page):
    """Of this reviewer alone, the last one first, whichever finding it was of; then there is none left."""
    page.decide("TASK-001")
    page.decide("TASK-002", reviewer="陈")
    page.decide("TASK-003")
    page.decide("TASK-003", label="存疑")
    undone = [page.undo().json()["undone"] for _ in range(3)]
    assert undone == [page.key("TASK-003"), page.key("TASK-003"), page.key("TASK-001")]
    answer = page.undo()
    assert (answer.status_code, answer.json()["error"]) == (409, "没有可以撤销的结论。")
    told = page.desk.tell_changes(0)["findings"]
    assert [told[page.key(f"TASK-00{n}")]["standing"] for n in (1, 2, 3)] == ["未复核", "已复核", "未复核"]


def test_undo_sent_again_takes_back_once(page):
    """By its id."""
    page.decide("TASK-001")
    page.decide("TASK-002")
    id = str(uuid.uuid4())
    assert [page.undo(id=id).json()["undone"] for _ in range(2)] == [page.key("TASK-002")] * 2
    assert sum(isinstance(event, Withdrawal) for event in page.events()) == 1


def test_what_others_record_is_told(page):
    """Another browser, or an import into the same store; only what is new since, and dispute as such."""
    place = page.decide("TASK-001").json()["place"]
    assert page.client.get("/changes", params={"since": place}).json() == {"place": place, "findings": {}}
    finding = page.report.entries[0]
    page.store.record(
        [make_decision(draft=page.report.digests[0], finding=finding.key, reviewer="陈", choice=Choice.NOT_APPLICABLE)]
    )
    told = page.client.get("/changes", params={"since": place}).json()
    assert list(told["findings"]) == [page.key("TASK-001")]
    assert told["findings"][page.key("TASK-001")]["standing"] == "有分歧"
    assert told["progress"][-1]["disputed"] == 1


def test_a_final_decision_settles_a_dispute(page):
    """Whoever takes it."""
    page.decide()
    page.decide(label="已衔接", reviewer="陈")
    told = page.decide(label="已衔接", reviewer="王", final=True).json()
    assert told["findings"][page.key("TASK-001")]["standing"] == "已复核"


def test_the_history_names_who_when_and_how(page):
    """Also what was taken back, the last first."""
    page.decide(comment="一")
    page.decide(label="存疑", reviewer="陈")
    told = page.undo().json()["findings"][page.key("TASK-001")]["history"]
    assert [(each["reviewer"], each.get("label"), each.get("withdrawn")) for each in told] == [
        ("林", None, "同意"),
        ("陈", "存疑", None),
        ("林", "同意", None),
    ]
    assert told[-1]["via"] == "复核页面"
    assert told[-1]["draft"] == "本稿"
    assert told[-1]["time"].endswith("+00:00")


def revise(report, text):
    """The same pair with other words in the first task's answer."""
    (pair,) = report.pairs
    first = pair.tasks[0]
    changed = replace(first, matches=(replace(first.matches[0], text=text), *first.matches[1:]))
    return build_report(replace(pair, tasks=(changed, *pair.tasks[1:])))


def test_what_a_new_draft_changed_is_shown_with_its_words(page):
    """What was decided of it before is in its history; a new decision closes it."""
    page.decide(label="存疑", comment="旧稿意见")
    old = page.report.entries[0].lower[0].text
    later = revise(page.report, f"另外{old}")
    open_dossier(page.store, later, previous=page.report)
    desk = Desk(page.store, later)
    told = desk.tell_changes(0)["findings"][page.key("TASK-001")]
    assert (told["standing"], told["change"]["label"]) == ("待复核", "本级原文有变")
    assert "".join(p["text"] for p in told["change"]["lower"] if p["edit"] != "added").startswith(old)
    assert {p["edit"] for p in told["change"]["lower"]} >= {"added", "kept"}
    assert [(each["draft"], each["comment"]) for each in told["history"]] == [("上一稿", "旧稿意见")]
    assert told["decisions"][0]["label"] == "存疑"


def test_exports_hold_what_was_decided(page):
    """The workbook to work on in, and the report to read."""
    page.decide(label="已衔接", comment="第五章已写明")
    page.decide(page.report.gaps[0].number, comment="请补充完成时限")
    answer = page.client.get("/export/xlsx")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["任务"]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"已衔接", "第五章已写明", "林"} <= cells
    opinion = docx.Document(io.BytesIO(page.client.get("/export/docx").content))
    assert "请补充完成时限" in "".join(opinion.element.itertext())
    tree = html.document_fromstring(page.client.get("/export/html").text)
    told = [" ".join(review.text_content().split()) for review in tree.find_class("review")]
    assert len(told) == 2
    assert any("已复核 复核结论：已衔接（林）" in each and "审查意见：第五章已写明" in each for each in told)
    assert tree.xpath("//select[@data-filter='standing']")


def test_the_page_offers_what_tables_offer(page):
    """For every part the same words, and every finding once."""
    tree = html.document_fromstring(page.client.get("/").text)
    assert len(tree.find_class("card")) == len(page.report.entries)
    (body,) = tree.findall(".//body")
    labels = json.loads(body.get("data-labels"))
    assert labels == {part.label: list(find_labels((part,))) for part in Part}


def test_what_appears_late_is_not_missed(page, monkeypatch):
    """On a server, a decision begun before another may be there after it."""
    first, second = (
        make_decision(id, draft=page.report.digests[0], finding=page.report.entries[number].key)
        for number, id in enumerate(("e1", "e2"))
    )
    placed = [(2, second)]
    monkeypatch.setattr(
        page.store, "find_events_after", lambda after, _drafts: tuple(each for each in placed if each[0] > after)
    )
    place = page.desk.tell_changes(0)["place"]
    placed.insert(0, (1, first))
    assert list(page.desk.tell_changes(place)["findings"]) == [page.key("TASK-001")]


def test_precedents_of_sibling_districts_stand_with_the_finding(page):
    """With where they come from; markup in them stays text."""
    entry = page.report.entries[0]
    precedent = Precedent(
        place="泊阳区规划",
        verdict="部分衔接",
        answers=("<b>深松整地</b>",),
        comment="请补充时限",
        wording="",
        reviewer="陈",
        date="2026-03-02",
    )
    drawn = render_page(page.report, "", [{entry.key: (precedent,)}])
    assert "邻区先例（1）" in drawn
    assert "泊阳区规划：部分衔接" in drawn
    assert "“&lt;b&gt;深松整地&lt;/b&gt;”" in drawn
    assert "邻区先例" not in render_page(page.report, "")
