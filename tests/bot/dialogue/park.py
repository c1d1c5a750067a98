"""A park whose people talk to the assistant: through the real inbox, worker, dialogue and outbox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

from bot import app, jobs
from bot.desk.tables import Issue, Step
from bot.dialogue.finding import find
from bot.dialogue.following import After
from bot.dialogue.handling import BUTTONS_LAST, Dialogue, Stale
from bot.dialogue.routes import TABLE
from bot.dialogue.turn import Links
from bot.files import Files
from bot.library import Library
from bot.messages import inbox, outbox
from bot.messages.contents import (
    INCOMING,
    OUTGOING,
    Address,
    Channel,
    Envelope,
    FileRef,
    Incoming,
    Kind,
    Outgoing,
    StoredFile,
)
from bot.messages.tables import Conversation, Inbox, Outbox
from bot.messages.worker import Worker
from bot.people import bindings, invitations
from bot.people.actors import Actor
from bot.questions.texts import USEFUL, USELESS
from knowledge.answers import Reason, Refusal, Reply, Subject
from knowledge.database import reading, writing
from knowledge.scope import Role

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10:00 in 澜川
LONGEST_QUESTION = 500
URGENT = ("/stop", "/cancel")
GROUP = "-500"
NOT_FOUND = "现有资料里没有找到能回答这个问题的内容。"
_NUMBERS = count(1)


@dataclass
class Park:
    """The assistant on a database, with a clock that a test moves and answers that it lays down."""

    engine: Engine
    folder: Path
    at: datetime = MONDAY
    answers: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, Actor]] = field(default_factory=list)
    remarks: list[After] = field(default_factory=list)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)  # happens while it thinks, once each
    sent: dict[str, bytes] = field(default_factory=dict)
    checks_labels: bool = True

    def now(self) -> datetime:
        """Every look at the clock is a moment later than the one before."""
        self.at += timedelta(milliseconds=1)
        return self.at

    def later(self, **passed: float) -> None:
        self.at += timedelta(**passed)

    @cached_property
    def files(self) -> Files:
        return Files(self.folder / "files")

    @cached_property
    def dialogue(self) -> Dialogue:
        links = Links(lambda: "https://t.me/wuhao_bot", lambda code: f"http://park/sign-in#{code}")
        library = Library(self.engine, self.folder / "uploads", self.files.path, self.folder / "recognised")
        return Dialogue(self.engine, TABLE, self.ask, self.fetch, links, library)

    @cached_property
    def worker(self) -> Worker:
        return Worker(self.engine, [Channel.TERMINAL, Channel.WEB], self.dialogue, app.read, Stale, self.now)

    def ask(self, question: str, actor: Actor, _at: datetime, after: After | None = None) -> Reply:
        """What was laid down for that question, else a refusal as the real one gives it."""
        self.asked.append((question, actor))
        if after:
            self.remarks.append(after)
        while self.meanwhile:
            self.meanwhile.pop()()
        if len(question) > LONGEST_QUESTION:
            return Refusal(question, Subject.POLICY, Reason.TOO_LONG, "问题太长了，请缩短。")
        if not question:
            return Refusal(question, Subject.POLICY, Reason.EMPTY, "没有看到问题。")
        nothing = Refusal(question, Subject.POLICY, Reason.NOT_FOUND, NOT_FOUND)
        return self.answers.get(question, nothing)

    def fetch(self, _channel: Channel, file: FileRef) -> StoredFile:
        return self.files.store(self.sent[file.ref], file.name)

    def keep(self, *incoming: Incoming, album: str | None = None) -> None:
        """Take messages in, as a channel does."""
        envelopes = []
        for one in incoming:
            key = next(_NUMBERS)
            raw = INCOMING.dump_json(one).decode()
            is_urgent = one.text.strip() in URGENT
            envelopes.append(Envelope(f"m{key}", one.address, key, raw, album, is_urgent))
        with writing(self.engine) as session:
            inbox.keep(session, envelopes, self.now())

    def handle(self, messages: int) -> None:
        """Handle so many messages that are due; nothing may go wrong."""
        before = self.last_row
        while messages > 0:
            claims = self.worker.claim(10)
            assert claims, "what came in isn't due"
            for claim in claims:
                self.worker.handle(claim)
                messages -= len(claim.ids)
        if self.last_row == before:
            self.check_nothing_failed()
        if self.checks_labels:
            self.check_labels(before)

    def check_nothing_failed(self) -> None:
        with reading(self.engine) as session:
            errors = session.exec(select(Inbox.error).where(col(Inbox.error).is_not(None))).all()
        assert not errors, errors

    def check_labels(self, since: int) -> None:
        """Every button that was just shown has a label of its own; typing it means what pressing it means."""
        with reading(self.engine) as session:
            shown = session.exec(select(Outbox).where(col(Outbox.id) > since, col(Outbox.has_buttons))).all()
            for row in {row.thread: row for row in shown}.values():
                outgoing = OUTGOING.validate_python(row.payload)
                buttons = [button for line in outgoing.buttons for button in line]
                assert len({button.label for button in buttons}) == len(buttons), buttons
                talk = session.exec(
                    select(Conversation.talk).where(Conversation.thread == row.thread)
                ).first()
                actor = bindings.actor_of(session, Address(row.channel, row.chat, row.person))
                labels = outbox.last_buttons(session, row.thread, self.at - BUTTONS_LAST)
                for label, data in outgoing.labels.items():
                    base = Incoming(Address(row.channel, row.chat, row.person), Kind.TEXT)
                    typed = find(TABLE, replace(base, text=label), actor, talk, labels)
                    pressed = find(TABLE, replace(base, kind=Kind.PRESS, data=data), actor, talk, labels)
                    assert typed == pressed or label in (USEFUL, USELESS), label

    def tick(self) -> None:
        jobs.tick(self.engine, self.now())

    def person(self, name: str) -> "Person":
        return Person(self, name, Address(Channel.TERMINAL, name, name))

    def invite(self, role: Role, **of: str) -> str:
        """A fresh invitation's code."""
        with writing(self.engine) as session:
            return invitations.invite(session, role, self.now(), **of).code  # type: ignore[arg-type]

    def issue(self, number: str = "WT-2026-0001") -> Issue:
        with reading(self.engine) as session:
            return session.exec(select(Issue).where(Issue.number == number)).one()

    def issues(self) -> Sequence[Issue]:
        with reading(self.engine) as session:
            return session.exec(select(Issue).order_by(col(Issue.id))).all()

    def steps(self, number: str = "WT-2026-0001") -> Sequence[Step]:
        issue = self.issue(number)
        with reading(self.engine) as session:
            return session.exec(
                select(Step).where(Step.issue_id == issue.id).order_by(col(Step.version))
            ).all()

    @property
    def last_row(self) -> int:
        with reading(self.engine) as session:
            return session.exec(select(col(Outbox.id)).order_by(col(Outbox.id).desc()).limit(1)).first() or 0


