"""The list for staff: what stayed without an answer and what was disliked, the same questions as one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.questions.tables import Asked, Verdict, Why
from knowledge.scope import INTERNAL, PUBLIC, Role

OUTSIDERS = frozenset({Role.GUEST, Role.ENTERPRISE, Role.DEPARTMENT})  # who see public answers alone


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for staff, however often it was asked; its number is that of the first time."""

    number: int
    asked: tuple[Asked, ...]
    disliked: tuple[Verdict, ...]

    @property
    def question(self) -> str:
        """As it was last asked."""
        return self.asked[-1].question

    @property
    def wordings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.question for one in self.asked))

    @property
    def refused(self) -> int:
        """How often it stayed without an answer."""
        return sum(one.reason is not None for one in self.asked)

    @property
    def whys(self) -> Counter[Why]:
        return Counter(one.why for one in self.disliked if one.why)

    @property
    def remarks(self) -> tuple[str, ...]:
        return tuple(one.words for one in self.disliked if one.words)

    @property
    def audience(self) -> str:
        """Whom an answer must be for, so that whoever asked may see it."""
        return PUBLIC if any(one.role in OUTSIDERS for one in self.asked) else INTERNAL


def open_questions(session: Session) -> list[OpenQuestion]:
    """What waits for staff: first what was asked most often, then what waits longest."""
    disliked = select(Verdict.asked_id).where(col(Verdict.is_useful).is_(False))
    waiting = select(Asked).where(
        col(Asked.settled_at).is_(None), or_(col(Asked.reason).is_not(None), col(Asked.id).in_(disliked))
    )
    return _grouped(session, session.exec(waiting.order_by(col(Asked.id))).all())


def find(session: Session, number: int) -> OpenQuestion | None:
    """The open question that was asked, some time, as `number`."""
    return next((one for one in open_questions(session) if number in {asked.id for asked in one.asked}), None)


def settle(session: Session, question: OpenQuestion, now: datetime, entry_id: int | None = None) -> None:
    """It waits no longer: answered by an entry, or needing none."""
    for asked in question.asked:
        asked.settled_at, asked.entry_id = now, entry_id
        session.add(asked)
    session.flush()


def _grouped(session: Session, rows: Sequence[Asked]) -> list[OpenQuestion]:
    groups: dict[str, list[Asked]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    verdicts: dict[int, list[Verdict]] = defaultdict(list)
    ids = [row.id for row in rows]
    against = select(Verdict).where(col(Verdict.asked_id).in_(ids), col(Verdict.is_useful).is_(False))
    for verdict in session.exec(against.order_by(col(Verdict.id))):
        verdicts[verdict.asked_id].append(verdict)
    found = [
        OpenQuestion(
            of[0].id or 0, tuple(of), tuple(verdict for one in of for verdict in verdicts[one.id or 0])
        )
        for of in groups.values()
    ]
    return sorted(found, key=lambda one: (-len(one.asked), one.number))
