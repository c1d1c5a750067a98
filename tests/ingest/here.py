"""Files read in the process that asks, for stories in which reading isn't the point."""

from collections.abc import Sequence
from pathlib import Path

from ingest.taken import Done, Job, Part
from ingest.taking import take
from ingest.workers import Told


class Here:
    """Reads files in this process."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def read(self, jobs: Sequence[Job]) -> Told:
        for job in jobs:
            self.opened.append(Path(job.path).name)
            for event in take(job):
                if isinstance(event, Part | Done):
                    yield job, event
