"""Reads the JSON file of a result back."""

from __future__ import annotations

import json
from pathlib import Path

from align.errors import InputError
from align.reporting.fields import Json

_SCHEMA, _VERSION = "plan-align/check", 1
_REMEDY = "请用 plan-align check … -o 文件夹 --format json 写出的文件。"


def read_result(path: Path) -> Json:
    """The result in a file that ``check`` wrote.

    Raises:
        InputError: there is no such file, or it is no result of this version.
    """
    try:
        result = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(path, "文件打不开", "请核对路径和文件名。") from error
    except (ValueError, RecursionError) as error:
        raise InputError(path, "不是对照结果（JSON）", _REMEDY) from error
    if isinstance(result, list):
        raise InputError(path, "文件里有多份结果", "请用 -o 写出的、每份上级规划一个的 JSON 文件。")
    if not isinstance(result, dict) or result.get("schema") != _SCHEMA:
        raise InputError(path, "不是对照结果", _REMEDY)
    if result.get("version") != _VERSION:
        raise InputError(path, f"结果的格式版本是 {result.get('version')}，本程序读 {_VERSION}", "请重新对照一次。")
    return result
