"""Clients that are killed while they record lose nothing that was acknowledged (``python -m killing`` runs it by the hundred)."""

from __future__ import annotations

from pathlib import Path

from killing.__main__ import make_store
from killing.runs import kill_once


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """Three times over on one store: it opens every time, and holds what every client was told is recorded."""
    file = make_store(tmp_path / "复核记录.sqlite")
    for seed in range(3):
        outcome = kill_once(file, tmp_path, seed)
        assert outcome.lost == ()
        assert 0 < outcome.acknowledged <= outcome.held
