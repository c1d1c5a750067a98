"""`wuhao questions`, `wuhao faq`, `wuhao eval --golden`: what they print, and how they end."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import app as composition
from bot.cli import app as wuhao
from bot.cli import faq, golden, ingesting, questions
from bot.messages import outbox
from bot.messages.contents import Address, Channel
from bot.people.actors import GUEST_ACTOR
from bot.questions import asked
from bot.questions import golden as kept
from knowledge.answers import Reason, Refusal, Subject
from knowledge.database import reading, writing
from knowledge.errors import BadInput, EncoderUnavailable
from knowledge.home import Home
from tests.fakes import home_at

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
GUEST = Address(Channel.WEB, "g1", "g1")
LAW = "园区食堂管理办法\n澜经管发〔2026〕3号\n\n第四条 食堂7点开门。\n\n本办法自2026年1月1日起施行。\n主动公开\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a document, in which a guest asked twice."""
    place = home_at(tmp_path / "home")
    for module in (questions, faq, golden, ingesting):
        monkeypatch.setattr(module, "home", lambda: place)
    for name in ("utc_now", "now"):
        monkeypatch.setattr(composition, name, lambda: NOW)
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "办法.txt").write_text(LAW)
    for words in ("食堂几点开门？", "请问食堂几点开门"):
        refusal = Refusal(words, Subject.POLICY, Reason.NOT_FOUND, "没有。")
        with writing(place.engine) as session:
            asked.keep(session, GUEST, GUEST_ACTOR, words, refusal, NOW, is_group=False)
    return place


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(wuhao, [str(one) for one in arguments])


def told(home: Home) -> list[str]:
    with reading(home.engine) as session:
        return [one.outgoing.text for one in outbox.waiting_for(session, GUEST)]


def the_json(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def test_the_list_groups_what_is_the_same(home: Home) -> None:
    (row,) = the_json("questions", "list")
    assert (row["number"], row["asked"], row["unanswered"], row["disliked"]) == (1, 2, 2, 0)
    assert row["reasons"] == ["not_found"] and row["last"] == "2026-11-23T10:00+08:00"
    assert "2 次没答上" in run("questions", "list").stdout
    assert the_json("questions", "show", "2") == row


def test_answered_told_and_golden(home: Home, tmp_path: Path) -> None:
    assert run("ingest", tmp_path / "laws").exit_code == 0
    said = run(
        "questions",
        "answer",
        "1",
        "早上7点。",
        "--source",
        "澜经管发〔2026〕3号第四条",
        "--author",
        "食堂 老李",
    )
    assert "已告诉 1 位提问人" in said.stdout
    assert told(home) == [
        f"您问过：请问食堂几点开门\n工作人员答复（食堂 老李），{composition.today()}：\n“早上7点。”[1]\n"
        "依据：《园区食堂管理办法》（澜经管发〔2026〕3号）第四条[2]"
    ]
    assert "没有等待答复" in run("questions", "list").stderr
    assert "通过 1 问" in run("eval", "--golden").stdout
    (tmp_path / "laws" / "办法.txt").write_text(LAW.replace("7点", "8点"))
    shown = the_json("ingest", str(tmp_path / "laws"))
    assert [(one["id"], one["doubt"]) for one in shown["faq"]] == [(1, "changed")]
    (row,) = the_json("faq", "list")
    assert (row["state"], row["author"]) == ("to_review", "食堂 老李")
    assert "早上8点" in run("faq", "edit", "1", "--answer", "早上8点。", "--always").stdout
    assert "待核对" not in run("faq", "list").stdout


def test_a_golden_sheet_ends_with_one_where_it_fails(home: Home, tmp_path: Path) -> None:
    run("ingest", tmp_path / "laws", "--audience", "public")
    (sheet := tmp_path / "题.csv").write_text("问题,应含,角色\n园区食堂几点开门？,8点,来宾\n")
    result = run("eval", "--golden", sheet)
    assert result.exit_code == 1 and "答案里没有“8点”" in result.stdout
    sheet.write_text("问题,应含,角色\n园区食堂几点开门？,7点,来宾\n")
    assert the_json("eval", "--golden", str(sheet))["passed"] == 1
    with pytest.raises(BadInput, match=r"golden\.xlsx"):
        CliRunner().invoke(wuhao, ["eval", "--golden"], catch_exceptions=False)


def test_the_same_as_an_entry(home: Home) -> None:
    run("faq", "add", "食堂开放时间", "早上7点。")
    assert "已告诉 1 位提问人" in run("questions", "same", "1", "1").stdout
    assert the_json("faq", "show", "1")["wordings"] == ["食堂几点开门？"]
    assert the_json("questions", "list") == []
    assert isinstance(run("questions", "same", "1", "1").exception, BadInput)


@pytest.mark.parametrize("fault", [EncoderUnavailable("编码器打不开。"), ValueError("没想到")])
def test_no_fault_in_asking_stops_the_report(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(kept, "check_kept", failing)
    result = run("ingest", tmp_path / "laws")
    assert result.exit_code == 0 and "新增 1" in result.stdout
    assert "对照题没有测成" in result.stderr and str(fault) in result.stderr


def test_dismissed(home: Home) -> None:
    assert run("questions", "dismiss", "1").exit_code == 0
    assert the_json("questions", "list") == []
    assert isinstance(run("questions", "dismiss", "1").exception, BadInput)


def test_added_shown_and_withdrawn(home: Home) -> None:
    assert "停车要钱吗" in run("faq", "add", "停车收费吗", "不收费。", "--wording", "停车要钱吗").stdout
    shown = the_json("faq", "show", "1")
    assert (shown["question"], shown["wordings"], shown["audience"]) == (
        "停车收费吗",
        ["停车要钱吗"],
        "public",
    )
    assert run("faq", "withdraw", "1").exit_code == 0
    assert the_json("faq", "list") == [] and the_json("faq", "list", "--all")[0]["state"] == "withdrawn"
    assert isinstance(run("faq", "show", "9").exception, BadInput)


def test_out_and_in(home: Home, tmp_path: Path) -> None:
    run("faq", "add", "停车收费吗", "不收费。")
    assert "1 条" in run("faq", "export", tmp_path / "faq.xlsx").stdout
    assert json.loads(run("faq", "import", tmp_path / "faq.xlsx", "--json").stdout) == {
        "loaded": 1,
        "errors": [],
    }
    (tmp_path / "bad.csv").write_text("问题,答复\n没有答复,\n")
    assert run("faq", "import", tmp_path / "bad.csv").exit_code == 1
