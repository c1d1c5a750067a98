"""Staff send documents: they are read, the report comes back, and what the text doesn't say is asked."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from bot import reports
from bot.dialogue import texts
from bot.dialogue import upload_texts as words_of
from bot.dialogue.reading_words import any_date
from bot.dialogue.turn import Preparing, Rows, Turn
from bot.files import cleaned
from bot.library import Library, Sent, Taken
from bot.messages.contents import Button
from knowledge.errors import BadInput

NAME = "upload"
LONGEST_TITLE = 200

State = dict[str, Any]


def prepare(library: Library | None, given: Preparing) -> Taken | None:
    """What takes time, before the turn: files are read, or read again with what was said by hand."""
    if library is None:
        return Taken(problem=words_of.NO_LIBRARY) if given.files else None
    try:
        if given.files:
            return library.take_in(_sent(given), given.now)
        answer = _answer(given.state, given.argument)
        if answer is None or not given.state.get("asking"):
            return None
        asking = given.state["asking"]
        if asking[1] == "clash":
            replaces = answer == "new"
            return library.take_in([Sent(asking[2], asking[0])], given.now, replaces=replaces)
        said = {**given.state.get("said", {}), **({asking[1]: answer} if answer else {})}
        is_last = not any(name == asking[0] for name, *_ in given.state["waiting"])
        return library.correct(asking[0], said, given.now) if is_last and said else None
    except (BadInput, OSError) as error:
        return Taken(problem=str(error))


def begin(turn: Turn, _words: str) -> None:
    """Open the talk; files that came with the word are read already."""
    if turn.talk != NAME:
        turn.leave()
        turn.open(NAME, {"key": turn.conversation.version, "waiting": [], "asking": None, "said": {}})
    if turn.incoming.files:
        with_files(turn)
    else:
        turn.say(words_of.SEND_FILES, texts.CANCEL_ROW)


def with_files(turn: Turn) -> None:
    """Files within the talk: what came of them, and what is to be asked."""
    for reason in turn.thought.refused:
        turn.say(reason)
    taken = _taken(turn)
    if taken is None:
        _ask(turn, turn.state)
        return
    _tell(turn, taken)
    state = turn.state
    clashes = [(one.name, "clash", one.digest) for one in taken.clashes]
    _ask(turn, {**state, "waiting": [*state["waiting"], *clashes, *taken.lacking]})


def said(turn: Turn, words: str) -> None:
    """An answer to what was asked."""
    state = turn.state
    asking = state.get("asking")
    if not asking:
        turn.say(words_of.FILES_FIRST, texts.CANCEL_ROW)
        return
    answer = _answer(state, words)
    if answer is None:
        turn.say(_misunderstood(asking[1]), _rows(state))
        return
    taken = _taken(turn)
    more: list[Any] = []
    if taken:
        _tell(turn, taken)
        more = list(taken.lacking)
    kept = {} if taken else {**state["said"], **({asking[1]: answer} if answer else {})}
    waiting = [*more, *state["waiting"]]
    is_same_file = any(name == asking[0] for name, *_ in state["waiting"])
    _ask(turn, {**state, "asking": None, "waiting": waiting, "said": kept if is_same_file else {}})


def pressed(turn: Turn, data: str) -> None:
    """`cancel`, or `KEY:ANSWER`; one of another talk does nothing."""
    if data == "cancel":
        turn.close()
        turn.say(texts.CANCELLED)
    elif data.partition(":")[0] != str(turn.state["key"]):
        turn.say(texts.OLD_BUTTON)
    else:
        said(turn, data)


def left_open(_state: Mapping[str, object]) -> str:
    """What is said when the talk is closed after a day: nothing is lost, the files are in."""
    return texts.TALK_LEFT_OPEN


def _ask(turn: Turn, state: State) -> None:
    """The next question, if there is any."""
    if not state["asking"] and state["waiting"]:
        state = {**state, "asking": state["waiting"][0], "waiting": state["waiting"][1:]}
    turn.open(NAME, state)
    if not state["asking"]:
        turn.say(words_of.DONE, texts.CANCEL_ROW)
        return
    name, what, *_ = state["asking"]
    asked = words_of.clash(name) if what == "clash" else words_of.QUESTIONS[what].format(name=name)
    turn.say(asked, _rows(state))


def _rows(state: State) -> Rows:
    key, what = state["key"], state["asking"][1]
    choices = {
        "clash": {"new": words_of.NEW_VERSION, "other": words_of.ANOTHER},
        "audience": words_of.AUDIENCES,
    }.get(what, {})
    row = [Button(label, f"x:{key}:{value}") for value, label in choices.items()]
    skip = [] if what == "clash" else [Button(words_of.SKIP, f"x:{key}:skip")]
    return [row, [*skip, Button(texts.CANCEL, "x:cancel")]]


def _answer(state: Mapping[str, Any], words: str) -> str | None:
    """What is meant by an answer, typed or pressed; empty where it is skipped, None where it is unclear."""
    asking = state.get("asking")
    if not asking:
        return None
    key, _, value = words.partition(":")
    typed = value if value and key == str(state["key"]) else words.strip()
    what = asking[1]
    if what == "clash":
        return {words_of.NEW_VERSION: "new", words_of.ANOTHER: "other"}.get(
            typed, typed if typed in ("new", "other") else None
        )
    if typed in ("skip", words_of.SKIP):
        return ""
    match what:
        case "issued_on":
            day = any_date(typed)
            return day.isoformat() if day else None
        case "audience":
            names = {name: value for value, name in words_of.AUDIENCES.items()}
            return names.get(typed, typed if typed in words_of.AUDIENCES else None)
    title = " ".join(typed.split())
    return title if 0 < len(title) <= LONGEST_TITLE else None


def _misunderstood(what: str) -> str:
    return {
        "issued_on": words_of.NOT_A_DATE,
        "audience": words_of.NOT_AN_AUDIENCE,
        "title": words_of.TITLE_TOO_LONG,
    }.get(what, texts.OLD_BUTTON)


def _tell(turn: Turn, taken: Taken) -> None:
    if taken.problem:
        turn.say(taken.problem)
    if taken.shown is not None:
        is_same = not any(taken.shown[kind] for kind in ("added", "replaced", "moved", "failed"))
        turn.say(words_of.SAME if is_same else reports.in_chat(taken.shown))
    if taken.unasked:
        turn.say(words_of.unasked(taken.unasked))


def _taken(turn: Turn) -> Taken | None:
    prepared = turn.thought.prepared
    return prepared if isinstance(prepared, Taken) else None


def _sent(given: Preparing) -> list[Sent]:
    """The files under the names that they were sent with, where such files are read; else as what they are."""
    from ingest.readers import SUPPORTED  # the readers take a second to import

    return [
        Sent(one.digest, plain if PurePath(plain).suffix.lower() in SUPPORTED else one.name)
        for one, plain in zip(given.files, map(cleaned, given.names), strict=True)
    ]
