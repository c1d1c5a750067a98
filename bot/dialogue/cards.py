"""Issues as a chat shows them: one with its timeline and what can be done; lists with pages."""

import re

from bot.desk import issues
from bot.desk.issues import Filter, Group, Page
from bot.desk.tables import Issue
from bot.desk.texts import RATINGS
from bot.desk.words import Act, Rating
from bot.dialogue import failures, reading_words, texts
from bot.dialogue.turn import Turn
from bot.messages.contents import Button
from bot.people.actors import Actor
from bot.people.permissions import Right, may

IN_A_ROW = 3
LONGEST_WORDS = 40  # bytes of what is looked for, so that it goes behind a button
_PAGED = re.compile(r"(?:(.*?)\s*[:：\s])?\s*(\d{1,9})", re.DOTALL)


def open_issue(turn: Turn, argument: str) -> None:
    """The issue behind a button (`ID`, or `ID:ACT` where an act was meant) or a typed number."""
    argument, _, meant = argument.partition(":")
    number = reading_words.issue_number(argument)
    key = number or reading_words.key(argument)
    issue = issues.find(turn.session, turn.actor, key) if key is not None else None
    if issue is None:
        turn.say(texts.NO_SUCH_ISSUE)
        return
    act = next((one for one in issues.acts_for(turn.actor, issue, turn.now) if one.value == meant), None)
    if act:
        turn.say(texts.press_again(act))
    show(turn, issue)


def show(turn: Turn, issue: Issue) -> None:
    """An issue as this actor may see it, with the acts that are open to them."""
    steps = issues.timeline(turn.session, turn.actor, issue)
    files = issues.attachments(turn.session, turn.actor, issue)
    buttons = [
        one
        for act in issues.acts_for(turn.actor, issue, turn.now)
        for one in _buttons(issue, act, turn.actor)
    ]
    rows = [buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)]
    turn.say(texts.card(issue, steps, turn.now), rows, files=tuple(files))


def mine(turn: Turn, argument: str) -> None:
    """One's own issues, the newest first."""
    page = issues.listing(turn.session, turn.actor, Filter(), _page(argument), turn.now)
    if not page.issues:
        turn.say(texts.NONE_OF_MINE)
        return
    _list(turn, page, texts.mine(page.count), "m")


def queue(turn: Turn, argument: str) -> None:
    """The queue: `FILTER:PAGE` behind a button, words after the command."""
    name, number = _queue_words(argument)
    wanted = texts.FILTERS.get(name) or (Group.ALL if name else texts.first_filter(turn.actor.role))
    looked_for = name if name and name not in texts.FILTERS else ""
    page = issues.listing(turn.session, turn.actor, Filter(group=wanted, words=looked_for), number, turn.now)
    counts = issues.counts(turn.session, turn.actor, now=turn.now)
    filters = [
        Button(texts.filter_label(label, counts.get(group, 0)), f"q:{label}:1")
        for label, group in texts.FILTERS.items()
        if counts.get(group, 0)
    ]
    rows = [filters[at : at + IN_A_ROW] for at in range(0, len(filters), IN_A_ROW)]
    heading = texts.queue(wanted, looked_for, page.count)
    if may(turn.actor, Right.SEE_FAILURES) and (lost := failures.count(turn.session, turn.now)):
        rows.append([Button(texts.failures_label(lost), "r:failures")])
    _list(turn, page, heading, f"q:{name}", rows)


def _list(turn: Turn, page: Page, heading: str, data: str, more: list[list[Button]] | None = None) -> None:
    lines = [texts.issue_line(one, turn.now) for one in page.issues]
    rows = [[Button(one.number, f"i:{one.id}")] for one in page.issues]
    turns = []
    if page.number > 1:
        turns.append(Button(texts.PREVIOUS, f"{data}:{page.number - 1}"))
    if page.number < page.pages:
        turns.append(Button(texts.NEXT, f"{data}:{page.number + 1}"))
    turn.say("\n\n".join([heading, *lines]), [*rows, turns, *(more or [])])


def _buttons(issue: Issue, act: Act, actor: Actor) -> list[Button]:
    begun = f"a:{act.value}:{issue.id}:{issue.version}"
    if act is Act.RATE:
        return [
            Button(RATINGS[Rating.SATISFIED], f"{begun}:{Rating.SATISFIED.value}"),
            Button(RATINGS[Rating.FAIRLY], f"{begun}:{Rating.FAIRLY.value}"),
        ]
    return [Button(texts.act_label(act, issue, actor), begun)]


def _page(argument: str) -> int:
    return reading_words.key(argument) or 1


def _queue_words(argument: str) -> tuple[str, int]:
    """`待受理:2`, `待受理 2`, `待受理`, `2`, or nothing."""
    found = _PAGED.fullmatch(argument.strip())
    name, page = (found[1] or "", found[2]) if found else (argument.strip(), "1")
    return name.encode()[:LONGEST_WORDS].decode(errors="ignore").strip(), _page(page)
