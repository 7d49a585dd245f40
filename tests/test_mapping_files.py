"""A folder of one's own mappings: it adds to what is bundled, obeys the same rules, and is told apart in results."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from align.bundled import bundled
from align.errors import InputError, MappingError, PlanAlignError
from align.knowledge.assigned import load_assigned
from align.knowledge.concepts import load_thesaurus
from align.knowledge.indicators import Relation
from align.knowledge.indicators import load_catalogue as load_indicators
from align.knowledge.names import load_names
from align.knowledge.naming import find_theme_sectors, load_sectors
from align.knowledge.tasks import load_catalogue as load_tasks
from align.knowledge.themes import load_themes
from align.knowledge.units import load_units
from align.mappings import OWN_FILES, mapping_files
from align.provenance import load_provenance
from align.tasking import _fit_digest

LOADERS = (
    load_assigned,
    load_thesaurus,
    load_indicators,
    load_names,
    load_sectors,
    load_tasks,
    load_themes,
    load_units,
    load_provenance,
)
TASK = {
    "id": "ARC-001",
    "name": "档案库房建设",
    "theme": "档案资源",
    "elements": {"库房面积": ["扩建档案馆"], "温湿度": []},
    "confusable": [],
    "phrasings": {"upper": ["改善档案库房条件"], "lower": ["新馆库房交付"], "concrete": [], "other_words": []},
}
FILES = {
    "sectors/sectors.tsv": "sector\twords\tthemes\n档案事业\t档案事业|档案\tarchives\n",
    "themes/themes.tsv": "id\tsector\tname\theadings\tkeywords\nZA01\tarchives\t档案资源\t档案资源\t档案收集|档案移交\n",
    "tasks/archives.jsonl": json.dumps(TASK, ensure_ascii=False) + "\n",
    "concepts/archives.tsv": "id\tpref\talts\tbroader\tparts\tconfusable\ttheme\nza001\t口述史料\t口述档案\t\t\t\t档案资源\n",
    "indicators/catalogue/archives.tsv": "id\tname\taliases\tunits\tdirection\tkinds\tnatures\tconfusable\tcategory\n"
    "ARC_ADDED\t综合档案馆新增馆藏量\t\t万卷件\thigher\tabsolute\t预期性\t\t档案\n"
    "ARC_HOLDINGS\t综合档案馆馆藏量\t馆藏档案总量\t万卷件\thigher\tabsolute\t预期性\t\t档案\n",
    "indicators/synonyms.tsv": "canonical\tvariants\n综合档案馆\t国家综合档案馆\n",
    "indicators/counterparts.tsv": "first\tsecond\trelation\nARC_ADDED\tARC_HOLDINGS\tchange\n",
    "units/units.tsv": "unit\taliases\tdimension\tfactor\tadditive\n卷件\t\tarchive\t1\tyes\n",
    "assigned/archives.tsv": "region\tindicator\tvalue\tunit\tyear\tdocument\n霁原区\t馆藏档案总量\t40\t万卷件\t2025\t任务书\n",
}


def forget() -> None:
    """What was loaded with another folder."""
    for load in LOADERS:
        load.cache_clear()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder that the variable names, with nothing loaded before or kept after."""
    monkeypatch.setenv("PLAN_ALIGN_MAPPINGS", str(tmp_path))
    forget()
    yield tmp_path
    forget()


def write(folder: Path, *names: str, **changes: str) -> None:
    """Files of the example, by default all of them."""
    for name in names or FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changes.get("text", FILES[name]), encoding=changes.get("encoding", "utf-8"))


def test_every_kind_of_file_adds_to_what_is_bundled(own: Path) -> None:
    """Each loader finds the bundled entries and the new one."""
    write(own)
    assert "档案事业" in {sector.name for sector in load_sectors()} >= {"水利", "教育"}
    assert find_theme_sectors("档案事业") == ("archives",)
    assert load_themes().theme_of("推进档案移交", (), ("archives",)) == "档案资源"
    assert load_tasks().task("ARC-001").sector == "archives"
    assert load_tasks().of_sector("environment")
    assert load_thesaurus().lookup("口述档案") is not None
    found = load_indicators().find_concept("国家综合档案馆馆藏量", "万卷件")
    assert found is not None
    assert found.id == "ARC_HOLDINGS"
    assert load_indicators().find_relation("ARC_ADDED", "ARC_HOLDINGS") is Relation.CHANGE
    assert load_indicators().find_concept("森林覆盖率", "%") is not None
    assert load_units().is_additive("万卷件")
    assert "霁原区" in {one.region for one in load_assigned()}


def test_the_example_has_a_file_of_every_kind() -> None:
    """What is documented as possible is what the test above tries."""
    assert [next(name for name in FILES if Path(name).match(pattern)) for pattern in OWN_FILES] == list(FILES)


