"""`wuhao issues` and `wuhao holidays`: what they print, where, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import holidays
from bot.cli import issues as command
from bot.desk import issues
from bot.desk.issues import Draft
from bot.desk.tables import Issue
from bot.desk.words import Category
from knowledge.database import writing
from knowledge.errors import BadInput
from knowledge.home import Home
from tests.bot.desk.cast import BATTERY, MONDAY, POWER, directory
from tests.fakes import home_at

KEYS = ["number", "state", "title", "category", "enterprise", "department", "due", "created"]
Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with the directory and one problem in it."""
    place = home_at(tmp_path / "home")
    for module in (command, holidays):
        monkeypatch.setattr(module, "home", lambda: place)
        monkeypatch.setattr(module.composition, "now", lambda: MONDAY)
    with writing(place.engine) as session:
        session.add_all(directory())
        session.flush()
        draft = Draft("变压器容量不足。请增容。", Category.UTILITIES, enterprise=BATTERY)
        assert isinstance(issues.submit(session, draft, command.OPERATOR, MONDAY), Issue)
    return place


def run(*arguments: str | Path, app: Any = command.app) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_list_is_as_the_contract_has_it(home: Home) -> None:
    (row,) = json.loads(run("list", "--json").stdout)
    assert list(row) == KEYS
    assert row == {
        "number": "WT-2026-0001", "state": "submitted", "title": "变压器容量不足", "category": "utilities",
        "enterprise": BATTERY, "department": None, "due": "2026-11-24T10:00+08:00",
        "created": "2026-11-23T10:00+08:00",
    }  # fmt: skip
    line = run("list", "--state", "待受理").stdout
    assert line == f"WT-2026-0001  待受理  变压器容量不足  {BATTERY}  时限 11月24日 10:00\n"
    nothing = run("list", "--state", "closed")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "没有诉求。\n")
    assert json.loads(run("list", "--department", POWER, "--json").stdout) == []


def test_the_operator_goes_the_whole_way_as_staff(home: Home) -> None:
    for words in (
        ("accept",),
        ("交办", "--department", POWER, "--days", "3"),
        ("acknowledge",),
        ("reply", "--note", "已增容。", "--outcome", "solved"),
    ):
        assert run("act", "wt-2026-0001", *words).exit_code == 0
    shown = run("show", "WT-2026-0001")
    assert "已答复，待评价" in shown.stdout and "答复（本机操作员）：已增容。" in shown.stdout
    assert "交办给市供电公司（本机操作员）" in shown.stdout
    told = json.loads(run("show", "WT-2026-0001", "--json").stdout)
    assert [step["act"] for step in told["steps"]] == ["submit", "accept", "assign", "acknowledge", "reply"]
    assert told["steps"][2]["due"] == "2026-11-26T10:00+08:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("act", "WT-2026-0009", "accept"), "没有编号为 WT-2026-0009 的诉求。"),
        (("act", "WT-2026-0001", "fly"), "没有“fly”这个操作"),
        (("act", "WT-2026-0001", "reply", "--note", "好"), "现在是“待受理”，不能“答复”"),
        (("act", "WT-2026-0001", "decline"), "请写明不予受理的理由"),
        (("act", "WT-2026-0001", "wake"), "由系统按时间自动进行"),
        (("act", "WT-2026-0001", "answer", "--note", "好", "--outcome", "x"), "没有“x”这个结果"),
        (("list", "--state", "飞"), "没有“飞”这个状态"),
    ],
)
def test_what_cannot_be_done_is_said_in_chinese(home: Home, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert isinstance(result.exception, BadInput) and said in str(result.exception)


def test_a_department_that_is_none_is_told_with_its_likes(home: Home) -> None:
    run("act", "WT-2026-0001", "accept")
    result = run("act", "WT-2026-0001", "assign", "--department", "供电公司")
    assert str(result.exception) == "没有名为“供电公司”的部门。您要找的是不是：市供电公司？"


def test_holidays_are_taken_in_and_deadlines_follow(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "放假.csv"
    file.write_text("日期,休/班,名称\n2026-11-24,休,停电检修\n2026-13-01,休,\n", "utf-8")
    result = run("import", file, app=holidays.app)
    assert result.exit_code == 0
    assert result.stdout == "已导入 1 天，重新计算了 1 件诉求的时限。\n"
    assert "第 3 行" in result.stderr
    assert json.loads(run("list", "--json").stdout)[0]["due"] == "2026-11-25T10:00+08:00"
    set_back = run("set", "2026-11-24", "work", app=holidays.app)
    assert set_back.stdout == "2026-11-24 已设为上班，重新计算了 1 件诉求的时限。\n"
    assert run("list", app=holidays.app).stdout == "2026-11-24  上班\n"
    assert isinstance(run("set", "2026-11-24", "maybe", app=holidays.app).exception, BadInput)
