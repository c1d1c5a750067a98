"""The talk "act": asks for what an act on an issue needs, one thing after another, then does it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import col, or_, select

from bot.desk import issues
from bot.desk.issues import Details, Missing, Refused
from bot.desk.tables import Issue
from bot.desk.words import Act, Outcome, Rating
from bot.dialogue import cards, reading_words, suggestions, texts
from bot.dialogue.turn import Turn
from bot.messages.contents import Button, StoredFile
from bot.people.permissions import may
from knowledge.parks import Department

NAME = "act"
LONGEST_NOTE = 2000
OFFERED = 6  # departments
MOST_FILES = 20

State = dict[str, Any]

ASKS: dict[Act, tuple[str, ...]] = {
    Act.DECLINE: ("note",),
    Act.MERGE: ("merge_into",),
    Act.WITHDRAW: ("sure",),
    Act.ASSIGN: ("department", "deadline"),
    Act.RETURN: ("note",),
    Act.ASK: ("note",),
    Act.SUPPLY: ("note",),
    Act.REPLY: ("note", "outcome"),
    Act.ANSWER: ("note", "outcome"),
    Act.DEFER: ("until", "note"),
    Act.REQUEST_EXTENSION: ("days", "note"),
    Act.EXTEND: ("days",),
    Act.REFUSE_EXTENSION: ("note",),
    Act.NOTE: ("note",),
    Act.REDO: ("note",),
    Act.REOPEN: ("note",),
}
TAKES_FILES = frozenset({Act.SUPPLY, Act.REPLY, Act.ANSWER, Act.NOTE, Act.REDO, Act.ASK})


def begin(turn: Turn, argument: str) -> None:
    """A button `ACT:ID:VERSION[:VALUE]`: done at once where it needs nothing more."""
    named, key, version, value = [*argument.split(":"), "", "", ""][:4]
    act = next((one for one in Act if one.value == named), None)
    number, since = reading_words.key(key), reading_words.key(version)
    if act is None or number is None or since is None:
        turn.say(texts.OLD_BUTTON)
        return
    issue = issues.find(turn.session, turn.actor, number)
    if issue is None:
        turn.say(texts.NO_SUCH_ISSUE)
        return
    if not may(turn.actor, act, issue):
        turn.say(texts.NOT_ALLOWED)
        return
    state: State = {"act": act.value, "id": issue.id, "version": since, "files": []}
    if value:
        state["rating"] = value
    if act not in ASKS:
        _perform(turn, issue, state)  # an open talk stays open
    elif gone := issues.stale(turn.session, issue, since, act, turn.actor):
        turn.say(gone.text, [[Button(texts.SEE_ISSUE, f"i:{issue.id}")]])
    else:
        turn.leave()
        _go_on(turn, issue, state)


def said(turn: Turn, words: str) -> None:
    """An answer to what was asked for."""
    _take(turn, turn.state, words)


def pressed(turn: Turn, data: str) -> None:
    """A button of what was asked for: `VALUE`."""
    if data == "cancel":
        turn.close()
        turn.say(texts.CANCELLED)
        return
    asked, _, rest = data.partition(":")
    key, _, value = rest.partition(":")
    state = turn.state
    if asked != state.get("asking") or key != str(state["id"]):
        turn.say(texts.OLD_BUTTON)
    else:
        _take(turn, state, value)


def with_files(turn: Turn) -> None:
    """Files that go with the act; their caption is the answer."""
    state = turn.state
    for reason in turn.thought.refused:
        turn.say(reason)
    if Act(state["act"]) not in TAKES_FILES:
        turn.say(texts.NO_FILES_HERE)
        return
    files = turn.with_new_files(state["files"], MOST_FILES)
    state = {**state, "files": files}
    turn.open(NAME, state)
    if turn.incoming.text.strip() and state.get("asking") == "note":
        _take(turn, state, turn.incoming.text.strip())
    else:
        turn.say(texts.files_taken(len(files) if turn.thought.files else 0), texts.CANCEL_ROW)


def left_open(state: State) -> str:
    """What is said when it is closed after a day; what was written isn't lost."""
    return texts.act_left(texts.written(state))


