"""A question after another: what is remembered of the last one, and what a remark on it means."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.dialogue import texts
from bot.people.actors import Actor
from knowledge import replies
from knowledge.answers import Answer, Citation, Reason, Refusal, Reply, Subject
from knowledge.aspects import OF_ALL
from knowledge.continuing import Said
from knowledge.followups import Context, Remark, meant, understood
from knowledge.listed import Listed
from knowledge.zone_calls import Calls

LASTS = timedelta(hours=1)
MOST_SHOWN = 30
NO_QUESTION = "什么"  # what a remark follows that stands by itself
_OF_A_DAY = re.compile(r"\d{4}年时")  # another edition may be asked for than the document that was quoted
_PROJECT = re.compile(r"项目编号：([^；]+)；项目名称：([^；]+)；")


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
    """The last question of a conversation, what was quoted in reply and of which document, which projects shown."""

    question: str
    said: tuple[Said, ...]
    is_list: bool = False  # of projects, all of them counted already
    document: str = ""
    listed: Listed = field(default_factory=Listed)


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply; the whole question where it was a remark on the one before, whose document is still spoken of
    where only another aspect was asked.
    """

    reply: Reply
    meant: str = ""
    of_document: str = ""


def last(remembered: Mapping[str, Any] | None, now: datetime) -> Last | None:
    """What is remembered of the last question, if that wasn't too long ago."""
    if not remembered or "at" not in remembered:
        return None
    if now - datetime.fromisoformat(remembered["at"]) > LASTS:
        return None
    said = tuple(Said(*one) for one in remembered["quotes"])
    items, listing = tuple(remembered.get("items", ())), remembered.get("listing", "")
    shown = Listed(items, remembered.get("it", ""), listing)
    is_list, document = remembered.get("is_list", False), remembered.get("document", "")
    return Last(remembered["question"], said, is_list, document, shown)


def replied(ask: Ask, text: str, before: Last | None, zones: Calls, actor: Actor, now: datetime) -> Replied:
    """The reply to a text, and the whole question where it was a remark on the one before."""
    day = texts.local(now).date()
    remark = meant(Context(before.question, day, before.listed, zones), text) if before else None
    if before is None or remark is None:
        return Replied(ask(text, actor, now))
    if remark.asks_back:
        return Replied(Refusal(text, Subject.POLICY, Reason.UNCLEAR, remark.asks_back))
    if remark.more and before.is_list:
        none = Refusal(remark.question, Subject.PROJECT, Reason.NO_MORE, texts.NO_MORE_PROJECTS)
        return Replied(none, remark.question)
    if remark.article and not before.said:  # of which document is asked back
        return Replied(ask(text, actor, now), remark.question)
    if remark.more or remark.article or remark.item is not None:
        return Replied(ask(remark.question, actor, now, After(remark, before.said)), remark.question)
    if remark.aspect and before.document and not _OF_A_DAY.match(remark.question):
        reply = _of_document(ask, remark, before.document, actor, now)
        return Replied(reply, remark.question, before.document)
    return Replied(ask(remark.question, actor, now), remark.question)


def _of_document(ask: Ask, remark: Remark, title: str, actor: Actor, now: datetime) -> Reply:
    """Another aspect of a matter: told by the document that was quoted, else by whichever does.

    What a document tells once for all that it lays down is asked of the document before the matter.
    """
    of_title = f"{replies.titled(title)}的{remark.aspect}"
    asks = [remark.question, of_title]
    if OF_ALL.search(remark.aspect):
        asks.reverse()
    told: dict[str, Reply] = {}
    for question in asks:
        reply = told[question] = ask(question, actor, now)
        if isinstance(reply, Answer) and any(one.title == title for one in reply.citations):
            return reply
    return told[remark.question]


def remembered(
    question: str, reply: Reply, before: Mapping[str, Any] | None, now: datetime, of_document: str = ""
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
        "document": of_document or next((one.title for one in cited if one.passage), ""),
        **_shown(question, cited, before or {}),
    }


def _shown(question: str, cited: Sequence[Citation], before: Mapping[str, Any]) -> dict[str, Any]:
    """The projects that can be spoken of by their place in the list, or as 它: those shown, else still those before."""
    found = (_PROJECT.match(one.quote) for one in cited)
    names = [f"{one[2]}（{one[1]}）" for one in found if one]
    if len(names) > 1:
        return {"items": names, "listing": question}
    listing = {key: before[key] for key in ("items", "listing") if key in before}
    known = [*before.get("items", ()), before.get("it", "")]
    spoken = names[0] if names else next((one for one in known if one and question.startswith(one)), "")
    if not spoken:
        return {}
    return {**(listing if spoken in known else {}), "it": spoken}
