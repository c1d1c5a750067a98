"""The pipeline from a question to an answer, readable top to bottom."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from knowledge import checking, replies
from knowledge.answers import Answer, Reason, Refusal, Reply, Subject
from knowledge.days import with_years
from knowledge.followups import hangs
from knowledge.questions import LONGEST, Question, says_nothing, tidy, understand
from knowledge.scope import Scope

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and of which day; `shown` are the passages that they were shown already and want no more."""

    scope: Scope
    day: date
    shown: frozenset[int] = frozenset()


class Source(Protocol):
    """Something that knows: None where a question isn't its own."""

    def reply(self, question: Question, asker: Asker) -> Reply | None: ...


def answer(text: str, asker: Asker, sources: Sequence[Source]) -> Reply:
    """Ask the sources in order; the first answer or final refusal wins, else the first refusal.

    An answer goes out only when every citation exists and every figure stands in what it cites.
    """
    asked = tidy(text)
    if says_nothing(asked):
        return Refusal(asked, Subject.POLICY, Reason.EMPTY, replies.EMPTY)
    if len(asked) > LONGEST:
        return Refusal(
            asked[:LONGEST], Subject.POLICY, Reason.TOO_LONG, replies.too_long(len(asked), LONGEST)
        )
    if hangs(asked):
        return Refusal(asked, Subject.POLICY, Reason.UNCLEAR, replies.UNCLEAR)
    dated = with_years(asked, asker.day)
    question = understand(dated)
    refusals: list[Refusal] = []
    for source in sources:
        reply = source.reply(question, asker)
        if reply and reply.question == dated:
            reply = replace(reply, question=asked)
        if isinstance(reply, Answer) and _is_sound(reply):
            return reply
        if isinstance(reply, Refusal) and reply.final:
            return reply
        if isinstance(reply, Refusal):
            refusals.append(reply)
    nothing = Refusal(asked, Subject.POLICY, Reason.NOT_FOUND, replies.refused(Reason.NOT_FOUND, "", ()))
    return refusals[0] if refusals else nothing


def _is_sound(reply: Answer) -> bool:
    wrong = checking.faults(reply)
    for fault in wrong:
        LOG.error("answer withheld: %s (question %r)", fault, reply.question)
    return not wrong
