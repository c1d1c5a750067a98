"""`wuhao chat`: questions and statuses in the terminal."""

import sys
from collections.abc import Iterator

import typer

from bot import app, texts
from bot.cli.asking import DayOption, RoleOption, ZoneOption, reply_to, shown
from bot.cli.common import home, parse_day
from bot.cli.projects import status_text
from knowledge.answering import Asker
from knowledge.database import reading
from knowledge.errors import WuhaoError
from knowledge.home import Home
from knowledge.projects import lookups
from knowledge.scope import Role

QUIT = ("/quit", "/exit")


def chat(role: RoleOption = Role.OFFICIAL, zone: ZoneOption = None, on: DayOption = None) -> None:
    """在终端里对话：直接提问，或 /project 查项目。"""
    place = home()
    asker = app.asker(place.engine, role, zone, parse_day(on))
    typer.echo(texts.CHAT_WELCOME)
    for line in _typed():
        if line.strip() in QUIT:
            break
        try:
            typer.echo(respond(place, line, asker))
        except WuhaoError as error:
            typer.echo(str(error))
    typer.echo(texts.CHAT_BYE)


def respond(place: Home, line: str, asker: Asker) -> str:
    """What is said to one line: a command's result, else the answer to a question."""
    command, _, rest = line.strip().partition(" ")
    if command in ("/help", "/start"):
        return texts.CHAT_HELP
    if command == "/project":
        return _project(place, rest, asker)
    if command.startswith("/"):
        return texts.CHAT_UNKNOWN.format(command=command)
    return shown(reply_to(place, line, asker))


def _project(place: Home, part: str, asker: Asker) -> str:
    if not part.strip():
        return texts.CHAT_PROJECT_USAGE
    with reading(place.engine) as session:
        found = lookups.matching(session, asker.scope, part)
    return status_text(found) if found else texts.NO_PROJECT.format(part=part.strip())


def _typed() -> Iterator[str]:
    """Lines as they are typed, with a prompt on a terminal, until the end of input."""
    while True:
        if sys.stdin.isatty():
            typer.echo(texts.CHAT_PROMPT, nl=False)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line
