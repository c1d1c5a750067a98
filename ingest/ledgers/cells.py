"""One cell → one value, or Unfit with what should have stood there. Pure."""

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from ingest.ledgers import words
from ingest.readers.sheet import Cell, FormulaWithoutValue, MergedNumber, written
from knowledge.projects.tables import Stage

Convert = Callable[[Cell, str], object]
"""A cell and the unit that its header names → a value."""

LONGEST_TEXT = 5_000
LONGEST_NAME = 200
MOST_YUAN = 10**14

_YUAN = {"元": 1, "千元": 1_000, "万元": 10_000, "万": 10_000, "百万元": 10**6, "亿元": 10**8, "亿": 10**8}
_NUMBER = re.compile(
    r"([-+]?)(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,15})?((?:[千万百亿]*元|万|亿)?)(?:人民币)?"
)
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TIME = re.compile(r"[\sT]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$")
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_MONTH = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})月?(?:份|底)?")
_SERIALS = range(30_000, 60_000)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\ufeff\ud800-\udfff]")
_GAP_BY_HAN = re.compile(r"(?<=[\u3400-\u9fff（）])\s+|\s+(?=[\u3400-\u9fff（）])")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_CODE = re.compile(f"[{_CREDIT_ALPHABET}]{{18}}")
_BETWEEN_NAMES = re.compile(r"[、，,；;/]+")


class Unfit(ValueError):
    """A cell that can't be read; `str(unfit)` says what should stand there, `shown` what does."""

    def __init__(self, reason: str, shown: str = "") -> None:
        super().__init__(reason)
        self.shown = shown


def normal(text: str) -> str:
    """Text to compare by: one width of characters, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, a stroke, 待定 and the like."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    said = normal(_CONTROLS.sub("", cell)).upper()
    return said in words.EMPTY_WORDS or not any(sign.isalnum() or sign in "#√×✓✔✗✘" for sign in said)


def readable(cell: Cell) -> Cell:
    """The cell itself, unless it is a formula or a merged number that says nothing of its row."""
    if isinstance(cell, MergedNumber):
        raise Unfit(words.MERGED_NUMBER)
    if isinstance(cell, FormulaWithoutValue):
        raise Unfit(words.FORMULA)
    if isinstance(cell, str) and re.fullmatch(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!)", cell.strip()):
        raise Unfit(words.FORMULA_FAULT, cell.strip())
    return cell


def text(cell: Cell, unit: str = "") -> str:
    """What the cell says, on one line."""
    return _text(cell, LONGEST_TEXT)


def name(cell: Cell, unit: str = "") -> str:
    """A name, the same however it was wrapped in its cell and whichever brackets were typed."""
    said = _text(cell, LONGEST_NAME)
    if any("\u4e00" <= sign <= "\u9fff" for sign in said):
        said = said.replace("(", "（").replace(")", "）")
    return _GAP_BY_HAN.sub("", said)


def names(cell: Cell, unit: str = "") -> str:
    """One or several names, with 、 between them however they were set apart."""
    said = _text(cell, LONGEST_NAME)
    return "、".join(name(one) for one in _BETWEEN_NAMES.split(said) if one.strip())


def code(cell: Cell, unit: str = "") -> str:
    """A code, in upper case and without white space."""
    return re.sub("[‐‑‒–—―−]", "-", normal(_text(cell, LONGEST_NAME))).upper()


def measured(cell: Cell, unit: str = "") -> str:
    """What the cell says; a bare number with the unit of its header."""
    said = text(cell)
    return f"{said} {unit}" if unit and re.fullmatch(r"[\d.,]+", said) else said


def money(cell: Cell, unit: str = "") -> int:
    """An amount in whole yuan; a unit in the cell itself comes before the header's."""
    said = written(cell)
    match = _NUMBER.fullmatch(normal(said))
    if isinstance(cell, bool | date) or not match:
        raise Unfit(words.NOT_NUMBER, said)
    sign, whole, fraction, own_unit = match.groups(default="")
    factor = _YUAN.get(own_unit or unit)
    if factor is None:
        raise Unfit(words.NO_UNIT, said)
    amount = Decimal(whole.replace(",", "") + fraction) * factor
    if sign == "-" and amount:
        raise Unfit(words.NEGATIVE, said)
    if amount > MOST_YUAN:
        raise Unfit(words.TOO_MUCH, said)
    return int(amount.to_integral_value())


