"""Guards against office files that unpack to an absurd size."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from align.errors import InputError

# A plan unpacks to some ten megabytes; these only stop files made to fill the memory.
_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_RATIO = 300
_RATIO_FROM = 50 * 1024 * 1024


def check_archive(data: bytes, path: Path, kind: str, remedy: str) -> None:
    """Makes sure that the parts of an office file are those of an archive of a sound size.

    Args:
        data: the file.
        path: only named in the complaint.
        kind: what the file should be, in Chinese (Word 文档).
        remedy: what to do with a damaged one.

    Raises:
        InputError: the archive is damaged, or unpacks to an absurd size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise InputError(path, f"{kind}已损坏，无法打开", remedy) from error
    if unpacked > _MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _MAX_RATIO * len(data)):
        raise InputError(
            path,
            f"文件解压后异常地大（{unpacked // 1024**2} MB），已停止读取",
            "请确认文件来源可靠，压缩其中的图片后重试",
        )
