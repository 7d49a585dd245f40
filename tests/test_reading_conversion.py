"""Old and foreign office files: by LibreOffice where it is found, else with a message; nothing of it stays behind."""

from __future__ import annotations

import ast
import os
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import openpyxl
import pytest

from align.bundled import bundled
from align.errors import InputError
from align.pipeline import read_plan
from align.reading import childlimits, conversion
from align.reading.conversion import PROGRAM_VARIABLE, find_program
from align.reading.document import read_source
from align.source import SourceFormat

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE = MAGIC + bytes(64) + "WordDocument".encode("utf-16-le")
needs_program = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


def word_file(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("青石市“十四五”水利规划", level=1)
    document.add_paragraph("推进截污纳管，2025年底前完成。")
    document.save(str(path))
    return path


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place; its body is written by the test, arguments are in ``sys.argv``."""
    program = tmp_path / "soffice"
    program.write_text(f"#!{sys.executable}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv(PROGRAM_VARIABLE, str(program))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return program


def body(program: Path, text: str) -> None:
    program.write_text(program.read_text(encoding="utf-8") + text, encoding="utf-8")


def left_behind(folder: Path) -> list[Path]:
    return list(folder.glob("plan-align-*"))


def test_without_the_program_the_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is needed, and the other way."""
    monkeypatch.setenv(PROGRAM_VARIABLE, str(tmp_path / "nowhere"))
    file = tmp_path / "规划.doc"
    file.write_bytes(OLE)
    with pytest.raises(InputError, match=r"需要 LibreOffice.*另存为 \.docx"):
        read_source(file)


@needs_posix
def test_what_the_program_makes_is_read(stand_in: Path, tmp_path: Path) -> None:
    """The file goes to a folder of its own with a profile that runs nothing, and a notice tells of the way."""
    made = word_file(tmp_path / "made.docx")
    body(
        stand_in,
        f"""import shutil, sys
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname
arguments = dict(a.split("=", 1) for a in sys.argv[1:] if "=" in a)
profile = Path(url2pathname(urlparse(arguments["-env:UserInstallation"]).path))
settings = (profile / "user" / "registrymodifications.xcu").read_text()
assert "DisableMacrosExecution" in settings and "BlockUntrustedRefererLinks" in settings
out = Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir()
assert Path(sys.argv[-1]).name == "document.doc"
shutil.copy({str(made)!r}, out / "document.docx")
""",
    )
    file = tmp_path / "规划.wps"
    file.write_bytes(OLE)
    source = read_source(file)
    assert source.format is SourceFormat.WPS_TEXT
    assert "推进截污纳管" in source.text
    assert source.warnings[0].code == "reading.converted"
    assert left_behind(tmp_path) == []


@needs_posix
@pytest.mark.parametrize("text", ["raise SystemExit(1)", "pass", "raise SystemExit(0)"])
def test_a_program_that_makes_nothing_is_told(text: str, stand_in: Path, tmp_path: Path) -> None:
    """Encrypted or damaged: whatever it says, there is no file."""
    body(stand_in, text)
    file = tmp_path / "规划.rtf"
    file.write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match="打不开这个文件"):
        read_source(file)
    assert left_behind(tmp_path) == []


@needs_posix
def test_a_program_that_hangs_is_stopped_with_its_children(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of time holds for the whole group."""
    mark = tmp_path / "child"
    body(
        stand_in,
        f"""import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(mark)!r}, "w").write(str(child.pid))
