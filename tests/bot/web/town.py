"""The town that the web's stories are played in: its people, its papers, and an echo for a dialogue."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from bot.files import Files
from bot.messages import outbox
from bot.messages.contents import (
    INCOMING,
    Address,
    Button,
    Incoming,
    Kind,
    Outgoing,
    Source,
    StoredFile,
)
from bot.messages.tables import Inbox, Stage
from bot.people import invitations
from bot.people.tables import WebSession
from bot.web.application import create
from bot.web.visitors import address_of
from bot.web.waking import Signal
from knowledge.database import reading, writing
from knowledge.documents import Document, Passage, Place
from knowledge.parks import Department, Enterprise, Zone
from knowledge.scope import INTERNAL, PUBLIC, Role

ZONE = "澜川经开区"
STORAGE = "澜川蓄原储能科技有限公司"
BAMBOO = "松岭竹缠新材料有限公司"
POWER = "市供电公司"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
    "64f8cf50000003860180d3be2c640000000049454e44ae426082"
)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass
class Town:
    """A database with a directory, the app on it, and a clock that a test moves."""

    engine: Engine
    folder: Path
    at: datetime = MONDAY
    reasons: list[str] = field(default_factory=list)
    wake: Signal = field(default_factory=Signal)

    def now(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at

    @cached_property
    def files(self) -> Files:
        return Files(self.folder / "files")

    @cached_property
    def app(self) -> FastAPI:
        return create(self.engine, self.files, self.now, lambda: self.reasons, self.wake)

    def settle(self) -> None:
        """Put the directory and two papers, a public and an internal one, into the database."""
        with writing(self.engine) as session:
            session.add(Zone(name=ZONE))
            session.add_all(Enterprise(name=name, zone=ZONE) for name in (STORAGE, BAMBOO))
            session.add(Department(name=POWER))
            _paper(
                session,
                "澜川经开区企业交流主题日工作办法",
                PUBLIC,
                ("总则。", "主题日每周一晚举办。", "附则。"),
            )
            _paper(session, "澜川经开区内部督办工作规程", INTERNAL, ("督办每周通报。",))

    def code(self, role: Role = Role.ENTERPRISE, **of: str | None) -> str:
        """A fresh invitation's code."""
        with writing(self.engine) as session:
            return invitations.invite(session, role, self.now(), **of).code  # type: ignore[arg-type]

    def passage(self, text: str) -> int:
        with reading(self.engine) as session:
            return session.exec(select(Passage.id).where(Passage.text == text)).one() or 0

    def say(self, address: Address, outgoing: Outgoing | str) -> None:
        """Tell a person something, as the dialogue or the desk would."""
        said = Outgoing(outgoing) if isinstance(outgoing, str) else outgoing
        with writing(self.engine) as session:
            outbox.put(session, address, said, self.now())
        self.wake.ring()

    def echo(self) -> int:
        """Handle what came in, as the dialogue would; how many messages."""
        with writing(self.engine) as session:
            waiting = select(Inbox).where(Inbox.stage == Stage.WAITING).order_by(col(Inbox.sequence))
            rows = session.exec(waiting).all()
            for row in rows:
                incoming = INCOMING.validate_json(row.raw)
                row.stage = Stage.DONE
                session.add(row)
                outbox.put(session, incoming.address, self._answer(incoming), self.now())
        if rows:
            self.wake.ring()
        return len(rows)

    def _answer(self, incoming: Incoming) -> Outgoing:
        if incoming.kind is Kind.PRESS:
            return Outgoing(f"您选了：{incoming.text}（{incoming.data}）")
        if incoming.kind is Kind.FILES:
            files = tuple(
                StoredFile(one.ref, one.name, one.mime or "", one.size or 0) for one in incoming.files
            )
            return Outgoing(f"收到 {len(files)} 个文件。", files=files)
        if incoming.text == "选":
            buttons = ((Button("满意", "a:rate:1:1:satisfied"), Button("不满意", "a:redo:1:1")),)
            return Outgoing("请评价。", buttons=buttons)
        if "主题日" in incoming.text:
            line = "[1] 《澜川经开区企业交流主题日工作办法》，第二条"
            source = Source(1, line, self.passage("主题日每周一晚举办。"))
            return Outgoing("主题日每周一晚举办。[1]", sources=(source,))
        return Outgoing(f"收到：{incoming.text}")


