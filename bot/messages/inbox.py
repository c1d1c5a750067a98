"""The inbox: raw messages kept before they are acknowledged, handled in order, each with one effect."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Update, and_, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.messages.contents import Channel, Envelope
from bot.messages.tables import UNFINISHED, Inbox, Stage
from knowledge.database import changed_by, insert_new

LEASE = timedelta(seconds=60)
ALBUM_PAUSE = timedelta(seconds=1.5)
MOST_ATTEMPTS = 5
RETRY_AFTER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Claim:
    """Messages of one person that are handled together, held under `token` until the lease ends."""

    token: str
    channel: Channel
    thread: str
    ids: tuple[int, ...]
    raw: tuple[str, ...]
    attempts: int
    is_urgent: bool


def keep(session: Session, envelopes: Sequence[Envelope], now: datetime) -> int:
    """Take messages in; one that is here already is left as it is. Returns how many are new."""
    kept = sum(insert_new(session, Inbox, _row(one, now)) for one in envelopes)
    for one in envelopes:
        if one.album:  # the rest of the album may still come
            session.execute(
                update(Inbox)
                .where(
                    col(Inbox.thread) == one.address.thread,
                    col(Inbox.album) == one.album,
                    col(Inbox.stage) == Stage.WAITING,
                )
                .values(due_at=now + ALBUM_PAUSE)
            )
    return kept


def claim(session: Session, now: datetime, limit: int, channels: Collection[Channel]) -> list[Claim]:
    """Take up to `limit` messages that are due, each the first of its thread that isn't done.

    What a crashed process held is due again once its lease ends. An urgent one waits for nobody.
    """
    before = aliased(Inbox)
    earlier = (
        select(before.id)
        .where(
            before.thread == col(Inbox.thread),
            col(before.stage).in_(UNFINISHED),
            or_(
                col(before.sequence) < col(Inbox.sequence),
                and_(col(before.sequence) == col(Inbox.sequence), col(before.id) < col(Inbox.id)),
            ),
        )
        .exists()
    )
    statement = (
        select(Inbox)
        .where(
            col(Inbox.stage).in_(UNFINISHED),
            col(Inbox.channel).in_(channels),
            col(Inbox.due_at) <= now,
            or_(col(Inbox.is_urgent), ~earlier),
        )
        .order_by(col(Inbox.is_urgent).desc(), col(Inbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_claim(session, row, now) for row in session.exec(statement).all()]


def renew(session: Session, claims: Sequence[Claim], now: datetime) -> None:
    """Hold these for another lease."""
    for one in claims:
        session.execute(_held(one).values(due_at=now + LEASE))


def settle(session: Session, claim: Claim) -> bool:
    """Mark as done; False where they are no longer held, and then nothing may come of them."""
    return changed_by(session, _held(claim).values(stage=Stage.DONE, token=None)) == len(claim.ids)


def put_off(session: Session, claim: Claim, now: datetime, error: str) -> None:
    """Give back, to be tried again a little later."""
    session.execute(
        _held(claim).values(
            stage=Stage.WAITING,
            token=None,
            due_at=now + RETRY_AFTER * 2 ** (claim.attempts - 1),
            error=error,
        )
    )


def fail(session: Session, claim: Claim, error: str) -> bool:
    """Give up; staff see it. False where they are no longer held."""
    failed = _held(claim).values(stage=Stage.FAILED, token=None, error=error)
    return changed_by(session, failed) == len(claim.ids)


def release(session: Session, channels: Collection[Channel], now: datetime) -> int:
    """What a process that is no more held is due at once. For whoever knows that there is no other."""
    return changed_by(
        session,
        update(Inbox)
        .where(col(Inbox.channel).in_(channels), col(Inbox.stage) == Stage.CLAIMED)
        .values(stage=Stage.WAITING, token=None, due_at=now),
    )


def drop_before(session: Session, claim: Claim) -> int:
    """Stop what the same person sent earlier and isn't done yet; returns how many messages."""
    return changed_by(
        session,
        update(Inbox)
        .where(
            col(Inbox.thread) == claim.thread,
            col(Inbox.stage).in_(UNFINISHED),
            col(Inbox.id) < min(claim.ids),
        )
        .values(stage=Stage.DROPPED, token=None),
    )


def _claim(session: Session, first: Inbox, now: datetime) -> Claim:
    rows = [first]
    if first.album:
        rows += session.exec(
            select(Inbox)
            .where(
                Inbox.thread == first.thread,
                Inbox.album == first.album,
                col(Inbox.stage).in_(UNFINISHED),
                Inbox.id != first.id,
            )
            .order_by(col(Inbox.sequence), col(Inbox.id))
        ).all()
    token = token_hex(16)
    for row in rows:
        row.stage, row.token, row.due_at, row.attempts = Stage.CLAIMED, token, now + LEASE, row.attempts + 1
        session.add(row)
    session.flush()
    return Claim(
        token=token,
        channel=first.channel,
        thread=first.thread,
        ids=tuple(row.id for row in rows if row.id is not None),
        raw=tuple(row.raw for row in rows),
        attempts=first.attempts,
        is_urgent=first.is_urgent,
    )


def _held(claim: Claim) -> Update:
    return update(Inbox).where(
        col(Inbox.id).in_(claim.ids), col(Inbox.token) == claim.token, col(Inbox.stage) == Stage.CLAIMED
    )


def _row(envelope: Envelope, now: datetime) -> dict[str, object]:
    return {
        "channel": envelope.address.channel,
        "external_id": envelope.external_id,
        "thread": envelope.address.thread,
        "sequence": envelope.sequence,
        "album": envelope.album,
        "is_urgent": envelope.is_urgent,
        "raw": envelope.raw,
        "received_at": now,
        "stage": Stage.WAITING,
        "due_at": now + ALBUM_PAUSE if envelope.album else now,
        "attempts": 0,
    }
