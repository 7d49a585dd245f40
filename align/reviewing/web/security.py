"""Guards the page: who may ask, from where, how much, and what a browser may do with the answers.

The page shows documents that are not public and records decisions, and every web site a reviewer has open can send requests to
this machine. So a request must name this address (no DNS rebinding), carry the cookie that the printed link set (SameSite,
HttpOnly), and, where it records something, come from this very page (Origin) with a header that forms cannot send.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from align.errors import PlanAlignError
from align.reviewing.web.asked import Refusal

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LARGEST_BODY = 64 * 1024
"""Bytes of a request's body; five texts of the longest kind have 60,000."""
MARK = b"x-plan-align"
"""The header of every request that records something; another site cannot send it without being asked first (CORS)."""

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where the page is reached and who may come in.

    Attributes:
        port: it listens on.
        token: in the link that is printed; ``None`` where people log in with accounts instead.
        session: what the cookie holds for those who came by the link.
        is_public: whether it is reached under other names than this machine's own; then only the cookie and the origin
            are looked at, which a page under a foreign name does not have.
        is_https: whether a server before this one speaks HTTPS; the cookie then never travels without.
        open_paths: what may be asked before logging in.
    """

    port: int
    token: str | None = None
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    is_public: bool = False
    is_https: bool = False
    open_paths: Collection[str] = ()

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies are shared by all ports of a machine."""
        return f"plan_align_{self.port}"

    def allows_host(self, host: str) -> bool:
        """Whether a request that names this host is meant for this page."""
        return (self.is_public and bool(host)) or host in {f"{name}:{self.port}" for name in _OWN_NAMES}

    def allows_origin(self, origin: str, host: str) -> bool:
        """Whether a request that records something was made by this page."""
        return origin == f"{'https' if self.is_https else 'http'}://{host}"

    def render_cookie(self, value: str, *, ends: bool = False) -> str:
        """The header that sets the cookie, or ends it."""
        parts = [f"{self.cookie}={value}", "Path=/", "HttpOnly", "SameSite=Strict"]
        return "; ".join((*parts, *(("Secure",) if self.is_https else ()), *(("Max-Age=0",) if ends else ())))


class Gate:
    """Lets through to the page what may come in, and answers everything else itself.

    Args:
        app: the page.
        door: where it is reached.
        find_account: whose session the value of a cookie is; ``None`` for nobody's.
        methods: what may be done with each path; there is nothing behind any other.
    """

    def __init__(
        self,
        app: App,
        door: Door,
        find_account: Callable[[str], str | None],
        methods: Mapping[str, Collection[str]],
    ) -> None:
        self._app = app
        self._door = door
        self._find_account = find_account
        self._methods = methods

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        answer = _Answer(send)
        try:
            if not await self._welcome(scope, answer):
                scope["account"] = self._check(scope)
                await self._app(scope, _limit(receive), answer.send)
        except Refusal as refusal:
            await answer.tell(scope, refusal.status, str(refusal))
        except PlanAlignError as error:
            await answer.tell(scope, 503, str(error))
        except Exception as error:  # what nobody thought of is told in short; the page goes on
            print(f"复核页面出错（{type(error).__name__}）：{error}", file=sys.stderr)
            await answer.tell(scope, 500, "程序出错，刚才的操作没有完成；请重试。")

    async def _welcome(self, scope: Message, answer: _Answer) -> bool:
        """Whether a request is sent on: by the printed link to the page with a cookie, without a session to the login."""
        if scope["method"] != "GET" or scope["path"] != "/":
            return False
        headers = self._check_host(scope)
        if self._door.token is None:
            is_known = self._find_account(_find_cookie(headers, self._door.cookie)) is not None
            if not is_known:
                await answer.redirect("/login")
            return not is_known
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if given is None:
            return False
        if not secrets.compare_digest(given[0].encode(), self._door.token.encode()):
            raise Refusal("链接不对或已失效；请从程序给出的链接打开本页。", 403)
        await answer.redirect("/", (b"set-cookie", self._door.render_cookie(self._door.session).encode()))
        return True

    def _check(self, scope: Message) -> str | None:
        """Whose request it is; raises where it may not come in."""
        headers = self._check_host(scope)
        if scope["method"] == "POST":
            self._check_origin(headers)
        account = self._find_account(_find_cookie(headers, self._door.cookie))
        if account is None and scope["path"] not in self._door.open_paths:
            raise Refusal(
                "请先登录。" if self._door.token is None else "请从程序给出的链接打开本页（链接中带有口令）。", 403
            )
        if scope["path"] not in self._methods:
            raise Refusal("没有这个页面。", 404)
        if scope["method"] not in self._methods[scope["path"]]:
            raise Refusal("不能这样请求。", 405)
        return account

    def _check_host(self, scope: Message) -> Mapping[bytes, bytes]:
        headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in headers and name in (b"host", b"origin", MARK):
                raise Refusal("请求有误。")
            headers[name] = value if name not in headers else headers[name] + b"; " + value
        if not self._door.allows_host(headers.get(b"host", b"").decode("latin-1")):
            raise Refusal("请求的地址不是本页的地址。", 421)
        return headers

    def _check_origin(self, headers: Mapping[bytes, bytes]) -> None:
        origin, host = (headers.get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
        if not self._door.allows_origin(origin, host) or headers.get(MARK) != b"1":
            raise Refusal("请求不是由本页发出的，未予处理。", 403)
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
            raise Refusal("请求的格式不对。", 415)
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            raise Refusal("内容过长，未予处理。", 413)


class _Answer:
    """Sends an answer with the headers that every one has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._begun = False

    async def send(self, message: Message) -> None:
        """Passes a message of the page on."""
        if message["type"] == "http.response.start":
            self._begun = True
            own = {name for name, _ in _HEADERS}
            kept = [(name, value) for name, value in message["headers"] if name.lower() not in own]
            message = {**message, "headers": [*kept, *_HEADERS]}
        await self._send(message)

    async def tell(self, scope: Message, status: int, text: str) -> None:
        """Says why there is no other answer: as JSON to the page's own requests, else as text."""
        is_own = any(name == MARK for name, _ in scope["headers"])
        body = json.dumps({"error": text}, ensure_ascii=False) if is_own else text
        kind = b"application/json" if is_own else b"text/plain; charset=utf-8"
        await self._finish(status, [(b"content-type", kind)], body.encode())

    async def redirect(self, path: str, *headers: tuple[bytes, bytes]) -> None:
        """Sends the browser elsewhere."""
        await self._finish(303, [(b"location", path.encode()), *headers], b"")

    async def _finish(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        if self._begun:
            return
        length = (b"content-length", str(len(body)).encode())
        await self.send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
        await self.send({"type": "http.response.body", "body": body})


def _limit(receive: Receive) -> Receive:
    """Counts what comes in: the length of a body sent in pieces is not told before."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise Refusal("内容过长，未予处理。", 413)
        return message

    return limited


def _find_cookie(headers: Mapping[bytes, bytes], name: str) -> str:
    """The value of a cookie; those of other programs on this machine come along, whatever they hold."""
    for each in headers.get(b"cookie", b"").decode("latin-1").split(";"):
        key, _, value = each.strip().partition("=")
        if key == name:
            return value
    return ""
