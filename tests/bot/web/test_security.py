"""Headers, tokens, hosts, limits: what holds whoever asks."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from bot.files import Files
from bot.web.application import ROUTERS, create
from bot.web.cookies import PLAIN, SECURE
from knowledge.scope import Role
from tests.bot.web.town import STORAGE, Browser, Town


def routes(method: str) -> Iterator[str]:
    """The paths of every route, generated so that a new one can't be forgotten."""
    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and method in (route.methods or ()):
                yield route.path


def test_every_answer_has_the_headers(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    paths = [*routes("GET"), "/assets/style.css", "/nowhere", "/log?before=x"]
    for path in paths:
        if path == "/events":
            continue
        headers = guest.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert guest.client.get("/").headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def test_every_post_needs_the_token_of_its_own_session(small_town: Town) -> None:
    guest, other = Browser.opened(small_town), Browser.opened(small_town)
    paths = list(routes("POST"))
    assert {"/messages", "/presses", "/seen", "/sign-in", "/sign-out"} <= set(paths)
    for path in paths:
        for token in ("", "未知", other.csrf):
            assert guest.client.post(path, data={"csrf": token}).status_code == 403, path
        header = {"X-CSRF-Token": other.csrf}
        assert guest.client.post(path, data={"csrf": other.csrf}, headers=header).status_code == 403


def test_without_a_session_there_is_nothing_but_the_pages(small_town: Town) -> None:
    stranger = TestClient(small_town.app, base_url="https://wuhao.example")
    for path in ("/log", "/events", "/passages/1", "/files/" + "0" * 64):
        assert stranger.get(path).status_code == 401
    assert stranger.post("/messages", data={"text": "?"}).status_code == 401
    assert stranger.post("/sign-in", data={"code": "x"}).status_code == 403
    stranger.cookies.clear()
    stranger.cookies.set(SECURE, "a-token-of-nobody")
    assert stranger.get("/log").status_code == 401


@pytest.mark.parametrize(
    ("url", "name", "is_secure"),
    [
        ("https://wuhao.example", SECURE, True),
        ("http://127.0.0.1:8000", SECURE, True),
        ("http://localhost:8000", SECURE, True),
        ("http://[::1]:8000", SECURE, True),
        ("http://10.1.2.3:8000", PLAIN, False),
        ("http://wuhao.intranet", PLAIN, False),
    ],
)
def test_the_cookie_is_as_safe_as_the_place_allows(
    small_town: Town, url: str, name: str, is_secure: bool
) -> None:
    cookie = TestClient(small_town.app, base_url=url).get("/").headers["set-cookie"]
    assert cookie.startswith(f"{name}=") and "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert "Path=/" in cookie and "Domain" not in cookie
    assert ("Secure" in cookie) == is_secure


def test_plain_http_on_a_closed_network_works(small_town: Town) -> None:
    client = TestClient(small_town.app, base_url="http://wuhao.intranet")
    page = client.get("/").text
    token = page.split('name="csrf" content="')[1].split('"')[0]
    fields = {"text": "你好", "id": "6f1c2b1e-0000-4000-8000-000000000001", "csrf": token}
    assert client.post("/messages", data=fields).status_code == 200


def test_a_foreign_page_can_change_nothing(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://wuhao.example.evil.example"},
    ):
        fields = {"text": "?", "id": "6f1c2b1e-0000-4000-8000-000000000002"}
        answer = guest.client.post("/messages", data=fields, headers=guest.headers | headers)
        assert answer.status_code == 403, headers
    own = guest.headers | {"Origin": "https://wuhao.example", "Sec-Fetch-Site": "same-origin"}
    fields = {"text": "?", "id": "6f1c2b1e-0000-4000-8000-000000000002"}
    assert guest.client.post("/messages", data=fields, headers=own).status_code == 200
    for host in ("", "evil.example/path", "a b", 'x"><script>', "a:b:c"):
        assert guest.client.get("/", headers={"Host": host}).status_code == 400, host


def test_too_large_a_body_is_refused_before_it_is_read(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    answer = guest.client.post("/seen", content=b"x" * (1024 * 1024 + 1), headers=guest.headers)
    assert answer.status_code == 413 and "太大" in answer.json()["error"]

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = guest.client.post("/seen", content=endless(), headers=guest.headers | kind)
    assert answer.status_code == 413


def test_a_message_that_does_not_say_how_long_it_is_is_refused_unread(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")

    def body() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * 65_536

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    lengths: tuple[dict[str, str], ...] = ({}, {"Content-Length": "1", "Transfer-Encoding": "chunked"})
    for length in lengths:
        answer = person.client.post("/messages", content=body(), headers=person.headers | kind | length)
        assert answer.status_code == 411 and "没有收下" in answer.json()["error"]


def test_faults_show_a_word_and_no_trace(small_town: Town) -> None:
    def broken() -> list[str]:
        raise RuntimeError("secret detail")

    app = create(small_town.engine, Files(small_town.folder), small_town.now, broken)
    answer = TestClient(app, base_url="https://wuhao.example").get("/readyz")
    assert answer.status_code == 500
    assert "secret" not in answer.text and "没有办成" in answer.json()["error"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_not_there_says_so_in_chinese(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    as_page = guest.client.get("/nowhere", headers={"Accept": "text/html"})
    assert as_page.status_code == 404 and "没有这个页面" in as_page.text
    assert guest.client.get("/nowhere").json() == {"error": "没有这个页面。"}
    assert guest.client.put("/messages", headers=guest.headers).json() == {"error": "这个网址不能这样访问。"}
    for path in ("/docs", "/openapi.json", "/assets/../texts.py", "/assets/%2e%2e/texts.py"):
        assert guest.client.get(path).status_code == 404, path


def test_health_and_readiness(small_town: Town) -> None:
    client = TestClient(small_town.app, base_url="http://10.0.0.1:8000")
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").json() == {"ready": True, "reasons": [], "notes": []}
    small_town.reasons.append("编码器正在加载。")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["编码器正在加载。"])
    assert "set-cookie" not in answer.headers


def test_new_guests_of_one_network_are_limited(small_town: Town) -> None:
    client = TestClient(small_town.app, base_url="https://wuhao.example", client=("203.0.113.9", 1))
    statuses = []
    for _ in range(121):
        client.cookies.clear()
        statuses.append(client.get("/").status_code)
    assert statuses == [200] * 120 + [429]
    assert Browser.opened(small_town, "203.0.113.10")


def test_names_are_shown_as_text(small_town: Town) -> None:
    evil = '"><script>alert(1)</script>'
    person = Browser.of(small_town, Role.ENTERPRISE, evil, enterprise=STORAGE)
    for path in ("/", "/sign-in"):
        page = person.client.get(path).text
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page