time.sleep(60)
""",
    )
    monkeypatch.setattr(conversion, "_SECONDS", 2)
    file = tmp_path / "规划.doc"
    file.write_bytes(OLE)
    with pytest.raises(InputError, match="超过 2 秒"):
        read_source(file)
    states = subprocess.run(["ps", "-o", "stat=", "-p", mark.read_text()], capture_output=True, text=True, check=False)
    assert states.stdout.strip() in ("", "Z")
    assert left_behind(tmp_path) == []


needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of a child are those of Linux")


def convert_with(stand_in: Path, tmp_path: Path, script: str) -> None:
    """Has the stand-in run a script; it fails unless the script writes ``out/document.docx``."""
    body(stand_in, f"import os, sys\nout = sys.argv[sys.argv.index('--outdir') + 1]\nos.mkdir(out)\n{script}")
    conversion.convert(OLE, tmp_path / "规划.doc", "docx")


@needs_linux
@pytest.mark.parametrize(
    ("limit", "most", "script"),
    [
        pytest.param("_MEMORY", 300 * 1024**2, "waste = bytearray(600 * 1024**2)", id="memory"),
        pytest.param("_CPU_SECONDS", 1, "while True: pass", id="time of the processor"),
        pytest.param("_LARGEST_FILE", 1024**2, "open('waste', 'wb').write(bytes(5 * 1024**2))", id="disk"),
    ],
)
def test_a_program_that_takes_too_much_fails(
    limit: str, most: int, script: str, stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same script without the part that wastes would have made a file."""
    monkeypatch.setattr(childlimits, limit, most)
    write = "open(os.path.join(out, 'document.docx'), 'w').write('made')"
    with pytest.raises(InputError, match="打不开这个文件"):
        convert_with(stand_in, tmp_path, f"{script}\n{write}")
    assert left_behind(tmp_path) == []


@needs_linux
def test_the_program_has_no_network_and_none_of_the_users_secrets(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the way to this machine, where the system allows to cut it; its files, its home are in its own folder."""
    monkeypatch.setenv("LLM_API_KEY", "geheim")
    seen = tmp_path / "seen"
    with socket.create_server(("127.0.0.1", 0)) as server:
        script = f"""import socket
try:
    socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 2)
    reached = "reached"
except OSError:
    reached = "cut off"
open({str(seen)!r}, "w").write(repr((reached, dict(os.environ), os.getcwd(), os.getuid())))
open(os.path.join(out, "document.docx"), "w").write("made")
"""
        convert_with(stand_in, tmp_path, script)
    reached, environment, folder, user = ast.literal_eval(seen.read_text(encoding="utf-8"))
    assert user == os.getuid()
    assert "geheim" not in environment.values()
    assert environment["HOME"] == environment["TMPDIR"] == folder
    assert Path(folder).name.startswith("plan-align-")
    if not can_cut_off():
        pytest.skip("this system lets no process cut itself off the network")
    assert reached == "cut off"


def can_cut_off() -> bool:
    """Whether a child here may have a network of its own."""
    script = "import ctypes; c = ctypes.CDLL(None); raise SystemExit(c.unshare(0x40000000) and c.unshare(0x50000000))"
    return subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@needs_posix
def test_what_a_program_leaves_running_is_stopped(stand_in: Path, tmp_path: Path) -> None:
    """Also where the program itself ended in time and made its file."""
    mark = tmp_path / "child"
    script = f"""import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(mark)!r}, "w").write(str(child.pid))
open(os.path.join(out, "document.docx"), "w").write("made")
"""
    convert_with(stand_in, tmp_path, script)
    states = subprocess.run(["ps", "-o", "stat=", "-p", mark.read_text()], capture_output=True, text=True, check=False)
    assert states.stdout.strip() in ("", "Z")


@needs_posix
def test_a_file_made_absurdly_large_is_not_read(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few bytes may turn into gigabytes."""
    monkeypatch.setattr(conversion, "_MAX_MADE", 100)
    with pytest.raises(InputError, match="转换后异常地大"):
        convert_with(stand_in, tmp_path, "open(os.path.join(out, 'document.docx'), 'w').write('x' * 200)")


