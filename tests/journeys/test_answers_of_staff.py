"""An answer that was no good becomes one of staff; a document that spoils an answer is told of."""

import re

from openpyxl import Workbook
from sqlmodel import select

from bot.questions.tables import GoldenResult
from knowledge.database import reading
from knowledge.scope import Role
from tests.journeys.days import PATIENCE, Park, eventually

ASKED = "标准厂房租金补贴每平方米多少钱？"
SAID = "今年仍按每平方米每月6元，10月底前申报。"
GOLDEN = "访客车辆通行卡多少天换发一次？"
PAPER = "访客车辆通行卡管理办法\n\n第一条　访客车辆通行卡每满{}换发一次。\n\n澜川经开区管委会\n\n2025年3月1日\n\n（此件公开发布）\n"


def test_disliked_answered_by_staff_told_and_given_first_to_those_whom_it_is_for(park: Park) -> None:
    park.running.wait_until_ready()
    official = park.binds("沈处长", Role.OFFICIAL, zone="澜川经开区")
    clerk = park.page(Role.STAFF, "小孙")
    outsiders = park.owner("陶经理"), "过路人"
    park.telegram.world.private("过路人").is_started = True

    park.says(official, ASKED, "每平方米每月6元")
    park.presses(official, "没用", "是哪里不好")
    park.presses(official, "过时了", "已记下")
    listed = clerk.says("问题清单", ASKED)
    assert f"{ASKED}（1 次被评没用：过时了 1）" in listed
    number = re.search(rf"第 (\d+) 问：{ASKED}", listed)
    assert number
    clerk.says(f"回答第 {number[1]} 问", "请写下答复")
    clerk.says(SAID, "依据是什么")
    clerk.says("澜政发〔2024〕15号第八条；市财政局来函", "有效到哪一天")
    clerk.says("2099-12-31", "给谁看")
    clerk.says("内部", "已告诉 1 位提问人")

    told = park.telegram.chat(official).wait_for(SAID, PATIENCE)
    assert f"您问过：{ASKED}\n工作人员答复（小孙）" in told.text
    assert "[2] 《澜川市标准厂房租金补贴办法》，澜政发〔2024〕15号，第八条" in told.text
    assert "[3] 市财政局来函，工作人员注明，资料库中没有原文" in told.text
    park.presses(official, "[2] 原文", "第八条 符合条件的企业")
    given = park.says(official, f"请问{ASKED}", SAID)
    assert "依据：《澜川市标准厂房租金补贴办法》（澜政发〔2024〕15号）第八条[2]" in given
    park.presses(official, "有用", "已记下")
    for one in outsiders:
        park.says(one, ASKED, "第八条 符合条件的企业")
        assert not any(SAID in text or "来函" in text for text in park.heard(one))


def test_what_a_document_sent_in_chat_spoils_is_told_to_staff(park: Park) -> None:
    clerk = park.binds("小蒋", Role.STAFF)
    sheet = park.home.settings.home / "golden.xlsx"
    book = Workbook()
    book.active.append(("问题", "应含"))  # type: ignore[union-attr]
    book.active.append((GOLDEN, "三百天"))  # type: ignore[union-attr]
    book.save(sheet)
    sends(park, clerk, "三百天", "新增：通行卡.txt")

    def fared_well() -> bool:
        with reading(park.home.engine) as session:
            return bool(
                session.exec(select(GoldenResult.passed).where(GoldenResult.question == GOLDEN)).first()
            )

    eventually(fared_well, lambda: park.running.log)
    sends(park, clerk, "两百天", "是新版本")
    park.telegram.presses(clerk, "是新版本")
    told = park.hears(clerk, "对照题重新问了一遍")
    sheet.unlink()
    assert f"现在答不上的：{GOLDEN}（答案里没有“三百天”）" in told


def sends(park: Park, clerk: str, days: str, answered: str) -> None:
    """A member of staff sends the document."""
    park.telegram.sends_document(clerk, "通行卡.txt", PAPER.format(days).encode(), caption="上传文件")
    seen = park.telegram.chat(clerk)
    seen.wait_until(lambda one: answered in one.text or answered in one.buttons, answered, PATIENCE)
