"""Another process on the same home, real and apart: `python -m tests.elsewhere WHAT HOME [PATH…]`.

It says "ready" on a line of its own once it is at work, and does what it is asked with the fake encoder.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import event

from tests.fakes import HashHome, home_at

ROOT = Path(__file__).parents[1]
DATABASE_URL = "ELSEWHERE_DATABASE_URL"


def run(
    what: str, home: Path, *paths: Path | str, database_url: str | None = None
) -> "subprocess.Popen[str]":
    """Start `what` on `home` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.elsewhere", what, str(home), *map(str, paths)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **({DATABASE_URL: database_url} if database_url else {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> str:
    """Wait for a process that must end well; what it said."""
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint
    return said


@contextmanager
def at_work(what: str, home: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that is at `what` until the block ends."""
    process = run(what, home)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()
    try:
        yield process
    finally:
        process.communicate(timeout=60)


def _take_in(home: HashHome, paths: list[Path]) -> None:
    from ingest.run import ingest
    from tests.ingest.here import Here

    ingest(home.engine, paths, datetime.now(UTC), workers=Here())


def _ingest(home: HashHome, paths: list[Path]) -> None:
    _take_in(home, paths)
    home.sync()


def _hold(home: HashHome, _paths: list[Path]) -> None:
    with home.writer():
        print("ready", flush=True)
        sys.stdin.read()


def _rebuild(home: HashHome, _paths: list[Path]) -> None:
    home.rebuild()


def _die_after(home: HashHome, paths: list[Path]) -> None:
    """Take files in and be killed at the so manieth statement that writes."""
    *files, count = paths
    left = int(str(count))

    @event.listens_for(home.engine, "before_cursor_execute")
    def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal left
        left -= statement.split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE")
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    _ingest(home, files)


def _watch(home: HashHome, paths: list[Path]) -> None:
    from bot.cli.ingesting import keep_watching

    keep_watching(home, paths, None, as_json=True)


def _die_in_the_middle(home: HashHome, paths: list[Path]) -> None:
    """Take files in and be killed within the second document's transaction."""
    documents = 0

    @event.listens_for(home.engine, "after_cursor_execute")
    def _count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal documents
        documents += statement.startswith("INSERT INTO document ")
        if documents == 2 and statement.startswith("INSERT INTO passage "):
            os.kill(os.getpid(), signal.SIGKILL)

    _take_in(home, paths)


TASKS: dict[str, Callable[[HashHome, list[Path]], None]] = {
    "take-in": _take_in,
    "ingest": _ingest,
    "hold": _hold,
    "rebuild": _rebuild,
    "die-after": _die_after,
    "watch": _watch,
    "die-in-the-middle": _die_in_the_middle,
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](
        home_at(Path(sys.argv[2]), os.environ.get(DATABASE_URL)), [Path(path) for path in sys.argv[3:]]
    )
