"""`wuhao faq`: the answers that staff wrote."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from bot import app as composition
from bot import texts as common
from bot.cli.common import home, print_json
from bot.cli.questions import (
    AudienceOption,
    AuthorOption,
    JsonOption,
    SourceOption,
    UntilOption,
    WordingOption,
)
from bot.questions import answering, texts
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.entries import Draft
from knowledge.faq.standing import sources_of
from knowledge.faq.tables import FaqEntry, FaqState
from knowledge.scope import PUBLIC

app = typer.Typer(help="工作人员写的答复，先用来回答。", no_args_is_help=True)
NumberArgument = Annotated[int, typer.Argument(help="常见问题的编号。")]
FileArgument = Annotated[Path, typer.Argument(help="表格文件（.xlsx）。")]


@app.command("list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="连已撤回的一起列出。")] = False,
    as_json: JsonOption = False,
) -> None:
    """列出常见问题。"""
    with reading(home().engine) as session:
        found = entries.listing(session, list(FaqState) if every else (FaqState.TO_REVIEW, FaqState.ACTIVE))
        shown = [_fields(session, one) for one in found]
    if as_json:
        print_json(shown)
        return
    for one in found:
        typer.echo(texts.entry_line(one))
    if not found:
        typer.echo(texts.NO_ENTRIES, err=True)


@app.command("show")
def show(number: NumberArgument, as_json: JsonOption = False) -> None:
    """一条常见问题和它的依据。"""
    with reading(home().engine) as session:
        found = _found(session, number)
        if as_json:
            print_json(_fields(session, found))
        else:
            typer.echo(_told(session, found))


@app.command("add")
def add(
    question: Annotated[str, typer.Argument(help="问题。")],
    text: Annotated[str, typer.Argument(help="答复。")],
    source: SourceOption = None,
    until: UntilOption = None,
    audience: AudienceOption = None,
    author: AuthorOption = common.LOCAL_OPERATOR,
    wording: WordingOption = None,
) -> None:
    """写一条常见问题；同一个问题已有的，换成这一条。"""
    draft = Draft(
        question=question,
        answer=text,
        author=author,
        audience=audience or PUBLIC,
        sources=tuple(source or ()),
        wordings=tuple(wording or ()),
        valid_until=until.date() if until else None,
    )
    with writing(home().engine) as session:
        entry = answering.answer(session, draft, composition.utc_now())
        typer.echo(_told(session, entry))


@app.command("edit")
def edit(
    number: NumberArgument,
    question: Annotated[str | None, typer.Option(help="改成这个问题。")] = None,
    text: Annotated[str | None, typer.Option("--answer", help="改成这个答复。")] = None,
    source: SourceOption = None,
    no_source: Annotated[bool, typer.Option("--no-source", help="去掉原来的依据。")] = False,
    until: UntilOption = None,
    always: Annotated[bool, typer.Option("--always", help="改为长期有效。")] = False,
    audience: AudienceOption = None,
    author: Annotated[str | None, typer.Option(help="谁答复的。")] = None,
    wording: WordingOption = None,
) -> None:
    """改一条常见问题，没写的照旧；待核对的、已撤回的由此恢复使用。"""
    with writing(home().engine) as session:
        found = _found(session, number)
        old = entries.draft_of(session, found)
        draft = replace(
            old,
            question=question or old.question,
            answer=text or old.answer,
            author=author or old.author,
            audience=audience or old.audience,
            sources=tuple(source) if source else () if no_source else old.sources,
            wordings=(*old.wordings, *(wording or ())),
            valid_until=until.date() if until else None if always else old.valid_until,
        )
        kept = entries.write(session, draft, composition.utc_now(), composition.today(), found)
        typer.echo(_told(session, kept))


@app.command("withdraw")
def withdraw(number: NumberArgument) -> None:
    """撤回一条常见问题。"""
    with writing(home().engine) as session:
        entries.withdraw(session, _found(session, number))
    typer.echo(texts.WITHDRAWN)


@app.command("import")
def import_(file: FileArgument, as_json: JsonOption = False) -> None:
    """从表格导入：问题、答复、其他问法、依据、受众、有效期至、答复人；有编号的改那一条。"""
    from bot.questions import exchange  # the readers take a second to import

    with writing(home().engine) as session:
        count, errors = exchange.take_in(session, file, composition.utc_now(), common.LOCAL_OPERATOR)
    if as_json:
        print_json({"loaded": count, "errors": [exchange.error_json(one) for one in errors]})
    else:
        typer.echo(common.IMPORTED.format(count=count))
        for one in errors:
            typer.echo(common.row_error(file.name, one.sheet, one.row, one.column, one.reason), err=True)
    if errors:
        raise typer.Exit(1)


@app.command("export")
def export(file: FileArgument) -> None:
    """导出成表格，改好再导入。"""
    from bot.questions import exchange

    with reading(home().engine) as session:
        count = exchange.put_out(session, file)
    typer.echo(texts.exported(count, str(file)))


def _found(session: Session, number: int) -> FaqEntry:
    found = entries.find(session, number)
    if found is None:
        raise BadInput(texts.NO_SUCH_ENTRY)
    return found


def _told(session: Session, entry: FaqEntry) -> str:
    wordings = [one.text for one in entries.wordings_of(session, entry)[1:]]
    return texts.entry_told(entry, wordings, [entries.named(one) for one in sources_of(session, entry)])


def _fields(session: Session, entry: FaqEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "question": entry.question,
        "answer": entry.answer,
        "wordings": [one.text for one in entries.wordings_of(session, entry)[1:]],
        "audience": entry.audience,
        "author": entry.author,
        "written": entry.written_at.astimezone(texts.LOCAL).isoformat(timespec="minutes"),
        "from": entry.valid_from.isoformat(),
        "until": entry.valid_until.isoformat() if entry.valid_until else None,
        "state": entry.state.value,
        "doubt": entry.doubt.value if entry.doubt else None,
        "sources": [
            {"title": one.title, "number": one.number, "article": one.article, "quote": one.quote}
            for one in sources_of(session, entry)
        ],
    }
