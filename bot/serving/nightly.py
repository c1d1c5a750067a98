"""Every night what was taken in before is looked at again, in a process of its own; staff hear what is new."""

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import reports, texts
from bot.messages import outbox
from bot.messages.contents import Outgoing
from bot.people.bindings import addresses_of
from knowledge.database import reading, writing
from knowledge.home import Home
from knowledge.scope import Role
from knowledge.settings import Settings

LOG = logging.getLogger(__name__)
AT = time(2, 0)
LOOK = 60.0  # seconds; a clock may be put forward, a machine sleep

Trouble = tuple[str, str]  # a path and what is wrong with it
Run = Callable[[Settings, Sequence[Path], str | None], dict[str, Any] | None]


def next_night(after: datetime, zone: Any) -> datetime:
    """The next moment at which the run is due."""
    local = after.astimezone(zone)
    due = datetime.combine(local.date(), AT, zone)
    return due if due > local else due + timedelta(days=1)


class Nightly:
    """The thread that waits for the night."""

    def __init__(self, home: Home, rang: Callable[[], None], zone: Any, run: Run | None = None) -> None:
        self.home = home
        self.rang = rang
        self.zone = zone
        self.run = run or self._run
        self._stop = threading.Event()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        threading.Thread(target=self._wait, name="nightly", daemon=True).start()

    def stop(self) -> None:
        """End, and the run with it: what it hasn't committed is as it was."""
        self._stop.set()
        if self._process:
            self._process.terminate()

    def look(self, now: datetime) -> None:
        """Take in what is new, and tell staff where there is something to tell, of each trouble once."""
        from ingest.watched import by_audience, troubles  # serve does without the readers otherwise

        with reading(self.home.engine) as session:
            watched, known = by_audience(session), troubles(session)
        told: list[str] = []
        found: set[Trouble] = set()
        for asked, paths in watched.items():
            there = [path for path in paths if _is_there(path)]
            missing = {(str(path), "") for path in paths if path not in there}
            if new := missing - known:
                told.append(texts.not_there(sorted(path for path, _ in new)))
            shown = self.run(self.home.settings, there, asked) if there else None
            failed = {(one["path"], one["reason"]) for one in shown["failed"]} if shown else set()
            if shown and (failed - known or _is_news(shown)):
                told.append(reports.in_chat(shown))
            found |= missing | failed if shown or not there else missing | known
        self._tell(told, found, now)

    def _wait(self) -> None:
        due = next_night(datetime.now(UTC), self.zone)
        while not self._stop.wait(LOOK):
            now = datetime.now(UTC)
            if now >= due:
                due = next_night(now, self.zone)
                try:
                    self.look(now)
                except Exception:
                    LOG.exception("the nightly run failed")

    def _tell(self, told: list[str], found: set[Trouble], now: datetime) -> None:
        from ingest.watched import keep_troubles

        text = "\n".join([texts.NIGHTLY, *told])
        most = texts.LONGEST_REPORT
        short = text if len(text) <= most else text[:most] + "……"
        with writing(self.home.engine) as session:
            keep_troubles(session, found)
            for address in addresses_of(session, roles=(Role.STAFF, Role.ADMIN)) if told else ():
                key = f"nightly:{now.astimezone(self.zone).date()}:{address.thread}"
                outbox.put(session, address, Outgoing(short), now, key)
        if told:
            self.rang()

    def _run(self, settings: Settings, paths: Sequence[Path], asked: str | None) -> dict[str, Any] | None:
        """`wuhao ingest` as a person would call it, with a lesser claim to the machine."""
        slowly = ["nice", "-n", "10"] if shutil.which("nice") else []
        command = [*slowly, sys.executable, "-c", "from bot.entry import main; main()", "ingest", "--json"]
        command += ["--audience", asked] if asked else []
        self._process = subprocess.Popen(
            [*command, "--", *map(str, paths)],
            env={**os.environ, **_environment(settings)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        said, _ = self._process.communicate()
        try:
            shown: dict[str, Any] = json.loads(said.splitlines()[0])
        except (IndexError, ValueError):
            LOG.error("the nightly run of %s ended with %d", paths, self._process.returncode)
            return None
        finally:
            self._process = None
        return shown


def _is_news(shown: dict[str, Any]) -> bool:
    """Whether anything changed, or an answer of staff is touched, or one is given no more."""
    return any(shown[kind] for kind in texts.REPORT_KINDS) or bool(reports.touched(shown))


def _is_there(path: Path) -> bool:
    """Not so where a disk isn't mounted: its folder is empty, and nothing in it is to be retired."""
    return path.is_file() or (path.is_dir() and any(path.iterdir()))


def _environment(settings: Settings) -> dict[str, str]:
    told = {
        "WUHAO_HOME": str(settings.home.absolute()),
        "WUHAO_DATABASE_URL": settings.database_url,
        "WUHAO_CHROMA_URL": settings.chroma_url,
        "WUHAO_ENCODER": settings.encoder,
    }
    return {name: value for name, value in told.items() if value}
