"""From a message to what it means: commands, buttons, the open talk, words, else a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.texts import ACTS
from bot.dialogue import kinds, reading_words, texts
from bot.dialogue.courtesies import courtesy
from bot.dialogue.reading_words import tidy
from bot.dialogue.route import Route, Step, Talk
from bot.dialogue.turn import Entry
from bot.messages.contents import Incoming, Kind
from bot.people.actors import Actor
from bot.people.permissions import may
from bot.questions.texts import USEFUL, USELESS

_SOURCE = re.compile(r"[\[【]([0-9]{1,3})[\]】](?: ?原文)?")
_COMMAND = re.compile(r"[/／]([A-Za-zＡ-Ｚａ-ｚ_]+)(?:[@＠]\w+)?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Table:
    """All routes and talks."""

    routes: tuple[Route, ...]
    talks: tuple[Talk, ...]

    def route(self, name: str) -> Route:
        return next(one for one in self.routes if one.name == name)

    def menu(self, actor: Actor) -> list[Entry]:
        """The commands that an actor may give, in the table's order."""
        return [
            Entry(one.command, one.summary, one.words[0] if one.words else "", one.name)
            for one in self.routes
            if one.command and any(may(actor, right) for right in one.rights)
        ]

    def talk(self, name: str | None) -> Talk | None:
        return next((one for one in self.talks if one.name == name), None)


def find(
    table: Table, incoming: Incoming, actor: Actor, talk_name: str | None, shown: Sequence[dict[str, str]]
) -> Step:
    """What to do with a message; `shown` are the labels of the last messages with buttons, newest first."""
    talk = table.talk(talk_name)
    match incoming.kind:
        case Kind.TEXT:
            return _text(table, incoming.text, actor, talk, shown)
        case Kind.PRESS:
            return _press(table, incoming.data, talk)
        case Kind.FILES:
            return _files(table, incoming, talk)
        case Kind.CONTACT if talk and talk.contact:
            return Step(talk.rights, talk.contact, incoming.phone)
        case _:
            return kinds.step(incoming)


def _text(table: Table, text: str, actor: Actor, talk: Talk | None, shown: Sequence[dict[str, str]]) -> Step:
    said = tidy(text)
    if said.startswith("/"):
        return _command(table, text.strip())
    if source := _SOURCE.fullmatch(said):
        return _step(table.route("source"), source[1])
    cancels = said in table.route("cancel").words
    data = None if cancels and not talk else _data_behind(said, shown, talk)
    if data is not None:
        return _press(table, data, talk)
    if meant := _meant_anywhere(table, said, actor, talk):
        return meant
    if talk and not cancels:
        return Step(talk.rights, talk.text, text.strip(), prepare=talk.prepare)
    for route in table.routes:
        if said in route.words:
            return _step(route, "")
    if said in texts.FILTERS:
        return _step(table.route("queue"), said)
    if said in ACTS.values():
        return kinds.no_issue_open(said)
    if (number := reading_words.issue_number(said)) is not None:
        return _step(table.route("issue"), number)
    if said_kindly := courtesy(said):
        return _step(table.route("courtesy"), said_kindly.name)
    return _step(table.route("ask"), text.strip())


def _meant_anywhere(table: Table, said: str, actor: Actor, talk: Talk | None) -> Step | None:
    """What words mean whatever was shown: staff's 回答第 3 问, and in a talk the lists that interrupt it."""
    for route in (one for one in table.routes if any(may(actor, right) for right in one.rights)):
        for pattern, argument in route.spoken:
            if found := re.fullmatch(pattern, said, re.ASCII):
                return _step(route, argument.format(found[1]))
        if talk and route.interrupts and said in route.words:
            return _step(route, "")
    return None


def _data_behind(said: str, shown: Sequence[dict[str, str]], talk: Talk | None) -> str | None:
    """The data of the newest button with that label.

    An older message's button that acts on an issue shows the issue first; in a talk it is no answer.
    What is thought of an answer is of the last reply, which may have no buttons; why, of the newest message.
    """
    for position, labels in enumerate(shown):
        data = next((data for label, data in labels.items() if tidy(label) == said), None)
        if data is not None and data.startswith("f:") and (position > 0 or said in (USEFUL, USELESS)):
            continue
        is_old_act = position > 0 and data is not None and data.startswith("a:")
        if data is not None and not (is_old_act and talk):
            return _shown_first(data) if is_old_act else data
    return None


def _shown_first(data: str) -> str:
    """The issue that an act's data is of, with the act that was meant."""
    _, act, key, *_ = [*data.split(":"), ""]
    return f"i:{key}:{act}"


def _command(table: Table, text: str) -> Step:
    """`/report 文本`, `／report文本`, `/report@bot 文本`."""
    found = _COMMAND.match(text)
    command = tidy(found[1]).lower() if found else tidy(text)[1:]
    for route in table.routes:
        if found and route.command == command:
            return _step(route, text[found.end() :].strip())
    return kinds.unknown_command(command)


def _press(table: Table, data: str, talk: Talk | None) -> Step:
    prefix, _, rest = data.partition(":")
    if prefix == "x":
        return Step(talk.rights, talk.press, rest, prepare=talk.prepare) if talk else kinds.talk_is_over()
    if prefix == "r":
        name, _, rest = rest.partition(":")
        found = next((one for one in table.routes if one.name == name), None)
    else:
        found = next((one for one in table.routes if one.prefix == prefix), None)
    return _step(found, rest) if found else kinds.old_button()


def _files(table: Table, incoming: Incoming, talk: Talk | None) -> Step:
    if talk and talk.files:
        take = talk.files
        return Step(
            talk.rights, lambda turn, _: take(turn), takes_files=True, name=talk.name, prepare=talk.prepare
        )
    captioned = [one for one in table.routes if one.takes_files and tidy(incoming.text) in one.words]
    if captioned and not talk:
        return _step(captioned[0], "")
    if talk:
        return kinds.no_files_here()
    route = table.route("report")
    return Step(route.rights, route.run, incoming.text.strip(), takes_files=True, name=route.name)


def _step(route: Route, argument: str) -> Step:
    return Step(
        route.rights,
        route.run,
        argument,
        route.is_personal,
        route.thinks,
        route.takes_files,
        route.name,
        route.prepare,
    )
