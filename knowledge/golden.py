"""Questions that must be answered well, and whether they are. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.answers import Answer, Citation, Reply
from knowledge.index.tokens import normal, spelled
from knowledge.questions import number_key
from knowledge.scope import Role


class Fault(StrEnum):
    """In what a reply fails."""

    REFUSED = "refused"
    ANSWERED = "answered"
    LACKS_WORDS = "lacks_words"
    LACKS_SOURCE = "lacks_source"
    NOT_ASKED = "not_asked"  # as somebody of a zone that isn't there


@dataclass(frozen=True, slots=True)
class Golden:
    """A question with what its answer must say and cite, or that it must be refused.

    It is asked in a role, of a zone where one is given, and as of a day (today without one).
    """

    question: str
    contains: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    is_refused: bool = False
    role: Role = Role.OFFICIAL
    zone: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question fared: what was replied, what of it is wrong, as (what, the words)."""

    golden: Golden
    said: str
    faults: tuple[tuple[Fault, str], ...]

    @property
    def passed(self) -> bool:
        return not self.faults


def outcome(golden: Golden, reply: Reply) -> Outcome:
    """Hold a reply against what was wanted."""
    return Outcome(golden, reply.text, tuple(_faults(golden, reply)))


def _faults(golden: Golden, reply: Reply) -> list[tuple[Fault, str]]:
    if not isinstance(reply, Answer):
        return [] if golden.is_refused else [(Fault.REFUSED, "")]
    if golden.is_refused:
        return [(Fault.ANSWERED, "")]
    lacking = [(Fault.LACKS_WORDS, words) for words in golden.contains if not _holds(reply.text, words)]
    uncited = [(Fault.LACKS_SOURCE, name) for name in golden.cites if not _cites(reply.citations, name)]
    return [*lacking, *uncited]


def _cites(citations: Sequence[Citation], name: str) -> bool:
    """Whether a document is cited, by its 文号 or by a part of its title."""
    number, title = number_key(name), _bare(name).strip("《》")
    return any(
        (one.number and number_key(one.number) == number) or (title and title in _bare(one.title))
        for one in citations
    )


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text: to the letter but for width and case, or with figures for numbers in words.

    Either, because how a number in words is spelled depends on what stands beside it.
    """
    return _bare(words) in _bare(text) or _letters(words) in _letters(text)


def _letters(text: str) -> str:
    return "".join(spelled(text).lower().split())


def _bare(text: str) -> str:
    return "".join(normal(text).split())
