"""Days, dates, numbers and keys as people type them, and text as every database keeps it. Pure."""

import re
import unicodedata
from datetime import date, timedelta

MOST_DAYS = 90
LONGEST_KEY = 9  # digits, so that every database takes the number
_DAYS = re.compile(r"^(\d{1,3})\s*个?\s*(?:工作日|天|日)?$")
_DATE = re.compile(r"^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?$")
_NUMBER = re.compile(r"(?:WT)?[-\s]?(\d{4})-(\d{1,6})$", re.IGNORECASE)


def tidy(text: str) -> str:
    """As it is compared: full-width signs as half-width, without white space around or a full stop after it."""
    said = unicodedata.normalize("NFKC", text).strip()
    return said.rstrip("。.!~, ") or said


def days(words: str) -> int | None:
    """So many working days: `5`, `5 天`, `5个工作日`; 1 to 90."""
    found = _DAYS.match(_plain(words))
    return int(found[1]) if found and 1 <= int(found[1]) <= MOST_DAYS else None


def any_date(words: str) -> date | None:
    """A day with its year, whenever it is."""
    found = _DATE.match(_plain(words))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found and found[1] else None
    except ValueError:
        return None


def coming_date(words: str, today: date) -> date | None:
    """Today or a day up to a year ahead; without a year the next such day."""
    found = _DATE.match(_plain(words))
    if found is None:
        return None
    years = [int(found[1])] if found[1] else [today.year, today.year + 1]
    for year in years:
        try:
            day = date(year, int(found[2]), int(found[3]))
        except ValueError:
            continue
        if today <= day <= today + timedelta(days=366):
            return day
    return None


def names(words: str) -> list[str]:
    """Names with 、 or commas between them, each once."""
    return list(dict.fromkeys(filter(None, map(str.strip, re.split(r"[、，,;；\n]", words)))))


def is_short_for(short: str, name: str) -> bool:
    """Whether the signs of a short name stand in the whole one, in that order: 人社局 for 市人力资源和社会保障局."""
    rest = iter(name)
    return len(short) > 1 and all(sign in rest for sign in short)


def issue_number(words: str) -> str | None:
    """An issue's number: `WT-2026-0001`, `wt2026-1`, `2026-0001`."""
    found = _NUMBER.match(_plain(words))
    return f"WT-{found[1]}-{int(found[2]):04}" if found else None


def key(words: str) -> int | None:
    """The key of a row, a version or a page; None for what can be none."""
    return int(words) if words.isdecimal() and len(words) <= LONGEST_KEY else None


def legible(text: str) -> str:
    """Without control characters and halves of characters, which not every database keeps."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip()