@pytest.mark.parametrize(
    ("name", "text", "line", "complaint", "load"),
    [
        ("sectors/sectors.tsv", "sector\twords\tthemes\n水利\t水利\twater\n", 2, "领域重复", load_sectors),
        ("sectors/sectors.tsv", "sector\twords\tthemes\n档案\t\t\n", 2, "缺少", load_sectors),
        ("sectors/sectors.tsv", "sector\twords\tthemes\n# 注\n档案\t档案\tarchive\n", 3, "没有 archive 的主题", load_sectors),
        ("sectors/sectors.tsv", "领域\t说法\t主题\n", 1, "表头应为", load_sectors),
        ("themes/themes.tsv", FILES["themes/themes.tsv"].replace("ZA01", "T01"), 2, "编号缺失或重复", load_themes),
        ("tasks/archives.jsonl", FILES["tasks/archives.jsonl"].replace("ARC-001", "CUL-001"), 1, "编号重复", load_tasks),
        ("tasks/archives.jsonl", FILES["tasks/archives.jsonl"], 1, "没有 archives 的主题", load_tasks),
        ("tasks/archives.jsonl", "\n{'id': 1}\n", 2, "不是合法的 JSON", load_tasks),
        ("indicators/catalogue/archives.tsv", FILES["indicators/catalogue/archives.tsv"].replace("万卷件", "斗"), 2, "斗", load_indicators),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(
    own: Path, name: str, text: str, line: int, complaint: str, load: Callable[[], object]
) -> None:
    """The rules are those of the bundled files, and the fault is found in the user's file."""
    write(own, name, text=text)
    with pytest.raises(MappingError, match=complaint) as caught:
        load()
    assert (caught.value.path, caught.value.line) == (str(own / name), line)


def test_a_file_saved_by_an_editor_is_read(own: Path) -> None:
    """A byte order mark at the front is none of the header."""
    write(own, "themes/themes.tsv", encoding="utf-8-sig")
    assert load_themes().of_sector("archives")


def test_a_file_that_is_not_utf8_is_refused(own: Path) -> None:
    """The line is that of the first character that cannot be read."""
    write(own, "themes/themes.tsv", encoding="gb18030")
    with pytest.raises(MappingError, match="第 2 行：不是 UTF-8 编码，请另存为 UTF-8"):
        load_themes()


@pytest.mark.parametrize(
    "name", ["tasks/archives.json", "weights/tasks.toml", "themes.tsv", "tasks/more/archives.jsonl"]
)
def test_a_file_that_would_be_passed_over_is_refused(own: Path, name: str) -> None:
    """Nothing that looks like knowledge is silently left out."""
    (own / name).parent.mkdir(parents=True, exist_ok=True)
    (own / name).write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="没有这个文件的位置") as caught:
        mapping_files("tasks", "*.jsonl")
    assert caught.value.path == str(own / name)


def test_notes_and_hidden_files_do_no_harm(own: Path) -> None:
    """A folder may be kept under version control and have a note for its readers."""
    for name in ("README.md", ".git/x.txt", ".DS_Store", "tasks/.ipynb_checkpoints/a.jsonl"):
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        (own / name).write_text("-", encoding="utf-8")
    assert mapping_files("tasks", "*.jsonl") == tuple(sorted(bundled("mappings", "tasks").glob("*.jsonl")))


def test_a_folder_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the variable."""
    monkeypatch.setenv("PLAN_ALIGN_MAPPINGS", str(tmp_path / "nowhere"))
    with pytest.raises(PlanAlignError, match=r"没有这个映射文件夹。.*PLAN_ALIGN_MAPPINGS"):
        mapping_files("themes", "themes.tsv")


def test_results_and_the_fitted_catalogue_tell_the_folder(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another word in an own file is another digest; where the folder lies is not."""

    def digests() -> tuple[str, str, str]:
        load_provenance.cache_clear()
        made = load_provenance()
        return made.mappings, made.settings, _fit_digest()

    monkeypatch.delenv("PLAN_ALIGN_MAPPINGS")
    bare = digests()
    for place in ("a", "b"):
        write(own / place)
    monkeypatch.setenv("PLAN_ALIGN_MAPPINGS", str(own / "a"))
    with_own = digests()
    assert with_own[0] != bare[0]
    assert with_own[1] == bare[1]
    assert with_own[2] != bare[2]
    monkeypatch.setenv("PLAN_ALIGN_MAPPINGS", str(own / "b"))
    assert digests() == with_own
    write(own / "b", "themes/themes.tsv", text=FILES["themes/themes.tsv"].replace("档案移交", "档案征集"))
    assert digests()[0] != with_own[0]
    assert digests()[2] == with_own[2]
    (own / "b" / "tasks" / "archives.jsonl").rename(own / "b" / "tasks" / "records.jsonl")
    assert digests()[2] != with_own[2]


def test_the_command_tells_a_mistake_in_one_line(own: Path, tmp_path: Path) -> None:
    """Exit code 2, file and line, no traceback."""
    write(own, "themes/themes.tsv", text="id\n")
    demo = bundled("corpora", "demo") / "city.txt"
    done = subprocess.run(
        [sys.executable, "-m", "align", "outline", str(demo)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "themes.tsv 第 1 行：表头应为" in "".join(done.stderr.split("\n"))
    assert "Traceback" not in done.stderr
