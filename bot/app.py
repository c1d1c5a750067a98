"""Composition: settings → the home, its sources, an asker, the dialogue over every channel."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot import texts
from bot.dialogue.following import After, Ask
from bot.dialogue.handling import Dialogue, Fetch
from bot.dialogue.routes import TABLE
from bot.dialogue.turn import Links
from bot.files import Files, named
from bot.library import Library
from bot.messages.contents import INCOMING, Channel, FileRef, Incoming, StoredFile, merged
from bot.people import directory, links
from bot.people.actors import Actor
from knowledge.answering import Asker, Source, answer
from knowledge.answers import Reply
from knowledge.continuing import go_on
from knowledge.database import reading
from knowledge.errors import BadInput
from knowledge.faq.source import Faq
from knowledge.home import Home
from knowledge.parks import zone_aliases
from knowledge.policies import Policies
from knowledge.projects.source import Projects
from knowledge.scope import Role, Scope
from knowledge.settings import Settings

LOCAL_TIME = ZoneInfo("Asia/Shanghai")


def sources(home: Home) -> tuple[Source, ...]:
    """What is asked, in this order."""
    return Faq(home.engine), Projects(home), Policies(home)


def asker(engine: Engine, role: Role, zone: str | None, day: date | None) -> Asker:
    """Someone who asks in a role; an official without a zone is one of all zones. Raises BadInput for no zone."""
    with reading(engine) as session:
        directory.check_zone(session, zone)
    if role in (Role.STAFF, Role.ADMIN) or (role is Role.OFFICIAL and zone is None):
        return Asker(Scope(role, zones=None), day or today())
    with reading(engine) as session:
        zones = zone_aliases(session).get(zone, frozenset({zone})) if zone else frozenset[str]()
    return Asker(Scope(role, zones), day or today())


def dialogue(
    home: Home, fetch: Fetch, day: date | None = None, arrived: Callable[[], None] = lambda: None
) -> Dialogue:
    """The conversation on this home; with a day, what was in force then is answered.

    `arrived` is told when staff sent a document.
    """
    shelf = library(home, arrived)
    return Dialogue(home.engine, TABLE, asking(home, day), fetch, links_of(home.settings), shelf)


def library(home: Home, arrived: Callable[[], None] = lambda: None) -> Library:
    """Where documents go that staff send."""
    settings = home.settings
    return Library(home.engine, settings.uploads, Files(settings.files).path, settings.recognised, arrived)


def asking(home: Home, day: date | None = None) -> Ask:
    """How a question is answered: on what the database holds at that moment."""

    def ask(question: str, actor: Actor, at: datetime, after: After | None = None) -> Reply:
        home.catch_up()
        asker = Asker(actor.scope, day or at.astimezone(LOCAL_TIME).date())
        return (
            go_on(home, asker, after.remark, after.said) if after else answer(question, asker, sources(home))
        )

    return ask


def kept_already(files: Files) -> Fetch:
    """How files are fetched that were stored as they came in: by their digest."""

    def fetch(_channel: Channel, file: FileRef) -> StoredFile:
        if not files.path(file.ref).is_file():
            raise BadInput(texts.FILE_GONE)
        mime = file.mime or ""
        return StoredFile(file.ref, named(file.name, mime), mime, file.size or 0)

    return fetch


def links_of(settings: Settings) -> Links:
    """The addresses that people are sent."""

    def private_chat() -> str | None:
        name = links.bot_name(settings)
        return f"https://t.me/{name}" if name else None

    return Links(private_chat, lambda code: links.link(settings, None, code))


def read(channel: Channel, raw: Sequence[str], bot_name: str = "") -> Incoming:
    """What raw messages of a channel say, an album as one."""
    if channel is Channel.TELEGRAM:
        from bot.telegram.translate import incoming  # its package costs what only serve needs

        return merged(tuple(incoming(json.loads(one), bot_name) for one in raw))
    return merged(tuple(INCOMING.validate_json(one) for one in raw))


def now() -> datetime:
    """This moment, aware, in local time."""
    return datetime.now(LOCAL_TIME)


def utc_now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Today in Asia/Shanghai."""
    return now().date()