@dataclass
class Browser:
    """A browser of one person, over HTTPS, without scripts."""

    town: Town
    client: TestClient
    word: str = ""
    _csrf: str = ""

    @classmethod
    def opened(cls, town: Town, host: str = "198.51.100.7") -> "Browser":
        browser = cls(town, TestClient(town.app, base_url="https://wuhao.example", client=(host, 5000)))
        assert browser.client.get("/").status_code == 200
        return browser

    @classmethod
    def of(cls, town: Town, role: Role, name: str, **of: str | None) -> "Browser":
        """A browser that someone signed in from by an invitation."""
        browser = cls.opened(town)
        answer = browser.sign_in(town.code(role, name=name, **of))
        assert answer == 303, answer
        return browser

    @property
    def row(self) -> WebSession:
        with reading(self.town.engine) as session:
            newest = select(WebSession).where(WebSession.csrf == self.csrf).order_by(col(WebSession.id))
            return session.exec(newest).one()

    @property
    def address(self) -> Address:
        return address_of(self.row)

    @property
    def csrf(self) -> str:
        if not self._csrf:
            self._csrf = self.client.get("/").text.split('name="csrf" content="')[1].split('"')[0]
        return self._csrf

    @property
    def headers(self) -> dict[str, str]:
        return {"X-CSRF-Token": self.csrf}

    def sign_in(self, code: str, name: str = "") -> int:
        fields = {"csrf": self.csrf, "code": code, "name": name}
        answer = self.client.post("/sign-in", data=fields, follow_redirects=False)
        self.word, self._csrf = answer.text, ""
        return answer.status_code

    def send(self, text: str = "", message: str | None = None, **files: bytes) -> int:
        """Send a text and files, as the message with an id; the status."""
        fields = {"text": text, "id": message or str(uuid4())}
        parts = [("files", (name.replace("_", "."), data)) for name, data in files.items()]
        answer = self.client.post("/messages", data=fields, files=parts or None, headers=self.headers)
        self.word = answer.text
        return answer.status_code

    def press(self, data: str, label: str = "") -> int:
        fields = {"data": data, "label": label, "id": str(uuid4())}
        answer = self.client.post("/presses", data=fields, headers=self.headers)
        self.word = answer.text
        return answer.status_code

    def log(self, before: str | None = None) -> list[str]:
        """The texts of a page of the log."""
        rows = self.client.get("/log", params={"before": before} if before else {}).json()["rows"]
        return [row["text"] for row in rows]


def received(town: Town) -> list[Incoming]:
    """Everything that came in."""
    with reading(town.engine) as session:
        return [
            INCOMING.validate_json(row.raw) for row in session.exec(select(Inbox).order_by(col(Inbox.id)))
        ]


def _paper(session: Session, title: str, audience: str, texts: tuple[str, ...]) -> None:
    document = Document(
        text_hash=title,
        title=title,
        number="澜经开发〔2025〕3号",
        issuer="澜川经开区管委会",
        issued_on=MONDAY.date() - timedelta(days=400),
        audience=audience,
        ingested_at=MONDAY,
    )
    session.add(document)
    session.flush()
    session.add(
        Place(
            path=f"{title}.docx",
            content_hash=title,
            stamp="",
            reader=1,
            audience=audience,
            document_id=document.id,
        )
    )
    start = 0
    for ordinal, text in enumerate(texts):
        session.add(
            Passage(
                document_id=document.id or 0,
                ordinal=ordinal,
                start=start,
                end=start + len(text),
                text=text,
                article=f"第{'一二三'[ordinal]}条",
            )
        )
        start += len(text)
