"""Who is behind an address and in which role; who is reached where; taking a role away."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col, select

from bot.messages.contents import Address, Channel
from bot.messages.tables import Conversation
from bot.people import sessions
from bot.people.accounts import account_at, accounts_of
from bot.people.actors import GUEST_ACTOR, Actor
from bot.people.tables import Account, Invitation, Membership, Person
from knowledge.database import changed_by
from knowledge.parks import zone_aliases
from knowledge.scope import Role


def person_of(session: Session, address: Address) -> Person | None:
    """Who writes from an address, in whichever chat."""
    account = account_at(session, address.channel, address.person)
    return session.get(Person, account.person_id) if account else None


def memberships(session: Session, person_id: int) -> list[Membership]:
    """The roles that a person is bound to now, the oldest first."""
    of_person = select(Membership).where(
        col(Membership.person_id) == person_id, col(Membership.revoked_at).is_(None)
    )
    return list(session.exec(of_person.order_by(col(Membership.id))))


def actor_of(session: Session, address: Address, membership_id: int | None = None) -> Actor:
    """Who acts: in the role chosen, else in the oldest one; a guest where there is none."""
    person = person_of(session, address)
    return actor_for(session, person, membership_id) if person else GUEST_ACTOR


def actor_for(session: Session, person: Person, membership_id: int | None = None) -> Actor:
    """A person in the role chosen, else in the oldest one; a guest where there is none."""
    live = memberships(session, person.id or 0)
    if not live:
        return GUEST_ACTOR
    chosen = next((one for one in live if one.id == membership_id), live[0])
    names = zone_aliases(session).get(chosen.zone, frozenset[str]()) if chosen.zone else frozenset[str]()
    return Actor(
        person_id=person.id,
        name=person.name,
        role=chosen.role,
        zone=chosen.zone,
        enterprise=chosen.enterprise,
        department=chosen.department,
        membership_id=chosen.id,
        zone_names=names,
    )


def revoke(session: Session, membership_id: int, now: datetime) -> bool:
    """Take a role away, at once; False where it was no more. With another role the person goes on."""
    membership = session.get(Membership, membership_id)
    if membership is None:
        return False
    _one_after_another(session, membership.person_id)
    before = memberships(session, membership.person_id)
    if not _end(session, col(Membership.id) == membership_id, now):
        return False
    left = [one for one in before if one.id != membership_id]
    if not left:
        _shut_out(session, membership.person_id, now)
        return True
    spoken: ColumnElement[bool] = col(Conversation.membership_id) == membership_id
    if before[0].id == membership_id:  # those that chose no role spoke in this one
        spoken = or_(spoken, col(Conversation.membership_id).is_(None))
    _reset_conversations(session, membership.person_id, now, spoken)
    return True


def revoke_person(session: Session, person_id: int, now: datetime) -> bool:
    """Take every role away, at once; False where there was none."""
    _one_after_another(session, person_id)
    ended = _end(session, col(Membership.person_id) == person_id, now)
    _shut_out(session, person_id, now)
    return ended


def addresses_of(
    session: Session,
    *,
    person_id: int | None = None,
    enterprise: str | None = None,
    department: str | None = None,
    roles: Collection[Role] = (),
) -> list[Address]:
    """The private chats of the people who are all that is given now.

    Those who blocked us too: what can't reach them is a failure that staff see, and goes out when they are back.
    """
    wanted: list[ColumnElement[bool]] = []
    if person_id is not None:
        wanted.append(col(Membership.person_id) == person_id)
    if enterprise is not None:
        wanted.append(and_(col(Membership.enterprise) == enterprise, col(Membership.role) == Role.ENTERPRISE))
    if department is not None:
        wanted.append(and_(col(Membership.department) == department, col(Membership.role) == Role.DEPARTMENT))
    if roles:
        wanted.append(col(Membership.role).in_(roles))
    if not wanted:
        return []
    bound = select(Membership.person_id).where(col(Membership.revoked_at).is_(None), *wanted)
    reached = select(Account).where(col(Account.person_id).in_(bound))
    return _addresses(session.exec(reached.order_by(col(Account.id))).all())


def mark_unreachable(session: Session, channel: Channel, external_id: str) -> None:
    """They blocked us, or are gone."""
    _mark(session, channel, external_id, is_reachable=False)


def mark_reachable(session: Session, channel: Channel, external_id: str) -> None:
    """They are back."""
    _mark(session, channel, external_id, is_reachable=True)


def _mark(session: Session, channel: Channel, external_id: str, *, is_reachable: bool) -> None:
    session.execute(
        update(Account)
        .where(col(Account.channel) == channel, col(Account.external_id) == external_id)
        .values(is_reachable=is_reachable)
    )


def _addresses(accounts: Sequence[Account]) -> list[Address]:
    return [Address(account.channel, account.chat, account.external_id) for account in accounts]


def _one_after_another(session: Session, person_id: int) -> None:
    """Of two who take a person's last two roles away at once, the later one finds that it is the last."""
    session.exec(select(Person.id).where(col(Person.id) == person_id).with_for_update()).one_or_none()


def _end(session: Session, which: ColumnElement[bool], now: datetime) -> bool:
    live = update(Membership).where(which, col(Membership.revoked_at).is_(None))
    return changed_by(session, live.values(revoked_at=now)) > 0


def _shut_out(session: Session, person_id: int, now: datetime) -> None:
    """Nothing that the person has open goes on, nothing that they were given to sign in with is any good."""
    sessions.end_all(session, person_id, now)
    session.execute(
        update(Invitation)
        .where(col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None))
        .values(revoked_at=now)
    )
    _reset_conversations(session, person_id, now)


def _reset_conversations(
    session: Session, person_id: int, now: datetime, which: ColumnElement[bool] | None = None
) -> None:
    """Close the open talks; with the new version whatever is being thought about settles no more."""
    theirs = [
        and_(col(Conversation.channel) == account.channel, col(Conversation.person) == account.external_id)
        for account in accounts_of(session, person_id)
    ]
    if not theirs:
        return
    session.execute(
        update(Conversation)
        .where(or_(*theirs), *(() if which is None else (which,)))
        .values(
            talk=None,
            state={},
            membership_id=None,
            version=col(Conversation.version) + 1,
            touched_at=now,
        )
    )
