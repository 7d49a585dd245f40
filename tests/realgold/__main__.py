"""``python -m realgold unpack TEXTS OUT`` writes the cases as folders with quotes; ``python -m realgold pack FOLDER UPPER
LOWER`` keeps a judged folder (``gold.json``, and ``second.json`` of the second judge) by places."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from realgold import CASES, HELD_BACK, place_case, unpack_cases


def unpack(texts: Path, out: Path) -> None:
    for data, upper, lower in unpack_cases(texts):
        folder = out / data["case"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "gold.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        shutil.copy(upper, folder / "upper.txt")
        shutil.copy(lower, folder / "lower.txt")
    (out / "test_split.txt").write_text("\n".join(sorted(HELD_BACK)) + "\n", encoding="utf-8")


def pack(folder: Path, upper: Path, lower: Path) -> None:
    gold, second = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("gold.json", "second.json"))
    case = place_case({**gold, "case": folder.name}, second, upper, lower)
    tasks = ",\n".join(f"  {json.dumps(task, ensure_ascii=False)}" for task in case.pop("tasks"))
    head = json.dumps(case, ensure_ascii=False)[:-1]
    (CASES / f"{folder.name}.json").write_text(f'{head}, "tasks": [\n{tasks}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["unpack", texts, out]:
            unpack(Path(texts), Path(out))
        case ["pack", folder, upper, lower]:
            pack(Path(folder), Path(upper), Path(lower))
        case _:
            sys.exit(__doc__)
