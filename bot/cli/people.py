"""`wuhao people`: who is invited, who is bound, whose role ends."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app as composition
from bot import texts as common_texts
from bot.cli.common import home, print_json
from bot.people import bindings, bulk, invitations, roster, texts
from bot.people.invitations import Invited
from bot.people.links import bot_name, link, web_link
from bot.people.tables import Invitation, Membership
from ingest.ledgers import row_json
from ingest.ledgers.parsing import RowError
from knowledge.database import reading, writing
from knowledge.errors import BadInput
from knowledge.home import Home
from knowledge.scope import Role

app = typer.Typer(help="邀请人员、查看与撤销身份。", no_args_is_help=True)
Made = Sequence[tuple[bulk.Wanted, Invited]]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]


@app.command("invite")
def invite(
    role: Annotated[Role | None, typer.Option(help="身份；用 --from 时只能是 enterprise。")] = None,
    zone: Annotated[str | None, typer.Option(help="园区名称或简称；不写就是全部园区。")] = None,
    enterprise: Annotated[str | None, typer.Option(help="企业名录中的名称。")] = None,
    department: Annotated[str | None, typer.Option(help="部门职责表中的名称。")] = None,
    name: Annotated[str | None, typer.Option(help="被邀请人的姓名。")] = None,
    phone: Annotated[str | None, typer.Option(help="被邀请人的电话。")] = None,
    days: Annotated[int, typer.Option(help="有效天数，1 到 365。")] = invitations.LIFETIME.days,
    source: Annotated[
        Path | None, typer.Option("--from", help="企业表（xlsx）：企业名称、联系人、电话、园区。")
    ] = None,
    target: Annotated[Path | None, typer.Option("--to", help="邀请码写到哪个 xlsx 文件。")] = None,
    as_json: JsonOption = False,
) -> None:
    """生成一次性邀请码与链接；--from 按企业表批量生成。"""
    lifetime = _lifetime(days)
    if source is not None:
        if role not in (None, Role.ENTERPRISE) or any((zone, enterprise, department, name, phone)):
            raise BadInput(texts.BULK_IS_OF_ENTERPRISES)
        _invite_all(source, target or source.with_name(f"{source.stem}-邀请码.xlsx"), lifetime, as_json)
        return
    if role is None or target is not None:
        raise BadInput(texts.ROLE_MISSING if role is None else texts.TO_WITHOUT_FROM)
    place = home()
    with writing(place.engine) as session:
        invited = invitations.invite(
            session,
            role,
            composition.now(),
            zone=zone,
            enterprise=enterprise,
            department=department,
            name=name,
            phone=phone,
            lifetime=lifetime,
        )
    _show(place, invited, as_json)


@app.command("list")
def every(as_json: JsonOption = False) -> None:
    """列出已绑定的人员及其身份。"""
    with reading(home().engine) as session:
        found = roster.everyone(session)
    if as_json:
        print_json([_person_json(one) for one in found])
    elif not found:
        typer.echo(texts.NOBODY, err=True)
    else:
        typer.echo("\n".join(map(_person_lines, found)))


@app.command("invitations")
def pending(as_json: JsonOption = False) -> None:
    """列出还没有使用的邀请（邀请码本身不保存，不能再次查看）。"""
    with reading(home().engine) as session:
        found = invitations.open_invitations(session, composition.now())
    if as_json:
        print_json([_invitation_json(one) for one in found])
    elif not found:
        typer.echo(texts.NO_INVITATIONS, err=True)
    else:
        for one in found:
            called = f" · {one.name}" if one.name else ""
            until = f"{_local(one.expires_at):%Y-%m-%d %H:%M}"
            typer.echo(f"{one.id:>4}  {invitations.role_of(one)}{called}，有效期至 {until}")


@app.command("revoke")
def revoke(
    person: Annotated[int, typer.Argument(help="人员编号，见 wuhao people list。")],
    membership: Annotated[int | None, typer.Option(help="只撤销这一个身份的编号。")] = None,
) -> None:
    """撤销身份，立即生效：登录与正在进行的对话随之结束。"""
    now = composition.now()
    with writing(home().engine) as session:
        if membership is None:
            is_done = bindings.revoke_person(session, person, now)
        else:
            theirs = {one.id for one in bindings.memberships(session, person)}
            is_done = membership in theirs and bindings.revoke(session, membership, now)
    if not is_done:
        raise BadInput(texts.NOTHING_TO_REVOKE)
    typer.echo(texts.REVOKED)


@app.command("revoke-invitation")
def revoke_invitation(
    invitation: Annotated[int, typer.Argument(help="邀请编号，见 wuhao people invitations。")],
) -> None:
    """撤销一个还没有使用的邀请。"""
    with writing(home().engine) as session:
        is_done = invitations.revoke_invitation(session, invitation, composition.now())
    if not is_done:
        raise BadInput(texts.NO_SUCH_INVITATION)
    typer.echo(texts.INVITATION_REVOKED)


@app.command("code")
def code(
    person: Annotated[int, typer.Argument(help="人员编号，见 wuhao people list。")],
    as_json: JsonOption = False,
) -> None:
    """给已绑定的人一个登录码，10 分钟内有效，在网页或另一个账号上登录用。"""
    place = home()
    with writing(place.engine) as session:
        invited = invitations.sign_in_code(session, person, composition.now())
    _show(place, invited, as_json)


def _lifetime(days: int) -> timedelta:
    if not 1 <= days <= invitations.LONGEST_LIFETIME.days:
        raise BadInput(texts.LIFETIME_INVALID)
    return timedelta(days=days)


def _invite_all(source: Path, target: Path, lifetime: timedelta, as_json: bool) -> None:
    from ingest.run import read_sheets

    if target.exists():
        raise BadInput(texts.WOULD_OVERWRITE.format(file=target))
    wanted, errors = bulk.read(read_sheets(source))
    place = home()
    with writing(place.engine) as session:
        made, refused = bulk.invite_all(session, wanted, composition.now(), lifetime=lifetime)
        errors = sorted([*errors, *refused], key=lambda error: (error.sheet, error.row))
        if made:  # the codes are nowhere else: on paper before they count
            name = bot_name(place.settings)
            book = bulk.workbook(made, lambda code: link(place.settings, name, code), _local)
            _write_privately(target, book)
    if as_json:
        _print_made(place, made, errors, target)
    else:
        if made:
            typer.echo(texts.INVITED_MANY.format(count=len(made), file=target))
        for one in errors:
            said = common_texts.row_error(str(source), one.sheet, one.row, one.column, one.reason)
            typer.echo(said, err=True)
    if not made:
        raise typer.Exit(1)


def _print_made(place: Home, made: Made, errors: Sequence[RowError], target: Path) -> None:
    invited = [
        {"enterprise": one.invitation.enterprise, "name": one.invitation.name, **_invited_json(place, one)}
        for _, one in made
    ]
    print_json({"invited": invited, "errors": row_json(errors), "to": str(target) if made else None})


def _write_privately(file: Path, data: bytes) -> None:
    """A new file that its owner alone may read."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(data)
    except OSError as error:
        raise BadInput(texts.UNWRITABLE.format(file=file, why=error.strerror)) from error


