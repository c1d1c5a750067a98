"""Signing in and out."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.people import bindings, invitations
from bot.people.tables import WebSession
from bot.web.cookies import SECURE
from knowledge.database import reading, writing
from knowledge.scope import Role
from tests.bot.web.town import POWER, STORAGE, ZONE, Browser, Town


@pytest.mark.parametrize(
    ("role", "of", "shown"),
    [
        (Role.ENTERPRISE, {"enterprise": STORAGE}, STORAGE),
        (Role.DEPARTMENT, {"department": POWER}, POWER),
        (Role.OFFICIAL, {"zone": ZONE}, ZONE),
        (Role.STAFF, {}, "工作人员"),
    ],
)
def test_a_code_lets_in(small_town: Town, role: Role, of: dict[str, str], shown: str) -> None:
    person = Browser.of(small_town, role, "沈处", **of)
    page = person.client.get("/").text
    assert "沈处" in page and shown in page and "退出" in page


def test_a_name_is_asked_where_the_invitation_has_none(small_town: Town) -> None:
    browser = Browser.opened(small_town)
    assert browser.sign_in(small_town.code(Role.STAFF), "小吴") == 303
    assert "小吴" in browser.client.get("/").text


def test_a_link_is_a_page_that_knows_nothing_of_its_code(small_town: Town) -> None:
    page = Browser.opened(small_town).client.get("/sign-in")
    assert page.status_code == 200 and 'name="code"' in page.text and "sign-in.js" in page.text


def test_bad_codes_say_why(small_town: Town) -> None:
    browser = Browser.opened(small_town)
    used = small_town.code(Role.STAFF)
    Browser.opened(small_town, "198.51.100.8").sign_in(used)
    expired = small_town.code(Role.STAFF)
    small_town.at += timedelta(days=8)
    with writing(small_town.engine) as session:
        revoked = invitations.invite(session, Role.STAFF, small_town.now())
        invitations.revoke_invitation(session, revoked.invitation.id or 0, small_town.now())
    for code, why in (
        ("", "请填写"),
        ("x" * 2001, "不对"),
        ("AAAAAAAAAAAAAAAAAAAAAA", "不对"),
        (used, "用过"),
        (expired, "过期"),
        (revoked.code, "撤销"),
    ):
        assert browser.sign_in(code) == 400
        assert why in browser.word, code
        assert "来宾" in browser.client.get("/").text


def test_guessing_locks_the_browser_and_its_network_for_a_while(town: Town) -> None:
    good = town.code(Role.STAFF)
    guesser = Browser.opened(town)
    for _ in range(5):
        assert guesser.sign_in("A" * 22) == 400
    assert guesser.sign_in(good) == 400 and "15 分钟" in guesser.word
    assert Browser.opened(town).sign_in(town.code(Role.STAFF)) == 303
    for _ in range(45):
        assert Browser.opened(town).sign_in("A" * 22) == 400
    fresh = Browser.opened(town)
    assert fresh.sign_in(good) == 400 and "15 分钟" in fresh.word
    assert Browser.opened(town, "203.0.113.77").sign_in(good) == 303


def test_signing_in_changes_the_token_so_that_none_is_foisted_on_anyone(small_town: Town) -> None:
    victim = Browser.opened(small_town)
    planted, csrf = victim.client.cookies[SECURE], victim.csrf
    victim.sign_in(small_town.code(Role.STAFF))
    assert victim.client.cookies[SECURE] != planted
    assert victim.csrf != csrf
    attacker = Browser.opened(small_town)
    attacker.client.cookies.clear()
    attacker.client.cookies.set(SECURE, planted)
    assert attacker.client.get("/log").status_code == 401


def test_signing_out_ends_the_session(small_town: Town) -> None:
    person = Browser.of(small_town, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    person.send("只有我们看得到")
    token = person.client.cookies[SECURE]
    answer = person.client.post("/sign-out", data={"csrf": person.csrf}, follow_redirects=False)
    assert answer.status_code == 303 and "Max-Age=0" in answer.headers["set-cookie"]
    assert "来宾" in person.client.get("/").text
    assert person.log() == []
    again = Browser.opened(small_town)
    again.client.cookies.clear()
    again.client.cookies.set(SECURE, token)
    assert again.client.get("/log").status_code == 401


def test_a_role_taken_away_ends_the_session_at_once(town: Town) -> None:
    person = Browser.of(town, Role.STAFF, "小吴")
    with writing(town.engine) as session:
        bindings.revoke_person(session, person.row.person_id or 0, town.now())
    assert person.client.get("/log").status_code == 401
    assert "来宾" in person.client.get("/").text


def test_tokens_and_codes_are_not_in_the_database(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")
    with reading(small_town.engine) as session:
        kept = [row.token_hash for row in session.exec(select(WebSession))]
    assert person.client.cookies[SECURE] not in kept


def test_an_idle_session_is_over_after_a_month_and_a_used_one_is_not(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")
    for _ in range(3):
        small_town.at += timedelta(days=20)
        assert person.client.get("/log").status_code == 200
    small_town.at += timedelta(days=31)
    assert person.client.get("/log").status_code == 401
