"""What a child process may use while it reads a hostile file: memory, time, disk, and no network."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_MEMORY = 4 * 1024**3
_CPU_SECONDS = 300
_LARGEST_FILE = 500 * 1024**2
# unshare(2): a network of its own, with not even a way back to this machine; a user of its own gives the right to that.
_NEW_NETWORK = 0x40000000
_NEW_USER = 0x10000000
# What programs need to be found and to start; keys, tokens and proxies of the user's environment stay here.
_KEPT = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT")


def child_environment(folder: Path) -> dict[str, str]:
    """The environment for a child that keeps all its files in a folder."""
    kept = {name: value for name in _KEPT if (value := os.environ.get(name)) is not None}
    places = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP", "XDG_RUNTIME_DIR"), str(folder))
    return {**kept, **places}


def child_limits() -> Callable[[], None] | None:
    """What the child calls before it becomes the program; ``None`` on systems other than Linux.

    Where the system does not let a user cut a child off the network, the child's own settings are all that does so.
    """
    if sys.platform != "linux":
        return None
    import ctypes
    import resource

    unshare = ctypes.CDLL(None, use_errno=True).unshare
    user, group = os.getuid(), os.getgid()

    def limit() -> None:
        for kind, most in (
            (resource.RLIMIT_AS, _MEMORY),
            (resource.RLIMIT_CPU, _CPU_SECONDS),
            (resource.RLIMIT_FSIZE, _LARGEST_FILE),
            (resource.RLIMIT_CORE, 0),
        ):
            _, allowed = resource.getrlimit(kind)
            bound = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
            resource.setrlimit(kind, (bound, bound))
        if unshare(_NEW_NETWORK) != 0 and unshare(_NEW_USER | _NEW_NETWORK) == 0:
            _keep_user(user, group)

    return limit


def _keep_user(user: int, group: int) -> None:
    """Lets the child be in its own room the user that it was, so that it may open its files."""
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with suppress(OSError), open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)
