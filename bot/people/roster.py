"""Everyone who is bound, for staff to see."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.messages.contents import Channel
from bot.people.tables import Account, Membership, Person


@dataclass(frozen=True, slots=True)
class Bound:
    """A person with the roles that they have now, and where they are reached."""

    person: Person
    memberships: tuple[Membership, ...]
    channels: tuple[Channel, ...]


def everyone(session: Session) -> list[Bound]:
    """The people who have a role, in the order in which they came."""
    roles: dict[int, list[Membership]] = {}
    live = select(Membership).where(col(Membership.revoked_at).is_(None)).order_by(col(Membership.id))
    for one in session.exec(live):
        roles.setdefault(one.person_id, []).append(one)
    people = session.exec(select(Person).where(col(Person.id).in_(roles)).order_by(col(Person.id))).all()
    accounts = session.exec(
        select(Account).where(col(Account.person_id).in_(roles), col(Account.is_reachable))
    ).all()
    return [
        Bound(person, tuple(roles[person.id or 0]), _channels(accounts, person.id or 0)) for person in people
    ]


def _channels(accounts: Sequence[Account], person_id: int) -> tuple[Channel, ...]:
    return tuple(sorted({one.channel for one in accounts if one.person_id == person_id}))
