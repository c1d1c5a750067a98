"""The outbox: what goes out, kept until it is delivered or is a failure that staff see.

Every part goes out at least once. A channel that does what it is asked and loses the answer (or a process
that is killed between the answer and the commit) makes one part come twice; no part is ever left out.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import Update, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from bot.messages.contents import OUTGOING, Address, Channel, Outgoing
from bot.messages.tables import UNFINISHED, Outbox, Stage
from knowledge.database import changed_by, insert_new

LEASE = timedelta(seconds=120)
MOST_ATTEMPTS = 150  # about a day: ten minutes between two of them in the end
LONGEST_WAIT = timedelta(minutes=10)
UNREACHABLE = "unreachable"  # how a failure begins that ends when the person comes back


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to be delivered, from its part number `parts` on, held under `token`."""

    id: int
    token: str
    address: Address
    outgoing: Outgoing
    parts: int
    attempts: int


def put(
    session: Session, address: Address, outgoing: Outgoing, now: datetime, key: str | None = None
) -> None:
    """Send a message, in the caller's transaction; with a key, once only."""
    row = {
        "channel": address.channel,
        "chat": address.chat,
        "person": address.person,
        "thread": address.thread,
        "key": key,
        "payload": OUTGOING.dump_python(outgoing, mode="json"),
        "has_buttons": bool(outgoing.labels),
        "created_at": now,
        "stage": Stage.WAITING,
        "due_at": now,
        "parts": 0,
        "attempts": 0,
    }
    insert_new(session, Outbox, row)


def claim(
    session: Session, channel: Channel, now: datetime, limit: int, resting: Collection[str] = ()
) -> list[Delivery]:
    """Take messages that are due, the oldest of each chat; none of the `resting` chats."""
    before = aliased(Outbox)
    earlier = (
        select(before.id)
        .where(
            before.channel == channel,
            before.chat == col(Outbox.chat),
            col(before.stage).in_(UNFINISHED),
            col(before.id) < col(Outbox.id),
        )
        .exists()
    )
    rows = session.exec(
        select(Outbox)
        .where(
            Outbox.channel == channel,
            col(Outbox.stage).in_(UNFINISHED),
            col(Outbox.due_at) <= now,
            col(Outbox.chat).not_in(resting),
            ~earlier,
        )
        .order_by(col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    return [_claimed(session, row, now) for row in rows]


def part_delivered(session: Session, delivery: Delivery, parts: int) -> None:
    """So many parts are delivered by now; a retry goes on from there."""
    session.execute(_held(delivery).values(parts=parts))


def delivered(session: Session, delivery: Delivery, now: datetime) -> None:
    session.execute(_held(delivery).values(stage=Stage.DONE, token=None, sent_at=now, error=None))


def put_off(
    session: Session, delivery: Delivery, until: datetime, error: str, *, counts: bool = True
) -> None:
    """Try again at `until`; where it `counts`, a message tried too often becomes a failure."""
    if counts and delivery.attempts >= MOST_ATTEMPTS:
        fail(session, delivery, error)
        return
    attempts = delivery.attempts if counts else delivery.attempts - 1
    session.execute(
        _held(delivery).values(stage=Stage.WAITING, token=None, due_at=until, error=error, attempts=attempts)
    )


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 2 s, 4 s, … 10 minutes at most."""
    return min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_WAIT)


def fail(session: Session, delivery: Delivery, error: str) -> None:
    """Give this message up; staff see it."""
    session.execute(_held(delivery).values(stage=Stage.FAILED, token=None, error=error))


def fail_chat(session: Session, address: Address, error: str) -> None:
    """A chat that can't be reached: all that waits for it is a failure at once, until they come back."""
    session.execute(
        update(Outbox)
        .where(
            col(Outbox.channel) == address.channel,
            col(Outbox.chat) == address.chat,
            col(Outbox.stage).in_(UNFINISHED),
        )
        .values(stage=Stage.FAILED, token=None, error=f"{UNREACHABLE}: {error}")
    )


def revive_chat(session: Session, address: Address, now: datetime) -> int:
    """They are back: what couldn't reach them goes out now. Returns how many messages."""
    return changed_by(
        session,
        update(Outbox)
        .where(
            col(Outbox.channel) == address.channel,
            col(Outbox.chat) == address.chat,
            col(Outbox.stage) == Stage.FAILED,
            col(Outbox.error).startswith(UNREACHABLE),
        )
        .values(stage=Stage.WAITING, due_at=now, attempts=0),
    )


def move_chat(session: Session, channel: Channel, old: str, new: str, now: datetime) -> None:
    """A group became another chat; what waits goes there."""
    session.execute(
        update(Outbox)
        .where(col(Outbox.channel) == channel, col(Outbox.chat) == old, col(Outbox.stage).in_(UNFINISHED))
        .values(chat=new, stage=Stage.WAITING, token=None, due_at=now)
    )


def release(session: Session, channel: Channel, now: datetime) -> int:
    """What a process that is no more was sending is due at once. For whoever knows that there is no other."""
    return changed_by(
        session,
        update(Outbox)
        .where(col(Outbox.channel) == channel, col(Outbox.stage) == Stage.CLAIMED)
        .values(stage=Stage.WAITING, token=None, due_at=now),
    )


def waiting_for(session: Session, address: Address) -> list[Delivery]:
    """What waits for an address that fetches its messages itself, oldest first."""
    rows = session.exec(
        select(Outbox)
        .where(Outbox.thread == address.thread, Outbox.stage == Stage.WAITING)
        .order_by(col(Outbox.id))
    ).all()
    return [_delivery(row) for row in rows]


def shown(session: Session, address: Address, up_to: int, now: datetime) -> None:
    """The address has seen its messages up to this id."""
    session.execute(
        update(Outbox)
        .where(
            col(Outbox.thread) == address.thread,
            col(Outbox.stage) == Stage.WAITING,
            col(Outbox.id) <= up_to,
        )
        .values(stage=Stage.DONE, sent_at=now)
    )


def last_buttons(session: Session, thread: str, since: datetime, limit: int = 8) -> list[dict[str, str]]:
    """The labels, with their data, of the thread's last messages that had buttons, newest first."""
    rows = session.exec(
        select(Outbox)
        .where(Outbox.thread == thread, Outbox.has_buttons, col(Outbox.created_at) >= since)
        .order_by(col(Outbox.id).desc())
        .limit(limit)
    ).all()
    return [OUTGOING.validate_python(row.payload).labels for row in rows]


def _claimed(session: Session, row: Outbox, now: datetime) -> Delivery:
    row.stage, row.token, row.due_at = Stage.CLAIMED, token_hex(16), now + LEASE
    row.attempts += 1
    session.add(row)
    session.flush()
    return _delivery(row)


def _delivery(row: Outbox) -> Delivery:
    assert row.id is not None
    return Delivery(
        id=row.id,
        token=row.token or "",
        address=Address(row.channel, row.chat, row.person),
        outgoing=OUTGOING.validate_python(row.payload),
        parts=row.parts,
        attempts=row.attempts,
    )


def _held(delivery: Delivery) -> Update:
    return update(Outbox).where(
        col(Outbox.id) == delivery.id,
        col(Outbox.token) == delivery.token,
        col(Outbox.stage) == Stage.CLAIMED,
    )
