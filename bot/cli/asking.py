"""`wuhao ask` and `wuhao eval`."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot import app, texts
from bot.cli import golden
from bot.cli.common import home, parse_day, print_json
from knowledge.answering import Asker, answer
from knowledge.answers import Answer, Reply, reply_json
from knowledge.errors import WuhaoError
from knowledge.home import Home
from knowledge.replies import source_line
from knowledge.retrieval import Mode
from knowledge.scope import Role
from knowledge.settings import Settings
from knowledge.texts import home_empty

LOG = logging.getLogger(__name__)

RoleOption = Annotated[Role, typer.Option(help="以什么身份问；本机默认是所有园区的工作人员身份 official。")]
ZoneOption = Annotated[str | None, typer.Option(help="提问人所在园区。")]
DayOption = Annotated[str | None, typer.Option("--on", help="按哪一天的有效文件回答，例如 2024-06-01。")]


def ask(
    text: Annotated[str, typer.Argument(help="问题；写 - 则从标准输入每行读一个问题，每行输出一个 JSON。")],
    role: RoleOption = Role.OFFICIAL,
    zone: ZoneOption = None,
    on: DayOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一行 JSON。")] = False,
) -> None:
    """回答一个问题，注明出处；资料里没有的直说没有。"""
    day = parse_day(on)
    place = home()
    asker = app.asker(place.engine, role, zone, day)
    if place.is_empty:
        typer.echo(home_empty(str(place.settings.home)), err=True)
    if changing := place.changing:
        typer.echo(changing, err=True)
    if text == "-":
        _each_line(place, asker)
    elif as_json:
        print_json(reply_json(reply_to(place, text, asker)))
    else:
        typer.echo(shown(reply_to(place, text, asker)))


def evaluate(
    folder: Annotated[
        Path | None, typer.Argument(help="BEIR 格式的评测集目录；加 --golden 则是对照题表格，可以不写。")
    ] = None,
    mode: Annotated[Mode, typer.Option(help="lexical、dense 或 hybrid。")] = Mode.HYBRID,
    is_golden: Annotated[
        bool,
        typer.Option(
            "--golden", help="用对照题测本数据目录的回答：表格，或数据目录里的 golden.xlsx 与常见问题。"
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出一行 JSON。")] = False,
) -> None:
    """在临时目录里建索引，测检索的准确率与速度；加 --golden 测本数据目录答得对不对。"""
    if is_golden:
        golden.evaluate(folder, as_json)
        return
    if folder is None:
        raise typer.BadParameter(texts.NO_EVALUATION)
    from knowledge import evaluation

    figures = evaluation.evaluate(evaluation.load(folder), Settings(), mode)
    if as_json:
        print_json(figures)
        return
    for name, figure in figures.items():
        typer.echo(f"{name:>14}  {figure}")


def reply_to(place: Home, question: str, asker: Asker) -> Reply:
    """One question, on what the database holds at this moment."""
    place.catch_up()
    return answer(question, asker, app.sources(place))


def shown(reply: Reply) -> str:
    """A reply as a terminal shows it: the text, then the sources."""
    if not isinstance(reply, Answer):
        return reply.text
    return "\n".join([reply.text, "", texts.SOURCES, *map(source_line, reply.citations)])


def _each_line(place: Home, asker: Asker) -> None:
    """A line of JSON for every line of the input; one question's fault is told and the next is asked."""
    failed = False
    for question in _lines():
        try:
            print_json(reply_json(reply_to(place, question, asker)))
        except (WuhaoError, BrokenPipeError):
            raise
        except Exception as error:
            LOG.debug("a question met a fault", exc_info=True)
            told = texts.not_answered(question, f"{type(error).__name__}: {error}")
            print_json({"question": question, "error": told})
            typer.echo(told, err=True)
            failed = True
        sys.stdout.flush()
    if failed:
        raise typer.Exit(1)


def _lines() -> Iterator[str]:
    return (line.rstrip("\r\n") for line in sys.stdin)
