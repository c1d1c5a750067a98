"""Browsers: a cookie whose hash is kept, a new one with every sign-in."""

from datetime import timedelta

from sqlmodel import Session

from bot.people import sessions
from bot.people.accounts import browser_address, signed_in_address
from bot.people.bindings import actor_of, person_of
from knowledge.scope import Role
from tests.bot.people.cast import NOW, WU, bind

DAY = timedelta(days=1)


def test_a_browser_is_known_by_its_token_alone(session: Session) -> None:
    token, opened = sessions.open_session(session, NOW)
    assert len(token) >= 43 and token not in str(opened.model_dump())
    assert sessions.session_of(session, token, NOW) == opened
    for other in ("", token[:-1], opened.token_hash, "\ud800", "x" * 100_000):
        assert sessions.session_of(session, other, NOW) is None
    assert opened.person_id is None
    assert actor_of(session, browser_address(opened.id or 0)).is_guest


def test_a_browser_not_seen_for_30_days_is_forgotten(session: Session) -> None:
    token, opened = sessions.open_session(session, NOW)
    assert not sessions.needs_touch(opened, NOW + timedelta(minutes=59))
    assert sessions.needs_touch(opened, NOW + timedelta(hours=1))
    sessions.touch(session, opened, NOW + 20 * DAY)
    assert sessions.session_of(session, token, NOW + 49 * DAY)
    assert sessions.session_of(session, token, NOW + 50 * DAY) is None


def test_signing_in_makes_the_old_token_worthless(session: Session) -> None:
    wu = bind(session, WU, "小吴", Role.STAFF)
    old, opened = sessions.open_session(session, NOW)
    csrf = opened.csrf
    new = sessions.sign_in(session, opened, wu.person_id or 0, NOW)
    assert sessions.session_of(session, old, NOW) is None
    found = sessions.session_of(session, new, NOW)
    assert found and found.id == opened.id and found.person_id == wu.person_id
    assert found.csrf != csrf
    assert actor_of(session, signed_in_address(wu.person_id or 0)) == wu


def test_signing_out_ends_this_browser_and_no_other(session: Session) -> None:
    wu = bind(session, WU, "小吴", Role.STAFF)
    browsers = [sessions.open_session(session, NOW)[1] for _ in range(2)]
    tokens = [sessions.sign_in(session, one, wu.person_id or 0, NOW) for one in browsers]
    sessions.sign_out(session, browsers[0], NOW)
    assert [sessions.session_of(session, token, NOW) is not None for token in tokens] == [False, True]
    assert person_of(session, signed_in_address(wu.person_id or 0))
