"""What a run did."""

from dataclasses import dataclass, field
from typing import Any

from ingest.articles import Changes
from ingest.ledgers import RowError, row_json
from knowledge.faq.standing import Touched


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that couldn't be taken in, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Report:
    """What a run did; paths are absolute. `rows` is None where no ledger was read.

    `changed` has the articles that differ, of each file replaced; `poor` the pages that were recognised
    with little confidence; `faq` the answers of staff that cite a document which is another by now.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    unchanged: int = 0
    changed: dict[str, Changes] = field(default_factory=dict)
    poor: dict[str, list[int]] = field(default_factory=dict)
    faq: list[Touched] = field(default_factory=list)
    rows_loaded: int | None = None
    row_errors: list[tuple[str, RowError]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def read_nothing(self) -> bool:
        """Whether there was something to read and none of it could be."""
        done = self.added or self.replaced or self.moved or self.retired or self.unchanged
        return bool(self.failed) and not done


def report_json(report: Report) -> dict[str, Any]:
    """The report as `ingest --json` prints it."""
    shown: dict[str, Any] = {
        "added": report.added,
        "replaced": report.replaced,
        "moved": report.moved,
        "retired": report.retired,
        "failed": [{"path": one.path, "reason": one.reason} for one in report.failed],
        "unchanged": report.unchanged,
        "seconds": report.seconds,
    }
    if report.changed:
        shown["changed"] = {path: changes.all for path, changes in report.changed.items()}
    if report.poor:
        shown["poor"] = report.poor
    if report.faq:
        shown["faq"] = [
            {"id": one.entry_id, "question": one.question, "document": one.document, "doubt": one.doubt.value}
            for one in report.faq
        ]
    if report.rows_loaded is not None or report.row_errors:
        errors = [{"path": path, **one} for path, error in report.row_errors for one in row_json([error])]
        shown["rows"] = {"loaded": report.rows_loaded or 0, "errors": errors}
    return shown
