"""Many invitations at once: a table of enterprises in, a workbook with a code and a link each out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as WrittenCell
from openpyxl.utils import get_column_letter
from sqlmodel import Session

from bot.people import roles, texts
from bot.people.invitations import LIFETIME, Invited, invite
from ingest.ledgers import cells
from ingest.ledgers.cells import Unfit
from ingest.ledgers.headers import Header, find
from ingest.ledgers.kinds import Column, Form
from ingest.ledgers.parsing import RowError
from ingest.readers.sheet import Cell, Sheet
from knowledge.errors import BadInput
from knowledge.parks import Enterprise
from knowledge.scope import Role

_NAME = Column("enterprise", "企业名称 企业 公司名称 单位名称", cells.name, required=True)
_COLUMNS = (
    _NAME,
    Column("name", "联系人 企业联系人 联系人姓名 姓名", cells.text),
    Column("phone", "联系电话 电话 手机 手机号 手机号码 联系方式", cells.text),
    Column("zone", "所属园区 园区 园区名称 所在园区 开发区 所属开发区", cells.name),
)
_FORM = Form(Enterprise, _COLUMNS, "enterprise", frozenset(_NAME.names), least=1, known=0)
_WIDTHS = (36, 12, 18, 20, 28, 64, 20)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row: someone of an enterprise who is to be invited, and where they stand."""

    sheet: str
    row: int
    enterprise: str
    name: str | None = None
    phone: str | None = None
    zone: str | None = None


def read(sheets: Sequence[Sheet]) -> tuple[list[Wanted], list[RowError]]:
    """Who is to be invited, and what is wrong with the other rows. Raises BadInput where no sheet has names."""
    tables = [(sheet, header) for sheet in sheets if (header := find(_FORM, sheet))]
    if not tables:
        raise BadInput(texts.NO_ENTERPRISE_COLUMN)
    wanted: dict[tuple[str | None, ...], Wanted] = {}
    errors: list[RowError] = []
    for sheet, header in tables:
        for one in _rows(sheet, header):
            if isinstance(one, RowError):
                errors.append(one)
                continue
            first = wanted.setdefault((one.enterprise, one.name, one.phone), one)
            if first is not one:
                errors.append(_error(one, texts.repeated(one.enterprise, first.sheet, first.row)))
    return list(wanted.values()), errors


def invite_all(
    session: Session,
    wanted: Sequence[Wanted],
    now: datetime,
    *,
    invited_by: int | None = None,
    lifetime: timedelta = LIFETIME,
) -> tuple[list[tuple[Wanted, Invited]], list[RowError]]:
    """An invitation for each, and the rows that the directory doesn't bear out."""
    made: list[tuple[Wanted, Invited]] = []
    errors: list[RowError] = []
    for one in wanted:
        try:
            invited = invite(
                session,
                Role.ENTERPRISE,
                now,
                enterprise=one.enterprise,
                zone=one.zone,
                name=one.name,
                phone=one.phone,
                invited_by=invited_by,
                lifetime=lifetime,
            )
            made.append((one, invited))
        except BadInput as error:
            errors.append(_error(one, str(error)))
    return made, errors


def workbook(
    made: Sequence[tuple[Wanted, Invited]], link: Callable[[str], str], local: Callable[[datetime], datetime]
) -> bytes:
    """The invitations as an xlsx, whatever is in them as text: no cell is a formula."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = texts.INVITATIONS
    rows = [texts.INVITATION_COLUMNS]
    for one, invited in made:
        invitation = invited.invitation
        until = f"{local(invitation.expires_at):%Y-%m-%d %H:%M}"
        rows.append(
            (
                invitation.enterprise or "",
                *(invitation.name or "", invitation.phone or "", one.zone or invitation.zone or ""),
                *(invited.code, link(invited.code), until),
            )
        )
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(at, column), value)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _write(cell: WrittenCell, value: str) -> None:
    cell.value = value
    cell.data_type = "s"
    cell.quotePrefix = True  # as text too where somebody edits the cell


def _rows(sheet: Sheet, header: Header) -> Iterator[Wanted | RowError]:
    for at in range(header.at + header.depth, len(sheet.rows)):
        row = sheet.rows[at]
        if not all(
            cells.is_blank(_cell(row, place.at)) for found in header.places.values() for place in found
        ):
            yield _row(sheet, header, sheet.first_row + at, row)


def _row(sheet: Sheet, header: Header, number: int, row: Sequence[Cell]) -> Wanted | RowError:
    said: dict[str, Any] = {}
    for column in _COLUMNS:
        places = header.places.get(column.field, ())
        filled = [cell for place in places if not cells.is_blank(cell := _cell(row, place.at))]
        label = header.label(column)
        try:
            if filled:
                said[column.field] = _checked(column, column.convert(cells.readable(filled[0]), ""))
            elif column.required:
                return RowError(sheet.name, number, label, texts.CELL_MISSING)
        except (Unfit, BadInput) as error:
            return RowError(sheet.name, number, label, str(error))
    return Wanted(sheet.name, number, **said)


def _checked(column: Column, value: object) -> str | None:
    match column.field:
        case "name":
            return roles.read_name(str(value))
        case "phone":
            return roles.read_phone(str(value))
        case _:
            return str(value)


def _cell(row: Sequence[Cell], at: int) -> Cell:
    return row[at] if at < len(row) else None


def _error(one: Wanted, reason: str) -> RowError:
    return RowError(one.sheet, one.row, _NAME.names[0], reason)
