"""`wuhao questions`: what stayed without a good answer, and what staff answer to it."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot import app as composition
from bot import texts as common
from bot.cli.common import home, print_json
from bot.questions import answering, listing, texts
from bot.questions.listing import OpenQuestion
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.entries import Draft
from knowledge.faq.standing import sources_of
from knowledge.faq.tables import FaqState

app = typer.Typer(help="没答上的、被评为没用的问题。", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
NumberArgument = Annotated[int, typer.Argument(help="清单里的问题编号。")]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", help="依据：文号或标题，可带条款或“原文”；可以给几次。")
]
UntilOption = Annotated[
    datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="有效到哪一天；不写就长期有效。")
]
AudienceOption = Annotated[
    str | None, typer.Option("--audience", help="public、internal、staff 或 zone:园区名。")
]
AuthorOption = Annotated[str, typer.Option("--author", help="谁答复的，例如 市招商局 小吴。")]
WordingOption = Annotated[list[str] | None, typer.Option("--wording", help="另一种问法；可以给几次。")]


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """等待答复的问题，问得多的在前。"""
    with reading(home().engine) as session:
        waiting = listing.open_questions(session)
    if as_json:
        print_json([_fields(one) for one in waiting])
        return
    for one in waiting:
        typer.echo(texts.open_line(one))
    if not waiting:
        typer.echo(texts.NO_OPEN, err=True)


@app.command("show")
def show(number: NumberArgument, as_json: JsonOption = False) -> None:
    """一个问题：怎么问的，为什么没答上，当时引用了什么。"""
    with reading(home().engine) as session:
        found = _found(listing.find(session, number))
    if as_json:
        print_json(_fields(found))
    else:
        typer.echo(texts.open_told(found))


@app.command("answer")
def answer(
    number: NumberArgument,
    text: Annotated[str, typer.Argument(help="答复，会原样给提问人看。")],
    source: SourceOption = None,
    until: UntilOption = None,
    audience: AudienceOption = None,
    author: AuthorOption = common.LOCAL_OPERATOR,
    wording: WordingOption = None,
) -> None:
    """答复一个问题：告诉问过的人，以后先用它回答。"""
    with writing(home().engine) as session:
        found = _found(listing.find(session, number))
        draft = Draft(
            question=found.question,
            answer=text,
            author=author,
            audience=audience or found.audience,
            sources=tuple(source or ()),
            wordings=tuple(wording or ()),
            valid_until=until.date() if until else None,
        )
        now = composition.utc_now()
        entry = answering.answer(session, draft, now, found)
        told = len(answering.reached(session, found, entry, now))
        sources = [entries.named(one) for one in sources_of(session, entry)]
    typer.echo(texts.kept(entry, told, sources))


@app.command("same")
def same(number: NumberArgument, entry: Annotated[int, typer.Argument(help="常见问题的编号。")]) -> None:
    """这个问题与一条常见问题是一回事：用那一条答，告诉问过的人。"""
    with writing(home().engine) as session:
        found = _found(listing.find(session, number))
        chosen = entries.find(session, entry)
        if chosen is None or chosen.state is not FaqState.ACTIVE:
            raise BadInput(texts.NO_SUCH_ENTRY)
        now = composition.utc_now()
        answering.same(session, found, chosen, now)
        told = len(answering.reached(session, found, chosen, now))
    typer.echo(texts.same_done(entry, told))


@app.command("dismiss")
def dismiss(number: NumberArgument) -> None:
    """这个问题不用答，不再列出。"""
    with writing(home().engine) as session:
        listing.settle(session, _found(listing.find(session, number)), composition.utc_now())
    typer.echo(texts.DISMISSED)


def _found(question: OpenQuestion | None) -> OpenQuestion:
    if question is None:
        raise BadInput(texts.NO_SUCH_QUESTION)
    return question


def _fields(one: OpenQuestion) -> dict[str, Any]:
    return {
        "number": one.number,
        "question": one.question,
        "asked": len(one.asked),
        "unanswered": one.refused,
        "disliked": len(one.disliked),
        "reasons": sorted({asked.reason.value for asked in one.asked if asked.reason}),
        "why": {why.value: count for why, count in one.whys.items()},
        "remarks": list(one.remarks),
        "wordings": list(one.wordings),
        "cited": [cited for asked in one.asked for cited in asked.citations],
        "last": one.asked[-1].asked_at.astimezone(texts.LOCAL).isoformat(timespec="minutes"),
    }