def _show(place: Home, invited: Invited, as_json: bool) -> None:
    if as_json:
        print_json(_invited_json(place, invited))
    else:
        typer.echo(_invited_lines(place, invited))


def _invited_lines(place: Home, invited: Invited) -> str:
    name = bot_name(place.settings)
    return texts.invited_line(
        invitations.role_of(invited.invitation),
        invited.code,
        web_link(place.settings, invited.code),
        link(place.settings, name, invited.code) if name else None,
        _local(invited.invitation.expires_at),
    )


def _invited_json(place: Home, invited: Invited) -> dict[str, str]:
    return {
        "code": invited.code,
        "link": link(place.settings, bot_name(place.settings), invited.code),
        "expires": _iso(invited.invitation.expires_at),
    }


def _local(moment: datetime) -> datetime:
    return moment.astimezone(composition.LOCAL_TIME)


def _iso(moment: datetime) -> str:
    return _local(moment).isoformat(timespec="seconds")


def _person_json(bound: roster.Bound) -> dict[str, Any]:
    return {
        "id": bound.person.id,
        "name": bound.person.name,
        "phone": bound.person.phone,
        "roles": [{"membership": one.id, **_role_json(one)} for one in bound.memberships],
        "channels": list(bound.channels),
    }


def _invitation_json(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.id,
        **_role_json(invitation),
        "name": invitation.name,
        "phone": invitation.phone,
        "expires": _iso(invitation.expires_at),
    }


def _role_json(bound: Membership | Invitation) -> dict[str, Any]:
    of = {"zone": bound.zone, "enterprise": bound.enterprise, "department": bound.department}
    return {"role": bound.role, **of}


def _person_lines(bound: roster.Bound) -> str:
    person = bound.person
    named = " ".join(filter(None, (person.name, person.phone)))
    return "\n".join([f"{person.id:>4}  {named}", *_role_lines(bound.memberships)])


def _role_lines(memberships: Sequence[Membership]) -> list[str]:
    return [f"      身份 {one.id}：{invitations.role_of(one)}" for one in memberships]
