"""Wrong codes: after a few the person, and after many the network address, may not try for a while."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy import delete
from sqlmodel import Session, col, select

from bot.people.tables import WrongCode

MOST_WRONG = 5
MOST_WRONG_OF_NETWORK = 50  # behind one address there may be a whole park
NETWORK = "net:"
WINDOW = timedelta(minutes=15)
LOCK = timedelta(minutes=15)


def network(host: str) -> str:
    """Who tries, by the network address: of IPv6 the network that one household has."""
    try:
        address = ip_address(host)
    except ValueError:
        return f"{NETWORK}{host[:64]}"
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or IPv6Network((int(address), 64), strict=False).network_address
    return f"{NETWORK}{address}"


def most_wrong(who: str) -> int:
    """How many wrong tries shut `who` out: a network is let try more than an account, a person or a browser."""
    return MOST_WRONG_OF_NETWORK if who.startswith(NETWORK) else MOST_WRONG


def locked_until(times: Sequence[datetime], most: int = MOST_WRONG) -> datetime | None:
    """Until when `most` wrong tries at `times`, in their order, shut someone out. Pure.

    Nothing is tried while they are shut out, so the last tries are those that did it.
    """
    if len(times) < most or times[-1] - times[-most] >= WINDOW:
        return None
    return times[-1] + LOCK


def is_locked(session: Session, tried_by: Collection[str], now: datetime) -> bool:
    """Whether any of `tried_by` is shut out."""
    return any(
        until is not None and now < until
        for until in (locked_until(_times(session, who, now), most_wrong(who)) for who in tried_by)
    )


def record_wrong(session: Session, tried_by: Collection[str], now: datetime) -> None:
    """Count a wrong try; what is too old to count is dropped."""
    session.execute(delete(WrongCode).where(col(WrongCode.at) <= now - WINDOW - LOCK))
    session.add_all(WrongCode(tried_by=who, at=now) for who in sorted(tried_by))
    session.flush()


def _times(session: Session, who: str, now: datetime) -> Sequence[datetime]:
    tries = select(WrongCode.at).where(
        col(WrongCode.tried_by) == who, col(WrongCode.at) > now - WINDOW - LOCK
    )
    return session.exec(tries.order_by(col(WrongCode.at), col(WrongCode.id))).all()
