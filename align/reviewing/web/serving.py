"""Runs the page on this machine until it is stopped."""

from __future__ import annotations

import gc
import secrets
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError, OutputError
from align.reviewing.dossier import Dossier
from align.reviewing.keeping.store import Store
from align.reviewing.links.precedents import Precedents
from align.reviewing.web.accounts import read_accounts
from align.reviewing.web.application import build_application
from align.reviewing.web.desk import Desk
from align.reviewing.web.login import LOGIN_PATHS, Login
from align.reviewing.web.security import Door

if TYPE_CHECKING:
    import uvicorn

_HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the page is served.

    Attributes:
        port: 0 for any that is free.
        listen: an address others reach; ``None`` for this machine alone.
        accounts: the file of those who may log in; ``None`` where the printed link lets in.
        is_https: whether a server before this one speaks HTTPS.
        opens_browser: whether to show it in a browser at once.
    """

    port: int = 0
    listen: str | None = None
    accounts: Path | None = None
    is_https: bool = False
    opens_browser: bool = True


def require_web() -> None:
    """Raises InputError where the extra ``web`` is not installed."""
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise InputError("复核页面", "没有安装网页组件", "请运行 pip install '.[web]'。") from error


def check_place(place: Place) -> None:
    """Raises InputError where others could reach the page without logging in."""
    if place.listen is not None and place.accounts is None:
        raise InputError(
            f"--listen {place.listen}", "供他人访问须先设账号", "请同时给出 --accounts 文件（用 review account 建立）。"
        )


def serve(store: Store, dossier: Dossier, place: Place, precedents: Precedents = ()) -> None:
    """Serves the page on a dossier until Ctrl-C; ``precedents`` are shown with the findings.

    Raises:
        InputError: the accounts cannot be read.
        OutputError: the address or port is taken or not ours.
    """
    gc.enable()  # commands run without; this one runs for hours
    with listen(place) as listener:
        server, link = build_server(store, dossier, place, listener, precedents)
        print(f"复核页面：{link}\n复核记录：{store.where}\n按 Ctrl-C 结束。", flush=True)
        if place.opens_browser:
            threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
        with suppress(KeyboardInterrupt):
            server.run([listener])
    print("复核页面已关闭，结论都已记下。", file=sys.stderr)


def build_server(
    store: Store, dossier: Dossier, place: Place, listener: socket.socket, precedents: Precedents = ()
) -> tuple[uvicorn.Server, str]:
    """The server of the page on a dossier, and the link that leads to it.

    Raises:
        InputError: the accounts cannot be read.
    """
    import uvicorn

    login = Login(read_accounts(place.accounts)) if place.accounts is not None else None
    door = Door(
        port=listener.getsockname()[1],
        token=secrets.token_urlsafe(24) if login is None else None,
        is_public=place.listen is not None,
        is_https=place.is_https,
        open_paths=LOGIN_PATHS if login is not None else (),
    )
    config = uvicorn.Config(
        build_application(Desk(store, dossier.report, precedents), door, login),
        log_level="error",
        access_log=False,  # its lines would hold the token
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http="h11",
        loop="asyncio",
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config), _render_link(place, door)


def listen(place: Place) -> socket.socket:
    """The socket of the page.

    Raises:
        OutputError: the address or port is taken or not ours.
    """
    address = place.listen or _HERE
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # Only where the protocol is named are answers sent at once (TCP_NODELAY); each would wait 40 ms otherwise.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, place.port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        name = f"{address}:{place.port}"
        raise OutputError(name, "端口已被占用，或不是本机的地址", "请换一个 --port，或不给以自动选择。") from error
    return listener


def _render_link(place: Place, door: Door) -> str:
    if door.token is not None:
        return f"http://{_HERE}:{door.port}/?token={door.token}"
    host = place.listen or _HERE
    return f"http://{f'[{host}]' if ':' in host else host}:{door.port}/login"
