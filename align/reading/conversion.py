"""Turns old and foreign office files (.doc, .wps, .rtf, .xls …) into ones that are read, by LibreOffice in a child process.

The file is hostile until read: the child has a profile of its own that runs no macro and follows no link, a limit of time
and, on Linux, of memory and disk and no network (:mod:`align.reading.childlimits`); nothing of it is left behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from align.errors import InputError
from align.reading.childlimits import child_environment, child_limits

PROGRAM_VARIABLE = "PLAN_ALIGN_SOFFICE"
_NAMES = ("soffice", "libreoffice")
# Where the installers of other systems put the program.
_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
)
_WPS = {".wps": (".doc", ".docx"), ".et": (".xls", ".xlsx")}
_SECONDS = 180
_MAX_MADE = 200 * 1024**2
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""


def convert(data: bytes, path: Path, target: str) -> bytes:
    """A file as LibreOffice writes it in another format.

    Args:
        data: the file.
        path: its suffix tells what it is; also named in complaints.
        target: the suffix of the format wanted, without the dot (``docx``, ``xlsx``).

    Raises:
        InputError: LibreOffice is not found, takes too long, or cannot read the file.
    """
    suffix = path.suffix.lower()
    program = find_program()
    if program is None:
        save_as = f"或用 Word、WPS 打开，另存为 .{target} 后重试"
        raise InputError(path, f"读取 {suffix} 文件需要 LibreOffice，本机没有找到", f"请安装 LibreOffice，{save_as}")
    with tempfile.TemporaryDirectory(prefix="plan-align-") as folder:
        made = _run(program, Path(folder), f"document{_real_suffix(suffix, data)}", data, target, path)
        if made is None or not made.is_file():
            remedy = f"请用 Word 或 WPS 打开检查（加密的先取消密码），另存为 .{target} 后重试"
            raise InputError(path, "LibreOffice 打不开这个文件，可能已加密或损坏", remedy)
        if made.stat().st_size > _MAX_MADE:
            raise InputError(path, "文件转换后异常地大，已停止读取", "请确认文件来源可靠，压缩其中的图片后重试")
        return made.read_bytes()


def _real_suffix(suffix: str, data: bytes) -> str:
    """What LibreOffice should take a file for: WPS writes the formats of Word and Excel under suffixes of its own."""
    old, new = _WPS.get(suffix, (suffix, suffix))
    return new if data.startswith(b"PK") else old


def find_program() -> Path | None:
    """LibreOffice on this machine: where ``PLAN_ALIGN_SOFFICE`` says, on the search path, or in its usual place."""
    if own := os.environ.get(PROGRAM_VARIABLE):
        return Path(own) if Path(own).is_file() else None
    found = next((place for name in _NAMES if (place := shutil.which(name))), None)
    return Path(found) if found else next((place for place in _PLACES if place.is_file()), None)


def _run(program: Path, folder: Path, name: str, data: bytes, target: str, path: Path) -> Path | None:
    """The file made in a folder of its own; ``None`` where the program gave up."""
    source, profile, out = folder / name, folder / "profile", folder / "out"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    try:
        child = subprocess.Popen(
            _command(program, profile, source, out, target),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=child_environment(folder),
            start_new_session=True,
            preexec_fn=child_limits(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(path, "LibreOffice 无法启动", "请检查 LibreOffice 是否装好，或另存为新格式后重试") from error
    try:
        code = child.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        remedy = f"请用 Word 或 WPS 打开，另存为 .{target} 后重试"
        raise InputError(path, f"LibreOffice 转换超过 {_SECONDS} 秒，已停止", remedy) from error
    finally:
        _kill(child)
    return out / f"document.{target}" if code == 0 else None


def _command(program: Path, profile: Path, source: Path, out: Path, target: str) -> list[str]:
    own = f"-env:UserInstallation={profile.as_uri()}"
    flags = ("--headless", "--norestore", "--nolockcheck")
    return [str(program), own, *flags, "--convert-to", target, "--outdir", str(out), str(source)]


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Ends the program and whatever it started, also what it left running when it ended by itself."""
    if sys.platform == "win32":
        child.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()
