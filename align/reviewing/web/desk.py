"""The desk at which reviewers sit: what is held of a report now, what came in since, and what they add."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from threading import Lock
from typing import Any

from align.matching.words import load_splitter
from align.reporting.entries import Entry
from align.reporting.report import Report
from align.reporting.reviews import Choice
from align.reporting.settling import parse_label
from align.reviewing.decisions import Decision, Event, Via, Withdrawal, read_clock
from align.reviewing.dossier import Dossier, build_dossier, find_chain
from align.reviewing.drafts import Draft, make_plain
from align.reviewing.keeping.store import Store
from align.reviewing.links.precedents import Precedents
from align.reviewing.progress import find_progress
from align.reviewing.revision import Piece, find_edits
from align.reviewing.standing import Reviewed, review_drafts
from align.reviewing.web.asked import AskedDecision, AskedUndo, Refusal
from align.reviewing.web.telling import find_history, name_finding, name_report, tell_finding, tell_progress

# On a server, what was begun earlier may be there later: the last places are looked at again.
_OVERLAP = 200
_Story = dict[str, dict[str, list[Event]]]


class Desk:
    """A report before its reviewers; several requests may ask at once.

    Args:
        store: where decisions are kept; others may write into it as well.
        report: put before reviewers already (``open_dossier``).
        precedents: what was decided for sibling districts (``find_precedents``), pair by pair.
    """

    def __init__(self, store: Store, report: Report, precedents: Precedents = ()) -> None:
        self.precedents = precedents
        self._store = store
        self._report = report
        self._lock = Lock()
        self._chains: Sequence[tuple[Draft, ...]] = [find_chain(store, digest) for digest in report.digests]
        self._drafts: Collection[str] = {draft.id for chain in self._chains for draft in chain}
        self._entries = {name_finding(entry.pair, entry.key): entry for entry in report.entries}
        self._lowers = [chain[-1].lower_text for chain in self._chains]
        self._story: _Story = {}
        self._placed: list[tuple[int, Event]] = []
        self._edits: dict[str, dict[str, Sequence[Piece]]] = {}
        self._told: dict[str, dict[str, Any]] = {}
        self._stamps: dict[str, int] = {}
        self._known: set[str] = set()
        self._dossier = self._review()
        self._refresh()

    @property
    def report(self) -> Report:
        """The report with all that is decided by now."""
        with self._lock:
            self._refresh()
            return self._dossier.report

    def tell_changes(self, since: int) -> dict[str, Any]:
        """What changed since so many events were known: findings, and progress where there are any."""
        with self._lock:
            self._refresh()
            return self._tell(since)

    def decide(self, asked: AskedDecision) -> dict[str, Any]:
        """Records a decision and tells what changed.

        Raises:
            Refusal: there is no such finding, it cannot be said of it, or a reason is lacking.
            OutputError: it cannot be kept.
        """
        self._check(asked.report)
        decision = self._build_decision(asked)
        with self._lock:
            self._store.record([decision])
            self._refresh()
            return self._tell(asked.since)

    def undo(self, asked: AskedUndo) -> dict[str, Any]:
        """Takes the last decision of a reviewer on this report back and tells what changed, and of which finding.

        Raises:
            Refusal: there is none.
            OutputError: it cannot be kept.
        """
        self._check(asked.report)
        with self._lock:
            self._refresh()
            done = next((event for _, event in self._placed if event.id == asked.id), None)
            undone = done if done is not None else self._withdraw(asked)
            return {**self._tell(asked.since), "undone": self._name(undone)}

    def _check(self, report: str) -> None:
        """Refuses what a page on other results sends, which was left open."""
        if report != name_report(self._report):
            raise Refusal("本页显示的是另一次对照的结果，请从程序给出的链接重新打开。", 409)

    def _withdraw(self, asked: AskedUndo) -> Withdrawal:
        back = {event.decision for _, event in self._placed if isinstance(event, Withdrawal)}
        last = next(
            (
                event
                for _, event in reversed(self._placed)
                if isinstance(event, Decision)
                and event.reviewer == asked.reviewer
                and event.id not in back
                and event.draft in self._report.digests
            ),
            None,
        )
        if last is None:
            raise Refusal("没有可以撤销的结论。", 409)
        withdrawal = Withdrawal(
            id=asked.id,
            draft=last.draft,
            finding=last.finding,
            decision=last.id,
            reviewer=asked.reviewer,
            time=read_clock(),
        )
        self._store.record([withdrawal])
        self._refresh()
        return withdrawal

    def _build_decision(self, asked: AskedDecision) -> Decision:
        entry = self._entries.get(asked.finding)
        if entry is None:
            raise Refusal("没有这一条，请刷新页面。", 404)
        try:
            choice, verdict = parse_label(asked.label, entry.part, entry.verdict.value)
        except ValueError as error:
            raise Refusal(f"“{asked.label}”不在可选之列。") from error
        if choice is Choice.NOT_APPLICABLE and not asked.reason:
            raise Refusal("判为不适用，须写明理由。")
        if asked.is_final and choice in (Choice.UNDECIDED, Choice.UNSURE):
            raise Refusal("合议须有明确结论。")
        if not _stands_in(asked.picked, self._lowers[entry.pair]):
            raise Refusal("选用的语句不在本级规划原文中。")
        return Decision(
            id=asked.id,
            draft=self._report.digests[entry.pair],
            finding=entry.key,
            choice=choice,
            verdict=verdict.value if verdict is not None else "",
            reason=asked.reason,
            comment=asked.comment,
            wording=asked.wording,
            picked=asked.picked,
            is_final=asked.is_final,
            reviewer=asked.reviewer,
            time=read_clock(),
            via=Via.PAGE,
        )

    def _refresh(self) -> None:
        """Takes in what was recorded since, whoever recorded it."""
        last = self._placed[-1][0] if self._placed else 0
        found = self._store.find_events_after(max(0, last - _OVERLAP), self._drafts)
        news = [(place, event) for place, event in found if event.id not in self._known]
        if news:
            self._known.update(event.id for _, event in news)
            self._placed = sorted((*self._placed, *news), key=lambda placed: placed[0])
        if news or not self._told:
            self._dossier = self._review()
            self._stamp()

    def _review(self) -> Dossier:
        self._story = {}
        events: dict[str, list[Event]] = {}
        for _, event in self._placed:
            events.setdefault(event.draft, []).append(event)
            self._story.setdefault(event.draft, {}).setdefault(event.finding, []).append(event)
        reviewed = [review_drafts([(draft, events.get(draft.id, ())) for draft in chain]) for chain in self._chains]
        return build_dossier(self._report, reviewed)

    def _stamp(self) -> None:
        """Tells every finding anew, and keeps how many events were known when what is told of it changed."""
        for entry in self._dossier.report.entries:
            name = name_finding(entry.pair, entry.key)
            told = self._tell_entry(name, entry, self._dossier.reviewed[entry.pair])
            if told != self._told.get(name):
                self._told[name] = told
                self._stamps[name] = len(self._placed)

    def _tell_entry(self, name: str, entry: Entry, reviewed: Reviewed) -> dict[str, Any]:
        history = list(find_history(reviewed, entry.key, self._story))
        return tell_finding(entry, reviewed, history, self._find_edits(name, entry, reviewed) if history else {})

    def _find_edits(self, name: str, entry: Entry, reviewed: Reviewed) -> dict[str, Sequence[Piece]]:
        """The words changed since the draft before; drafts do not change, so they are looked for once."""
        if name not in self._edits:
            before, after = reviewed.held[entry.key].before, reviewed.draft.by_key()[entry.key]
            self._edits[name] = (
                {}
                if before is None
                else {
                    "upper": find_edits(before.upper, after.upper, load_splitter()),
                    "lower": find_edits(before.lower, after.lower, load_splitter()),
                }
            )
        return self._edits[name]

    def _tell(self, since: int) -> dict[str, Any]:
        changed = {name: self._told[name] for name, place in self._stamps.items() if place > since or since == 0}
        told: dict[str, Any] = {"place": len(self._placed), "findings": changed}
        return {**told, "progress": tell_progress(find_progress(self._dossier.report))} if changed else told

    def _name(self, event: Event) -> str:
        return name_finding(self._report.digests.index(event.draft), event.finding)


def _stands_in(picked: str, text: str) -> bool:
    """Whether a sentence is in a text; of a row of a table, its cells."""
    return all(make_plain(part) in text for part in picked.split())
