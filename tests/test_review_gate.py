"""Nobody but the reviewer's own page reads the plans or records a decision."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from typing import Any

import factories as make
import pytest
from lxml import html
from review_page import HEADERS, HERE, PORT, TOKEN, Page

from align.reporting.report import build_report
from align.reviewing.web.desk import Desk
from align.reviewing.web.serving import Place, build_server, listen

PATHS = ("/", "/changes", "/static/review.js", "/export/xlsx", "/export/html")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return Page(tmp_path_factory.mktemp("page"))


def test_the_link_sets_a_cookie_and_leaves_no_token_in_the_address(page):
    """HttpOnly and SameSite=Strict; not Secure, for there is no HTTPS on this machine."""
    answer = page.visit().get("/", params={"token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert f"plan_align_{PORT}=" in cookie
    assert "HttpOnly; SameSite=Strict" in cookie
    assert "Secure" not in cookie
    assert TOKEN not in cookie


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_shown_without_the_cookie(page, path):
    """Nor with a wrong token or a wrong cookie; the answer is Chinese and tells nothing of the plans."""
    stranger = page.visit()
    for answer in (
        stranger.get(path),
        stranger.get(path, headers={"Cookie": f"plan_align_{PORT}=x"}),
        stranger.get(path, headers={"Cookie": f"plan_align_{PORT + 1}={page.door.session}"}),
        stranger.get("/", params={"token": "wrong"}),
        stranger.get("/", params={"token": ""}),
    ):
        assert answer.status_code == 403
        assert "链接" in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{PORT}", ""]
)
@pytest.mark.parametrize("path", [*PATHS, f"/?token={TOKEN}"])
def test_a_foreign_name_of_this_machine_is_refused(page, host, path):
    """DNS rebinding: the attacker's name leads here, and its cookie and token would be right."""
    answer = page.client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_the_own_names_of_this_machine_are_served(page, host):
    """All three that a browser may use."""
    assert page.client.get("/changes", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": f"{HERE}.evil.example"},
        {"X-Plan-Align": None},
        {"X-Plan-Align": "2"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_nothing_is_recorded_for_another_site(page, change):
    """Another origin, none at all, a form: refused though the browser sends the cookie."""
    headers = {name: value for name, value in {**HEADERS, **change}.items() if value is not None}
    for path in ("/decide", "/undo"):
        answer = page.client.post(path, json=page.body(), headers=headers)
        assert answer.status_code in (403, 415)
        assert page.events() == []


def test_nothing_is_recorded_without_the_cookie(page):
    """However well the request is made."""
    assert page.visit().post("/decide", json=page.body(), headers=HEADERS).status_code == 403
    assert page.events() == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../page.py",
        "/static/..%2f..%2fpage.py",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static//etc/passwd",
        "/static/review.html.j2",
        "/static/",
        "/export/%2e%2e/changes",
        "/export/json",
        "/etc/passwd",
        "/decide/",
        "/.git/config",
    ],
)
def test_no_path_leads_to_a_file(page, path):
    """Every path is known by its full name; anything else is not there."""
    answer = page.client.get(path)
    assert (answer.status_code, answer.text) == (404, "没有这个页面。")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "POST"])
def test_no_other_methods(page, method):
    """What a route is not made for is refused without doing anything."""
    headers = HEADERS if method == "POST" else {}
    for path in ("/", "/changes", "/export/xlsx"):
        assert page.client.request(method, path, headers=headers, content=b"").status_code == 405
    assert page.client.get("/decide").status_code == 405


def test_a_giant_body_is_refused_before_it_is_read(page):
    """By its length, and without one once too much has come."""
    giant = b'{"comment": "' + b"x" * 70_000 + b'"}'

    def pieces():
        for start in range(0, len(giant), 8192):
            yield giant[start : start + 8192]

    for content in (giant, pieces()):
        answer = page.client.post("/decide", content=content, headers=HEADERS)
        assert (answer.status_code, answer.json()) == (413, {"error": "内容过长，未予处理。"})
    assert page.client.post("/decide", content=b"{}", headers={**HEADERS, "Content-Length": "x"}).status_code == 413


