"""Worker processes: files are read in them, in order, whatever a file does to its reader."""

import atexit
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Lock
from typing import Protocol

from ingest import texts
from ingest.bundles import Bundled
from ingest.taken import Begun, Bundle, Done, Event, Job, Page, Part, Text

AT_ONCE = 2
PATIENCE = 60.0  # seconds for a file, or for each page of it
MOST_AHEAD = 64  # files that are read before it is their turn
MOST_BYTES = 32 << 20  # of all files that are read at once or ahead; a larger one is read alone
TAKE = "ingest.taking:take"

Told = Generator[tuple[Job, Part | Done], None, None]

_IDLE: list["Worker"] = []
_LOCK = Lock()


class Reads(Protocol):
    """Whatever reads files."""

    def read(self, jobs: Sequence[Job]) -> Told: ...


class Workers:
    """Reads files in processes of their own; what comes of each is told in the order of the files."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE, take: str = TAKE) -> None:
        self.at_once = max(1, min(at_once, os.cpu_count() or 1))
        self.made_for = (take, patience)

    def read(self, jobs: Sequence[Job]) -> Told:
        """Every part of every file, the files in order."""
        run = _Reading(self, jobs)
        try:
            yield from run.told()
        finally:
            run.close()


class Worker:
    """One process, and the file that it reads."""

    def __init__(self, made_for: tuple[str, float]) -> None:
        take, patience = self.made_for = made_for
        ours, theirs = socket.socketpair()
        with theirs:
            there = theirs.fileno()
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-c",
                    f"from ingest.worker import main; main({there}, {take!r}, {patience})",
                ],
                pass_fds=[there],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), *sys.path]))},
                start_new_session=True,  # Ctrl-C is for us alone
            )
        self.connection = Connection(ours.detach())
        self.at = ""

    def give(self, job: Job) -> bool:
        """Let it read a file; False where it is no more."""
        self.at = ""
        try:
            self.connection.send(job)
        except OSError:
            return False
        return True

    def hear(self) -> Event | None:
        """What it says next; None where it broke."""
        try:
            event: Event = self.connection.recv()
        except (EOFError, OSError):
            return None
        if isinstance(event, Begun | Part):
            self.at = event.name if isinstance(event, Begun) else ""
        return event

    def end(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()
        self.connection.close()


@dataclass(slots=True)
class _File:
    """How far a file is."""

    job: Job
    told: "deque[Part | Done]" = field(default_factory=deque)
    bundles: list[bytes] = field(default_factory=list)  # of the part that comes next

    def tell(self, part: Part) -> None:
        """A part of it is read, and with it the pieces that went ahead."""
        self.job = replace(self.job, done=self.job.done | {part.name})
        if isinstance(part.outcome, Text):
            pieces = Bundled(tuple(self.bundles))
            part = replace(part, outcome=replace(part.outcome, pieces=pieces))
        self.told.append(part)
        self.bundles.clear()


class _Reading:
    """The files of one run: those that wait, those that are read, those whose turn hasn't come yet."""

    def __init__(self, workers: Workers, jobs: Sequence[Job]) -> None:
        self.workers = workers
        self.waiting = deque(_File(job) for job in jobs)
        self.again: deque[_File] = deque()  # their worker broke
        self.open: deque[_File] = deque()  # begun and not told to the end, in order
        self.at_work: dict[Worker, _File] = {}

    def told(self) -> Iterator[tuple[Job, Part | Done]]:
        while self.waiting or self.open:
            while self.open and self.open[0].told:
                said = self.open[0].told.popleft()
                yield self.open[0].job, said
                if isinstance(said, Done):
                    self.open.popleft()
            self._begin()
            if self.at_work and not (self.open and self.open[0].told):
                self._listen()

    def close(self) -> None:
        """Nobody asks any more: what is being read is dropped."""
        for worker in self.at_work:
            worker.end()

    def _begin(self) -> None:
        while len(self.at_work) < self.workers.at_once and (file := self._next()):
            worker = _worker(self.workers.made_for)
            while not worker.give(file.job):  # it went while it was idle
                worker.end()
                worker = _worker(self.workers.made_for)
            self.at_work[worker] = file

    def _next(self) -> _File | None:
        if self.again:
            return self.again.popleft()
        if not self.waiting:
            return None
        held = sum(one.job.size for one in self.open) + self.waiting[0].job.size
        if self.open and (len(self.open) >= MOST_AHEAD or held > MOST_BYTES):
            return None
        self.open.append(self.waiting.popleft())
        return self.open[-1]

    def _listen(self) -> None:
        speakers = {worker.connection: worker for worker in self.at_work}
        for connection in wait(list(speakers)):
            worker = speakers[connection]  # type: ignore[index]
            file = self.at_work[worker]
            match worker.hear():
                case None:
                    del self.at_work[worker]
                    self._broke(worker, file)
                case Begun() | Page():
                    pass
                case Bundle(packed):
                    file.bundles.append(packed)
                case Part() as part:
                    file.tell(part)
                case Done() as done:
                    del self.at_work[worker]
                    worker.end() if done.is_last else _put_back(worker)
                    file.told.append(done)

    def _broke(self, worker: Worker, file: _File) -> None:
        """The file is read again but for what it was that broke the reader."""
        file.bundles.clear()
        ended = worker.process.wait()
        worker.end()
        if ended:  # else it went because it had been idle
            file.job = replace(file.job, fatal={**file.job.fatal, worker.at: _epitaph(ended)})
        self.again.append(file)


def _epitaph(ended: int) -> str:
    """Why a worker is no more."""
    if ended == -signal.SIGALRM:
        return texts.TOOK_TOO_LONG
    return texts.READER_KILLED if ended == -signal.SIGKILL else texts.READER_CRASHED


def _worker(made_for: tuple[str, float]) -> Worker:
    """One that is idle, else a new one."""
    with _LOCK:
        for one in [one for one in _IDLE if one.process.poll() is not None]:
            _IDLE.remove(one)
            one.end()
        found = next((one for one in _IDLE if one.made_for == made_for), None)
        if found:
            _IDLE.remove(found)
            return found
    return Worker(made_for)


def _put_back(worker: Worker) -> None:
    with _LOCK:
        _IDLE.append(worker)


@atexit.register
def _end_all() -> None:
    while _IDLE:
        with suppress(OSError):
            _IDLE.pop().end()
