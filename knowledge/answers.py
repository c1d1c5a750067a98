"""What an asker gets: an answer with its citations, or a refusal. Both are values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from knowledge.documents import Found, Level, Status, status_on


class Subject(StrEnum):
    """What an answer is about."""

    POLICY = "policy"
    PROJECT = "project"
    METRIC = "metric"
    ISSUE = "issue"
    FAQ = "faq"


class Reason(StrEnum):
    """Why a question is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNCLEAR = "unclear"  # it goes on from a question, and there is none
    NOT_FOUND = "not_found"
    OTHER_PLACE = "other_place"
    OTHER_YEAR = "other_year"
    OTHER_FIGURE = "other_figure"
    NOT_TOLD = "not_told"
    UNKNOWN_NUMBER = "unknown_number"
    UNKNOWN_PROJECT = "unknown_project"
    NO_PROJECTS = "no_projects"
    NO_MORE = "no_more"
    NO_DOCUMENT = "no_document"
    NO_ARTICLE = "no_article"
    WHICH_DOCUMENT = "which_document"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a part of an answer stands; `source` is the file's path, `number` the 文号, `passage` its row's id.

    `article` is the 条, or where else in the document: 第3行; `heading` the path of headings above.
    `is_later_text` where the text is of a wording that was issued after the day asked of.
    """

    n: int
    title: str
    source: str
    number: str | None
    article: str | None
    page: int | None
    issued: date | None
    status: Status | None
    quote: str
    passage: int | None = None
    heading: str = ""
    level: Level | None = None
    effective: date | None = None
    is_later_text: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply whose text marks with [n] what each citation bears out.

    `counted` is a number of things found, the one figure that no citation need bear.
    """

    question: str
    kind: Subject
    text: str
    citations: tuple[Citation, ...]
    as_of: date | None = None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A plain no, with what came nearest.

    A final one is its source's last word on a question that is surely its own: no other source is asked.
    """

    question: str
    kind: Subject
    reason: Reason
    text: str
    nearest: tuple[str, ...] = ()
    final: bool = False


Reply = Answer | Refusal


def cite(n: int, found: Found, quote: str, day: date) -> Citation:
    """The citation of a passage, with its document's validity on `day`."""
    document = found.document
    return Citation(
        n=n,
        title=document.title,
        source=found.path,
        number=document.number,
        article=found.passage.article or found.passage.spot,
        page=found.passage.page,
        issued=document.issued_on,
        status=status_on(document, day),
        quote=quote,
        passage=found.passage.id,
        heading=found.passage.heading,
        level=document.level,
        effective=document.effective_on,
        is_later_text=bool(document.issued_on and document.issued_on > day),
    )


def reply_json(reply: Reply) -> dict[str, Any]:
    """A reply as `ask --json` prints it; absent values are null."""
    refused = isinstance(reply, Refusal)
    return {
        "question": reply.question,
        "kind": reply.kind.value,
        "refused": refused,
        "reason": reply.reason.value if isinstance(reply, Refusal) else None,
        "text": reply.text,
        "citations": [] if isinstance(reply, Refusal) else [_citation_json(one) for one in reply.citations],
        "as_of": reply.as_of.isoformat() if isinstance(reply, Answer) and reply.as_of else None,
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "title": citation.title,
        "source": citation.source,
        "number": citation.number,
        "article": citation.article,
        "page": citation.page,
        "issued": citation.issued.isoformat() if citation.issued else None,
        "status": citation.status.value if citation.status else None,
        "quote": citation.quote,
    }
