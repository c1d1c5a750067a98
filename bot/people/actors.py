"""An actor: a person in the role that they act in, whichever channel they come by."""

from dataclasses import dataclass

from knowledge.scope import Role, Scope

ALL_SEEING = frozenset({Role.STAFF, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `zone_names` are the other names that the actor's zone goes by."""

    person_id: int | None
    name: str
    role: Role
    zone: str | None = None
    enterprise: str | None = None
    department: str | None = None
    membership_id: int | None = None
    zone_names: frozenset[str] = frozenset()

    @property
    def is_guest(self) -> bool:
        return self.role is Role.GUEST

    @property
    def is_staff(self) -> bool:
        """Whether the actor runs the queue."""
        return self.role in ALL_SEEING

    @property
    def zones(self) -> frozenset[str] | None:
        """Every name of the actor's zone; None for every zone, as an official without one has."""
        if self.is_staff or (self.role is Role.OFFICIAL and self.zone is None):
            return None
        return self.zone_names | {self.zone} if self.zone else frozenset()

    @property
    def scope(self) -> Scope:
        """What knowledge may show the actor."""
        return Scope(self.role, self.zones, self.enterprise, self.department)


GUEST_ACTOR = Actor(None, "访客", Role.GUEST)
