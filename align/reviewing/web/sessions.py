"""Tells whose request it is by the cookie: those who came by the printed link, or who logged in."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from threading import Lock

# A working day; whoever leaves the page open over night logs in again.
_LONGEST = 12 * 3600.0
_MOST = 10_000


class LinkSession:
    """The one session of all who came by the printed link; they give their names themselves."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def find_account(self, cookie: str) -> str | None:
        """The empty name for those who came by the link; ``None`` for anybody else."""
        return "" if secrets.compare_digest(cookie.encode(), self._secret.encode()) else None


class LoginSessions:
    """The sessions of those who logged in; gone when the program ends.

    Args:
        clock: seconds that only go on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._sessions: dict[str, tuple[str, float]] = {}

    def begin(self, account: str) -> str:
        """A new session of an account: the value of its cookie."""
        secret = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            kept = {key: each for key, each in self._sessions.items() if each[1] > now}
            self._sessions = dict(list(kept.items())[-_MOST:])
            self._sessions[secret] = (account, now + _LONGEST)
        return secret

    def end(self, cookie: str) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(cookie, None)

    def find_account(self, cookie: str) -> str | None:
        """Whose session it is; ``None`` where there is none or it is over."""
        with self._lock:
            account, until = self._sessions.get(cookie, ("", 0.0))
        return account if account and until > self._clock() else None
