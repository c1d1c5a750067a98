"""Who may see what: roles, audiences, and the scope of one asker."""

from dataclasses import dataclass
from enum import StrEnum

PUBLIC = "public"
INTERNAL = "internal"
STAFF_ONLY = "staff"
ZONE_PREFIX = "zone:"


class Role(StrEnum):
    """What a person is bound to; a guest is anyone who isn't bound."""

    GUEST = "guest"
    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"
    OFFICIAL = "official"
    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Scope:
    """What one asker may see. `zones` None means every zone."""

    role: Role
    zones: frozenset[str] | None = frozenset()
    enterprise: str | None = None
    department: str | None = None

    def sees(self, audience: str) -> bool:
        """Whether a document for `audience` may be shown."""
        if audience == PUBLIC or self.role in (Role.STAFF, Role.ADMIN):
            return True
        if self.role is not Role.OFFICIAL or audience == STAFF_ONLY:
            return False
        return audience == INTERNAL or self.has_zone(audience.removeprefix(ZONE_PREFIX))

    def has_zone(self, zone: str) -> bool:
        """Whether `zone` is one of the asker's."""
        return self.zones is None or zone in self.zones


GUEST = Scope(Role.GUEST)
LOCAL_OPERATOR = Scope(Role.OFFICIAL, zones=None)


def stricter(one: str, other: str) -> str:
    """The audience of a text that stands in two places: nobody sees it who may not see both."""
    if one == other:
        return one
    if one.startswith(ZONE_PREFIX) and other.startswith(ZONE_PREFIX):
        return STAFF_ONLY
    return max(one, other, key=_strictness)


def is_audience(value: str) -> bool:
    """Whether `value` names an audience: public, internal, staff or zone:园区名."""
    named_zone = value.startswith(ZONE_PREFIX) and value != ZONE_PREFIX
    return named_zone or value in (PUBLIC, INTERNAL, STAFF_ONLY)


def _strictness(audience: str) -> int:
    order = {PUBLIC: 0, INTERNAL: 1, STAFF_ONLY: 3}
    return order.get(audience, 2)
