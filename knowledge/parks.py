"""Zones, enterprises and departments: who is who in the parks."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import Field, Session, SQLModel, select


class Zone(SQLModel, table=True):
    """A development zone (园区)."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    short_name: str | None = None
    level: str | None = None
    county: str | None = None
    main_industry: str | None = None
    special_industry: str | None = None
    area: str | None = None
    lead: str | None = None


class Enterprise(SQLModel, table=True):
    """An enterprise of a zone; its chain is named as the ledger names it."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    credit_code: str | None = Field(default=None, unique=True)
    zone: str | None = Field(default=None, index=True)
    chain: str | None = None
    is_anchor: bool = False
    contact: str | None = None
    phone: str | None = None


class Department(SQLModel, table=True):
    """A department and what it answers for (、 between duties); no zone means the whole city."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    zone: str | None = None
    duties: str = ""
    phone: str | None = None


def aliases(zones: Sequence[Zone]) -> dict[str, frozenset[str]]:
    """Each name that a zone goes by, with all its names; a short name that two claim is neither's."""
    claims = Counter(name for zone in zones for name in {zone.name, zone.short_name} if name)
    known: dict[str, frozenset[str]] = {}
    for zone in zones:
        short = {zone.short_name} if zone.short_name and claims[zone.short_name] == 1 else set()
        names = frozenset({zone.name} | short)
        known.update(dict.fromkeys(names, names))
    return known


def zone_aliases(session: Session) -> dict[str, frozenset[str]]:
    """The names that the zones of the directory go by."""
    return aliases(session.exec(select(Zone)).all())
