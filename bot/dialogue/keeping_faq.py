"""Staff keep the answers: the list of what stayed open, the entries, and the talk in which an answer is written."""

import re
from datetime import date
from typing import Any

from bot.desk import handover
from bot.dialogue import reading_words
from bot.dialogue import texts as common
from bot.dialogue.turn import Rows, Turn
from bot.messages.contents import Button
from bot.questions import answering, clock, listing, texts
from bot.questions.listing import OpenQuestion
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.entries import Draft
from knowledge.faq.likeness import alike
from knowledge.faq.replies import local_day
from knowledge.faq.standing import sources_of
from knowledge.faq.tables import FaqEntry, FaqState

NAME = "faq"
ON_A_PAGE = 5
BETWEEN_SOURCES = re.compile(r"[;；\n]+")

State = dict[str, Any]


def questions(turn: Turn, argument: str) -> None:
    """The list, `PAGE`; or `answer:N`, `dismiss:N`, `same:N:ENTRY` of it, `handover:N` of one answered in person."""
    act, rest, other = [*argument.split(":"), "", ""][:3]
    number = reading_words.key(rest)
    if number is None:
        _list(turn, reading_words.key(argument) or 1)
    elif act == "handover":
        _begin_with_handover(turn, number)
    elif (found := listing.find(turn.session, number)) is None:
        turn.say(texts.NO_SUCH_QUESTION)
    elif act == "dismiss":
        listing.settle(turn.session, found, turn.now)
        turn.say(texts.DISMISSED)
    elif act == "same":
        _same(turn, found, reading_words.key(other))
    elif act == "answer":
        _show_open(turn, found)
        _begin(turn, {"number": number, "question": found.question, "audience": found.audience})
    else:
        turn.say(common.OLD_BUTTON)


def entry(turn: Turn, argument: str) -> None:
    """The entries, `PAGE`; or `see:N`, `rewrite:N`, `confirm:N`, `withdraw:N` of them."""
    act, _, rest = argument.partition(":")
    number = reading_words.key(rest)
    if number is None:
        _entries(turn, reading_words.key(argument) or 1)
        return
    found = entries.find(turn.session, number)
    if found is None:
        turn.say(texts.NO_SUCH_ENTRY)
    elif act == "see":
        _show(turn, found)
    elif act == "rewrite":
        _begin(turn, {"entry": number, "question": found.question, "audience": found.audience})
    elif act == "confirm":
        again = entries.draft_of(turn.session, found)
        entries.write(turn.session, again, turn.now, local_day(turn.now), found)
        _show(turn, found)
    elif act == "withdraw":
        entries.withdraw(turn.session, found)
        turn.say(texts.WITHDRAWN)
    else:
        turn.say(common.OLD_BUTTON)


def said(turn: Turn, words: str) -> None:
    """An answer to what the talk asks for."""
    _take(turn, turn.state, words)


def pressed(turn: Turn, data: str) -> None:
    """`cancel`, or `KEY:VALUE`; one of another talk does nothing."""
    if data == "cancel":
        turn.close()
        turn.say(common.CANCELLED)
        return
    key, _, value = data.partition(":")
    if key != str(turn.state["key"]):
        turn.say(common.OLD_BUTTON)
    else:
        _take(turn, turn.state, value)


def left_open(state: dict[str, object]) -> str:
    """What is said when the talk is closed after a day; what was written isn't lost."""
    return common.act_left(common.written(state))


def _list(turn: Turn, page: int) -> None:
    waiting = listing.open_questions(turn.session)
    if not waiting:
        turn.say(texts.NO_OPEN)
        return
    shown, turns = _page(waiting, page, "l")
    rows = [
        [
            Button(texts.answer_label(one.number), f"l:answer:{one.number}"),
            Button(texts.dismiss_label(one.number), f"l:dismiss:{one.number}"),
        ]
        for one in shown
    ]
    lines = [texts.open_count(len(waiting)), *map(texts.open_line, shown)]
    turn.say("\n\n".join(lines), [*rows, turns])


def _show_open(turn: Turn, found: OpenQuestion) -> None:
    """What is known of a question, and which entries may answer it as they are."""
    near = alike(turn.session, found.question)
    row = [Button(texts.same_label(one.id or 0), f"l:same:{found.number}:{one.id}") for one in near]
    told = [texts.open_told(found), texts.alike(near)] if near else [texts.open_told(found)]
    turn.say("\n\n".join(told), [row])


def _same(turn: Turn, found: OpenQuestion, entry_id: int | None) -> None:
    chosen = entries.find(turn.session, entry_id) if entry_id is not None else None
    if chosen is None or chosen.state is not FaqState.ACTIVE:
        turn.say(texts.NO_SUCH_ENTRY)
        return
    if turn.talk == NAME:
        turn.close()
    answering.same(turn.session, found, chosen, turn.now)
    turn.say(texts.same_done(chosen.id or 0, len(answering.reached(turn.session, found, chosen, turn.now))))


