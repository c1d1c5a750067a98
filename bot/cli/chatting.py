"""`wuhao chat`: the conversation in the terminal."""

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from bot import texts
from bot.cli.asking import DayOption, RoleOption, ZoneOption
from bot.cli.common import home, parse_day
from bot.messages.contents import Outgoing
from bot.terminal import Terminal, whose
from knowledge.errors import WuhaoError
from knowledge.scope import Role

QUIT = ("/quit", "/exit")
EnterpriseOption = Annotated[str | None, typer.Option(help="以哪家企业的身份（配合 --role enterprise）。")]
DepartmentOption = Annotated[str | None, typer.Option(help="以哪个部门的身份（配合 --role department）。")]


def chat(
    role: RoleOption = Role.OFFICIAL,
    zone: ZoneOption = None,
    enterprise: EnterpriseOption = None,
    department: DepartmentOption = None,
    on: DayOption = None,
) -> None:
    """在终端里对话：提问、查项目、反映问题、办理诉求，与聊天里一样。"""
    place = home()
    day = parse_day(on)
    terminal = Terminal(place, role, whose(place, role, zone, enterprise, department), day)
    typer.echo(texts.CHAT_WELCOME)
    _tell(terminal.hears())
    for line in _typed():
        if line.strip() in QUIT:
            break
        try:
            _tell(terminal.says(line.rstrip("\r\n")))
        except WuhaoError as error:
            typer.echo(str(error))
    typer.echo(texts.CHAT_BYE)


def shown(message: Outgoing) -> str:
    """A message as a terminal shows it: the text, the sources, what may be answered."""
    lines = [message.text]
    if message.sources:
        lines += ["", texts.SOURCES, *(source.line for source in message.sources)]
    if message.files:
        lines.append(texts.files_line([file.name for file in message.files]))
    labels = [button.label for row in message.buttons for button in row]
    if labels:
        lines.append(texts.may_answer(labels))
    return "\n".join(lines)


def _tell(messages: Sequence[Outgoing]) -> None:
    for message in messages:
        typer.echo(shown(message) + "\n")


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
