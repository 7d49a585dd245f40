"""Reads the JSON file of a result back."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path

from align.errors import InputError
from align.reporting.fields import Json
from align.reporting.restored import parse_judgements, require_result
from align.results import Judgements

# The result on two plans of 130,000 characters together has 6 MB; what is far larger is none, and would fill the memory.
_LARGEST = 200_000_000


def read_judgements(path: str | Path) -> Judgements:
    """All that was judged about one pair, from a file that ``check`` wrote; the plans' own files are not needed.

    Raises:
        InputError: there is no such file; it is no result of this version; it was written before results held the plans;
            or it is damaged, and the message names the key.
    """
    return parse_judgements(_read_json(path), path)


def read_result(path: str | Path) -> Json:
    """The JSON of a result in a file that ``check`` wrote, also before results held the plans.

    Raises:
        InputError: there is no such file, it is no result of this version, or it holds the plans and is damaged.
    """
    result = require_result(_read_json(path), path)
    if "documents" in result:
        parse_judgements(result, path)
    return result


def _read_json(path: str | Path) -> object:
    file = Path(path)
    try:
        with (gzip.open if file.suffix.lower() == ".gz" else open)(file, "rb") as opened:
            content = opened.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise InputError(path, "文件过大，不是对照结果", "请核对路径和文件名。")
        return json.loads(content.decode("utf-8-sig"))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(path, "压缩的结果文件已损坏", "请重新运行写出它的命令。") from error
    except OSError as error:
        raise InputError(path, "文件打不开", "请核对路径和文件名。") from error
    except (ValueError, RecursionError) as error:
        remedy = "请用 plan-align check … -o 文件夹 --format json 写出的文件。"
        raise InputError(path, "不是对照结果（JSON）", remedy) from error
