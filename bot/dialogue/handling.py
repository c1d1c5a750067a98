"""How a message is handled: planned and thought about without a transaction, settled in one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.dialogue import following, texts
from bot.dialogue.finding import Table, find
from bot.dialogue.following import Ask, Last
from bot.dialogue.reading_words import legible
from bot.dialogue.route import Step
from bot.dialogue.turn import Links, Preparing, Thought, Turn
from bot.files import check_handed_in
from bot.library import Library
from bot.messages import conversations, outbox
from bot.messages.contents import Address, Channel, FileRef, Incoming, Kind, Outgoing, StoredFile
from bot.messages.tables import Conversation
from bot.people import bindings, invitations
from bot.people import texts as people_texts
from bot.people.actors import GUEST_ACTOR, Actor
from bot.people.bindings import actor_of
from bot.people.permissions import may
from knowledge.database import reading
from knowledge.errors import BadInput
from knowledge.parks import zone_aliases
from knowledge.zone_calls import Calls, calls

BUTTONS_LAST = timedelta(days=7)  # how long a label is understood when it is typed
MOST_FILES = 10

Fetch = Callable[[Channel, FileRef], StoredFile]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a message means where its conversation stands at `version`."""

    incoming: Incoming
    actor: Actor
    step: Step
    version: int
    state: dict[str, Any] = field(default_factory=dict)  # of the open talk
    asked: Last | None = None
    zones: Calls = field(default_factory=dict)  # how they are called, where a question may go on

    @property
    def takes_time(self) -> bool:
        """Whether there is something to think about or to fetch."""
        return self.is_allowed and (self.step.thinks or bool(self.files) or self.step.prepare is not None)

    @property
    def files(self) -> tuple[FileRef, ...]:
        """The files to fetch: none where nothing is done with them."""
        return self.incoming.files[:MOST_FILES] if self.step.takes_files else ()

    @property
    def is_allowed(self) -> bool:
        """Whether whoever writes has one of the rights that it takes."""
        return any(may(self.actor, right) for right in self.step.rights)

    @property
    def is_misplaced(self) -> bool:
        """Whether it is something personal, asked for in a group."""
        return self.incoming.is_group and self.step.is_personal


class Stale(Exception):
    """The conversation, or who speaks in it, is another by now: the message must be planned anew."""


