"""The golden questions that a home keeps: asked anew after each change; what was answered before and isn't now is told."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from bot import app
from bot.people.texts import ROLES
from bot.questions import sheets, texts
from bot.questions.tables import GoldenResult
from ingest.ledgers.parsing import RowError
from ingest.run import read_sheets
from knowledge import changes
from knowledge.answering import answer
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.tables import FaqEntry, FaqState
from knowledge.golden import Fault, Golden, Outcome, outcome
from knowledge.home import Home
from knowledge.scope import PUBLIC, STAFF_ONLY, ZONE_PREFIX, Role

FILES = ("golden.xlsx", "golden.csv")
LONGEST_RUN = 60.0  # seconds of asking after an ingest
WAIT = 20.0  # seconds for another process to take a change into the indexes
LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class Checked:
    """How golden questions fared. `lost` were answered the last time; `left` weren't asked for want of time."""

    outcomes: tuple[Outcome, ...]
    lost: tuple[Outcome, ...] = ()
    left: int = 0
    errors: tuple[RowError, ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if not one.passed)

    @property
    def is_well(self) -> bool:
        return not (self.failed or self.errors or self.left)


def read(file: Path) -> tuple[list[Golden], list[RowError]]:
    """The questions of a sheet. Raises BadInput where it has none."""
    return sheets.goldens(read_sheets(file))


def kept(home: Home) -> tuple[list[Golden], list[RowError]]:
    """What this home must answer: its sheet, where there is one, and the entries of staff."""
    file = next((file for name in FILES if (file := home.settings.home / name).is_file()), None)
    try:
        goldens, errors = read(file) if file else ([], [])
    except BadInput as error:
        goldens, errors = [], [RowError(FILES[0], 0, None, str(error))]
    with reading(home.engine) as session:
        own = [_golden(one) for one in entries.listing(session, [FaqState.ACTIVE])]
    return [*goldens, *own], errors


def check(
    home: Home,
    goldens: Sequence[Golden],
    seconds: float,
    errors: Sequence[RowError] = (),
    clock: Callable[[], float] = time.monotonic,
) -> Checked:
    """Ask them, as long as there is time."""
    ends = clock() + seconds
    outcomes: list[Outcome] = []
    for golden in goldens:
        if clock() > ends:
            break
        outcomes.append(_asked(home, golden))
    return Checked(tuple(outcomes), left=len(goldens) - len(outcomes), errors=tuple(errors))


def _asked(home: Home, golden: Golden) -> Outcome:
    try:
        asker = app.asker(home.engine, golden.role, golden.zone, golden.day)
    except BadInput as error:
        return Outcome(golden, "", ((Fault.NOT_ASKED, str(error)),))
    return outcome(golden, answer(golden.question, asker, app.sources(home)))


def check_kept(home: Home, now: datetime, seconds: float, *, is_asked_for: bool = False) -> Checked | None:
    """Ask what the home keeps, where anything changed since that was done (or it is asked for).

    What fares well or not is remembered; `lost` is what fared well before. None where there was nothing to do.
    """
    goldens, errors = kept(home)
    with reading(home.engine) as session:
        latest = changes.latest(session)
        before = {one.key: one for one in session.exec(select(GoldenResult))}
    is_new = any(_key(golden) not in before for golden in goldens)
    if not goldens:
        return Checked((), errors=tuple(errors)) if errors else None
    if not (is_asked_for or is_new or any(one.change < latest for one in before.values())):
        return None
    _catch_up(home)
    checked = check(home, goldens, seconds, errors)
    lost = [one for one in checked.failed if (old := before.get(_key(one.golden))) and old.passed]
    with writing(home.engine) as session:
        if not errors:  # a question that can't be read just now isn't gone
            _forget(session, {_key(golden) for golden in goldens})
        _remember(session, checked.outcomes, latest, now)
    return replace(checked, lost=tuple(lost))


def shown(checked: Checked) -> dict[str, Any]:
    """As JSON."""
    return {
        "asked": len(checked.outcomes),
        "passed": len(checked.outcomes) - len(checked.failed),
        "failed": [_shown(one) for one in checked.failed],
        "lost": [_shown(one) for one in checked.lost],
        "left": checked.left,
        "errors": [
            {"sheet": one.sheet, "row": one.row, "column": one.column, "reason": one.reason}
            for one in checked.errors
        ],
    }


def _shown(one: Outcome) -> dict[str, Any]:
    golden = one.golden
    return {
        "question": golden.question,
        "role": golden.role.value,
        "zone": golden.zone,
        "day": golden.day.isoformat() if golden.day else None,
        "faults": [texts.fault(fault, words) for fault, words in one.faults],
        "said": one.said,
    }


def _golden(entry: FaqEntry) -> Golden:
    """An entry's own question, asked by somebody whom it is for."""
    zone = entry.audience.removeprefix(ZONE_PREFIX) if entry.audience.startswith(ZONE_PREFIX) else None
    roles = {PUBLIC: Role.GUEST, STAFF_ONLY: Role.STAFF}
    role = roles.get(entry.audience, Role.OFFICIAL)
    return Golden(entry.question, contains=(entry.answer,), role=role, zone=zone)


def _key(golden: Golden) -> str:
    asked_as = f"{ROLES[golden.role]}|{golden.zone or ''}|{golden.day or ''}"
    return f"{asked_as}|{golden.question}"[:LONGEST_KEY]


def _catch_up(home: Home) -> None:
    """Wait until the indexes have taken in what changed, where another process does that."""
    ends = time.monotonic() + WAIT
    home.catch_up()
    while home.is_behind() and time.monotonic() < ends:
        time.sleep(0.5)
        home.catch_up()


def _forget(session: Session, keys: set[str]) -> None:
    """What isn't asked any more."""
    for gone in session.exec(select(GoldenResult).where(col(GoldenResult.key).not_in(keys))):
        session.delete(gone)


def _remember(session: Session, outcomes: Sequence[Outcome], latest: int, now: datetime) -> None:
    before = {one.key: one for one in session.exec(select(GoldenResult))}
    for one in outcomes:
        key = _key(one.golden)
        row = before.get(key) or GoldenResult(
            key=key, question=one.golden.question, passed=False, change=0, checked_at=now
        )
        row.passed, row.change, row.checked_at = one.passed, latest, now
        before[key] = row
        session.add(row)
    session.flush()
