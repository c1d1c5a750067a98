"""Invitations: one-time codes that bind whoever redeems them to a role, or sign them in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from bot.messages.contents import Address, Channel
from bot.people import attempts, codes, roles, texts
from bot.people.accounts import account_at, keep_account
from bot.people.bindings import memberships
from bot.people.tables import Invitation, Membership, Person
from knowledge.database import changed_by, serialise
from knowledge.errors import BadInput
from knowledge.scope import Role

LIFETIME = timedelta(days=7)
LONGEST_LIFETIME = timedelta(days=365)
SIGN_IN_LIFETIME = timedelta(minutes=10)
REDEEMING_LOCK = 0x57756863  # one advisory lock number of ours on PostgreSQL


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with its code, which is kept nowhere."""

    code: str
    invitation: Invitation


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Who was let in, and the role that they got; none where the code was to sign in."""

    person: Person
    membership: Membership | None

    @property
    def text(self) -> str:
        return texts.redeemed(self.person.name, role_of(self.membership) if self.membership else None)


class Reason(StrEnum):
    """Why a code wasn't redeemed."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    USED_BY_YOU = "used_by_you"
    REVOKED = "revoked"
    LOCKED = "locked"
    OTHER_PERSON = "other_person"


COUNTED = frozenset({Reason.UNKNOWN, Reason.EXPIRED, Reason.USED, Reason.REVOKED})


@dataclass(frozen=True, slots=True)
class Refused:
    """A code that wasn't redeemed."""

    reason: Reason

    @property
    def text(self) -> str:
        return texts.REFUSED[self.reason]


def invite(
    session: Session,
    role: Role,
    now: datetime,
    *,
    zone: str | None = None,
    enterprise: str | None = None,
    department: str | None = None,
    name: str | None = None,
    phone: str | None = None,
    invited_by: int | None = None,
    lifetime: timedelta = LIFETIME,
) -> Invited:
    """A code for a new binding. Raises BadInput where the role lacks what it is of, or has what it isn't of."""
    if not timedelta(0) < lifetime <= LONGEST_LIFETIME:
        raise BadInput(texts.LIFETIME_INVALID)
    of = roles.whose(session, role, zone, enterprise, department)
    code = codes.new_code()
    invitation = Invitation(
        code_hash=codes.hashed(code),
        role=role,
        zone=of.zone,
        enterprise=of.enterprise,
        department=of.department,
        name=roles.read_name(name),
        phone=roles.read_phone(phone),
        invited_by=invited_by,
        created_at=now,
        expires_at=now + lifetime,
    )
    return _kept(session, code, invitation)


def sign_in_code(session: Session, person_id: int, now: datetime) -> Invited:
    """A code for the person to sign in elsewhere with, once; it takes the place of an earlier one."""
    if not memberships(session, person_id):
        raise BadInput(texts.NO_ROLE_LEFT)
    _revoke(session, col(Invitation.person_id) == person_id, now)
    code = codes.new_code()
    invitation = Invitation(
        code_hash=codes.hashed(code),
        person_id=person_id,
        created_at=now,
        expires_at=now + SIGN_IN_LIFETIME,
    )
    return _kept(session, code, invitation)


def redeem(
    session: Session,
    code: str,
    address: Address,
    name: str,
    now: datetime,
    tried_by: Collection[str] = (),
) -> Redeemed | Refused:
    """Bind the person at `address`, known there as `name`, by what they pasted as a code.

    Wrong ones count against the account, the person behind it and `tried_by`, as `attempts.network` has it.
    """
    serialise(session, REDEEMING_LOCK)  # or many at once would each find few wrong tries
    account = account_at(session, address.channel, address.person)
    person_id = account.person_id if account else None
    who = {*tried_by, f"{address.channel}:{address.person}"} | ({f"person:{person_id}"} if account else set())
    if attempts.is_locked(session, who, now):
        return Refused(Reason.LOCKED)
    found = _invitation(session, code)
    refused = _refusal(session, found, person_id, address.channel, now)
    if found is None or refused or not _used(session, found, now):
        reason = refused or Reason.USED  # somebody was quicker
        if reason in COUNTED:
            attempts.record_wrong(session, who, now)
        return Refused(reason)
    return _bound(session, found, person_id, address, name, now)