class Dialogue:
    """The conversation, whichever channel it is on."""

    def __init__(
        self,
        engine: Engine,
        table: Table,
        ask: Ask,
        fetch: Fetch,
        links: Links,
        library: Library | None = None,
    ) -> None:
        self.engine = engine
        self.table = table
        self.ask = ask
        self.fetch = fetch
        self.links = links
        self.library = library

    def plan(self, incoming: Incoming, now: datetime) -> Plan:
        """Understand a message where its conversation stands."""
        incoming = _legible(incoming)
        thread = incoming.address.thread
        with reading(self.engine) as session:
            found = session.exec(select(Conversation).where(Conversation.thread == thread)).first()
            shown = outbox.last_buttons(session, thread, now - BUTTONS_LAST)
            actor = _actor(session, incoming, found)
            step = find(self.table, incoming, actor, found.talk if found else None, shown)
            known = found.state if found else {}
            last = following.last(known.get("asked"), now)
            zones = calls(zone_aliases(session)) if last and step.thinks else {}
            at = found.version if found else 0
            return Plan(incoming, actor, step, at, known.get("talk", {}), last, zones)

    def think(self, plan: Plan, now: datetime) -> Thought:
        """Answer the question, fetch the files; no transaction is open."""
        if not plan.takes_time:
            return Thought()
        replied = None
        if plan.step.thinks:
            question = plan.step.argument
            replied = following.replied(self.ask, question, plan.asked, plan.zones, plan.actor, now)
        stored: dict[FileRef, StoredFile] = {}
        refused: list[str] = []
        for file in plan.files:
            try:
                stored[file] = self._fetched(plan, file)
            except BadInput as error:
                refused.append(f"{file.name}：{error}")
        if len(plan.incoming.files) > len(plan.files) > 0:
            refused.append(texts.TOO_MANY_FILES.format(most=MOST_FILES))
        prepared = self._prepare(plan, stored, now)
        return Thought(replied, tuple(stored.values()), tuple(refused), prepared)

    def _fetched(self, plan: Plan, file: FileRef) -> StoredFile:
        stored = self.fetch(plan.incoming.address.channel, file)
        if plan.step.prepare is None:  # nothing reads it: it is an attachment
            check_handed_in(stored.mime)
        return stored

    def _prepare(self, plan: Plan, stored: dict[FileRef, StoredFile], now: datetime) -> object:
        if plan.step.prepare is None:
            return None
        files, names = tuple(stored.values()), tuple(one.name for one in stored)
        return plan.step.prepare(self.library, Preparing(plan.state, plan.step.argument, files, names, now))

    def settle(
        self, session: Session, plan: Plan, thought: Thought, now: datetime, key: str, dropped: int
    ) -> None:
        """Do what was meant and say what came of it, in the caller's transaction.

        Raises Stale where the conversation isn't at the plan's version any more, or the role was taken away.
        """
        conversation = conversations.held(session, plan.incoming.address, now)
        actor = _actor(session, plan.incoming, conversation)
        if plan.incoming.kind is not Kind.GONE and not plan.incoming.is_group:
            _is_there(session, plan.incoming.address, now)
        if conversation.version != plan.version or actor != plan.actor:
            raise Stale
        turn = Turn(
            session, now, plan.incoming, conversation, actor, thought, self.table.menu, self.links, dropped
        )
        if plan.is_misplaced:
            turn.say(_elsewhere(turn, plan.step))
        elif not any(may(actor, right) for right in plan.step.rights):
            turn.say(texts.NOT_FOR_GUESTS if actor.is_guest else texts.NOT_ALLOWED)
        else:
            _run(turn, plan.step)
        conversation.version += 1
        conversation.touched_at = now
        session.add(conversation)
        for position, outgoing in enumerate(turn.said):
            outbox.put(session, plan.incoming.address, outgoing, now, f"{key}:{position}")

    def apologise(self, session: Session, incoming: Incoming, now: datetime, key: str) -> None:
        """Say that a message couldn't be handled, and that staff know."""
        outbox.put(session, incoming.address, Outgoing(texts.FAILED), now, key)


def _is_there(session: Session, address: Address, now: datetime) -> None:
    """Who writes can be reached again: what couldn't be delivered goes out now."""
    if address.channel is Channel.TELEGRAM and outbox.revive_chat(session, address, now):
        bindings.mark_reachable(session, address.channel, address.person)


def _elsewhere(turn: Turn, step: Step) -> str:
    """What is said in a group to something personal; a code that was shown there is worth nothing any more."""
    link = turn.links.private_chat()
    if step.name == "start" and step.argument and invitations.void(turn.session, step.argument, turn.now):
        return people_texts.seen_by_group(link)
    return texts.only_in_private(link)


def _run(turn: Turn, step: Step) -> None:
    """Do what was meant; what can't be used as it is changes nothing, and its word is the reply."""
    try:
        with turn.session.begin_nested():
            step.run(turn, step.argument)
    except BadInput as error:
        turn.session.refresh(turn.conversation)
        turn.said[:] = [Outgoing(str(error))]


def _legible(incoming: Incoming) -> Incoming:
    return replace(
        incoming,
        text=legible(incoming.text),
        data=legible(incoming.data),
        name=legible(incoming.name),
        phone=legible(incoming.phone),
    )


def _actor(session: Session, incoming: Incoming, conversation: Conversation | None) -> Actor:
    """Who writes: in a group everyone is a guest."""
    if incoming.is_group:
        return GUEST_ACTOR
    return actor_of(session, incoming.address, conversation.membership_id if conversation else None)
