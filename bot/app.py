"""Composition: settings → the home, its sources, an asker."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from knowledge.answering import Asker, Source
from knowledge.database import reading
from knowledge.home import Home
from knowledge.parks import zone_aliases
from knowledge.policies import Policies
from knowledge.projects.source import Projects
from knowledge.scope import Role, Scope

LOCAL_TIME = ZoneInfo("Asia/Shanghai")


def sources(home: Home) -> tuple[Source, ...]:
    """What is asked, in this order."""
    return Projects(home), Policies(home)


def asker(engine: Engine, role: Role, zone: str | None, day: date | None) -> Asker:
    """Someone who asks in a role; an official without a zone is one of all zones."""
    if role in (Role.STAFF, Role.ADMIN) or (role is Role.OFFICIAL and zone is None):
        return Asker(Scope(role, zones=None), day or today())
    with reading(engine) as session:
        zones = zone_aliases(session).get(zone, frozenset({zone})) if zone else frozenset[str]()
    return Asker(Scope(role, zones), day or today())


def now() -> datetime:
    """This moment, aware, in local time."""
    return datetime.now(LOCAL_TIME)


def today() -> date:
    """Today in Asia/Shanghai."""
    return now().date()
