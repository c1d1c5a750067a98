"""A question after another: what is remembered of the last one, and what a remark on it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.dialogue import texts
from bot.people.actors import Actor
from knowledge.answers import Answer, Reason, Refusal, Reply, Subject
from knowledge.continuing import Said
from knowledge.followups import Remark, understood

LASTS = timedelta(hours=1)
MOST_SHOWN = 30
NO_QUESTION = "什么"  # what a remark follows that stands by itself


@dataclass(frozen=True, slots=True)
class After:
    """A remark on what the last answers quoted."""

    remark: Remark
    said: tuple[Said, ...]


class Ask(Protocol):
    """How a question is answered; `after` where it is a remark on an answer."""

    def __call__(self, question: str, actor: Actor, at: datetime, after: After | None = None, /) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Last:
    """The last question of a conversation, and what was quoted in reply."""

    question: str
    said: tuple[Said, ...]
    is_list: bool = False  # of projects, all of them counted already


def last(remembered: Mapping[str, Any] | None, now: datetime) -> Last | None:
    """What is remembered of the last question, if that wasn't too long ago."""
    if not remembered or "at" not in remembered:
        return None
    if now - datetime.fromisoformat(remembered["at"]) > LASTS:
        return None
    said = tuple(Said(*one) for one in remembered["quotes"])
    return Last(remembered["question"], said, remembered.get("is_list", False))


def replied(ask: Ask, text: str, before: Last | None, actor: Actor, now: datetime) -> tuple[Reply, str]:
    """The reply to a text, and the whole question where it was a remark on the one before."""
    remark = understood(before.question, text, texts.local(now).date()) if before else None
    if before is None or remark is None:
        return ask(text, actor, now), ""
    if remark.more and before.is_list:
        none = Refusal(remark.question, Subject.PROJECT, Reason.NO_MORE, texts.NO_MORE_PROJECTS)
        return none, remark.question
    if remark.of_article and not before.said:  # of which document is asked back
        return ask(text, actor, now), remark.question
    if remark.more or remark.item is not None:
        return ask(remark.question, actor, now, After(remark, before.said)), remark.question
    return ask(remark.question, actor, now), remark.question


def remembered(
    question: str, reply: Reply, before: Mapping[str, Any] | None, now: datetime
) -> dict[str, Any]:
    """What is kept of a question: when, and what was quoted; of the same question, what was quoted earlier too.

    A remark that followed nothing and found nothing has no `at`: nothing goes on from it.
    """
    if isinstance(reply, Refusal) and understood(NO_QUESTION, question, texts.local(now).date()):
        return {"question": question}
    cited = reply.citations if isinstance(reply, Answer) else ()
    quotes: list[list[Any]] = [[one.passage, one.quote] for one in cited if one.passage]
    if before and before.get("question") == question:
        quotes = [*before.get("quotes", ()), *quotes]
    is_list = isinstance(reply, Answer) and reply.kind is Subject.PROJECT
    return {
        "question": question,
        "at": now.isoformat(),
        "quotes": quotes[-MOST_SHOWN:],
        "is_list": is_list,
    }
