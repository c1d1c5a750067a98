"""A database of messages, and people who write."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.messages import inbox
from bot.messages.contents import INCOMING, Address, Channel, Envelope, Incoming, Kind
from knowledge import migrations
from knowledge.database import writing

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
WANG = Address(Channel.WEB, "p1", "p1")
LI = Address(Channel.WEB, "p2", "p2")


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def envelope(key: str, who: Address = WANG, sequence: int | None = None, **more: object) -> Envelope:
    """A message that says its own key."""
    raw = INCOMING.dump_json(Incoming(who, Kind.TEXT, key)).decode()
    number = int(key.strip("abcdefghijklmnopqrstuvwxyz/") or 0) if sequence is None else sequence
    return Envelope(key, who, number, raw, **more)  # type: ignore[arg-type]


def said(claim: inbox.Claim) -> list[str]:
    return [INCOMING.validate_json(one).text for one in claim.raw]


def keep(engine: Engine, *envelopes: Envelope, at: datetime = NOON) -> int:
    with writing(engine) as session:
        return inbox.keep(session, envelopes, at)


def claim(engine: Engine, at: datetime = NOON, limit: int = 10) -> list[inbox.Claim]:
    with writing(engine) as session:
        return inbox.claim(session, at, limit, [Channel.WEB])


@pytest.fixture
def engine(empty_engine: Engine) -> Iterator[Engine]:
    migrations.ensure_current(empty_engine)
    yield empty_engine
