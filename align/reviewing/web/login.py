"""Lets people with an account in, and keeps those who guess passwords waiting."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from align.reviewing.web.accounts import Accounts
from align.reviewing.web.asked import Refusal, parse_login
from align.reviewing.web.page import render_login
from align.reviewing.web.security import Door
from align.reviewing.web.sessions import LoginSessions

if TYPE_CHECKING:
    from starlette.routing import Route

LOGIN_PATHS = ("/login", "/log-in", "/static/login.js", "/static/login.css", "/static/report.css", "/static/icon.svg")
"""What may be asked before logging in: the form, what it sends, and what it is drawn with."""

_WINDOW = 300.0
# Wrong passwords within the window, of one name and from one address.
_MOST_PER_NAME, _MOST_PER_ADDRESS = 5, 20
# Names and addresses remembered before the old ones are forgotten.
_MOST_REMEMBERED = 10_000


class Limiter:
    """Counts wrong passwords by name and by address.

    Args:
        clock: seconds that only go on.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, list[float]] = {}

    def check(self, name: str, address: str) -> None:
        """Raises Refusal where there were too many."""
        for key, most in ((f"name:{name}", _MOST_PER_NAME), (f"address:{address}", _MOST_PER_ADDRESS)):
            recent = self._recent(key)
            if len(recent) >= most:
                minutes = int((recent[0] + _WINDOW - self._clock()) // 60) + 1
                raise Refusal(f"口令多次不对，请 {minutes} 分钟后再试。", 429)

    def count(self, name: str, address: str) -> None:
        """Counts one more."""
        if len(self._failures) > _MOST_REMEMBERED:
            self._failures = {key: recent for key in self._failures if (recent := self._recent(key))}
        for key in (f"name:{name}", f"address:{address}"):
            self._failures[key] = [*self._recent(key), self._clock()]

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - _WINDOW
        return [moment for moment in self._failures.get(key, ()) if moment > since]


class Login:
    """How people log in and out."""

    def __init__(self, accounts: Accounts, limiter: Limiter | None = None) -> None:
        self.sessions = LoginSessions()
        self._accounts = accounts
        self._limiter = limiter or Limiter()
        self._lock = Lock()

    def log_in(self, name: str, password: str, address: str) -> str:
        """The value of the cookie of a new session; passwords are tried one after the other.

        Raises:
            Refusal: the password is not that of the name, or too many were wrong before.
        """
        name = " ".join(name.split())
        with self._lock:
            self._limiter.check(name, address)
            if not self._accounts.accepts(name, password):
                self._limiter.count(name, address)
                raise Refusal("姓名或口令不对。", 403)
        return self.sessions.begin(name)

    def build_routes(self, door: Door) -> list[Route]:
        """The routes to log in and out."""
        from starlette.concurrency import run_in_threadpool
        from starlette.requests import Request
        from starlette.responses import JSONResponse, Response
        from starlette.routing import Route

        def form(_request: Request) -> Response:
            return Response(render_login(), media_type="text/html")

        async def enter(request: Request) -> Response:
            name, password = parse_login(await request.body())
            address = request.client.host if request.client is not None else ""
            secret = await run_in_threadpool(self.log_in, name, password, address)
            return JSONResponse({}, headers={"set-cookie": door.render_cookie(secret)})

        async def leave(request: Request) -> Response:
            self.sessions.end(request.cookies.get(door.cookie, ""))
            return JSONResponse({}, headers={"set-cookie": door.render_cookie("", ends=True)})

        return [
            Route("/login", form),
            Route("/log-in", enter, methods=["POST"]),
            Route("/log-out", leave, methods=["POST"]),
        ]