def revoke_invitation(session: Session, invitation_id: int, now: datetime) -> bool:
    """Make a code worth nothing; False where it was already."""
    return _revoke(session, col(Invitation.id) == invitation_id, now) > 0


def void(session: Session, code: str, now: datetime) -> bool:
    """Make the code in what was pasted, which others have seen, worth nothing; False where there is none unused."""
    read = codes.read_code(code)
    return read is not None and _revoke(session, col(Invitation.code_hash) == codes.hashed(read), now) > 0


def open_invitations(session: Session, now: datetime) -> Sequence[Invitation]:
    """The invitations to a role that can still be redeemed, the oldest first."""
    still = select(Invitation).where(
        col(Invitation.role).is_not(None),
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
        col(Invitation.expires_at) > now,
    )
    return session.exec(still.order_by(col(Invitation.id))).all()


def role_of(bound: Membership | Invitation) -> str:
    """A role as people read it."""
    return texts.role_line(bound.role or Role.GUEST, bound.zone, bound.enterprise, bound.department)


def _kept(session: Session, code: str, invitation: Invitation) -> Invited:
    session.add(invitation)
    session.flush()
    return Invited(code, invitation)


def _invitation(session: Session, pasted: str) -> Invitation | None:
    code = codes.read_code(pasted)
    if code is None:
        return None
    wanted = select(Invitation).where(col(Invitation.code_hash) == codes.hashed(code))
    return session.exec(wanted).one_or_none()


def _refusal(
    session: Session,
    found: Invitation | None,
    person_id: int | None,
    channel: Channel,
    now: datetime,
) -> Reason | None:
    """Why the person (None: nobody yet) can't have the invitation."""
    if found is None:
        return Reason.UNKNOWN
    if found.used_at is not None:
        is_bound = person_id is not None and found.used_by == person_id and memberships(session, person_id)
        return Reason.USED_BY_YOU if is_bound else Reason.USED
    if found.revoked_at is not None:
        return Reason.REVOKED
    if found.expires_at <= now:
        return Reason.EXPIRED
    is_anothers = found.person_id is not None and person_id not in (None, found.person_id)
    if is_anothers and channel is not Channel.WEB:  # a browser may be signed in from by one after another
        return Reason.OTHER_PERSON
    return None


def _used(session: Session, found: Invitation, now: datetime) -> bool:
    """Use the code up; False where that was done meanwhile."""
    unused = update(Invitation).where(
        col(Invitation.id) == found.id,
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
    )
    return changed_by(session, unused.values(used_at=now)) == 1


def _bound(
    session: Session,
    found: Invitation,
    person_id: int | None,
    address: Address,
    name: str,
    now: datetime,
) -> Redeemed:
    person = _person(session, found, person_id, name, now)
    keep_account(session, person.id or 0, address, now)
    session.execute(update(Invitation).where(col(Invitation.id) == found.id).values(used_by=person.id))
    if found.role is None:
        return Redeemed(person, None)
    return Redeemed(person, _membership(session, person.id or 0, found.role, found, now))


def _person(session: Session, found: Invitation, person_id: int | None, name: str, now: datetime) -> Person:
    """Whose code it is, else who has the account, else somebody new."""
    known = session.get(Person, found.person_id or person_id or 0)
    called = found.name or roles.clean_name(name)[: roles.LONGEST_NAME] or texts.UNNAMED
    person = known or Person(name=called, created_at=now)
    person.phone = person.phone or found.phone
    session.add(person)
    session.flush()
    return person


def _membership(session: Session, person_id: int, role: Role, found: Invitation, now: datetime) -> Membership:
    """The new role; where the person has the very same already, that one."""
    of = (role, found.zone, found.enterprise, found.department)
    for one in memberships(session, person_id):
        if (one.role, one.zone, one.enterprise, one.department) == of:
            return one
    membership = Membership(
        person_id=person_id,
        role=role,
        zone=found.zone,
        enterprise=found.enterprise,
        department=found.department,
        created_at=now,
    )
    session.add(membership)
    session.flush()
    return membership


def _revoke(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    still = update(Invitation).where(
        which, col(Invitation.used_at).is_(None), col(Invitation.revoked_at).is_(None)
    )
    return changed_by(session, still.values(revoked_at=now))
