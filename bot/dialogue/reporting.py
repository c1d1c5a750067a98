"""The talk "report": a problem is written down, summed up, changed, and handed in with 确认."""

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from bot.desk import issues
from bot.desk.issues import Draft, Refused
from bot.desk.texts import CATEGORIES, ORIGINS
from bot.desk.words import Category, Origin
from bot.dialogue import reading_words, suggestions, texts
from bot.dialogue.turn import Turn
from bot.messages.contents import Button, StoredFile
from bot.people.permissions import Right, may
from bot.people.tables import Person
from knowledge.parks import Enterprise

NAME = "report"
LONGEST = 5000  # characters
MOST_FILES = 20
LIKE = 8  # enterprises offered
LONGEST_NAME = 60
NOT_LISTED = "="

State = dict[str, Any]


def begin(turn: Turn, words: str) -> None:
    """Open a draft; with words, or files, it can be confirmed at once."""
    if turn.talk != NAME:  # else a second /report goes on with the draft
        turn.leave()
        turn.open(NAME, _new_state(turn))
    add(turn, words)


def from_question(turn: Turn, _: str) -> None:
    """What was just asked is a problem: open a draft of it."""
    asked = turn.recall("asked") or {}
    turn.forget("asked")
    begin(turn, asked.get("question", ""))


def add(turn: Turn, words: str) -> None:
    """Take more words and files into the draft."""
    state = turn.state
    for reason in turn.thought.refused:
        turn.say(reason)
    files = turn.with_new_files(state["files"], MOST_FILES)
    text = "\n".join(part for part in (state["text"], words.strip()) if part)
    if len(text) > LONGEST:
        turn.say(texts.too_long(len(text), LONGEST))
        text = state["text"]
    category = state["category"] if state["chosen"] else suggestions.category(text)
    changed = {**state, "files": files, "text": text, "category": category, "asking": None}
    _go_on(turn, changed)


def said(turn: Turn, words: str) -> None:
    """A text within the talk: what was asked for, else more of the problem."""
    state = turn.state
    asked = state.get("asking")
    if reading_words.tidy(words).lower() in texts.CONSENTS:
        confirm(turn, state)
    elif asked in _ANSWERS:
        _ANSWERS[asked](turn, state, words)
    else:
        add(turn, words)


def with_files(turn: Turn) -> None:
    """Files within the talk, with their caption."""
    add(turn, turn.incoming.text)


def contact(turn: Turn, phone: str) -> None:
    """A contact card within the talk: the telephone."""
    _go_on(turn, {**turn.state, "phone": phone, "asking": None})


def pressed(turn: Turn, data: str) -> None:
    """A button of the draft: `NAME:DRAFT[:VALUE]`; one of another draft does nothing."""
    name, _, rest = data.partition(":")
    draft, _, value = rest.partition(":")
    state = turn.state
    if draft != str(state["draft"]):
        turn.say(texts.TALK_IS_OVER)
    elif name == "confirm":
        confirm(turn, state)
    elif name == "cancel":
        turn.close()
        turn.say(texts.CANCELLED)
    elif name == "anonymous":
        _go_on(turn, {**state, "anonymous": not state["anonymous"]})
    elif name == "rewrite":
        _ask(turn, {**state, "text": "", "files": state["files"]}, "text", texts.WRITE_ANEW)
    elif name in _QUESTIONS and not value:
        _QUESTIONS[name](turn, state)
    elif name in _ANSWERS:
        _ANSWERS[name](turn, state, value)
    else:
        turn.say(texts.OLD_BUTTON)


def confirm(turn: Turn, state: State) -> None:
    """Hand the draft in; the number comes at once."""
    if (missing := _missing(state)) is not None:
        _QUESTIONS[missing](turn, state)
        return
    draft = Draft(
        text=state["text"] or texts.SEE_FILES,
        category=Category(state["category"]),
        origin=Origin(state["origin"]),
        enterprise=state["enterprise"],
        zone=state["zone"],
        is_anonymous=state["anonymous"],
        contact=state["contact"],
        phone=state["phone"],
        files=tuple(StoredFile(**one) for one in state["files"]),
    )
    turn.close()
    issue = issues.submit(turn.session, draft, turn.actor, turn.now)
    if isinstance(issue, Refused):
        turn.say(issue.text)
    else:
        turn.say(
            texts.handed_in(issue.number, not may(turn.actor, Right.REPORT)),
            [[Button(texts.SEE_ISSUE, f"i:{issue.id}")]],
        )


def show(turn: Turn, state: State) -> None:
    """The draft summed up, with what can be done to it."""
    key = state["draft"]
    for_another = may(turn.actor, Right.REPORT_FOR)

    def button(label: str, name: str) -> Button:
        return Button(label, f"x:{name}:{key}")

    rows = [
        [button(texts.CONFIRM, "confirm"), button(texts.CANCEL, "cancel")],
        [button(texts.CHANGE_CATEGORY, "category"), button(texts.CHANGE_CONTACT, "contact")],
        [
            button(texts.NOT_ANONYMOUS if state["anonymous"] else texts.ANONYMOUS, "anonymous"),
            button(texts.REWRITE, "rewrite"),
        ],
    ]
    if for_another:
        rows.append([button(texts.CHANGE_ENTERPRISE, "enterprise"), button(texts.CHANGE_ORIGIN, "origin")])
    turn.say(texts.draft(state, for_another), rows)


