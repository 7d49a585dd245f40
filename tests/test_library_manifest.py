"""The manifest of a library: written, corrected by people, read again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from library_plans import make_library_plan
from openpyxl import Workbook, load_workbook

from align.correction import NO_CORRECTION, Correction
from align.errors import InputError
from align.knowledge.regions import load_regions
from align.libraries import LibraryPair, PlanLibrary
from align.library.manifest import Manifest, read_manifest
from align.model import Level
from align.reporting.library.manifest import render_manifest

CITY = make_library_plan(file="市.docx", level=Level.CITY, region="鹭陵市", parent="琮岭省")
COUNTY = make_library_plan(file="鹭陵市/县.docx", parent="鹭陵市")
LIBRARY = PlanLibrary(
    folder=Path("plans"),
    plans=(CITY, COUNTY, make_library_plan(file="坏.docx", problem="文件已损坏")),
    pairs=(LibraryPair(lower=COUNTY.file, upper=CITY.file, direct=True, reason="上级"),),
)


def save(tmp_path: Path, **edits: dict[str, object]) -> Path:
    """The manifest with some cells changed: by sheet, cells by their place."""
    book = load_workbook(io.BytesIO(render_manifest(LIBRARY, "../plans")))
    for name, cells in edits.items():
        for place, value in cells.items():
            book[name][place] = value
    path = tmp_path / "结果" / "清单.xlsx"
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def read(path: Path) -> Manifest:
    return read_manifest(path, load_regions())


def test_an_untouched_manifest_corrects_nothing(tmp_path: Path) -> None:
    """Files, folder and pairs come back; what the program told is believed as before."""
    found = read(save(tmp_path))
    assert [order.file for order in found.plans] == ["市.docx", "鹭陵市/县.docx", "坏.docx"]
    assert found.plans[1].path.resolve() == (tmp_path / "plans" / "鹭陵市" / "县.docx").resolve()
    assert {order.correction for order in found.plans} == {NO_CORRECTION}
    assert {order.parent for order in found.plans} == {None}
    assert [(pair.lower, pair.upper, pair.wanted) for pair in found.pairs] == [("鹭陵市/县.docx", "市.docx", True)]


def test_equal_libraries_give_equal_manifests() -> None:
    """Byte by byte, so that a manifest someone wrote in is told from one nobody touched."""
    assert render_manifest(LIBRARY, "../plans") == render_manifest(LIBRARY, "../plans")


def test_what_was_changed_is_a_correction(tmp_path: Path) -> None:
    """And nothing else is: level, place, field, years, each by itself."""
    found = read(save(tmp_path, 规划={"C4": "市级", "D4": "六盘水市", "F4": "水利", "G4": "2026-2030"}))
    assert found.files["鹭陵市/县.docx"].correction == Correction(
        level=Level.CITY, region="六盘水市", region_code="520200", sector="水利", period=(2026, 2030)
    )
    assert found.files["市.docx"].correction == NO_CORRECTION
    assert read(save(tmp_path, 规划={"F4": "水利"})).files["鹭陵市/县.docx"].correction == Correction(sector="水利")


def test_the_place_above_can_be_told(tmp_path: Path) -> None:
    """It is no correction of the plan itself."""
    found = read(save(tmp_path, 规划={"E4": "云崖市"}))
    assert found.plans[1].parent == "云崖市"
    assert found.plans[1].correction == NO_CORRECTION


def test_pairs_can_be_refused_and_added(tmp_path: Path) -> None:
    """A file that stands in a pair alone is a plan too."""
    found = read(save(tmp_path, 配对={"C3": "否", "A4": "新.docx", "B4": "市.docx"}))
    assert [(pair.lower, pair.wanted) for pair in found.pairs] == [("鹭陵市/县.docx", False), ("新.docx", True)]
    assert "新.docx" in [order.file for order in found.plans]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({"规划": {"C4": "乡"}}, "第 4 行的层级"),
        ({"规划": {"G4": "十四五"}}, "第 4 行的规划期"),
        ({"规划": {"G4": "2030—2025"}}, "第 4 行的规划期"),
        ({"配对": {"C3": "也许"}}, "第 3 行的“对照”"),
        ({"配对": {"B3": None}}, "第 3 行缺一份文件"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_row(
    tmp_path: Path, edits: dict[str, dict[str, object]], told: str
) -> None:
    """One message that says where."""
    with pytest.raises(InputError, match=told):
        read(save(tmp_path, **edits))


def test_pairs_alone_are_a_manifest(tmp_path: Path) -> None:
    """Written by hand, files beside it."""
    book = Workbook()
    book.active.append(["本级规划文件", "上级规划文件"])
    book.active.append(["县.docx", "市.docx"])
    book.save(tmp_path / "清单.xlsx")
    found = read(tmp_path / "清单.xlsx")
    assert [order.path for order in found.plans] == [tmp_path / "县.docx", tmp_path / "市.docx"]


def test_another_workbook_is_no_manifest(tmp_path: Path) -> None:
    """Nor is what is no workbook at all."""
    Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(InputError, match="不是规划清单"):
        read(tmp_path / "空.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError):
        read(tmp_path / "坏.xlsx")
    with pytest.raises(InputError, match="打不开"):
        read(tmp_path / "无.xlsx")
