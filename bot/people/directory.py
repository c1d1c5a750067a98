"""Names as people write them → names of the directory. Raises BadInput, with near names, where there is none."""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from sqlmodel import Session, select

from bot.people import texts
from knowledge.errors import BadInput
from knowledge.parks import Department, Enterprise, Zone, aliases

MOST_NEAR = 3
MOST_COMPARED = 100  # characters

T = TypeVar("T")


def zone_named(session: Session, name: str) -> str:
    """The full name of a zone that goes by `name`."""
    zones = session.exec(select(Zone)).all()
    known = {_plain(alias): zone.name for zone in zones for alias in aliases(zones)[zone.name]}
    return _one(known, name, "zone")


def check_zone(session: Session, zone: str | None) -> None:
    """Raises BadInput for a zone that the directory doesn't have, where there is one."""
    if zone and session.exec(select(Zone.id).limit(1)).first() is not None:
        zone_named(session, zone)


def enterprise_named(session: Session, name: str) -> Enterprise:
    """The enterprise called `name`."""
    exact = session.exec(select(Enterprise).where(Enterprise.name == name)).one_or_none()
    if exact:
        return exact
    known = {_plain(one.name): one for one in session.exec(select(Enterprise))}
    return _one(known, name, "enterprise")


def department_named(session: Session, name: str) -> Department:
    """The department called `name`."""
    known = {_plain(one.name): one for one in session.exec(select(Department))}
    return _one(known, name, "department")


def full_zone(session: Session, zone: str | None) -> str | None:
    """The full name of a zone as a ledger has it; as it stands where the directory hasn't got it."""
    try:
        return zone_named(session, zone) if zone else None
    except BadInput:
        return zone


def _one(known: Mapping[str, T], name: str, kind: str) -> T:
    wanted = _plain(name)
    if wanted not in known:
        raise BadInput(texts.not_in_directory(kind, name.strip(), _near(known, wanted)))
    return known[wanted]


def _near(known: Mapping[str, T], wanted: str) -> list[str]:
    """The names that hold what was written, then those written alike."""
    holding = [name for name in known if wanted and wanted in name]
    alike = get_close_matches(wanted[:MOST_COMPARED], known, MOST_NEAR, cutoff=0.5)
    return list(dict.fromkeys([*holding, *alike]))[:MOST_NEAR]


def _plain(name: str) -> str:
    """A name to compare by: one width of characters, no white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())
