"""What people hand in: a draft of an issue, and what they say with an act."""

from dataclasses import dataclass, replace
from datetime import date
from unicodedata import category as kind_of

from bot.desk import texts
from bot.desk.words import Category, Origin, Outcome, Rating
from bot.messages.contents import StoredFile
from knowledge.errors import BadInput

LONGEST_TEXT = 5_000
LONGEST_TITLE = 40
LONGEST_NAME = 100
_TITLE_ENDS = "。！？；!?;\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue before it is handed in."""

    text: str
    category: Category = Category.OTHER
    origin: Origin = Origin.SELF
    enterprise: str = ""
    title: str | None = None
    zone: str | None = None
    is_anonymous: bool = False
    contact: str | None = None
    phone: str | None = None
    files: tuple[StoredFile, ...] = ()

    # so that `may` can be asked of a draft as of an issue
    department: None = None
    supporting: tuple[str, ...] = ()
    reporter_id: None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What is said with an act; each act reads what it needs."""

    note: str = ""
    department: str | None = None
    supporting: tuple[str, ...] = ()
    minutes: int | None = None
    working_days: int | None = None
    due_on: date | None = None
    until: date | None = None
    outcome: Outcome | None = None
    rating: Rating | None = None
    merge_into: str | None = None
    files: tuple[StoredFile, ...] = ()
    is_public: bool = False


NO_DETAILS = Details()


def cleaned(draft: Draft) -> Draft:
    """The draft as it is kept. Raises BadInput, in Chinese, where it can't be."""
    text = plain(draft.text)
    if not text:
        raise BadInput(texts.NO_TEXT)
    if len(text) > LONGEST_TEXT:
        raise BadInput(texts.TOO_LONG.format(length=len(text), most=LONGEST_TEXT))
    if not plain(draft.enterprise):
        raise BadInput(texts.NO_ENTERPRISE)
    return replace(
        draft,
        text=text,
        title=title_of(plain(draft.title or "") or text),
        enterprise=_name(draft.enterprise) or "",
        zone=_name(draft.zone),
        contact=_name(draft.contact),
        phone=_name(draft.phone),
    )


def plain(text: str) -> str:
    """Text that every database keeps: no control characters but new lines, no halves of characters."""
    kept = (sign for sign in text if sign == "\n" or kind_of(sign) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def title_of(text: str) -> str:
    """The first sentence, cut short."""
    ends = [at for at in map(text.find, _TITLE_ENDS) if at > 0]
    first = text[: min(ends)] if ends else text
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


def _name(said: str | None) -> str | None:
    """A name on one line, None for nothing."""
    return " ".join(plain(said or "").split())[:LONGEST_NAME] or None
