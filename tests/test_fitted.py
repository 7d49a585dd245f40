"""The cache of what is fitted: used where it fits, made anew where it does not, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.fitted import cache_folder, load_fitted


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setenv("PLAN_ALIGN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_second_run_makes_nothing(folder: Path) -> None:
    """What was kept is used, and nothing half written lies beside it."""
    assert load_fitted("x", "1", lambda: [1, 2]) == [1, 2]
    assert load_fitted("x", "1", lambda: pytest.fail("made again")) == [1, 2]
    assert [file.name for file in folder.iterdir()] == ["x-1.pickle"]


def test_another_digest_is_another_file() -> None:
    """A changed catalogue is fitted anew."""
    assert load_fitted("x", "1", lambda: "old") == "old"
    assert load_fitted("x", "2", lambda: "new") == "new"


def test_old_files_are_dropped(folder: Path) -> None:
    """Only the last ones are kept."""
    for digest in "123456":
        load_fitted("x", digest, lambda: "fitted")
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"junk", b"\x80\x05K"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes) -> None:
    """Whatever is wrong with it."""
    load_fitted("x", "1", lambda: "first")
    (folder / "x-1.pickle").write_bytes(damage)
    assert load_fitted("x", "1", lambda: "second") == "second"
    assert load_fitted("x", "1", lambda: pytest.fail("made again")) == "second"


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PLAN_ALIGN_CACHE", str(tmp_path / "file"))
    assert load_fitted("x", "1", lambda: "fitted") == "fitted"


@pytest.mark.parametrize(("system", "part"), [("linux", ".cache"), ("darwin", "Caches"), ("win32", "Local")])
def test_the_usual_place_of_the_system(system: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a folder of one's own."""
    monkeypatch.delenv("PLAN_ALIGN_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", "C:/Users/x/AppData/Local")
    monkeypatch.setattr("sys.platform", system)
    assert part in str(cache_folder())
    assert cache_folder().name == "plan-align"
