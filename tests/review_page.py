"""The review page on the sample pair, asked as a browser asks."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from alignment_sample import make_sample
from starlette.testclient import TestClient

from align.reporting.report import Report, build_report
from align.reviewing.dossier import open_dossier
from align.reviewing.keeping.store import Store
from align.reviewing.web.application import build_application
from align.reviewing.web.desk import Desk
from align.reviewing.web.login import Login
from align.reviewing.web.security import Door

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "the-token-in-the-link"
HEADERS = {"Origin": HERE, "X-Plan-Align": "1", "Content-Type": "application/json"}


class Page:
    """A page on a report with a store of its own; ``client`` came by the printed link."""

    def __init__(self, folder: Path, *, report: Report | None = None, login: Login | None = None, **door: Any) -> None:
        self.report = report or build_report(make_sample())
        self.store = Store(folder / "复核记录.sqlite")
        self.dossier = open_dossier(self.store, self.report)
        self.door = Door(port=PORT, **{"token": TOKEN if login is None else None, **door})
        self.desk = Desk(self.store, self.report)
        self.app = build_application(self.desk, self.door, login)
        self.client = self.visit()
        self.client.get("/", params={"token": TOKEN})

    def visit(self) -> TestClient:
        """A browser that has not been here yet."""
        return TestClient(self.app, base_url=HERE, follow_redirects=False)

    def key(self, number: str) -> str:
        """The name of a finding for the page."""
        return next(f"{entry.pair}|{entry.key}" for entry in self.report.entries if entry.number == number)

    def body(self, number: str = "TASK-001", **fields: Any) -> dict[str, Any]:
        """A decision as the page sends it."""
        return {
            "id": str(uuid.uuid4()),
            "report": ",".join(self.report.digests),
            "finding": self.key(number),
            "label": "同意",
            "reviewer": "林",
            **fields,
        }

    def decide(self, number: str = "TASK-001", **fields: Any) -> Any:
        """The answer to a decision."""
        return self.client.post("/decide", json=self.body(number, **fields), headers=HEADERS)

    def undo(self, **fields: Any) -> Any:
        """The answer to a wish to take the last decision back."""
        body = {"id": str(uuid.uuid4()), "report": ",".join(self.report.digests), "reviewer": "林", **fields}
        return self.client.post("/undo", json=body, headers=HEADERS)

    def events(self) -> list[Any]:
        """All that was recorded."""
        return [event for digest in self.report.digests for event in self.store.find_events(digest)]
