"""The accounts of a page that several people share: names, and passwords as scrypt hashes in a small file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path

from align.errors import InputError
from align.reporting.files import write_text

# RFC 7914, at the cost OWASP's Password Storage Cheat Sheet names first (2**17 takes 128 MB; logins are rare).
_COST, _BLOCK, _PARALLEL = 2**17, 8, 1
_MEMORY = 256 * 1024 * 1024
SHORTEST_PASSWORD = 10
_HEAD = "# 复核页面的账号：姓名与口令的散列（scrypt），由 plan-align review account 写出"
_SCHEME = "scrypt"


class Accounts:
    """Who may log in; ``hashes`` are the lines of the file by name."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = hashes
        # Somebody who is not there takes as long to refuse.
        self._nobody = render_hash(secrets.token_urlsafe(16))

    def accepts(self, name: str, password: str) -> bool:
        """Whether it is the password of that name."""
        known = self._hashes.get(name)
        return _matches(password, known or self._nobody) and known is not None


def read_accounts(path: Path) -> Accounts:
    """The accounts of a file.

    Raises:
        InputError: there is no such file, it holds no account, or a line is none.
    """
    hashes = _read_hashes(path)
    if not hashes:
        raise InputError(path, "没有账号", "请先用 plan-align review account 姓名 --accounts 文件 建立。")
    return Accounts(hashes)


def add_account(path: Path, name: str, password: str) -> bool:
    """Writes an account into a file, made when there is none.

    Returns:
        Whether the name is new; the password of one that is there is replaced.

    Raises:
        InputError: the file holds something else.
        OutputError: it cannot be written.
    """
    hashes = _read_hashes(path) if path.exists() else {}
    is_new = name not in hashes
    lines = (f"{each}\t{text}" for each, text in {**hashes, name: render_hash(password)}.items())
    write_text(path, "\n".join((_HEAD, *lines)) + "\n")
    path.chmod(0o600)
    return is_new


def render_hash(password: str) -> str:
    """What the file holds of a password: scheme, costs, salt and hash."""
    salt = secrets.token_bytes(16)
    digest = _digest(password, salt, _COST, _BLOCK, _PARALLEL)
    numbers = (str(number) for number in (_COST, _BLOCK, _PARALLEL))
    return "$".join((_SCHEME, *numbers, *(base64.b64encode(part).decode() for part in (salt, digest))))


def _matches(password: str, text: str) -> bool:
    _, cost, block, parallel, salt, digest = text.split("$")
    found = _digest(password, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return secrets.compare_digest(found, base64.b64decode(digest))


def _digest(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=32)


def _read_hashes(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(path, "账号文件打不开", "请核对路径；账号用 plan-align review account 建立。") from error
    except ValueError as error:
        raise InputError(path, "不是账号文件", "请用 plan-align review account 建立。") from error
    hashes: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, text = line.partition("\t")
        if not name or not _is_hash(text):
            raise InputError(path, f"第 {number} 行不是账号", "请用 plan-align review account 建立。")
        hashes[name] = text
    return hashes


def _is_hash(text: str) -> bool:
    scheme, *rest = text.split("$")
    if scheme != _SCHEME or len(rest) != 5 or not all(number.isdigit() for number in rest[:3]):
        return False
    try:
        return all(base64.b64decode(part, validate=True) for part in rest[3:])
    except binascii.Error:
        return False
