"""The answers of staff as a workbook: out, to be edited, and in again."""

from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from sqlmodel import Session

from bot.questions import answering, sheets, texts
from bot.questions.sheets import FaqRow
from ingest.ledgers.parsing import RowError
from ingest.run import read_sheets
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.entries import Draft
from knowledge.faq.replies import local_day
from knowledge.faq.standing import sources_of
from knowledge.faq.tables import FaqEntry

_WIDTHS = (8, 40, 60, 40, 40, 12, 14, 20)


def take_in(session: Session, file: Path, now: datetime, author: str) -> tuple[int, list[RowError]]:
    """Keep the answers of a sheet; a row that can't be kept is told, the others are kept."""
    rows, errors = sheets.faq_rows(read_sheets(file))
    count = 0
    for row in rows:
        try:
            with session.begin_nested():
                _keep(session, row, now, author)
            count += 1
        except BadInput as error:
            errors.append(RowError(row.sheet, row.row, None, str(error)))
    return count, errors


def put_out(session: Session, file: Path) -> int:
    """Write the answers that are in use or wait for review; how many."""
    kept = entries.listing(session)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = texts.FAQ_SHEET
    sheet.append([names[0] for names in sheets.FAQ.values()])
    for cell, width in zip(sheet[1], _WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(cell.column or 1)].width = width
    for entry in kept:
        sheet.append(_cells(session, entry))
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cell.data_type == "f":
                cell.data_type = "s"  # what begins with = is text, never a formula
    book.save(file)
    return len(kept)


def error_json(error: RowError) -> dict[str, Any]:
    return {"sheet": error.sheet, "row": error.row, "column": error.column, "reason": error.reason}


def _keep(session: Session, row: FaqRow, now: datetime, author: str) -> None:
    draft = Draft(
        question=row.question,
        answer=row.answer,
        author=row.author or author,
        audience=row.audience,
        sources=row.sources,
        wordings=row.wordings,
        valid_until=row.until,
    )
    if row.id is None:
        answering.answer(session, draft, now)
        return
    entry = entries.find(session, row.id)
    if entry is None:
        raise BadInput(texts.NO_SUCH_ENTRY)
    if _says_the_same(entries.draft_of(session, entry), draft):
        return
    entries.write(session, draft, now, local_day(now), entry)


def _says_the_same(old: Draft, new: Draft) -> bool:
    """An entry that wasn't edited keeps its date, and one set aside isn't taken up again by the way."""
    return all(
        getattr(old, field) == getattr(new, field)
        for field in ("question", "answer", "author", "audience", "sources", "wordings", "valid_until")
    )


def _cells(session: Session, entry: FaqEntry) -> tuple[Any, ...]:
    return (
        entry.id,
        entry.question,
        entry.answer,
        "；".join(one.text for one in entries.wordings_of(session, entry)[1:]),
        "；".join(entries.named(one) for one in sources_of(session, entry)),
        texts.audience_name(entry.audience),
        entry.valid_until,
        entry.author,
    )
