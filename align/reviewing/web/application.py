"""The routes of the page: what may be asked, and what each answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from align.reporting.forms import FORMS, Form
from align.reporting.report import Report
from align.reviewing.web.asked import parse_decision, parse_undo
from align.reviewing.web.desk import Desk
from align.reviewing.web.login import Login
from align.reviewing.web.page import load_files, render_page
from align.reviewing.web.security import App, Door, Gate
from align.reviewing.web.sessions import LinkSession

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

Endpoint = Callable[["Request"], Any]


def build_application(desk: Desk, door: Door, login: Login | None = None) -> App:
    """The page behind its gate; what goes wrong inside is told by the gate.

    Args:
        desk: what is reviewed.
        door: where it is reached.
        login: how people log in; ``None`` where the printed link lets them in.
    """
    from starlette.routing import Router

    routes = [*_build_routes(desk), *(login.build_routes(door) if login is not None else ())]
    find_account = LinkSession(door.session).find_account if login is None else login.sessions.find_account
    methods = {route.path: {"POST"} if "POST" in (route.methods or ()) else {"GET"} for route in routes}
    return Gate(cast(App, Router(routes)), door, find_account, methods)


def _build_routes(desk: Desk) -> list[Route]:
    """Every path by its full name: nothing of a request names a file."""
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    # What was decided is not in the page, so it is drawn once for everybody who gives the same name.
    draw = lru_cache(maxsize=8)(lambda account: render_page(desk.report, account, desk.precedents))

    def page(request: Request) -> Response:
        return Response(draw(request.scope["account"]), media_type="text/html")

    def changes(request: Request) -> Response:
        since = request.query_params.get("since", "0")
        return JSONResponse(desk.tell_changes(int(since) if since.isascii() and since.isdigit() else 0))

    return [
        Route("/", page),
        Route("/changes", changes),
        Route("/decide", _take(lambda body, account: desk.decide(parse_decision(body, account))), methods=["POST"]),
        Route("/undo", _take(lambda body, account: desk.undo(parse_undo(body, account))), methods=["POST"]),
        *(Route(f"/static/{name}", _serve(*file)) for name, file in load_files().items()),
        *(Route(f"/export/{name}", _export(desk, form)) for name, form in FORMS.items()),
    ]


def _serve(data: bytes, media: str) -> Endpoint:
    from starlette.responses import Response

    return lambda _request: Response(data, media_type=media)


def _export(desk: Desk, form: Form) -> Endpoint:
    from starlette.responses import Response

    def endpoint(_request: Request) -> Response:
        report = desk.report
        headers = {"content-disposition": _name_file(report, form)}
        return Response(form.render(report, None), media_type=form.media, headers=headers)

    return endpoint


def _name_file(report: Report, form: Form) -> str:
    """The header that names a file for the browser after the lower plan; no path of ours is in it."""
    title = report.pairs[0].lower.meta.title
    return f"attachment; filename*=UTF-8''{quote(title + form.suffix, safe='')}"


def _take(deed: Callable[[bytes, str | None], dict[str, Any]]) -> Endpoint:
    """An endpoint that does something with the body of a request and answers what came of it."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse

    async def endpoint(request: Request) -> JSONResponse:
        body = await request.body()
        return JSONResponse(await run_in_threadpool(deed, body, request.scope["account"] or None))

    return endpoint
