"""A worker process: reads one file after another, so that a file can crash or hang it and nobody else.

`python -c "from ingest.worker import main; main(FD)"`, where FD is a socket to whoever gives it files.
"""

import logging
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from ingest.bundles import bundles_of
from ingest.readers.progress import watching
from ingest.taken import Bundle, Done, Event, Job, Page, Part, Text

IDLE = 30.0  # seconds; a worker without anything to do goes
MOST_FILES = 1000
MOST_KEPT = 400  # MB; a worker that holds on to more is replaced
MOST_DATA = 1100  # MB that a worker may take at all

Take = Callable[[Job], Iterator[Event]]


def main(descriptor: int, take: str, patience: float) -> None:
    """Read what comes over the socket; ends where nothing comes, or nobody is there any more."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = MOST_DATA << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    connection = Connection(descriptor)
    module, _, function = take.partition(":")
    taking: Take = getattr(import_module(module), function)
    try:
        for number in range(1, MOST_FILES + 1):
            if not connection.poll(IDLE):
                return
            _work(connection, taking, connection.recv(), patience, number == MOST_FILES)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        sys.exit(0)


def _work(connection: Connection, take: Take, job: Job, patience: float, is_last: bool) -> None:
    """Read one file. Python can't interrupt what hangs in a library: the kernel's alarm ends the process."""

    def tell(event: Event) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)  # whoever listens may be busy with something else
        connection.send(event)
        signal.setitimer(signal.ITIMER_REAL, patience)

    def allow(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, patience))

    with watching(lambda number: tell(Page(number)), allow):
        for event in take(job):
            if isinstance(event, Done):
                event = Done(event.is_container, is_last or _memory() > MOST_KEPT)
            for told in _in_bundles(event):
                tell(told)
    signal.setitimer(signal.ITIMER_REAL, 0)


def _in_bundles(event: Event) -> Iterator[Event]:
    """A text's pieces go ahead of it."""
    if isinstance(event, Part) and isinstance(event.outcome, Text):
        yield from map(Bundle, bundles_of(event.outcome.pieces))
        event = replace(event, outcome=replace(event.outcome, pieces=()))
    yield event


def _memory() -> int:
    """What this process takes now, in MB."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() >> 20
    except OSError:  # not on Linux: the most that it ever took
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