def _take(turn: Turn, state: State, words: str) -> None:
    issue = issues.find(turn.session, turn.actor, state["id"])
    if issue is None:
        turn.close()
        turn.say(texts.NO_SUCH_ISSUE)
        return
    asked = state["asking"]
    taken = _READ[asked](turn, state, words)
    if taken is None:
        return  # said why, and asked again
    _go_on(turn, issue, {**state, **taken, "done": [*state.get("done", ()), asked]})


def _go_on(turn: Turn, issue: Issue, state: State) -> None:
    """Ask for the next thing, else do it."""
    act = Act(state["act"])
    left = [one for one in ASKS.get(act, ()) if one not in state.get("done", ())]
    if left:
        turn.open(NAME, {**state, "asking": left[0]})
        _ask(turn, issue, act, left[0])
        return
    turn.close()
    _perform(turn, issue, state)


def _perform(turn: Turn, issue: Issue, state: State) -> None:
    act = Act(state["act"])
    details = Details(
        note=state.get("note", ""),
        department=state.get("department"),
        supporting=tuple(state.get("supporting", ())),
        working_days=state.get("days"),
        due_on=date.fromisoformat(state["due_on"]) if state.get("due_on") else None,
        until=date.fromisoformat(state["until"]) if state.get("until") else None,
        outcome=Outcome(state["outcome"]) if state.get("outcome") else None,
        rating=Rating(state["rating"]) if state.get("rating") in list(Rating) else None,
        merge_into=state.get("merge_into"),
        files=tuple(StoredFile(**one) for one in state["files"]),
    )
    done = issues.perform(turn.session, state["id"], state["version"], act, turn.actor, turn.now, details)
    if isinstance(done, Missing) and (again := _field_of(act, done.what)):
        left = [one for one in state.get("done", ()) if one != again]
        turn.open(NAME, {**state, "done": left, "asking": again})
        _ask(turn, issue, act, again, done.text)
        return
    if isinstance(done, Refused):
        turn.say(done.text, [[Button(texts.SEE_ISSUE, f"i:{issue.id}")]])
        return
    turn.say(texts.done(act, done.number))
    if seen := issues.find(turn.session, turn.actor, state["id"]):  # who sent it back sees it no more
        cards.show(turn, seen)


def _field_of(act: Act, what: str) -> str | None:
    """Which question asks for what the desk misses."""
    asked = ASKS.get(act, ())
    names = {"working_days": ("days", "deadline"), "due_on": ("deadline",), "supporting": ("department",)}
    return next((one for one in (*names.get(what, ()), what) if one in asked), None)


def _ask(turn: Turn, issue: Issue, act: Act, what: str, why: str = "") -> None:
    words = texts.asks(act, what)
    if what == "outcome":
        words = f"{texts.will_reply(turn.state.get('note', ''))}\n{words}"
    rows = [[Button(label, f"x:{what}:{issue.id}:{value}")] for label, value in _choices(turn, issue, what)]
    turn.say("\n".join(part for part in (why, words) if part), [*rows, *texts.CANCEL_ROW])


def _choices(turn: Turn, issue: Issue, what: str) -> list[tuple[str, str]]:
    """The answers that stand behind buttons, as (label, value)."""
    match what:
        case "department":
            near = or_(col(Department.zone).is_(None), Department.zone == issue.zone)
            every = turn.session.exec(select(Department).where(near).order_by(col(Department.id))).all()
            ids = {one.name: f"#{one.id}" for one in every}
            duties = [(one.name, one.duties) for one in every]
            likely = suggestions.departments(issue.text, issue.category, duties)
            return [(name, ids[name]) for name in likely[:OFFERED]]
        case "deadline" | "days":
            return [(texts.working_days(days), str(days)) for days in (1, 3, 5, 10, 15)]
        case "outcome":
            return [(name, word.value) for word, name in texts.OUTCOMES_OF_REPLY.items()]
        case "sure":
            return [(texts.SURE, "yes")]
        case _:
            return []