@dataclass(frozen=True)
class Person:
    """Somebody in a chat of theirs, or in the group."""

    park: Park
    name: str
    address: Address

    @property
    def in_group(self) -> "Person":
        """The same one, in a group with others."""
        return replace(self, address=replace(self.address, chat=GROUP))

    @property
    def heard(self) -> list[Outgoing]:
        """All that was said to them, the oldest first."""
        return self.heard_since(0)

    def heard_since(self, row: int) -> list[Outgoing]:
        with reading(self.park.engine) as session:
            rows = session.exec(
                select(Outbox)
                .where(Outbox.thread == self.address.thread, col(Outbox.id) > row)
                .order_by(col(Outbox.id))
            )
            return [OUTGOING.validate_python(row.payload) for row in rows]

    @property
    def last(self) -> Outgoing:
        with reading(self.park.engine) as session:
            rows = select(Outbox.payload).where(Outbox.thread == self.address.thread)
            return OUTGOING.validate_python(
                session.exec(rows.order_by(col(Outbox.id).desc()).limit(1)).first()
            )

    @property
    def talk(self) -> str | None:
        with reading(self.park.engine) as session:
            return session.exec(
                select(Conversation.talk).where(Conversation.thread == self.address.thread)
            ).first()

    @property
    def actor(self) -> Actor:
        with reading(self.park.engine) as session:
            return bindings.actor_of(session, self.address)

    def says(self, text: str) -> str:
        """Say something; all that comes back at once."""
        return self._send(self.incoming(Kind.TEXT, text=text))

    def presses(self, label: str) -> str:
        """Press the newest button with that label."""
        return self.presses_data(self.data(label))

    def presses_data(self, data: str) -> str:
        return self._send(self.incoming(Kind.PRESS, data=data))

    def data(self, label: str) -> str:
        """The data behind the newest button with that label."""
        for outgoing in reversed(self.heard):
            opened = {f"[{one.n}] 原文": f"p:{one.passage}" for one in outgoing.sources if one.passage}
            if label in (behind := outgoing.labels | opened):
                return behind[label]
        raise AssertionError(f"{self.name} has no button {label}")

    def sends(self, *names: str, caption: str = "", content: bytes | None = None) -> str:
        """Send files, several as an album; what each holds is its name unless said otherwise."""
        sent = []
        for position, name in enumerate(names):
            ref = f"file{next(_NUMBERS)}"
            self.park.sent[ref] = (
                content if content is not None else b"\xff\xd8\xff" + name.encode()
            )  # a JPEG
            text = caption if position == 0 else ""
            sent.append(self.incoming(Kind.FILES, text=text, files=(FileRef(ref, name),)))
        return self._send(*sent, album=names[0] + ref if len(names) > 1 else None)

    def sends_kind(self, kind: Kind, **of: str) -> str:
        return self._send(self.incoming(kind, **of))

    def incoming(self, kind: Kind, **of: object) -> Incoming:
        base = Incoming(self.address, kind, name=self.name, is_group=self.address.chat == GROUP)
        return replace(base, **of)  # type: ignore[arg-type]

    def _send(self, *incoming: Incoming, album: str | None = None) -> str:
        before = self.park.last_row
        self.park.keep(*incoming, album=album)
        self.park.later(seconds=2)
        self.park.handle(len(incoming))
        return "\n".join(one.text for one in self.heard_since(before))
