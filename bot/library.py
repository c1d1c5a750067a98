"""Documents that staff send: kept under their names, taken in as any folder is, corrected by hand."""

import csv
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from filelock import FileLock
from sqlalchemy import Engine
from sqlmodel import Session, col, or_, select

from bot.texts import INSIDE, TABLE_ALONE
from knowledge.database import reading, writing
from knowledge.documents import Document, Place

FILE = "文件"
COLUMNS = {"title": "标题", "issued_on": "成文日期", "audience": "受众"}
TABLE = "metadata.csv"
MOST_ASKED = 20  # things that one batch of files is asked about


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent: what it is kept by, and its name."""

    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: the run's report, files whose name another one has, and what texts don't say.

    `unasked` is how much else they don't say.
    """

    shown: Mapping[str, Any] | None = None
    clashes: tuple[Sent, ...] = ()
    lacking: tuple[tuple[str, str], ...] = ()  # a file's name (of a member `x.zip!/a.docx`), a column
    unasked: int = 0
    problem: str = ""


class Library:
    """The folder of uploads."""

    def __init__(
        self,
        engine: Engine,
        folder: Path,
        kept: Callable[[str], Path],
        pages: Path,
        arrived: Callable[[], None] = lambda: None,
    ) -> None:
        self.engine = engine
        self.folder = folder
        self.kept = kept
        self.pages = pages
        self.arrived = arrived  # told after each run

    def take_in(self, files: Sequence[Sent], now: datetime, *, replaces: bool | None = None) -> Taken:
        """Keep the files and read them.

        One that has another's name waits for a word on whether it `replaces` that one.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        clashes: list[Sent] = []
        put: list[Path] = []
        for file in files:
            if file.name == TABLE:
                continue
            data, path = self.kept(file.digest).read_bytes(), self.folder / file.name
            if path.exists() and path.read_bytes() != data:
                if replaces is None:
                    clashes.append(file)
                    continue
                path = path if replaces else self._free(path, data)
            _write(path, data)
            put.append(path)
        shown = self._read(put, now) if put else None
        lacking = self._lacking(put)
        problem = TABLE_ALONE if any(file.name == TABLE for file in files) else ""
        unasked = max(0, len(lacking) - MOST_ASKED)
        return Taken(shown, tuple(clashes), tuple(lacking[:MOST_ASKED]), unasked, problem)

    def correct(self, name: str, said: Mapping[str, str], now: datetime) -> Taken:
        """Write down what is said by hand of a file, or of one in it, and read that again."""
        file = self.folder / TABLE
        with FileLock(self.folder / ".metadata.lock"):
            rows = _rows(file)
            row = rows.setdefault(name, {FILE: name})
            row.update({COLUMNS[column]: value for column, value in said.items()})
            _write(file, _table(list(rows.values())))
        return Taken(self._read([self.folder / name.partition(INSIDE)[0]], now))

    def _read(self, paths: Sequence[Path], now: datetime) -> Mapping[str, Any]:
        from ingest.report import report_json  # the readers take a second to import
        from ingest.run import ingest
        from ingest.watched import remember
        from ingest.workers import Workers

        workers = Workers(at_once=1)
        shown = report_json(ingest(self.engine, paths, now, workers=workers, kept_pages=self.pages))
        with writing(self.engine) as session:
            remember(session, [self.folder], None, now)
        self.arrived()
        return shown

    def _lacking(self, paths: Sequence[Path]) -> list[tuple[str, str]]:
        """What the texts of these files, and of those in them, don't say: a title, a date, for whom they are."""
        with reading(self.engine) as session:
            return [one for path in paths for one in _unsaid(path.name, _carried(session, path))]

    def _free(self, path: Path, data: bytes) -> Path:
        """The first of `a (2).pdf`, `a (3).pdf` … that is free, or holds just this."""
        number = 2
        while (free := path.with_stem(f"{path.stem} ({number})")).exists() and free.read_bytes() != data:
            number += 1
        return free


def _carried(session: Session, path: Path) -> dict[str, Document]:
    """The documents that came of a file, by its name or the member's."""
    file = str(path.absolute())
    inner = col(Place.path).startswith(file + INSIDE, autoescape=True)
    rows = select(Place.path, Document).join(Document).where(or_(col(Place.path) == file, inner))
    return {
        path.name + place.removeprefix(file): document
        for place, document in session.exec(rows.order_by(col(Place.path)))
    }


def _unsaid(file: str, carried: Mapping[str, Document]) -> list[tuple[str, str]]:
    """What is to be asked of one file: for whom it is once, whatever lies in it."""
    lacking = {
        name: [column for column in COLUMNS if column not in document.evidence]
        for name, document in carried.items()
    }
    of_all = [(file, "audience")] if any("audience" in columns for columns in lacking.values()) else []
    own = [(file, column) for column in lacking.pop(file, []) if column != "audience"]
    members = [(name, column) for name, columns in lacking.items() for column in columns]
    return [*own, *of_all, *(one for one in members if one[1] != "audience")]


def _rows(file: Path) -> dict[str, dict[str, str]]:
    if not file.exists():
        return {}
    table = csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline=""))
    return {row[FILE]: {name: value or "" for name, value in row.items() if name} for row in table}


def _table(rows: Sequence[Mapping[str, str]]) -> bytes:
    columns = list(dict.fromkeys([FILE, *COLUMNS.values(), *(name for row in rows for name in row)]))
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8-sig")  # a spreadsheet opens it as UTF-8 then


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    if path.exists() and path.read_bytes() == data:
        return
    with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