@pytest.mark.parametrize("name", ["规划.doc", "规划.wps", "规划.rtf", "指标.xls"])
@pytest.mark.parametrize("kind", ["page", "mail"])
def test_a_page_under_the_name_of_a_document_is_read_as_a_page(
    name: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sites export pages so; LibreOffice would fetch what such a page links to, and is not asked."""
    monkeypatch.setenv(PROGRAM_VARIABLE, str(tmp_path / "nowhere"))
    page = "<html><body><p>推进截污纳管。</p></body></html>"
    mail = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page}"
    (tmp_path / name).write_text(page if kind == "page" else mail, encoding="utf-8")
    source = read_source(tmp_path / name)
    assert source.text == "推进截污纳管。\n"
    assert [notice.code for notice in source.warnings] == ["reading.is_page"]


@pytest.mark.parametrize(("name", "kind"), [("规划.doc", "Word 文档"), ("指标.xls", "Excel 表格")])
def test_an_old_file_without_its_document_is_damaged(name: str, kind: str, tmp_path: Path) -> None:
    """LibreOffice would make a text of its bytes."""
    (tmp_path / name).write_bytes(MAGIC + bytes(range(256)) * 20)
    with pytest.raises(InputError, match=f"旧版 {kind}已损坏"):
        read_source(tmp_path / name)


@needs_program
def test_libreoffice_follows_no_link(tmp_path: Path) -> None:
    """A section that takes in another file, a picture on a server: neither is asked for."""
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for key, name in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        text = (
            f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}" text:filter-name="Text"/>'
            f'<text:p>旧文</text:p></text:section><text:p>总则<draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>'
        )
        data = (
            f'<?xml version="1.0"?><office:document {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
            f'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>{text}</office:text>'
            "</office:body></office:document>"
        )
        (tmp_path / "规划.odt").write_text(data, encoding="utf-8")
        source = read_source(tmp_path / "规划.odt")
        with pytest.raises(TimeoutError):
            server.accept()
    assert "总则" in source.text
    assert "geheim" not in source.text


@needs_posix
def test_a_program_that_cannot_be_started_is_told(stand_in: Path, tmp_path: Path) -> None:
    """No traceback."""
    stand_in.chmod(0o600)
    file = tmp_path / "规划.doc"
    file.write_bytes(OLE)
    with pytest.raises(InputError, match="无法启动"):
        read_source(file)


@needs_program
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_a_plan_in_an_old_format_is_the_same_plan(suffix: str, tmp_path: Path) -> None:
    """Demo plan to Word, Word to the old format by LibreOffice, and read: the same tasks and indicators."""
    whole = read_plan(bundled("corpora", "demo", "city.txt"))
    document = docx.Document()
    for block in whole.source.blocks:
        if block.table is None:
            document.add_paragraph(block.span.slice(whole.source.text))
            continue
        rows = [[cell.text for cell in row] for row in whole.source.tables[block.table].rows]
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=False):
                cell.text = text
    word = tmp_path / "规划.docx"
    document.save(str(word))
    (tmp_path / f"规划.{suffix}").write_bytes(conversion.convert(word.read_bytes(), word, suffix))
    plan = read_plan(tmp_path / f"规划.{suffix}")
    assert [task.clean for task in plan.tasks] == [task.clean for task in whole.tasks]
    assert [(i.name, i.target, i.unit) for i in plan.indicators] == [
        (i.name, i.target, i.unit) for i in whole.indicators
    ]


@needs_program
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_an_indicator_table_in_an_old_format_is_read(suffix: str, tmp_path: Path) -> None:
    """Cells come through with their values."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["指标", "单位", "2025年", "属性"],
        ["PM2.5浓度", "微克/立方米", 33.5, "约束性"],
        ["森林覆盖率", "%", 46, "约束性"],
    ):
        sheet.append(row)
    excel = tmp_path / "指标.xlsx"
    book.save(excel)
    old = tmp_path / f"指标.{suffix}"
    old.write_bytes(conversion.convert(excel.read_bytes(), excel, suffix))
    plan = read_plan(old)
    assert [(one.name, one.target) for one in plan.indicators] == [("PM2.5浓度", "33.5"), ("森林覆盖率", "46")]


@needs_program
def test_a_damaged_old_file_is_told(tmp_path: Path) -> None:
    """LibreOffice itself refuses it."""
    file = tmp_path / "规划.doc"
    file.write_bytes(OLE)
    with pytest.raises(InputError, match="打不开这个文件"):
        read_source(file)
