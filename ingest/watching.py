"""Folders looked at again and again: a run follows once what changed has been quiet for a while."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.folder import Seen, find
from ingest.hints import HINTS_FILE

LOOK = 1.0  # seconds between looks
QUIET = 2.0  # seconds without a change before a file is read: it may still be being written

Stamps = Mapping[str, str]


@dataclass(slots=True)
class Quiet:
    """Whether it is time for a run. Pure: stamps and the time in, yes or no out."""

    done: Stamps = field(default_factory=dict)  # as the last run saw it
    last: Stamps = field(default_factory=dict)
    since: float = 0.0

    def is_due(self, stamps: Stamps, at: float) -> bool:
        """Whether something differs from what the last run saw, and has done so unchanged for a while."""
        if stamps != self.last:
            self.last, self.since = stamps, at
        return stamps != self.done and at - self.since >= QUIET


def stamps(given: Sequence[Path]) -> Stamps:
    """Of every file, and of every table by hand, what tells that it changed."""
    found: dict[str, str] = {}
    folders: set[Path] = set()
    for one in find(given):
        if isinstance(one, Seen):
            found[one.path] = one.stamp
            folders.add(Path(one.path).parent)
        else:
            found[one[0]] = str(one[1].errno)
    for folder in folders:
        for table in find([folder / HINTS_FILE]):
            if isinstance(table, Seen):
                found[table.path] = table.stamp
    return found


def watch(
    given: Sequence[Path],
    run: Callable[[], bool],
    ends: Callable[[float], bool],
    clock: Callable[[], float],
    look: Callable[[Sequence[Path]], Stamps] = stamps,
) -> None:
    """Run at once, and again after every change, until it `ends` (which waits so many seconds first).

    A run that didn't come to its end is tried again.
    """
    before = look(given)
    quiet = Quiet(last=before, since=clock())
    if run():
        quiet.done = before
    while not ends(LOOK):
        seen = look(given)
        if quiet.is_due(seen, clock()) and run():
            quiet.done = seen
