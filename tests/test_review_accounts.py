"""Several people share a page only with accounts: hashed passwords, slow guessing, names that cannot be borrowed."""

from __future__ import annotations

import stat

import pytest
from review_page import HEADERS, HERE, PORT, Page

from align.deciding import write_account
from align.errors import InputError
from align.reviewing.web import accounts
from align.reviewing.web.accounts import Accounts, add_account, read_accounts, render_hash
from align.reviewing.web.asked import Refusal
from align.reviewing.web.login import LOGIN_PATHS, Limiter, Login
from align.reviewing.web.serving import Place, check_place
from align.reviewing.web.sessions import LoginSessions

PASSWORD = "一个够长的口令 2026"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """The cost is in the file with each hash; tests pay less."""
    monkeypatch.setattr(accounts, "_COST", 2**4)


@pytest.fixture
def page(tmp_path):
    login = Login(Accounts({"林": render_hash(PASSWORD), "陈": render_hash(PASSWORD + "!")}))
    return Page(tmp_path, login=login, is_public=True, open_paths=LOGIN_PATHS)


def log_in(client, name="林", password=PASSWORD, **headers):
    return client.post("/log-in", json={"name": name, "password": password}, headers={**HEADERS, **headers})


def test_the_file_holds_no_password_and_is_for_its_owner_alone(tmp_path):
    """A second account leaves the first; the same name replaces its password."""
    file = tmp_path / "账号.txt"
    assert add_account(file, "林", PASSWORD)
    assert add_account(file, "陈", PASSWORD)
    assert not add_account(file, "林", PASSWORD + "新")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD not in file.read_text(encoding="utf-8")
    kept = read_accounts(file)
    assert kept.accepts("林", PASSWORD + "新")
    assert kept.accepts("陈", PASSWORD)
    assert not kept.accepts("林", PASSWORD)
    assert not kept.accepts("王", PASSWORD)
    assert not kept.accepts("", "")


@pytest.mark.parametrize(
    "text", ["", "# 空\n", "林\t明文口令\n", "林\n", "\tscrypt$16$8$1$AA==$AA==\n", "林\tscrypt$a$8$1$A$A\n"]
)
def test_a_file_without_accounts_is_refused(tmp_path, text):
    """With what to do about it."""
    file = tmp_path / "账号.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="review account"):
        read_accounts(file)


@pytest.mark.parametrize(
    ("name", "password", "again", "problem"),
    [
        ("林", "短", "短", "口令太短"),
        ("", PASSWORD, PASSWORD, "不能用作账号"),
        ("林、陈", PASSWORD, PASSWORD, "不含顿号"),
        ("林", PASSWORD, PASSWORD + "1", "两次输入的口令不一样"),
    ],
)
def test_weak_accounts_are_not_made(tmp_path, name, password, again, problem):
    """Nor names that reports could not tell from several, nor passwords mistyped."""
    with pytest.raises(InputError, match=problem):
        write_account(tmp_path / "账号.txt", name, password, again)
    assert not (tmp_path / "账号.txt").exists()


def test_a_page_for_others_needs_accounts():
    """There is no way to listen without."""
    with pytest.raises(InputError, match="--accounts"):
        check_place(Place(listen="0.0.0.0"))


def test_nothing_is_shown_before_logging_in(page):
    """But the form; the page itself leads there."""
    answer = page.visit().get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert page.visit().get("/", params={"token": ""}).headers["location"] == "/login"
    assert "口令" in page.visit().get("/login").text
    for path in ("/changes", "/export/xlsx", "/static/review.js"):
        assert page.visit().get(path).status_code == 403


def test_decisions_carry_the_name_of_the_account(page):
    """Whatever name the page sends."""
    client = page.visit()
    assert log_in(client).status_code == 200
    assert 'data-account="林"' in client.get("/").text
    client.post("/decide", json=page.body(reviewer="陈"), headers=HEADERS)
    assert [event.reviewer for event in page.events()] == ["林"]


def test_logging_out_ends_the_session(page):
    """The cookie is of no use any more."""
    client = page.visit()
    log_in(client)
    cookie = {"Cookie": f"plan_align_{PORT}={client.cookies[f'plan_align_{PORT}']}"}
    client.post("/log-out", json={}, headers=HEADERS)
    assert page.visit().get("/changes", headers=cookie).status_code == 403


def test_guessing_is_slowed_down(page):
    """After five wrong passwords the right one is refused too, for this name; another name may still enter."""
    client = page.visit()
    assert [log_in(client, password="错").status_code for _ in range(5)] == [403] * 5
    answer = log_in(client)
    assert (answer.status_code, "分钟后再试" in answer.json()["error"]) == (429, True)
    assert log_in(client, "陈", PASSWORD + "!").status_code == 200


def test_one_address_cannot_try_all_names():
    """And waits no longer than it has to."""
    now = [0.0]
    limiter = Limiter(lambda: now[0])
    for number in range(20):
        limiter.count(f"名{number}", "10.0.0.9")
    with pytest.raises(Refusal, match=r"[56] 分钟"):
        limiter.check("另一名", "10.0.0.9")
    limiter.check("另一名", "10.0.0.8")
    now[0] = 301.0
    limiter.check("另一名", "10.0.0.9")


def test_a_login_from_another_site_is_refused(page):
    """Nobody is logged in under a name of someone else's choosing."""
    assert log_in(page.visit(), Origin="http://evil.example").status_code == 403


def test_behind_https_the_cookie_never_travels_without(tmp_path):
    """Origins are then those of HTTPS."""
    login = Login(Accounts({"林": render_hash(PASSWORD)}))
    page = Page(tmp_path, login=login, is_public=True, is_https=True, open_paths=LOGIN_PATHS)
    assert log_in(page.visit(), Origin=HERE).status_code == 403
    answer = log_in(page.visit(), Origin=HERE.replace("http:", "https:"))
    assert "; Secure" in answer.headers["set-cookie"]


def test_a_session_ends_after_a_working_day():
    """Whoever left the page open logs in again."""
    now = [0.0]
    sessions = LoginSessions(lambda: now[0])
    cookie = sessions.begin("林")
    assert sessions.find_account(cookie) == "林"
    now[0] = 12 * 3600 + 1
    assert sessions.find_account(cookie) is None
    assert sessions.find_account("") is None
