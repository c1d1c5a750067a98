"""What each role is of: an enterprise, a department, a zone; as the directory names them."""

import re
import unicodedata
from dataclasses import dataclass

from sqlmodel import Session

from bot.people import directory, texts
from knowledge.errors import BadInput
from knowledge.scope import Role

LONGEST_NAME = 40

_PHONE = re.compile(r"[+(]?[0-9][0-9 ()-]{4,24}(?:(?:转|#|x)[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a role is, in the directory's words."""

    zone: str | None = None
    enterprise: str | None = None
    department: str | None = None


def whose(
    session: Session, role: Role, zone: str | None, enterprise: str | None, department: str | None
) -> Whose:
    """What a role is of. Raises BadInput where it lacks that, or has what isn't its own."""
    zone, enterprise, department = _said(zone), _said(enterprise), _said(department)
    if role is Role.GUEST:
        raise BadInput(texts.GUEST_NOT_INVITED)
    if enterprise and role is not Role.ENTERPRISE:
        raise BadInput(texts.not_for_role(role, "enterprise"))
    if department and role is not Role.DEPARTMENT:
        raise BadInput(texts.not_for_role(role, "department"))
    match role:
        case Role.ENTERPRISE:
            return _of_enterprise(session, enterprise, zone)
        case Role.DEPARTMENT:
            return _of_department(session, department, zone)
        case _:
            return Whose(_zone(session, zone))


def read_name(name: str | None) -> str | None:
    """A name on one line; raises BadInput where it is too long to be one."""
    said = clean_name(name or "")
    if len(said) > LONGEST_NAME:
        raise BadInput(texts.NAME_INVALID.format(most=LONGEST_NAME))
    return said or None


def clean_name(name: str) -> str:
    """A name without signs that don't show, on one line."""
    shown = "".join(sign if unicodedata.category(sign)[0] not in "CZ" else " " for sign in name)
    return " ".join(shown.split())


def read_phone(phone: str | None) -> str | None:
    """A telephone number; raises BadInput where it can't be one."""
    said = " ".join(unicodedata.normalize("NFKC", phone or "").split())
    if said and not _PHONE.fullmatch(said):
        raise BadInput(texts.PHONE_INVALID.format(phone=said[:LONGEST_NAME]))
    return said or None


def _of_enterprise(session: Session, name: str | None, zone: str | None) -> Whose:
    if not name:
        raise BadInput(texts.ENTERPRISE_MISSING)
    found = directory.enterprise_named(session, name)
    return Whose(zone=_agreed(session, found.name, found.zone, zone), enterprise=found.name)


def _of_department(session: Session, name: str | None, zone: str | None) -> Whose:
    if not name:
        raise BadInput(texts.DEPARTMENT_MISSING)
    found = directory.department_named(session, name)
    return Whose(zone=_agreed(session, found.name, found.zone, zone), department=found.name)


def _agreed(session: Session, name: str, known: str | None, given: str | None) -> str | None:
    """The directory's zone; raises BadInput where another one was given."""
    own = directory.full_zone(session, known)
    if given and own and directory.zone_named(session, given) != own:
        raise BadInput(texts.other_zone(name, own, given))
    return own


def _zone(session: Session, zone: str | None) -> str | None:
    """A zone by its full name; none means all of them, to an official."""
    if zone == texts.ALL_ZONES:
        return None
    return directory.zone_named(session, zone) if zone else None


def _said(name: str | None) -> str | None:
    return (name or "").strip() or None
