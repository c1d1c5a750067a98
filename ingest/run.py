"""One run: files and ledgers under the given paths → the database, one transaction a file."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from ingest import texts
from ingest.containers import hint_for, inside
from ingest.folder import Add, Intent, Move, Retire, printable, reason_of
from ingest.ledgers import Parsed
from ingest.planning import Members, Plan, Planner
from ingest.readers import MAX_BYTES, Sheet, sheets
from ingest.report import Failure, Report
from ingest.shelving import UNFINISHED, Mark, Shelves
from ingest.taken import Done, Job, Part, Same, Text, Unread
from ingest.workers import Reads, Workers
from knowledge.errors import BadInput, UnreadableFile
from knowledge.faq.replies import local_day
from knowledge.faq.standing import review

LOG = logging.getLogger(__name__)
READERS_VERSION = 4  # a greater one reads every file again

Watch = Callable[[int, int, str], None]  # files done, files in all, the file just done
Told = Iterator[tuple[Job, Part | Done]]


def ingest(
    engine: Engine,
    given: Sequence[Path],
    now: datetime,
    asked: str | None = None,
    watch: Watch | None = None,
    workers: Reads | None = None,
    kept_pages: Path | None = None,
) -> Report:
    """Take in what is new or changed under `given`, retire what is gone from its folders.

    `asked` is the audience that a person asked for. A file that can't be read is reported and the
    run goes on; what it carried before stays. Recognised pages are kept in a folder where one is given.
    The indexes are for the caller to bring up to date.
    """
    began = time.perf_counter()
    planner = Planner(engine, READERS_VERSION, asked)
    plan = planner.look(given)
    shelves = Shelves(engine, now, asked, READERS_VERSION, lambda path: hint_for(path, planner.hints_of))
    run = _Run(plan, shelves)
    with closing((workers or Workers()).read(planner.jobs(now.date(), kept_pages))) as told:
        run.carry_out(told, watch)
    run.report.faq = review(engine, local_day(now))
    run.report.seconds = round(time.perf_counter() - began, 3)
    return run.report


class _Run:
    """Carries a plan out; the report grows."""

    def __init__(self, plan: Plan, shelves: Shelves) -> None:
        self.plan = plan
        self.shelves = shelves
        self.report = Report(failed=list(plan.failed), unchanged=plan.unchanged)

    def carry_out(self, told: Told, watch: Watch | None) -> None:
        """Do what was decided, file by file."""
        self.shelves.restamp(self.plan.touched)
        for done, intent in enumerate(self.plan.intents, 1):
            if isinstance(intent, Move):
                self._guarded(intent.path, intent, self._move, intent)
            if isinstance(intent, Retire):
                self._retire(intent)
            elif self.plan.is_read(intent):
                self._take_in(intent, told)
            if watch:
                watch(done, len(self.plan.intents), intent.path)

    def _move(self, intent: Move) -> None:
        self.shelves.move(intent.path, intent.old_path, self.plan.seen[intent.path].stamp)
        self.report.moved.append(intent.path)

    def _retire(self, intent: Retire) -> None:
        """A file is gone, and all that lay in it."""
        names = self.plan.members_of(intent)
        for name in sorted(names):
            self._forget(inside(intent.path, name), intent)
        has_own = self.plan.known[intent.path].is_document or not names
        self._forget(intent.path, intent, is_told=has_own)

    def _forget(self, path: str, intent: Intent, *, is_told: bool = True) -> None:
        if self._guarded(path, intent, self.shelves.retire, path) and is_told:
            self.report.retired.append(path)

    def _take_in(self, intent: Intent, told: Told) -> None:
        """Keep all that comes of one file."""
        known = self.plan.members_of(intent)
        names: set[str] = set()
        unread: set[str] = set()
        failures = len(self.report.failed)
        is_document, is_read = False, True
        for _, said in told:
            if isinstance(said, Done):
                break
            if said.name:
                names.add(said.name)
            else:
                is_document, is_read = True, not isinstance(said.outcome, Unread)
            if isinstance(said.outcome, Unread):
                unread.add(said.name)
            is_known = _is_known(said.name, intent, known)
            self._guarded(inside(intent.path, said.name), intent, self._part, intent, said, is_known)
        if is_read:
            for name in sorted(known.keys() - names):
                if not any(_lies_in(name, one) for one in unread):
                    self._forget(inside(intent.path, name), intent)
        if said.is_container and len(self.report.failed) == failures:
            self._guarded(intent.path, intent, self._finish, intent.path, is_document)

    def _part(self, intent: Intent, part: Part, is_known: bool) -> None:
        path = inside(intent.path, part.name)
        match part.outcome:
            case Unread(reason):
                self._fail(path, reason + (texts.OLD_VERSION_KEPT if is_known else ""))
                return
            case Same():
                self.report.unchanged += 1
                return
            case Parsed() as parsed:
                is_new = self._ledger(path, self._mark(intent.path, part), parsed, is_known)
            case Text() as text:
                is_new = self._text(path, self._mark(intent.path, part), text)
        if is_new is not None and (part.name or not isinstance(intent, Move)):
            (self.report.added if is_new else self.report.replaced).append(path)

    def _text(self, path: str, mark: Mark, text: Text) -> bool:
        is_new, changes = self.shelves.put_text(path, mark, text)
        if changes.all:
            self.report.changed[path] = changes
        if text.poor:
            self.report.poor[path] = list(text.poor)
        return is_new

    def _ledger(self, path: str, mark: Mark, parsed: Parsed, is_known: bool) -> bool | None:
        self.report.row_errors += [(path, error) for error in parsed.errors]
        if parsed.errors and not parsed.rows:
            self._fail(path, texts.EVERY_ROW_WRONG + (texts.OLD_VERSION_KEPT if is_known else ""))
            return None
        is_new = self.shelves.put_ledger(path, mark, parsed)
        self.report.rows_loaded = (self.report.rows_loaded or 0) + len(parsed.rows)
        return is_new

    def _mark(self, file: str, part: Part) -> Mark:
        """A container is finished once all that lies in it is kept."""
        if part.name:
            return Mark(part.content_hash, "")
        return UNFINISHED if part.is_container else self._finished(file)

    def _finished(self, file: str) -> Mark:
        return Mark(self.plan.hashes[file], self.plan.seen[file].stamp)

    def _finish(self, file: str, is_document: bool) -> None:
        self.shelves.put_container(file, self._finished(file), is_document=is_document)

    def _guarded(self, path: str, intent: Intent, act: Callable[..., None], *of: object) -> bool:
        """Whether it went well; one file must never stop a run."""
        kept = "" if isinstance(intent, Add) else texts.OLD_VERSION_KEPT
        try:
            act(*of)
        except BadInput as error:
            self._fail(path, f"{error}{kept}")
        except Exception:
            LOG.exception("ingest of %s failed", path)
            self._fail(path, f"{texts.INTERNAL_FAULT}{kept}")
        else:
            return True
        return False

    def _fail(self, path: str, reason: str) -> None:
        self.report.failed.append(Failure(printable(path), reason))


def _is_known(name: str, intent: Intent, known: Members) -> bool:
    """Whether a file, a member where it has a name, or anything in it was taken in before."""
    if name:
        return name in known or any(_lies_in(one, name) for one in known)
    return bool(known) or not isinstance(intent, Add)


def _lies_in(name: str, container: str) -> bool:
    return name.startswith(container + texts.INSIDE)


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """The sheets of one file; raises UnreadableFile."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(reason_of(error)) from error
    if len(data) > MAX_BYTES:
        raise UnreadableFile(texts.TOO_LARGE)
    return sheets(file.name, data)
