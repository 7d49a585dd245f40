"""The clients that stream decisions in; each notes what was acknowledged, and runs until it is killed."""

from __future__ import annotations

import os
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import httpx
from alignment_sample import make_sample

from align.reporting.report import build_report
from align.reporting.reviews import Choice
from align.reviewing.decisions import Decision, Via
from align.reviewing.dossier import open_dossier
from align.reviewing.importing import build_decisions
from align.reviewing.keeping.store import Store
from align.reviewing.standing import review_drafts
from align.reviewing.web.serving import Place, build_server, listen
from align.reviewing.workbook import WorkbookRow

DRAFT = "d1"
# SQLite lets who waits for the file try again but now and then: without a pause two clients would keep a third one out.
_PAUSE = 0.005
FINDING = "task:T1"


def record_one_by_one(store: Store, name: str) -> Iterator[list[str]]:
    """A program that uses the library: a decision at a time."""
    for number in count():
        decision = _build(f"{name}-{number}", name)
        store.record([decision])
        yield [decision.id]


def import_rows(store: Store, name: str) -> Iterator[list[str]]:
    """Imports of a workbook that changes between them: several decisions at a time, all or none."""
    for number in count():
        draft = store.find_draft(DRAFT)
        assert draft is not None
        drafts = {DRAFT: review_drafts([(draft, ())])}
        rows = [_build_row(subject.key, f"{name}-{number}") for subject in draft.subjects]
        decisions = build_decisions(rows, drafts, reviewer=f"{name}-{number}", time=_now()).decisions
        store.record(decisions)
        yield [decision.id for decision in decisions]


def record_on_page(store: Store, name: str) -> Iterator[list[str]]:
    """A browser at the review page, served by this very program."""
    report = build_report(make_sample())
    place = Place(opens_browser=False)
    with listen(place) as listener:
        server, link = build_server(store, open_dossier(store, report), place, listener)
        threading.Thread(target=server.run, args=([listener],), daemon=True).start()
        here = link.partition("/?")[0]
        headers = {"Origin": here, "X-Plan-Align": "1"}
        with httpx.Client(base_url=here, headers=headers, follow_redirects=True, timeout=30) as browser:
            browser.get(link).raise_for_status()
            for number in count():
                entry = report.entries[number % len(report.entries)]
                body = {
                    "id": str(uuid.uuid4()),
                    "report": ",".join(report.digests),
                    "finding": f"{entry.pair}|{entry.key}",
                    "label": "同意",
                    "reviewer": name,
                }
                browser.post("/decide", json=body).raise_for_status()
                yield [body["id"]]


CLIENTS: dict[str, Callable[[Store, str], Iterator[list[str]]]] = {
    "library": record_one_by_one,
    "import": import_rows,
    "page": record_on_page,
}


def run(kind: str, file: Path, name: str, notes: Path) -> None:
    """Records until it is killed or left alone; what was acknowledged goes into the notes, a line at a time."""
    parent = os.getppid()
    with Store(file) as store:
        line = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        for ids in CLIENTS[kind](store, name):
            os.write(line, "".join(f"{id}\n" for id in ids).encode())
            if os.getppid() != parent:
                return
            time.sleep(_PAUSE)


def _build(id: str, reviewer: str) -> Decision:
    return Decision(
        id=id,
        draft=DRAFT,
        finding=FINDING,
        choice=Choice.CONFIRMED,
        comment="请补充。" * 20,
        reviewer=reviewer,
        time=_now(),
        via=Via.LIBRARY,
    )


def _build_row(key: str, comment: str) -> WorkbookRow:
    return WorkbookRow(
        sheet="任务", row=2, label="同意", comment=comment, wording="", reviewer="", draft=DRAFT, finding=key, told=""
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