def _entries(turn: Turn, page: int) -> None:
    kept = entries.listing(turn.session)
    if not kept:
        turn.say(texts.NO_ENTRIES)
        return
    shown, turns = _page(sorted(kept, key=lambda one: one.state is FaqState.ACTIVE), page, "k")
    rows = [[Button(texts.entry_label(one.id or 0), f"k:see:{one.id}")] for one in shown]
    turn.say("\n\n".join(map(texts.entry_line, shown)), [*rows, turns])


def _page(every: list[Any], page: int, prefix: str) -> tuple[list[Any], list[Button]]:
    last = (len(every) - 1) // ON_A_PAGE + 1
    page = min(page, last)
    turns = [Button(texts.PREVIOUS, f"{prefix}:{page - 1}")] if page > 1 else []
    turns += [Button(texts.NEXT, f"{prefix}:{page + 1}")] if page < last else []
    return every[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], turns


def _show(turn: Turn, found: FaqEntry) -> None:
    wordings = [one.text for one in entries.wordings_of(turn.session, found)[1:]]
    sources = [entries.named(one) for one in sources_of(turn.session, found)]
    turn.say(texts.entry_told(found, wordings, sources), clock.entry_rows(found))


def _begin_with_handover(turn: Turn, number: int) -> None:
    """What was answered in person is kept for others too."""
    found = handover.find(turn.session, number)
    if found is None or found.answer is None:
        turn.say(common.OLD_BUTTON)
        return
    _begin(turn, {"question": found.question, "answer": found.answer})


def _begin(turn: Turn, of: State) -> None:
    turn.leave()
    _go_on(turn, {"key": turn.conversation.version, **of})


def _take(turn: Turn, state: State, words: str) -> None:
    """Understand what was answered, and ask for the next thing; what can't be is asked again."""
    asking = state["asking"]
    try:
        value = _read(turn, asking, words)
    except BadInput as error:
        turn.say(str(error), _rows(state))
        return
    _go_on(turn, {**state, asking: value})


def _go_on(turn: Turn, state: State) -> None:
    """Ask for what is lacking still, else keep the answer."""
    asks = {
        "answer": texts.write_answer(state["question"]),
        "sources": texts.ASK_SOURCES,
        "until": texts.ASK_UNTIL,
        "chosen": texts.ASK_AUDIENCE,
    }
    lacking = next((what for what in asks if what not in state), None)
    if lacking:
        state = {**state, "asking": lacking}
        turn.open(NAME, state)
        turn.say(asks[lacking], _rows(state))
    else:
        turn.close()
        _keep(turn, state)


def _rows(state: State) -> Rows:
    key = state["key"]
    choices = {
        "sources": {"none": texts.NO_SOURCES},
        "until": {"always": texts.ALWAYS},
        "chosen": texts.AUDIENCES,
    }.get(state["asking"], {})
    return [[Button(label, f"x:{key}:{value}") for value, label in choices.items()], *common.CANCEL_ROW]


def _read(turn: Turn, asking: str, words: str) -> Any:
    """A value for what was asked for. Raises BadInput."""
    plain = reading_words.tidy(words)
    match asking:
        case "answer":
            return entries.read_answer(words)
        case "sources":
            if plain in ("none", texts.NO_SOURCES, "没有", "无"):
                return []
            named = [one.strip() for one in BETWEEN_SOURCES.split(words) if one.strip()]
            entries.check_sources(turn.session, named, local_day(turn.now))
            return named
        case "until":
            return None if plain in ("always", texts.ALWAYS) else _read_day(turn, words).isoformat()
    names = {name: value for value, name in texts.AUDIENCES.items()}
    if plain not in (*names, *texts.AUDIENCES):
        raise BadInput(texts.NOT_AN_AUDIENCE)
    return names.get(plain, plain)


def _read_day(turn: Turn, words: str) -> date:
    day = reading_words.any_date(words)
    if day is None:
        raise BadInput(texts.NOT_A_DATE)
    entries.check_until(day, local_day(turn.now))
    return day


def _keep(turn: Turn, state: State) -> None:
    """The answer is kept, and those who asked are told."""
    draft = Draft(
        question=state["question"],
        answer=state["answer"],
        author=turn.actor.name,
        audience=state["chosen"],
        sources=tuple(state["sources"]),
        valid_until=reading_words.any_date(state["until"]) if state["until"] else None,
    )
    number = state.get("number")
    question = listing.find(turn.session, number) if number else None
    if number and question is None:
        turn.say(texts.answered_meanwhile(state["answer"]))
        return
    rewritten = entries.find(turn.session, state["entry"]) if state.get("entry") else None
    if rewritten:
        kept = answering.rewrite(turn.session, rewritten, draft, turn.now)
    else:
        kept = answering.answer(turn.session, draft, turn.now, question)
    told = len(answering.reached(turn.session, question, kept, turn.now)) if question else 0
    sources = [entries.named(one) for one in sources_of(turn.session, kept)]
    turn.say(texts.kept(kept, told, sources), clock.entry_rows(kept))
