"""The conversation in a terminal: the same inbox, dialogue and outbox as any other channel's."""

import time
from datetime import date
from uuid import uuid4

from sqlmodel import select

from bot import app, texts
from bot.dialogue.handling import Stale
from bot.files import Files
from bot.messages import inbox, outbox
from bot.messages.contents import INCOMING, Address, Channel, Envelope, Incoming, Kind, Outgoing
from bot.messages.tables import UNFINISHED, Inbox
from bot.messages.worker import Worker
from bot.people import directory, roles
from bot.people.accounts import account_at, keep_account
from bot.people.bindings import memberships
from bot.people.roles import Whose
from bot.people.tables import Membership, Person
from bot.people.texts import ALL_ZONES, role_line
from knowledge.database import reading, writing
from knowledge.home import Home
from knowledge.scope import Role

URGENT = ("/stop", "/cancel")
LOOK_AGAIN = 0.1  # seconds


class Terminal:
    """Somebody who sits at this machine and is taken at their word as to who they are."""

    def __init__(self, home: Home, role: Role, whose: Whose, day: date | None = None) -> None:
        self.engine = home.engine
        self.address = _address(role, whose)
        if role is not Role.GUEST:
            self._bind(role, whose)
        fetch = app.kept_already(Files(home.settings.files))
        self.worker = Worker(
            home.engine, [Channel.TERMINAL], app.dialogue(home, fetch, day), app.read, Stale, app.utc_now
        )

    def says(self, text: str) -> list[Outgoing]:
        """Say a line; what is replied, and what came in for this person meanwhile."""
        incoming = Incoming(self.address, Kind.TEXT, text)
        key = uuid4().hex
        raw = INCOMING.dump_json(incoming).decode()
        envelope = Envelope(key, self.address, time.time_ns(), raw, is_urgent=text.strip() in URGENT)
        with writing(self.engine) as session:
            inbox.keep(session, [envelope], app.utc_now())
        while self._is_waiting(key):
            if not self._handle():
                time.sleep(LOOK_AGAIN)
        return self.hears()

    def hears(self) -> list[Outgoing]:
        """What waits for this person."""
        with writing(self.engine) as session:
            waiting = outbox.waiting_for(session, self.address)
            if waiting:
                outbox.shown(session, self.address, waiting[-1].id, app.utc_now())
        return [one.outgoing for one in waiting]

    def _handle(self) -> int:
        claims = self.worker.claim(1)
        for one in claims:
            self.worker.handle(one)
        return len(claims)

    def _is_waiting(self, key: str) -> bool:
        with reading(self.engine) as session:
            stage = session.exec(
                select(Inbox.stage).where(Inbox.channel == Channel.TERMINAL, Inbox.external_id == key)
            ).one()
        return stage in UNFINISHED

    def _bind(self, role: Role, whose: Whose) -> None:
        """This machine's operator in that role, made where there is none."""
        now = app.utc_now()
        with writing(self.engine) as session:
            account = account_at(session, Channel.TERMINAL, self.address.person)
            if account is None:
                person = Person(name=texts.LOCAL_OPERATOR, created_at=now)
                session.add(person)
                session.flush()
                account = keep_account(session, person.id or 0, self.address, now)
            if not memberships(session, account.person_id):
                session.add(
                    Membership(
                        person_id=account.person_id,
                        role=role,
                        zone=whose.zone,
                        enterprise=whose.enterprise,
                        department=whose.department,
                        created_at=now,
                    )
                )


def whose(home: Home, role: Role, zone: str | None, enterprise: str | None, department: str | None) -> Whose:
    """What the role is of, by the directory. Raises BadInput where that is missing or unknown."""
    if role in (Role.GUEST, Role.OFFICIAL, Role.STAFF, Role.ADMIN) and not (enterprise or department):
        zone = None if zone == ALL_ZONES else zone
        with reading(home.engine) as session:
            directory.check_zone(session, zone)
        return Whose(zone)
    with reading(home.engine) as session:
        return roles.whose(session, role, zone, enterprise, department)


def _address(role: Role, whose: Whose) -> Address:
    name = role_line(role, whose.zone, whose.enterprise, whose.department)
    return Address(Channel.TERMINAL, name, name)
