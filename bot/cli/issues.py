"""`wuhao issues`: the follow-up queue at the command line, as staff."""

from datetime import datetime
from typing import Annotated, Any

import typer

from bot import app as composition
from bot.cli.common import home, print_json
from bot.desk import deadlines, issues, texts
from bot.desk.holidays import calendar_for
from bot.desk.issues import Details, Filter, Refused, SeenStep
from bot.desk.queue import Group
from bot.desk.tables import Issue
from bot.desk.words import Act, Outcome, State
from bot.desk.working_time import LOCAL, Calendar
from bot.people.actors import Actor
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from knowledge.scope import Role

app = typer.Typer(help="企业诉求跟办。", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
NumberArgument = Annotated[str, typer.Argument(help="诉求编号，例如 WT-2026-0001。")]
OPERATOR = Actor(None, texts.LOCAL_OPERATOR, Role.STAFF)
EVERY = 1_000_000


@app.command("list")
def listing(
    state: Annotated[str | None, typer.Option(help="状态，例如 submitted、办理中、逾期。")] = None,
    department: Annotated[str | None, typer.Option(help="主办或协办部门。")] = None,
    enterprise: Annotated[str | None, typer.Option(help="企业名称。")] = None,
    words: Annotated[str, typer.Option(help="编号、标题、内容里的字。")] = "",
    as_json: JsonOption = False,
) -> None:
    """列出诉求，时限近的在前。"""
    wanted = _filter(state, department, enterprise, words)
    with reading(home().engine) as session:
        page = issues.listing(session, OPERATOR, wanted, 1, composition.now(), EVERY)
        calendar = calendar_for(session)
    if as_json:
        print_json([fields(one) for one in page.issues])
        return
    for one in page.issues:
        due = texts.due_line(deadlines.said(calendar, one.due_at)) if one.due_at else ""
        typer.echo(texts.issue_line(one.number, one.state, one.title, one.enterprise, due))
    if not page.issues:
        typer.echo(texts.NO_ISSUES, err=True)


@app.command("show")
def show(number: NumberArgument, as_json: JsonOption = False) -> None:
    """一件诉求和它的办理过程。"""
    with reading(home().engine) as session:
        issue = _found(issues.find(session, OPERATOR, number), number)
        steps = issues.timeline(session, OPERATOR, issue)
        calendar = calendar_for(session)
    if as_json:
        print_json({**_all_fields(issue), "steps": [_step_fields(step) for step in steps]})
    else:
        typer.echo(_told(issue, steps, calendar))


@app.command("act")
def act(
    number: NumberArgument,
    name: Annotated[str, typer.Argument(metavar="ACT", help="操作，例如 accept、受理。")],
    note: Annotated[str, typer.Option(help="说明；要企业看到的，加 --public。")] = "",
    department: Annotated[str | None, typer.Option(help="交办给哪个部门。")] = None,
    supporting: Annotated[list[str] | None, typer.Option(help="协办部门，可以给几次。")] = None,
    days: Annotated[int | None, typer.Option(help="几个工作日。")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="暂缓到哪一天。")] = None,
    outcome: Annotated[str | None, typer.Option(help="答复的结果：solved、answered、not_now。")] = None,
    into: Annotated[str | None, typer.Option(help="并入哪一件诉求的编号。")] = None,
    public: Annotated[bool, typer.Option("--public", help="说明给企业看。")] = False,
    as_json: JsonOption = False,
) -> None:
    """办理一件诉求：受理、交办、答复等。"""
    details = Details(
        note=note,
        department=department,
        supporting=tuple(supporting or ()),
        working_days=days,
        until=until.date() if until else None,
        outcome=_outcome(outcome),
        merge_into=into,
        is_public=public,
    )
    with writing(home().engine) as session:
        issue = _found(issues.find(session, OPERATOR, number), number)
        done = issues.perform(
            session, issue.id or 0, issue.version, _act(name), OPERATOR, composition.now(), details
        )
    if isinstance(done, Refused):
        raise BadInput(done.text)
    if as_json:
        print_json(fields(done))
    else:
        typer.echo(texts.issue_line(done.number, done.state, done.title, done.enterprise, ""))


def fields(issue: Issue) -> dict[str, Any]:
    """An issue as the contract has it."""
    return {
        "number": issue.number,
        "state": issue.state.value,
        "title": issue.title,
        "category": issue.category.value,
        "enterprise": issue.enterprise,
        "department": issue.department,
        "due": _local(issue.due_at),
        "created": _local(issue.created_at),
    }


def _all_fields(issue: Issue) -> dict[str, Any]:
    return {
        **fields(issue),
        "text": issue.text,
        "zone": issue.zone,
        "origin": issue.origin.value,
        "anonymous": issue.is_anonymous,
        "contact": issue.contact,
        "phone": issue.phone,
        "supporting": issue.supporting,
        "merged_into": issue.merged_into,
        "reply": issue.reply,
        "outcome": issue.outcome.value if issue.outcome else None,
        "rating": issue.rating.value if issue.rating else None,
    }


def _step_fields(step: SeenStep) -> dict[str, Any]:
    return {
        "at": _local(step.at),
        "act": step.act.value,
        "who": step.who,
        "department": step.department,
        "state": step.to_state.value,
        "note": step.note,
        "public": step.is_public,
        "due": _local(step.due_at),
    }


def _told(issue: Issue, steps: list[SeenStep], calendar: Calendar) -> str:
    due = texts.due_line(deadlines.said(calendar, issue.due_at)) if issue.due_at else ""
    head = texts.issue_line(issue.number, issue.state, issue.title, issue.enterprise, due)
    lines = [texts.step_line(step.at, step.act, step.who, step.department, step.note) for step in steps]
    return "\n".join((head, issue.text, *lines))


def _local(at: datetime | None) -> str | None:
    return at.astimezone(LOCAL).isoformat(timespec="minutes") if at else None


def _found(issue: Issue | None, number: str) -> Issue:
    if issue is None:
        raise BadInput(texts.UNKNOWN_ISSUE.format(number=number))
    return issue


def _filter(state: str | None, department: str | None, enterprise: str | None, words: str) -> Filter:
    """A state or a group of states, by its word or as people call it."""
    wanted = Filter(department=department, enterprise=enterprise, words=words)
    if state is None:
        return wanted
    for group in Group:
        if state in (group.value, texts.GROUPS[group.value]):
            return Filter(group, department=department, enterprise=enterprise, words=words)
    for one in State:
        if state in (one.value, texts.STATES[one]):
            return Filter(state=one, department=department, enterprise=enterprise, words=words)
    known = "、".join([*texts.GROUPS.values(), *(one.value for one in State)])
    raise BadInput(texts.UNKNOWN_STATE.format(state=state, states=known))


def _act(name: str) -> Act:
    for one in Act:
        if name in (one.value, texts.ACTS[one]):
            return one
    raise BadInput(texts.UNKNOWN_ACT.format(act=name, acts="、".join(one.value for one in Act)))


def _outcome(name: str | None) -> Outcome | None:
    if name is None:
        return None
    for one in (Outcome.SOLVED, Outcome.ANSWERED, Outcome.NOT_NOW):
        if name in (one.value, texts.OUTCOMES[one]):
            return one
    raise BadInput(texts.UNKNOWN_OUTCOME.format(outcome=name, outcomes="solved、answered、not_now"))
