"""Opens the database of a store, and says in Chinese what keeps it from working."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from align.errors import OutputError

# Another program may be writing; seconds to wait for it.
_PATIENCE = 30
_SERVERS = ("postgresql",)
WRITING = {"writing": True}
"""The options of a connection that writes: it waits for others before it reads what it will add to."""

_MESSAGES = (
    (
        ("unable to open", "readonly", "permission denied", "read-only"),
        "复核记录无法建立或写入",
        "请确认文件夹存在并有写入权限，或用 --store 指定别处。",
    ),
    (("disk is full", "no space"), "磁盘已满，刚才的内容没有记下", "请腾出空间后重试；此前的记录都在。"),
    (
        ("connection refused", "connection failed", "could not connect", "timeout expired", "could not translate host"),
        "连不上复核数据库",
        "请核对地址、端口和网络，并确认数据库已启动。",
    ),
    (("locked", "busy"), "其他程序正在写入复核记录，等了很久仍未完成", "请关闭占用它的程序后重试。"),
    (("not a database", "malformed", "file is encrypted"), "不是复核记录，或已损坏", "请核对文件，或换用备份。"),
    (("append only",), "复核记录只增不改", "请撤销原结论后另行记录。"),
)


def open_database(where: str | Path) -> Engine:
    """The engine of a file or of a server's URL; nothing is read or made yet.

    Raises:
        OutputError: a URL of a kind that is not supported, or whose driver is not installed.
    """
    text = str(where)
    if isinstance(where, Path) or "://" not in text:
        return _open_file(Path(where))
    try:
        url = make_url(text)
        if url.get_backend_name() not in _SERVERS:
            raise OutputError(_hide(url), "不支持这种数据库", "请用 postgresql+psycopg://… 或一个文件。")
        return create_engine(url, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise OutputError(_hide(url), "缺少数据库驱动", "请安装：pip install '.[postgres]'。") from error
    except (ArgumentError, ValueError) as error:
        raise OutputError(
            text.partition("://")[0], "数据库地址不对", "例：postgresql+psycopg://用户@主机/库。"
        ) from error


def name_database(engine: Engine) -> str:
    """What a database is called in messages: its file, or its address without the password."""
    if engine.dialect.name == "sqlite":
        return str(engine.url.database)
    return _hide(engine.url)


def explain(where: str, error: DBAPIError) -> OutputError:
    """What went wrong with a database, for its user."""
    told = str(error.orig).lower()
    for words, problem, remedy in _MESSAGES:
        if any(word in told for word in words):
            return OutputError(where, problem, remedy)
    return OutputError(where, f"复核记录读写失败（{error.orig}）", "请检查磁盘和网络后重试。")


def _open_file(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """A log beside the file lets others read while one writes; every record is on the disk before it is acknowledged."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing: Any = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _hide(url: URL) -> str:
    return url.render_as_string(hide_password=True)
