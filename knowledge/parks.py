"""Zones, enterprises and departments: who is who in the parks."""

from sqlmodel import Field, SQLModel


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