@pytest.mark.parametrize("path", [*PATHS, "/none"])
def test_every_answer_tells_the_browser_to_be_careful(page, path):
    """Also those that refuse."""
    for client in (page.client, page.visit()):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_the_page_holds_no_script_or_style_of_its_own(page):
    """All comes from fixed routes, which the policy asks for."""
    tree = html.document_fromstring(page.client.get("/").text)
    assert all(script.get("src", "").startswith("/static/") and not script.text for script in tree.iter("script"))
    assert not tree.findall(".//style")
    assert not tree.xpath("//*[@style or @*[starts-with(name(), 'on')]]")
    for path in tree.xpath("//script/@src | //link/@href"):
        assert page.client.get(path).status_code == 200


@pytest.mark.parametrize(
    "hostile",
    ["<img src=x onerror=alert(1)>", '"><b id=x>', "</template></script><script>alert(1)</script>", "' onclick='x"],
)
def test_nothing_in_a_plan_becomes_markup(tmp_path, hostile):
    """Titles, texts, themes, reasons and headings of both plans, and the name of an account."""
    finding = make.make_task_finding(
        task=make.make_task(text=hostile, theme=hostile),
        reason=hostile,
        missing_points=(hostile,),
        division=(hostile,),
        matches=(make.make_match(text=hostile, division=(hostile,)),),
    )
    plan = make.make_plan(meta=make.make_meta(title=hostile), source=make.make_source(text=hostile))
    page = Page(tmp_path, report=build_report(make.make_judgements(upper=plan, lower=plan, tasks=(finding,))))
    tree = html.document_fromstring(page.client.get("/").text)
    assert not tree.xpath("//img | //b[@id='x'] | //*[@onclick or @onerror]")
    assert len(tree.findall(".//script")) == 2
    (row,) = tree.find_class("card")
    assert row.get("data-theme") == hostile


def test_an_error_nobody_thought_of_is_told_without_its_trace(page, monkeypatch, capsys):
    """In Chinese to the reviewer, in one line to the terminal."""

    def fail(*_: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(Desk, "tell_changes", fail)
    answer = page.client.get("/changes", headers=HEADERS)
    assert answer.status_code == 500
    assert "程序出错" in answer.json()["error"]
    assert "secret" not in answer.text
    assert "Traceback" not in capsys.readouterr().err


def test_cookies_of_other_programs_do_no_harm(page):
    """They come along with every request to this machine, whatever they hold."""
    cookie = f'other={{"a": [1, "x"]}}; b; =c; plan_align_{PORT}={page.door.session}; d="'
    assert page.visit().get("/changes", headers={"Cookie": cookie}).status_code == 200


def test_another_page_of_the_same_machine_has_its_own_cookie(page):
    """Cookies are shared by all ports; two pages do not throw each other out."""
    assert page.door.cookie != replace(page.door, port=PORT + 1).cookie


def speak(request: bytes, port: int) -> bytes:
    """What the server answers to the bytes of a request."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(request.replace(b"PORT", str(port).encode()))
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.0\r\n\r\n", 421),
        (b"GET http://127.0.0.1:PORT/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET /static/../page.py HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nCookie: COOKIE\r\n\r\n", 404),
        (b"GET //evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nCookie: COOKIE\r\n\r\n", 404),
        (b"POST /decide HTTP/1.1\r\nHead" + b"CHUNKS", 413),
        (b"nonsense\r\n\r\n", 400),
    ],
)
def test_the_real_server_refuses_what_no_browser_sends(page, request_, status, capfd):
    """Bytes on the wire: old forms, two hosts, traversal, a body in endless pieces."""
    with listen(Place()) as listener:
        port = listener.getsockname()[1]
        server, link = build_server(page.store, page.dossier, Place(), listener)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            token = link.rpartition("=")[2].encode()
            welcome = speak(b"GET /?token=" + token + b" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", port)
            cookie = welcome.partition(b"set-cookie: ")[2].partition(b";")[0]
            head = b": x\r\nHost: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.1:PORT\r\nX-Plan-Align: 1\r\n"
            head += b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nCookie: COOKIE\r\n\r\n"
            chunks = head + (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 20
            answer = speak(request_.replace(b"CHUNKS", chunks).replace(b"COOKIE", cookie), port)
        finally:
            server.should_exit = True
            thread.join()
    assert int(answer.split()[1]) == status, answer
    assert b"Traceback" not in answer
    assert "Traceback" not in capfd.readouterr().err
