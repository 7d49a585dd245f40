"""Reviewed links as mapping sets and as gold: what holds, what does not, what is unsure, and what nobody looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from review_sample import START, make_decision

from align import align_plans
from align.errors import MappingError
from align.evaluation.run import evaluate
from align.reporting.entries import Part
from align.reporting.report import build_report
from align.reporting.reviews import Choice
from align.results import TaskFinding, TaskVerdict
from align.reviewing.decisions import Decision
from align.reviewing.dossier import Dossier, open_dossier, read_dossier
from align.reviewing.drafts import Draft
from align.reviewing.keeping.store import Store
from align.reviewing.links.answers import Link, LinkSet, find_links
from align.reviewing.links.bringing import build_link_decisions
from align.reviewing.links.goldcase import build_gold, write_gold
from align.reviewing.links.precedents import find_precedents
from align.reviewing.links.sssom import read_sets, render_set, write_sets

DEMO = Path(__file__).parents[1] / "corpora" / "demo"
JUDGED = align_plans(DEMO / "city.txt", DEMO / "district.txt")
REPORT = build_report(JUDGED)


def find(verdict: TaskVerdict, skip: int = 0) -> TaskFinding:
    return [finding for finding in JUDGED.tasks if finding.verdict is verdict][skip]


def decide(finding: TaskFinding, choice: Choice, **fields: object) -> Decision:
    key = f"task:{finding.task.id}"
    return make_decision(f"e-{finding.task.id}", draft=REPORT.digests[0], finding=key, choice=choice, **fields)


@pytest.fixture
def dossier(tmp_path):
    def opened(*decisions: Decision) -> Dossier:
        with Store(tmp_path / "复核记录.sqlite") as store:
            open_dossier(store, REPORT)
            store.record(decisions)
            return read_dossier(store, REPORT)

    return opened


def links_of(dossier: Dossier, finding: TaskFinding) -> list[Link]:
    return [link for link in find_links(dossier) if link.upper_id == finding.task.id]


def test_what_nobody_looked_at_is_a_prediction(dossier):
    """Every requirement has its links, or the one that nothing answers."""
    links = find_links(dossier())
    assert {link.set for link in links} == {LinkSet.PREDICTIONS}
    assert {link.upper_id for link in links} == {finding.task.id for finding in JUDGED.tasks}
    missing = [link for link in links if link.verdict is TaskVerdict.MISSING]
    assert len(missing) == sum(finding.verdict is TaskVerdict.MISSING for finding in JUDGED.tasks)
    assert not any(link.lower for link in missing)


def test_what_was_confirmed_holds(dossier):
    """The passages the program showed, with who looked at them and when."""
    finding = find(TaskVerdict.COVERED)
    links = links_of(dossier(decide(finding, Choice.CONFIRMED)), finding)
    assert [link.lower for link in links] == [match.text for match in finding.matches]
    assert {(link.set, link.reviewer, link.date) for link in links} == {(LinkSet.POSITIVE, "林", "2026-03-02")}


def test_what_was_found_to_be_no_answer_does_not_hold(dossier):
    """The requirement is then missing, and the passages shown are kept as wrong ones."""
    finding = find(TaskVerdict.COVERED)
    none, *wrong = links_of(dossier(decide(finding, Choice.CHANGED, verdict="missing")), finding)
    assert (none.set, none.verdict, none.lower) == (LinkSet.POSITIVE, TaskVerdict.MISSING, "")
    assert len(wrong) == len(finding.matches) > 0
    assert {link.set for link in wrong} == {LinkSet.NEGATIVE}


def test_a_sentence_picked_by_hand_takes_the_place_of_those_shown(dossier):
    """It holds, and they do not."""
    finding, other = find(TaskVerdict.PARTIAL), JUDGED.lower.tasks[-1]
    decision = decide(finding, Choice.CHANGED, verdict="covered", picked=other.text)
    picked, *wrong = links_of(dossier(decision), finding)
    assert (picked.lower, picked.lower_id, picked.set, picked.score) == (other.text, other.id, LinkSet.POSITIVE, None)
    assert {link.set for link in wrong} == {LinkSet.NEGATIVE}


def test_doubt_and_dispute_are_kept_apart(dossier):
    """Neither is counted as looked at and settled."""
    unsure, disputed = find(TaskVerdict.COVERED), find(TaskVerdict.COVERED, 1)
    both = dossier(
        decide(unsure, Choice.UNSURE),
        decide(disputed, Choice.CONFIRMED),
        make_decision(
            "x",
            draft=REPORT.digests[0],
            finding=f"task:{disputed.task.id}",
            reviewer="陈",
            choice=Choice.CHANGED,
            verdict="missing",
        ),
    )
    for finding in (unsure, disputed):
        assert {link.set for link in links_of(both, finding)} == {LinkSet.UNSURE}


def some_decisions() -> list[Decision]:
    covered, partial, missing = find(TaskVerdict.COVERED), find(TaskVerdict.PARTIAL), find(TaskVerdict.MISSING)
    return [
        decide(covered, Choice.CONFIRMED, comment="第一行\n第二行\t有制表符"),
        decide(partial, Choice.CHANGED, verdict="missing", comment='"引号"'),
        decide(missing, Choice.NOT_APPLICABLE, comment="无此类企业"),
        decide(find(TaskVerdict.COVERED, 1), Choice.UNSURE),
    ]


def test_mapping_sets_come_back_as_they_were_written(dossier, tmp_path):
    """All four files, reviewer, date, doubt and reasons; blanks and line breaks of a text become one blank."""
    links = find_links(dossier(*some_decisions()))
    (tmp_path / "pairs").mkdir()
    paths = write_sets(tmp_path / "pairs", JUDGED, links)
    assert [path.name.partition(".")[0] for path in paths] == [each.value for each in LinkSet]
    found = read_sets(tmp_path / "pairs")

    def flat(link: Link) -> tuple[object, ...]:
        texts = (" ".join(text.split()) for text in (link.upper, link.lower, link.comment))
        return (link.set, link.upper_id, link.lower_id, link.verdict, link.reviewer, link.date, *texts)

    answers = [link for link in links if link.lower or link.set is not LinkSet.NEGATIVE]
    assert sorted(map(flat, found)) == sorted(map(flat, answers))


def test_mapping_sets_are_tables_any_program_reads(dossier, tmp_path):
    """A header of comments with the sources and their versions, then one row per link."""
    import pandas

    (path, *_) = write_sets(tmp_path, JUDGED, find_links(dossier(*some_decisions())))
    frame = pandas.read_csv(path, sep="\t", comment="#")
    assert {"subject_id", "predicate_id", "object_id", "mapping_justification"} <= set(frame.columns)
    assert (frame["subject_id"] == "sssom:NoTermFound").sum() == 2
    head = path.read_text(encoding="utf-8")
    assert f"object_source_version: {JUDGED.upper.source.sha256}" in head


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("skos:exactMatch", "skos:closeMatch", "predicate_id“skos:closeMatch”应为"),
        ("upper:", "oben:", "object_id 应为"),
        ("\nlower:", "\nunten:", "subject_id 应为"),
        ("\tskos:exactMatch\t\t", "\tskos:exactMatch\tNot\t", "predicate_modifier"),
        ("semapv:MappingReview\t林\t2026-03-02\t", "semapv:MappingReview\t林\t2026-03-02\t7", "confidence“7"),
        ("\tcomment", "", "表头应为"),
    ],
)
def test_a_set_edited_wrongly_is_told_with_its_line(dossier, tmp_path, old, new, message):
    """File and line are named."""
    (path, *_) = write_sets(tmp_path, JUDGED, find_links(dossier(*some_decisions())))
    head, names, rows = path.read_text(encoding="utf-8").partition("\nsubject_id")
    changed = (names + rows).replace(old, new)
    assert changed != names + rows
    path.write_text(head + changed, encoding="utf-8")
    with pytest.raises(MappingError, match=message) as caught:
        read_sets(tmp_path)
    assert "positive.sssom.tsv 第" in str(caught.value)


def test_a_link_in_two_sets_is_told(dossier, tmp_path):
    """It cannot hold and not hold."""
    links = links_of(dossier(*some_decisions()), find(TaskVerdict.COVERED))
    write_sets(tmp_path, JUDGED, links)
    (tmp_path / "unsure.sssom.tsv").write_text(render_set(JUDGED, LinkSet.UNSURE, links), encoding="utf-8")
    with pytest.raises(MappingError, match=r"又见于positive\.sssom\.tsv"):
        read_sets(tmp_path)


def test_a_reviewed_pair_is_a_gold_case(dossier, tmp_path):
    """The program agrees wholly with decisions that confirm it, and not with those that do not."""
    confirmed = [decide(finding, Choice.CONFIRMED) for finding in JUDGED.tasks]
    indicators = [
        make_decision(f"i-{entry.id}", draft=REPORT.digests[0], finding=entry.key)
        for entry in REPORT.of(Part.INDICATOR)
    ]
    held = dossier(*confirmed, *indicators)
    (tmp_path / "pair").mkdir()
    assert write_gold(tmp_path / "pair", held, find_links(held)) == tmp_path / "pair" / "gold.json"
    row = evaluate([tmp_path])[0]
    assert row["tasks_accuracy"] == row["links_f1"] == row["indicator_verdicts"] == 1.0


def test_only_what_was_settled_is_gold(dossier, tmp_path):
    """Doubt is left out, changed verdicts count as the reviewers left them; without decisions nothing is written."""
    held = dossier(*some_decisions())
    tasks = {task["id"]: task for task in build_gold(held, find_links(held))["tasks"]}
    assert [task["verdict"] for task in tasks.values()].count("covered") == 1
    assert tasks[find(TaskVerdict.PARTIAL).task.id]["verdict"] == "missing"
    assert tasks[find(TaskVerdict.MISSING).task.id]["verdict"] == "not_applicable"
    assert len(tasks) == 3


def test_nothing_is_written_where_nothing_was_settled(dossier, tmp_path):
    """An empty case would measure nothing."""
    assert write_gold(tmp_path / "pair", dossier(), ()) is None
    assert not (tmp_path / "pair").exists()


def elsewhere(text: str, store: Store) -> Draft:
    """The same plan as that of a sibling district, put before reviewers."""
    meta, source = replace(JUDGED.lower.meta, title=text), replace(JUDGED.lower.source, sha256="1" * 64)
    other = replace(JUDGED, lower=replace(JUDGED.lower, meta=meta, source=source))
    return open_dossier(store, build_report(other)).reviewed[0].draft


def test_what_was_decided_for_a_sibling_district_is_a_precedent(dossier, tmp_path):
    """With its verdict, the passages that answer there and the opinion; doubt and the plan itself are none."""
    dossier(*some_decisions())
    with Store(tmp_path / "复核记录.sqlite") as store:
        found = find_precedents(store, elsewhere("邻区规划", store))
        own = find_precedents(store, read_dossier(store, REPORT).reviewed[0].draft)
    covered = find(TaskVerdict.COVERED)
    assert set(found) == {
        f"task:{finding.task.id}" for finding in (covered, find(TaskVerdict.PARTIAL), find(TaskVerdict.MISSING))
    }
    (precedent,) = found[f"task:{covered.task.id}"]
    assert (precedent.place, precedent.verdict, precedent.reviewer) == (JUDGED.lower.meta.title, "已衔接", "林")
    assert precedent.answers == tuple(match.text for match in covered.matches)
    assert precedent.date == "2026-03-02"
    assert own == {}


def test_mapping_sets_of_others_are_precedents(dossier, tmp_path):
    """Those that hold; predictions and doubt are none."""
    folder = tmp_path / "泊阳区"
    folder.mkdir()
    write_sets(folder, JUDGED, find_links(dossier(*some_decisions())))
    with Store(tmp_path / "另一处.sqlite") as store:
        found = find_precedents(store, elsewhere("邻区规划", store), [folder])
    verdicts = {precedent.verdict for precedents in found.values() for precedent in precedents}
    assert verdicts == {"已衔接", "未衔接", "不适用"}
    assert {precedent.place for precedents in found.values() for precedent in precedents} == {"泊阳区"}


def test_a_mapping_set_becomes_decisions_again(dossier, tmp_path):
    """What was decided in one store is decided in another, and importing it twice records nothing twice."""
    decisions = some_decisions()
    write_sets(tmp_path, JUDGED, find_links(dossier(*decisions)))
    with Store(tmp_path / "另一处.sqlite") as store:
        draft = open_dossier(store, REPORT).reviewed[0].draft
        imported = build_link_decisions(read_sets(tmp_path), draft, time=decisions[0].time)
        assert imported.problems == ()
        assert store.record(imported.decisions) == len(decisions)
        assert store.record(imported.decisions) == 0
        again = read_dossier(store, REPORT)
    told = {(each.finding, each.choice, each.verdict, " ".join(each.comment.split())) for each in decisions}
    assert {(each.finding, each.choice, each.verdict, each.comment) for each in imported.decisions} == told
    assert {link.set for link in links_of(again, find(TaskVerdict.COVERED))} == {LinkSet.POSITIVE}


def test_a_picked_sentence_comes_back_with_a_mapping_set(dossier, tmp_path):
    """It stays the answer; one that the plan does not hold is listed, and its requirement left alone."""
    finding, other = find(TaskVerdict.PARTIAL), JUDGED.lower.tasks[-1]
    held = dossier(decide(finding, Choice.CHANGED, verdict="covered", picked=other.text))
    write_sets(tmp_path, JUDGED, find_links(held))
    (decision,) = build_link_decisions(read_sets(tmp_path), held.reviewed[0].draft, time=START).decisions
    assert (decision.picked, decision.verdict) == (" ".join(other.text.split()), "covered")
    bare = replace(held.reviewed[0].draft, lower_text="别的文字")
    imported = build_link_decisions(read_sets(tmp_path), bare, time=START)
    assert imported.decisions == ()
    assert "没有这句话" in imported.problems[0].text