def day(cell: Cell, unit: str = "") -> date:
    """A full date; what happened has a day."""
    found = _day(cell)
    if found is None:
        is_month = isinstance(cell, str) and _MONTH.fullmatch(normal(cell))
        raise Unfit(words.NOT_A_DAY if is_month else words.NOT_A_DATE, written(cell))
    return found


def day_or_month(cell: Cell, unit: str = "") -> date:
    """A date; a month alone is its last day, the day by which a plan for that month must be met."""
    said = cell.strip().removesuffix("前") if isinstance(cell, str) else cell
    found = _day(said)
    if found is None and isinstance(said, str):
        found = _last_of_month(normal(said))
    if found is None:
        raise Unfit(words.NOT_A_DATE, written(cell))
    return found


def stage(cell: Cell, unit: str = "") -> Stage:
    """How far a project is, by any of the usual words."""
    said = normal(written(cell))
    plain = said.removesuffix("项目").removesuffix("阶段")
    for found, names in words.STAGE_WORDS.items():
        if plain in names:
            return found
    raise Unfit(words.NOT_A_STAGE, said)


def yes_or_no(cell: Cell, unit: str = "") -> bool:
    """Whether the cell says yes."""
    said = normal(written(cell)).upper()
    if said in words.YES_WORDS:
        return True
    if said in words.NO_WORDS:
        return False
    raise Unfit(words.NOT_YES_OR_NO, written(cell))


def credit_code(cell: Cell, unit: str = "") -> str:
    """A unified social credit code whose check character is right (GB 32100-2015)."""
    said = normal(written(cell)).upper()
    if not _CREDIT_CODE.fullmatch(said):
        raise Unfit(words.NOT_A_CREDIT_CODE, said)
    weighed = sum(_CREDIT_ALPHABET.index(sign) * pow(3, at, 31) for at, sign in enumerate(said[:17]))
    if _CREDIT_ALPHABET[-weighed % 31] != said[17]:
        raise Unfit(words.WRONG_CREDIT_CODE, said)
    return said


def _text(cell: Cell, most: int) -> str:
    said = " ".join(_CONTROLS.sub("", written(cell)).split())
    if len(said) > most:
        raise Unfit(words.TOO_LONG.format(most=most), said)
    return said


def _day(cell: Cell) -> date | None:
    """The day a cell names; a number is one where it can be nothing but a spreadsheet's count of days."""
    match cell:
        case bool() | None | FormulaWithoutValue() | MergedNumber():
            return None
        case datetime():
            return cell.date()
        case date():
            return cell
    said = normal(_TIME.sub("", written(cell)))
    if match := _DAY.fullmatch(said) or _EIGHT_DIGITS.fullmatch(said):
        return _calendar_day(*map(int, match.groups()))
    if re.fullmatch(r"\d{5}", said) and int(said) in _SERIALS:
        return _from_serial(int(said))
    return None


def _from_serial(serial: int) -> date | None:
    from openpyxl.utils.datetime import from_excel  # slow to import, and rarely needed

    when = from_excel(serial)
    return when.date() if isinstance(when, datetime) else None


def _calendar_day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _last_of_month(said: str) -> date | None:
    match = _MONTH.fullmatch(said.replace("年底", "年12月"))
    if not match or not 1 <= int(match[2]) <= 12:
        return None
    year, month = int(match[1]), int(match[2])
    return date(year, month, calendar.monthrange(year, month)[1])
