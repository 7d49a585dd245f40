"""The house stands as it was drawn: imports point down, no cycles, files stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import align

PACKAGE = Path(align.__file__).parent
LAYERS = [
    {
        "model",
        "source",
        "target",
        "labelled",
        "results",
        "chains",
        "libraries",
        "answers",
        "correction",
        "spans",
        "errors",
        "bundled",
        "ids",
        "version",
        "fitted",
    },
    {"mappings"},
    {"provenance", "asking", "recognising"},
    {"knowledge", "reading", "parsing"},
    {"matching"},
    {"judging"},
    {"tasking"},
    {"reporting"},
    {"reviewing"},
    {"alignment", "pipeline", "evaluation"},
    {"reportfiles"},
    {"library"},
    {"deciding"},
    {"checking", "chaining", "batching", "finding", "measuring", "options", "helptext", "usage"},
    {"reviewcommands", "chaincommand", "librarycommands"},
    {"cli", "__main__", "__init__"},
]
# Inside their layer reading and parsing may ask knowledge, never the other way round.
SAME_LAYER = {
    ("parsing", "knowledge"),
    ("reading", "knowledge"),
    ("pipeline", "alignment"),
    ("evaluation", "pipeline"),
    ("__main__", "cli"),
    ("results", "model"),
    ("chains", "results"),
    ("chains", "model"),
    ("libraries", "model"),
    ("libraries", "correction"),
    ("libraries", "results"),
    ("correction", "model"),
    ("answers", "libraries"),
    *(
        (room, noun)
        for room in ("model", "source", "target", "results", "chains", "libraries", "answers")
        for noun in ("source", "target", "labelled", "spans")
    ),
}
LONGEST_FILE = 330


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_bundled" not in path.parts)


def room_of(name: str) -> str:
    return name.split(".")[1] if "." in name else "__init__"


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def layer_of(room: str) -> int:
    return next(number for number, rooms in enumerate(LAYERS) if room in rooms)


def imports_of(path: Path) -> set[str]:
    """Modules of the package that a file imports, at the top or inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "align":
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(name.name for name in node.names if name.name.split(".")[0] == "align")
    return found


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_imports_point_down(path: Path) -> None:
    """No module imports from a layer above its own, nor from another room of its own layer, but for parsing's use of knowledge."""
    room = room_of(module_name(path))
    for target in imports_of(path):
        other = room_of(target)
        if other == room:
            continue
        below = layer_of(other) < layer_of(room)
        assert below or (room, other) in SAME_LAYER, f"{module_name(path)} imports {target}"


def test_every_room_has_a_layer() -> None:
    """A new room must be given its place in the street before it is built."""
    for path in modules():
        layer_of(room_of(module_name(path)))


def test_no_import_cycle() -> None:
    """The imports of the modules form no cycle."""
    graph = {module_name(path): imports_of(path) for path in modules()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail, name))
        if name in done or name not in graph:
            return
        for target in sorted(graph[name]):
            visit(target, (*trail, name))
        done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("path", modules(), ids=module_name)
def test_files_stay_small(path: Path) -> None:
    """A file that outgrows its room is split."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_nothing_is_named_for_nothing() -> None:
    """No drawer for odds and ends."""
    assert not [path for path in modules() if path.stem in ("helpers", "utils", "misc", "common")]
