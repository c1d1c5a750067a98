"""Browsers that talk to us: known by a cookie whose hash we keep, signed in or not."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.people.accounts import keep_account, signed_in_address
from bot.people.tables import WebSession

IDLE = timedelta(days=30)
TOUCHED_EVERY = timedelta(hours=1)


def open_session(session: Session, now: datetime) -> tuple[str, WebSession]:
    """A new browser: the token for its cookie, and what is kept of it."""
    token = secrets.token_urlsafe(32)
    opened = WebSession(
        token_hash=_hashed(token), csrf=secrets.token_urlsafe(32), created_at=now, seen_at=now
    )
    session.add(opened)
    session.flush()
    return token, opened


def session_of(session: Session, token: str, now: datetime) -> WebSession | None:
    """The browser with a token, unless it was signed out or not seen for 30 days. Only reads."""
    found = session.exec(
        select(WebSession).where(
            col(WebSession.token_hash) == _hashed(token),
            col(WebSession.ended_at).is_(None),
            col(WebSession.seen_at) > now - IDLE,
        )
    )
    return found.one_or_none()


def needs_touch(web_session: WebSession, now: datetime) -> bool:
    """Whether it is time to write down that the browser was seen."""
    return now - web_session.seen_at >= TOUCHED_EVERY


def touch(session: Session, web_session: WebSession, now: datetime) -> None:
    """Write down that the browser was seen."""
    session.execute(update(WebSession).where(col(WebSession.id) == web_session.id).values(seen_at=now))


def sign_in(session: Session, web_session: WebSession, person_id: int, now: datetime) -> str:
    """Let a person in from a browser; its new token, the old one being worth nothing from now on."""
    token = secrets.token_urlsafe(32)
    kept = session.get_one(WebSession, web_session.id)
    kept.token_hash = _hashed(token)
    kept.csrf = secrets.token_urlsafe(32)
    kept.person_id = person_id
    kept.seen_at = now
    session.add(kept)
    keep_account(session, person_id, signed_in_address(person_id), now)
    return token


def sign_out(session: Session, web_session: WebSession, now: datetime) -> None:
    """End what a browser's token is good for."""
    session.execute(
        update(WebSession)
        .where(col(WebSession.id) == web_session.id, col(WebSession.ended_at).is_(None))
        .values(ended_at=now)
    )


def end_all(session: Session, person_id: int, now: datetime) -> None:
    """End every browser's session of a person."""
    session.execute(
        update(WebSession)
        .where(col(WebSession.person_id) == person_id, col(WebSession.ended_at).is_(None))
        .values(ended_at=now)
    )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
