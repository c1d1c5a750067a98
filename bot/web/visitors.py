"""Who a browser is: its session, its address, the person in their role."""

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session, col, select

from bot.messages.contents import Address
from bot.messages.tables import Conversation
from bot.people import attempts, bindings, sessions
from bot.people.accounts import browser_address, signed_in_address
from bot.people.actors import Actor
from bot.people.tables import WebSession
from bot.people.texts import role_line
from bot.web import texts
from bot.web.cookies import token_in
from bot.web.place import Place, place_of
from bot.web.refusals import Refusal
from knowledge.database import reading, writing
from knowledge.scope import Role

CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser with a live session, and who acts through it."""

    token: str
    session: WebSession
    address: Address
    actor: Actor
    network: str

    @property
    def is_signed_in(self) -> bool:
        return self.session.person_id is not None

    @property
    def name(self) -> str:
        return self.actor.name if self.is_signed_in else texts.GUEST

    @property
    def role(self) -> str:
        """The role and what it is bound to, for the head of the page."""
        if self.actor.role is Role.GUEST:
            return ""
        actor = self.actor
        return role_line(actor.role, actor.zone, actor.enterprise, actor.department)


def visitor_with(session: Session, place: Place, token: str, network: str = "") -> Visitor | None:
    """Whose a token is, unless its session is over."""
    found = sessions.session_of(session, token, place.now())
    if found is None:
        return None
    address = address_of(found)
    chosen = select(Conversation.membership_id).where(col(Conversation.thread) == address.thread)
    actor = bindings.actor_of(session, address, session.exec(chosen).first())
    return Visitor(token, found, address, actor, network)


def address_of(web_session: WebSession) -> Address:
    """Where a browser's person is reached, or the browser itself."""
    if web_session.person_id is not None:
        return signed_in_address(web_session.person_id)
    assert web_session.id is not None
    return browser_address(web_session.id)


def network_of(request: Request) -> str:
    """The network that a request comes from."""
    return attempts.network(request.client.host if request.client else "")


def visitor_if_any(request: Request) -> Visitor | None:
    """The visitor, where the browser has a session."""
    place, token = place_of(request), token_in(request)
    if not token:
        return None
    with reading(place.engine) as session:
        visitor = visitor_with(session, place, token, network_of(request))
    if visitor and sessions.needs_touch(visitor.session, place.now()):
        with writing(place.engine) as session:
            sessions.touch(session, visitor.session, place.now())
    return visitor


def visitor(request: Request) -> Visitor:
    """The visitor; without a session nothing but the pages themselves is to be had."""
    found = visitor_if_any(request)
    if found is None:
        raise Refusal(401, texts.NO_SESSION)
    return found


AnyVisitor = Annotated[Visitor | None, Depends(visitor_if_any)]
TheVisitor = Annotated[Visitor, Depends(visitor)]


def check_csrf(visitor: Visitor, sent: object) -> None:
    """Refuse a request that doesn't carry the session's own token."""
    theirs = sent if isinstance(sent, str) else ""
    if not hmac.compare_digest(theirs.encode(), visitor.session.csrf.encode()):
        raise Refusal(403, texts.CSRF_WRONG)


def check_pace(place: Place, visitor: Visitor) -> None:
    """Refuse who sends too much; counted by browser and by network."""
    now = place.now()
    wait = place.limits.messages.take(str(visitor.session.id), now)
    wait = wait or place.limits.messages_of_network.take(visitor.network, now)
    if wait:
        raise Refusal(429, texts.too_fast(wait), wait)
