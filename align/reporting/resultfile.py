"""Reads the JSON file of a result back."""

from __future__ import annotations

import json
from pathlib import Path

from align.errors import InputError
from align.reporting.fields import Json
from align.reporting.restored import parse_judgements, require_result
from align.results import Judgements

# A result on two plans of 300 pages each is 10 MB long; what is far longer is none, and would fill the memory.
_LARGEST = 200_000_000


def read_judgements(path: str | Path) -> Judgements:
    """All that was judged about one pair, from a file that ``check`` wrote; the plans' own files are not needed.

    Raises:
        InputError: there is no such file; it is no result of this version; it was written before results held the plans;
            or it is damaged, and the message names the key.
    """
    return parse_judgements(read_result(path), path)


def read_result(path: str | Path) -> Json:
    """The JSON of a result in a file that ``check`` wrote, with or without the plans; its parts are not looked at.

    Raises:
        InputError: there is no such file, or it is no result of this version.
    """
    file = Path(path)
    try:
        if file.stat().st_size > _LARGEST:
            raise InputError(path, "文件过大，不是对照结果", "请核对路径和文件名。")
        result = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(path, "文件打不开", "请核对路径和文件名。") from error
    except (ValueError, RecursionError) as error:
        remedy = "请用 plan-align check … -o 文件夹 --format json 写出的文件。"
        raise InputError(path, "不是对照结果（JSON）", remedy) from error
    return require_result(result, path)
