"""People of a park on a bad day: at their telephones, at a page without a browser, at the operator's terminal."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
from sqlmodel import select

from bot.desk.tables import Issue, Step
from bot.messages.contents import Address, Channel
from bot.messages.tables import Outbox
from bot.people import invitations
from knowledge.database import reading, writing
from knowledge.home import Home
from knowledge.parks import Department, Enterprise, Zone
from knowledge.scope import Role
from tests.served import ROOT, Served
from tests.telegram_server.chats import Chat, Message
from tests.telegram_server.telegram import Telegram

STORAGE, BAMBOO = "澜川蓄原储能科技有限公司", "松岭竹缠新材料有限公司"
POWER = "市供电公司"
PATIENCE = 60.0  # seconds, on a busy machine
NUMBER = re.compile(r"WT-\d{4}-\d{4}")


def directory(home: Home) -> None:
    """Who there is, for a home without the samples."""
    with writing(home.engine) as session:
        session.add(Zone(name="澜川经开区"))
        session.add_all(Enterprise(name=name, zone="澜川经开区") for name in (STORAGE, BAMBOO))
        session.add(Department(name=POWER))


def eventually(found: Callable[[], Any], what: Callable[[], str], patience: float = PATIENCE) -> Any:
    """What `found` gives as soon as it gives something."""
    until = time.monotonic() + patience
    while not (value := found()):
        assert time.monotonic() < until, what()
        time.sleep(0.05)
    return value


@dataclass
class Park:
    """A home that is served, and its people in Telegram."""

    home: Home
    running: Served
    telegram: Telegram

    def binds(self, who: str, role: Role, **of: str) -> str:
        """Somebody is bound by an invitation; the name, for whoever writes as them."""
        code = self.code(role, who, **of)
        with writing(self.home.engine) as session:
            invitations.redeem(session, code, self.address(who), who, datetime.now(UTC))
        self.telegram.world.private(who).is_started = True
        return who

    def code(self, role: Role, who: str, **of: str) -> str:
        """An invitation, as `wuhao people invite` makes it."""
        with writing(self.home.engine) as session:
            return invitations.invite(session, role, datetime.now(UTC), name=who, **of).code  # type: ignore[arg-type]

    def address(self, who: str) -> Address:
        """Their private chat."""
        return Address(Channel.TELEGRAM, *[str(self.telegram.user(who).id)] * 2)

    def joins(self, role: Role, who: str, **of: str) -> None:
        """Somebody opens the deep link of their invitation in Telegram."""
        self.says(who, f"/start {self.code(role, who, **of)}", "绑定成功")

    def owner(self, who: str, enterprise: str = STORAGE) -> str:
        return self.binds(who, Role.ENTERPRISE, enterprise=enterprise)

    def page(self, role: Role | None = None, who: str = "", **of: str) -> "Page":
        """Somebody opens the page, by their invitation where they have one."""
        eventually(self.is_up, lambda: self.running.log)
        return Page(self.running.url, self.code(role, who, **of) if role else None)

    def says(self, who: str, text: str, answered: str, chat: Chat | None = None) -> str:
        """Somebody says something; the answer in which those words are."""
        self.telegram.says(who, text, chat)
        return self.hears(who, answered, chat)

    def presses(self, who: str, label: str, answered: str) -> str:
        """Somebody presses the newest such button, once it is there; the answer in which those words are."""
        seen = self.telegram.chat(who)
        eventually(lambda: any(label in one.buttons for one in seen.messages), lambda: str(seen.texts))
        self.telegram.presses(who, label)
        return self.hears(who, answered)

    def hears(self, who: str, text: str, chat: Chat | None = None) -> str:
        return self.seen(who, text, chat).text

    def seen(self, who: str, text: str, chat: Chat | None = None) -> Message:
        return self.telegram.chat(chat or who).wait_for(text, PATIENCE)

    def is_up(self) -> bool:
        """Does somebody answer on the web?"""
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.running.url}/healthz", trust_env=False).is_success
        return False

    def hands_in(self, who: str, text: str) -> str:
        """A problem from draft to number."""
        self.says(who, f"/report {text}", "请核对后回复“确认”提交")
        told: list[str] = NUMBER.findall(self.says(who, "确认", "已提交，编号"))
        return told[0]

    def heard(self, who: str | Chat) -> list[str]:
        return self.telegram.chat(who).texts

    def issues(self) -> list[Issue]:
        with reading(self.home.engine) as session:
            return list(session.exec(select(Issue)))

    def issue(self, number: str) -> tuple[Issue, list[Step]]:
        with reading(self.home.engine) as session:
            issue = session.exec(select(Issue).where(Issue.number == number)).one()
            return issue, list(session.exec(select(Step).where(Step.issue_id == issue.id)))

    def outgoing(self, text: str) -> list[Outbox]:
        """The rows that say this."""
        with reading(self.home.engine) as session:
            return [row for row in session.exec(select(Outbox)) if text in row.payload["text"]]


@dataclass
class Page:
    """The chat page as its script talks to the server."""

    url: str
    code: str | None = None
    cookie: str = ""
    client: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False, timeout=30))

    def __post_init__(self) -> None:
        self.open()
        if self.code:
            form = {"csrf": self.csrf, "code": self.code, "name": ""}
            answer = self.request("POST", "/sign-in", data=form)
            assert answer.status_code == 303, answer.text
            self.open()

    def open(self) -> None:
        found = re.search(r'name="csrf" content="([^"]+)"', self.request("GET", "/").text)
        assert found
        self.csrf = found[1]

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        """A request with the session's cookie, which a client keeps to itself without https."""
        headers = {**({"cookie": self.cookie} if self.cookie else {}), **more.pop("headers", {})}
        self.client.cookies.clear()
        answer = self.client.request(method, f"{self.url}{path}", headers=headers, **more)
        if "set-cookie" in answer.headers:
            self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return answer

    def sends(self, text: str = "", *files: tuple[str, bytes], key: str = "") -> httpx.Response:
        """A message, without waiting for anything."""
        form = {"id": key or str(uuid4()), "text": text}
        uploads = [("files", (name, data)) for name, data in files]
        return self.request(
            "POST", "/messages", data=form, files=uploads or None, headers={"x-csrf-token": self.csrf}
        )

    def says(self, text: str, answered: str, *files: tuple[str, bytes]) -> str:
        """A message; the answer to it in which those words are."""
        before = len(self.heard)
        answer = self.sends(text, *files)
        assert answer.status_code == 200, answer.text
        return self.hears(answered, before)

    def hears(self, text: str, after: int = 0) -> str:
        """The first such message after so many."""
        found: str = eventually(
            lambda: next((one for one in self.heard[after:] if text in one), None),
            lambda: f"“{text}” never came; there: {self.heard[after:]}",
        )
        return found

    @property
    def heard(self) -> list[str]:
        """What was said to this person."""
        rows = self.request("GET", "/log").json()["rows"]
        return [row["text"] for row in rows if row["side"] == "us"]


class Line:
    """The line to a server, which can be cut and mended: a port that passes everything on."""

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").partition(":")
        self._to = host, int(port)
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port = int(found.getsockname()[1])
        self._listening: socket.socket | None = None
        self._open: list[socket.socket] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Whoever is on the line is thrown off, and nobody comes through."""
        if self._listening:
            self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(self._to)
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_pass, args=ends, daemon=True).start()


def _pass(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def told(running: Served) -> dict[str, Any]:
    """What /readyz says, once there is somebody to say it."""

    def answer() -> Any:
        try:
            return httpx.get(f"{running.url}/readyz", trust_env=False).json()
        except httpx.HTTPError:
            return None

    said: dict[str, Any] = eventually(answer, lambda: running.log)
    return said


def wuhao(running: Served, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """The operator's own command, beside what is running."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WUHAO_")}
    return subprocess.run(
        [sys.executable, "-c", "from bot.entry import main; main()", *arguments],
        cwd=ROOT,
        env={**environment, "WUHAO_HOME": str(running.home), **running.settings, **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