def left_open(state: State) -> str:
    """What is said when the draft is closed after a day; its words aren't lost."""
    return texts.draft_left(texts.written(state))


def _new_state(turn: Turn) -> State:
    actor = turn.actor
    on_behalf = not may(actor, Right.REPORT)
    return {
        "draft": turn.conversation.version,
        "text": "",
        "files": [],
        "category": Category.OTHER.value,
        "chosen": False,
        "origin": (Origin.VISIT if on_behalf else Origin.SELF).value,
        "enterprise": None if on_behalf else actor.enterprise,
        "zone": None if on_behalf else actor.zone,
        "anonymous": False,
        "contact": None if on_behalf else actor.name,
        "phone": None if on_behalf else _phone(turn),
        "asking": None,
    }


def _phone(turn: Turn) -> str | None:
    person = turn.session.get(Person, turn.actor.person_id) if turn.actor.person_id else None
    return person.phone if person else None


def _missing(state: State) -> str | None:
    if not state["text"] and not state["files"]:
        return "text"
    return None if state["enterprise"] else "enterprise"


def _go_on(turn: Turn, state: State) -> None:
    """Remember the draft; ask for what it lacks, else show it."""
    turn.open(NAME, state)
    missing = _missing(state)
    if missing is None:
        show(turn, state)
    else:
        _QUESTIONS[missing](turn, state)


def _ask(turn: Turn, state: State, what: str, words: str, rows: Any = (), **more: Any) -> None:
    turn.open(NAME, {**state, "asking": what})
    turn.say(words, [*rows, [Button(texts.CANCEL, f"x:cancel:{state['draft']}")]], **more)


def _ask_text(turn: Turn, state: State) -> None:
    _ask(turn, state, "text", texts.WHAT_IS_IT)


def _ask_category(turn: Turn, state: State) -> None:
    choices = [Button(name, f"x:category:{state['draft']}:{word.value}") for word, name in CATEGORIES.items()]
    rows = [choices[at : at + 2] for at in range(0, len(choices), 2)]
    _ask(turn, state, "category", texts.WHICH_CATEGORY, rows)


def _ask_origin(turn: Turn, state: State) -> None:
    choices = [Button(name, f"x:origin:{state['draft']}:{word.value}") for word, name in ORIGINS.items()]
    rows = [choices[at : at + 2] for at in range(0, len(choices), 2)]
    _ask(turn, state, "origin", texts.WHICH_ORIGIN, rows)


def _ask_contact(turn: Turn, state: State) -> None:
    _ask(turn, state, "contact", texts.WHICH_CONTACT, asks_contact=not turn.incoming.is_group)


def _ask_enterprise(turn: Turn, state: State) -> None:
    _ask(turn, state, "enterprise", texts.WHICH_ENTERPRISE)


def _take_text(turn: Turn, _state: State, words: str) -> None:
    add(turn, words)


def _take_category(turn: Turn, state: State, words: str) -> None:
    chosen = _chosen(words, {word.value: name for word, name in CATEGORIES.items()})
    if chosen is None:
        _ask_category(turn, state)
    else:
        _go_on(turn, {**state, "category": chosen, "chosen": True, "asking": None})


def _take_origin(turn: Turn, state: State, words: str) -> None:
    chosen = _chosen(words, {word.value: name for word, name in ORIGINS.items()})
    if chosen is None:
        _ask_origin(turn, state)
    else:
        _go_on(turn, {**state, "origin": chosen, "asking": None})


def _take_contact(turn: Turn, state: State, words: str) -> None:
    name, phone = suggestions.contact(words)
    if phone is None:
        _ask(turn, state, "contact", texts.NO_PHONE_IN_IT)
        return
    _go_on(turn, {**state, "contact": name or state["contact"], "phone": phone, "asking": None})


def _take_enterprise(turn: Turn, state: State, words: str) -> None:
    """By its whole name, a part of it, or the id behind a button; `=` takes the name as it was typed."""
    if words == NOT_LISTED and state.get("typed"):
        _go_on(turn, {**state, "enterprise": state["typed"], "zone": None, "asking": None})
        return
    every = turn.session.exec(select(Enterprise).order_by(col(Enterprise.name))).all()
    exact = [one for one in every if words in (f"#{one.id}", one.name)]
    like = exact or [one for one in every if words in one.name]
    if len(like) == 1:
        _go_on(turn, {**state, "enterprise": like[0].name, "zone": like[0].zone, "asking": None})
        return
    rows = [[Button(one.name, f"x:enterprise:{state['draft']}:#{one.id}")] for one in like[:LIKE]]
    typed = words[:LONGEST_NAME]
    rows.append([Button(texts.not_listed(typed), f"x:enterprise:{state['draft']}:{NOT_LISTED}")])
    _ask(turn, {**state, "typed": typed}, "enterprise", texts.enterprises_like(words, len(like), LIKE), rows)


def _chosen(words: str, names: dict[str, str]) -> str | None:
    return next((key for key, name in names.items() if words in (key, name)), None)


_QUESTIONS: dict[str, Callable[[Turn, State], None]] = {
    "text": _ask_text,
    "category": _ask_category,
    "origin": _ask_origin,
    "contact": _ask_contact,
    "enterprise": _ask_enterprise,
}
_ANSWERS: dict[str, Callable[[Turn, State, str], None]] = {
    "text": _take_text,
    "category": _take_category,
    "origin": _take_origin,
    "contact": _take_contact,
    "enterprise": _take_enterprise,
}