def _read_note(turn: Turn, state: State, words: str) -> State | None:
    if len(words) > LONGEST_NOTE:
        turn.say(texts.too_long(len(words), LONGEST_NOTE), texts.CANCEL_ROW)
        return None
    if not words:
        turn.say(texts.asks(Act(state["act"]), "note"), texts.CANCEL_ROW)
        return None
    return {"note": words}


def _read_department(turn: Turn, state: State, words: str) -> State | None:
    """The 主办; several names are the 主办 and its 协办."""
    every = turn.session.exec(select(Department).order_by(col(Department.name))).all()
    named = []
    for name in reading_words.names(words) or [""]:
        exact = [one for one in every if name in (one.name, f"#{one.id}")]
        like = exact or [one for one in every if name in one.name]
        like = like or [one for one in every if reading_words.is_short_for(name, one.name)]
        if len(like) != 1:
            rows = [
                [Button(one.name, f"x:department:{state['id']}:#{one.id}")]
                for one in (like or every)[:OFFERED]
            ]
            turn.say(texts.departments_like(name, len(like)), [*rows, *texts.CANCEL_ROW])
            return None
        named.append(like[0].name)
    return {"department": named[0], "supporting": named[1:]}


def _read_deadline(turn: Turn, _state: State, words: str) -> State | None:
    """So many working days, or a date that isn't past."""
    if (days := reading_words.days(words)) is not None:
        return {"days": days, "due_on": None}
    if (day := reading_words.coming_date(words, texts.local(turn.now).date())) is not None:
        return {"days": None, "due_on": day.isoformat()}
    turn.say(texts.NO_DEADLINE_IN_IT, texts.CANCEL_ROW)
    return None


def _read_days(turn: Turn, _state: State, words: str) -> State | None:
    if (days := reading_words.days(words)) is not None:
        return {"days": days}
    turn.say(texts.NO_DAYS_IN_IT, texts.CANCEL_ROW)
    return None


def _read_until(turn: Turn, _state: State, words: str) -> State | None:
    today = texts.local(turn.now).date()
    if (day := reading_words.coming_date(words, today)) is not None and day > today:
        return {"until": day.isoformat()}
    turn.say(texts.NO_DATE_IN_IT, texts.CANCEL_ROW)
    return None


def _read_outcome(turn: Turn, state: State, words: str) -> State | None:
    for word, name in texts.OUTCOMES_OF_REPLY.items():
        if reading_words.tidy(words) in (word.value, name):
            return {"outcome": word.value}
    issue = issues.find(turn.session, turn.actor, state["id"])
    if issue is not None:
        _ask(turn, issue, Act(state["act"]), "outcome")
    return None


def _read_number(turn: Turn, _state: State, words: str) -> State | None:
    if (number := reading_words.issue_number(words)) is not None:
        return {"merge_into": number}
    turn.say(texts.NO_NUMBER_IN_IT, texts.CANCEL_ROW)
    return None


def _read_sure(turn: Turn, _state: State, words: str) -> State | None:
    if words in ("yes", texts.SURE, texts.CONFIRM):
        return {}
    turn.say(texts.asks(Act.WITHDRAW, "sure"), texts.CANCEL_ROW)
    return None


_READ: dict[str, Callable[[Turn, State, str], State | None]] = {
    "note": _read_note,
    "department": _read_department,
    "deadline": _read_deadline,
    "days": _read_days,
    "until": _read_until,
    "outcome": _read_outcome,
    "merge_into": _read_number,
    "sure": _read_sure,
}
