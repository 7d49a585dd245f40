"""Writes a province to a folder, with the truth about it beside the plans, and reads that truth again."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from roundtrip.rendering.manuscript import read_manuscript
from roundtrip.rendering.webpage import write_page
from roundtrip.rendering.wordfile import write_word

from province.building import Control, PlanFile, Province
from province.planting import Against, Gap, Kind

TRUTH = "planted.json"
FORMATS = ("txt", "docx", "html")
_WRITERS = {"docx": write_word, "html": write_page}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What ``planted.json`` tells: the file of each plan by its name, gaps and controls."""

    files: dict[str, str]
    gaps: tuple[Gap, ...]
    controls: tuple[Control, ...]

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Upper and lower plan of all pairs that something is known of."""
        known = {(control.upper, control.lower) for control in self.controls}
        known |= {(against.upper, gap.lower) for gap in self.gaps for against in gap.against}
        return tuple(sorted(known, key=lambda pair: (pair[1], pair[0])))


def write_province(province: Province, folder: Path, formats: Sequence[str] = FORMATS[:1]) -> Truth:
    """Writes the plans, each in one of the formats by chance of the seed, and ``planted.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for plan in province.plans:
        format_ = random.Random(f"{province.seed}:{plan.name}:format").choice(formats)
        path = folder / f"{plan.name}.{format_}"
        _write_plan(plan, path, format_)
        files[plan.name] = path.name
    data = {
        "seed": province.seed,
        "plans": [{"file": files[p.name], **_without_text(p)} for p in province.plans],
        "gaps": [asdict(gap) for gap in province.gaps],
        "controls": [asdict(control) for control in province.controls],
    }
    (folder / TRUTH).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return Truth(files=files, gaps=province.gaps, controls=province.controls)


def read_truth(folder: Path) -> Truth:
    """What was written beside the plans of a folder."""
    data = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    return Truth(
        files={plan["name"]: plan["file"] for plan in data["plans"]},
        gaps=tuple(map(_build_gap, data["gaps"])),
        controls=tuple(Control(**control) for control in data["controls"]),
    )


def _write_plan(plan: PlanFile, path: Path, format_: str) -> None:
    if format_ not in _WRITERS:
        path.write_text(plan.text, encoding="utf-8")
        return
    with tempfile.TemporaryDirectory(prefix="province-") as scratch:
        text = Path(scratch) / "plan.txt"
        text.write_text(plan.text, encoding="utf-8")
        _WRITERS[format_](read_manuscript(text), path)


def _without_text(plan: PlanFile) -> dict[str, Any]:
    return {key: value for key, value in asdict(plan).items() if key != "text"}


def _build_gap(data: dict[str, Any]) -> Gap:
    against = tuple(Against(**{**one, "quotes": tuple(one["quotes"])}) for one in data["against"])
    return Gap(**{**data, "kind": Kind(data["kind"]), "against": against})
