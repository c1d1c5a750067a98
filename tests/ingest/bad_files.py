"""A reader that does what a file's first line says: crash, hang, take all memory, or say what it read."""

import ctypes
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ingest import taking
from ingest.readers.progress import page_done
from ingest.splitting import Piece
from ingest.taken import Event, Job, Part, Text

TAKE = "tests.ingest.bad_files:take"


def take(job: Job) -> Iterator[Event]:
    """As the real one, but what a file bids is done when its turn comes."""
    setattr(taking, "read", read)  # noqa: B010 - it is the worker's own
    bids_half = Path(job.path).read_bytes().startswith(b"half")
    for event in taking.take(job):
        if bids_half and isinstance(event, Part) and isinstance(event.outcome, Text):
            event = replace(event, outcome=replace(event.outcome, pieces=half(event.outcome.pieces)))
        yield event


def half(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Enough of them to be on their way already when the reader breaks."""
    for _ in range(5):
        yield from pieces
    os.kill(os.getpid(), signal.SIGSEGV)


def read(name: str, data: bytes) -> object:
    from ingest.readers import read as really

    match data.partition(b"\n")[0]:
        case b"crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"hang":
            ctypes.PyDLL(None).usleep(30_000_000)  # a library that doesn't let Python in again
        case b"slow pages":
            for number in range(5):
                time.sleep(0.4)
                page_done(number + 1)
        case b"memory":
            bytearray(4 << 30)
        case b"killed":
            os.kill(os.getpid(), signal.SIGKILL)
    return really(name, data)
