"""`wuhao people` as whoever has a shell meets it."""

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot import app as composition
from bot.messages.contents import Address
from bot.people.bindings import actor_of
from bot.people.invitations import Redeemed, redeem
from knowledge.database import reading, writing
from knowledge.scope import Role
from tests.bot.cli.command import Wuhao, runner
from tests.bot.people.cast import BAMBOO, BATTERY, WU, YUAN, ZONE, directory
from tests.fakes import HashHome, home_at

NOW = composition.now().replace(microsecond=0)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HashHome]:
    """A home with a directory in it."""
    monkeypatch.setenv("WUHAO_HOME", str(tmp_path / "home"))
    for name in ("WUHAO_DATABASE_URL", "WUHAO_WEBHOOK_URL", "WUHAO_WEB_HOST", "WUHAO_WEB_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("bot.cli.common.Home", HashHome)
    home = home_at(tmp_path / "home")
    with writing(home.engine) as session:
        directory(session)
    yield home
    home.engine.dispose()


@pytest.fixture
def wuhao(place: HashHome, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Wuhao:
    """Runs `wuhao people …` in this process."""
    return runner(monkeypatch, capsys, "people")


def redeemed(place: HashHome, code: str, address: Address, name: str) -> Redeemed:
    with writing(place.engine) as session:
        found = redeem(session, code, address, name, composition.now())
    assert isinstance(found, Redeemed), found
    return found


def test_the_first_admin_is_invited_by_whoever_has_a_shell(wuhao: Wuhao, place: HashHome) -> None:
    ran = wuhao("invite", "--role", "admin", "--name", "王主任", "--json")
    assert ran.code == 0 and list(ran.json) == ["code", "link", "expires"]
    code = ran.json["code"]
    assert ran.json["link"] == f"http://127.0.0.1:8000/sign-in#{code}"
    expires = datetime.fromisoformat(ran.json["expires"])
    assert ran.json["expires"].endswith("+08:00")
    assert timedelta(days=7) <= expires - NOW < timedelta(days=7, hours=1)
    redeemed(place, code, WU, "x")
    with reading(place.engine) as session:
        assert actor_of(session, WU).role is Role.ADMIN


def test_where_the_bot_is_known_there_is_a_link_to_it_and_one_to_the_web(
    wuhao: Wuhao, place: HashHome
) -> None:
    (place.settings.home / "telegram-name").write_text("wuhao_bot", "utf-8")
    told = wuhao("invite", "--role", "staff", "--days", "2")
    code = told.out.split("邀请码：")[1].split("\n")[0]
    assert f"网页链接：http://127.0.0.1:8000/sign-in#{code}\n" in told.out
    assert f"Telegram 链接：https://t.me/wuhao_bot?start={code}\n" in told.out
    as_json = wuhao("invite", "--role", "staff", "--json").json
    assert list(as_json) == ["code", "link", "expires"]
    assert as_json["link"] == f"https://t.me/wuhao_bot?start={as_json['code']}"


def test_a_sign_in_code_has_both_links_too(wuhao: Wuhao, place: HashHome) -> None:
    person = redeemed(place, wuhao("invite", "--role", "staff", "--json").json["code"], WU, "小吴").person
    assert "Telegram" not in wuhao("code", person.id).out
    (place.settings.home / "telegram-name").write_text("wuhao_bot", "utf-8")
    told = wuhao("code", person.id).out
    assert "网页链接：http://127.0.0.1:8000/sign-in#" in told and "Telegram 链接：https://t.me/" in told


def test_an_official_without_a_zone_is_one_of_all_of_them_and_it_is_said(wuhao: Wuhao) -> None:
    assert "身份：园区干部 · 全部园区" in wuhao("invite", "--role", "official").out


REFUSED = [
    ("", "请写明身份"),
    ("--role guest", "访客不用邀请"),
    ("--role enterprise", "请写明是哪家企业"),
    ("--role department", "请写明是哪个部门"),
    ("--role official --zone 澜川开发", "是不是：澜川经开区"),
    ("--role enterprise --enterprise 竹缠", f"是不是：{BAMBOO}"),
    ("--role staff --days 0", "1 到 365 天"),
    ("--role staff --days 99999999999", "1 到 365 天"),
    ("--role staff --to x.xlsx", "--to 只与 --from 一起用"),
    ("--role staff --from x.xlsx", "批量邀请的都是企业"),
    ("--from nowhere.xlsx", "找不到"),
]


def test_what_can_t_be_is_said_in_chinese(wuhao: Wuhao) -> None:
    for options, word in REFUSED:
        ran = wuhao("invite", *options.split())
        assert ran.code == 1 and word in ran.err and not ran.out, options


def test_from_the_invitation_to_the_end(wuhao: Wuhao, place: HashHome) -> None:
    assert wuhao("list").code == 0
    assert "还没有人" in wuhao("list").err and wuhao("list", "--json").json == []
    code = wuhao(
        "invite", "--role", "enterprise", "--enterprise", BATTERY, "--name", "原经理", "--json"
    ).json["code"]
    assert f"企业 · {BATTERY} · 原经理" in wuhao("invitations").out
    (waiting,) = wuhao("invitations", "--json").json
    assert (waiting["role"], waiting["enterprise"], waiting["zone"]) == ("enterprise", BATTERY, ZONE)
    assert code not in wuhao("invitations").out
    yuan = redeemed(place, code, YUAN, "x").person.id
    assert "没有等待使用的邀请" in wuhao("invitations").err
    (listed,) = wuhao("list", "--json").json
    assert (listed["id"], listed["name"], listed["channels"]) == (yuan, "原经理", ["telegram"])
    assert f"身份 {listed['roles'][0]['membership']}：企业 · {BATTERY}" in wuhao("list").out
    sign_in = wuhao("code", yuan, "--json").json
    assert list(sign_in) == ["code", "link", "expires"]
    assert wuhao("revoke", yuan).code == 0
    assert wuhao("list", "--json").json == []
    with reading(place.engine) as session:
        assert actor_of(session, YUAN).is_guest
    for again in (("revoke", yuan), ("revoke", 99), ("code", yuan), ("revoke-invitation", 1)):
        ran = wuhao(*again)
        assert ran.code == 1 and ran.err


def test_one_of_two_roles_is_revoked(wuhao: Wuhao, place: HashHome) -> None:
    for enterprise in (BATTERY, BAMBOO):
        code = wuhao("invite", "--role", "enterprise", "--enterprise", enterprise, "--json").json["code"]
        yuan = redeemed(place, code, YUAN, "原经理").person.id
    first, second = (role["membership"] for role in wuhao("list", "--json").json[0]["roles"])
    assert wuhao("revoke", 99, "--membership", first).code == 1  # not theirs
    assert wuhao("revoke", yuan, "--membership", first).code == 0
    assert [role["membership"] for role in wuhao("list", "--json").json[0]["roles"]] == [second]


def test_an_invitation_is_taken_back(wuhao: Wuhao) -> None:
    wuhao("invite", "--role", "staff")
    (waiting,) = wuhao("invitations", "--json").json
    assert wuhao("revoke-invitation", waiting["id"]).out == "邀请已撤销。\n"
    assert wuhao("invitations", "--json").json == []


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """A table of enterprises as an office keeps it."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "名单"
    for row in (
        ("企业名称", "联系人", "电话", "园区"),
        (BATTERY, "原经理", 13800000000, "澜川经开区"),
        ("火星公司", "某人", None, None),
        (BAMBOO, "竹经理", None, None),
    ):
        sheet.append(row)
    file = tmp_path / "名单.xlsx"
    book.save(file)
    return file


def test_many_are_invited_from_a_table(wuhao: Wuhao, place: HashHome, names: Path) -> None:
    ran = wuhao("invite", "--from", names)
    written = names.with_name("名单-邀请码.xlsx")
    assert ran.code == 0 and f"已生成 2 个邀请码，写入 {written}" in ran.out
    assert "“名单”第 3 行“企业名称”列：企业名录中没有“火星公司”" in ran.err
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    rows = list(load_workbook(written).active.values)  # type: ignore[union-attr]
    assert [row[0] for row in rows] == ["企业名称", BATTERY, BAMBOO]
    assert str(rows[1][5]).endswith(f"#{rows[1][4]}")
    assert redeemed(place, str(rows[1][4]), YUAN, "x").person.name == "原经理"


def test_codes_once_written_are_never_written_over(wuhao: Wuhao, names: Path, tmp_path: Path) -> None:
    out = tmp_path / "码.xlsx"
    first = wuhao("invite", "--role", "enterprise", "--from", names, "--to", out, "--json")
    assert [one["enterprise"] for one in first.json["invited"]] == [BATTERY, BAMBOO]
    assert list(first.json["invited"][0]) == ["enterprise", "name", "code", "link", "expires"]
    assert [(error["row"], error["column"]) for error in first.json["errors"]] == [(3, "企业名称")]
    before = out.read_bytes()
    again = wuhao("invite", "--from", names, "--to", out)
    assert again.code == 1 and "已经存在" in again.err and out.read_bytes() == before
    nowhere = wuhao("invite", "--from", names, "--to", tmp_path / "没有" / "码.xlsx")
    assert nowhere.code == 1 and "没有生成邀请码" in nowhere.err
    assert len(wuhao("invitations", "--json").json) == 2
