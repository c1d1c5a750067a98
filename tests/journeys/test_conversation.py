"""A problem becomes a closed problem: over a strict Telegram and a real browser, in one `wuhao serve`."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser

from knowledge.scope import Role
from tests.chromium import Visitor
from tests.journeys.days import BAMBOO, PATIENCE, STORAGE, Park

Visits = Callable[..., Visitor]
OFFICE = "市人力资源和社会保障局"
WANG, ZHAO, PASSER_BY = "王经理", "赵科长", "路人"


@pytest.fixture
def visits(park: Park, chromium: Browser) -> Visits:
    """Somebody opens the page in a browser, by the link of their invitation where they have one."""

    def visit(role: Role | None = None, who: str = "", **of: str) -> Visitor:
        return Visitor(chromium, park.running.url, park.code(role, who, **of) if role else None)

    return visit


@pytest.fixture(autouse=True)
def ready(park: Park) -> None:
    park.running.wait_until_ready()


def photo(colour: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "JPEG")
    return made.getvalue()


def test_a_guest_gets_an_answer_with_its_source_and_nothing_internal(park: Park, visits: Visits) -> None:
    park.telegram.says(PASSER_BY, "/start")
    park.telegram.chat(PASSER_BY).wait_for("五好园区助手", PATIENCE)
    park.says(PASSER_BY, "企业交流主题日什么时候举办？", "每周一20:00—22:00")
    park.presses(PASSER_BY, "[1] 原文", "时间固定为每周一20:00—22:00")
    park.says(PASSER_BY, "松岭经开区扩区资金缺口多少？", "发“转人工”")
    assert "1.2亿" not in "".join(park.telegram.chat(PASSER_BY).texts)
    park.says(PASSER_BY, "/report 我要投诉", "邀请码")
    guest = visits()
    guest.says("企业交流主题日什么时候举办？")
    guest.sees("每周一20:00—22:00")


def test_a_problem_from_hand_in_over_redo_to_a_rating(park: Park, visits: Visits) -> None:
    park.joins(Role.ENTERPRISE, WANG, enterprise=STORAGE)
    park.joins(Role.DEPARTMENT, ZHAO, department=OFFICE)
    clerk = visits(Role.STAFF, "小吴")
    rival = visits(Role.ENTERPRISE, "李经理", enterprise=BAMBOO)
    telegram = park.telegram

    park.says(WANG, "/report 二期缺装配技工60人，请帮助对接技校。", "请核对后回复“确认”提交")
    telegram.sends_album(WANG, photo("red"), photo("blue"), caption="车间现状")
    telegram.chat(WANG).wait_until(lambda one: one.text.count(".jpg") == 2, "two files", PATIENCE)
    number = re.findall(r"WT-\d{4}-\d{4}", park.presses(WANG, "确认", "已提交，编号"))[0]
    confirmed = [one for one in telegram.updates if "callback_query" in one][-1]
    telegram.redelivers(confirmed["update_id"])

    clerk.sees(f"新诉求：诉求 {number}")
    clerk.presses("受理")
    clerk.sees(f"已受理：{number}")
    clerk.presses("交办")
    clerk.says(OFFICE)
    clerk.presses("3 个工作日")
    clerk.sees(f"已交办：{number}")

    telegram.chat(ZHAO).wait_for(f"新交办：诉求 {number}", PATIENCE)
    park.presses(ZHAO, "签收", "状态：办理中")
    park.presses(ZHAO, "请企业补充", "需要企业补充什么")
    park.says(ZHAO, "请提供岗位清单", f"已请企业补充：{number}")
    telegram.chat(WANG).wait_for("请提供岗位清单", PATIENCE)
    park.presses(WANG, "补充材料", "请写下补充的内容")
    telegram.sends_photo(WANG, photo("green"), caption="电芯装配工60名")
    telegram.chat(WANG).wait_for(f"已补充材料：{number}", PATIENCE)
    telegram.chat(ZHAO).wait_for("电芯装配工60名", PATIENCE)

    def reply(words: str) -> None:
        park.presses(ZHAO, "答复", "请写下给企业的答复")
        park.says(ZHAO, words, "办理结果是")
        park.presses(ZHAO, "已解决", f"已答复：{number}")

    reply("请自行到市技师学院招聘。")
    telegram.chat(WANG).wait_for("请自行到市技师学院招聘。", PATIENCE)
    park.presses(WANG, "不满意", "哪里不满意")
    park.says(WANG, "没有帮助对接", "重办")
    telegram.chat(ZHAO).wait_for("没有帮助对接", PATIENCE)
    park.presses(ZHAO, "签收", "状态：办理中")
    reply("12月1日起市技师学院分批输送60人。")
    telegram.chat(WANG).wait_for("分批输送60人", PATIENCE)
    card = park.presses(WANG, "满意", "状态：已销号")
    assert number in card and "评价：满意" in card
    clerk.says(number)
    clerk.sees("状态：已销号")

    rival.says("/mine")
    rival.sees("还没有诉求")
    rival.says(number)
    rival.sees("没有这件诉求")
    assert "技工" not in rival.heard and STORAGE not in rival.heard
    told = "\n".join(telegram.chat(WANG).texts)
    assert told.count("已提交，编号") == 1, "the update that came twice had one effect"
    assert not telegram.faults


def test_a_problem_on_the_web_page_alone(park: Park, visits: Visits) -> None:
    owner = visits(Role.ENTERPRISE, "孙经理", enterprise=BAMBOO)
    clerk = visits(Role.STAFF, "小郑")
    here = visits(Role.OFFICIAL, "柏主任", zone="松岭经开区")
    elsewhere = visits(Role.OFFICIAL, "沈处", zone="澜川经开区")
    owner.says("/report")
    owner.sees("请写下遇到的问题")
    owner.sends_photo(photo("brown"), "厂门口道路塌陷，货车进不来。")
    owner.sees("请核对后回复“确认”提交")
    owner.presses("匿名提交")
    owner.presses("确认")
    number = owner.number()
    clerk.sees(f"新诉求：诉求 {number}")
    clerk.presses("现场答复")
    clerk.says("已派养护队，明天上午修复。")
    clerk.presses("已解决")
    clerk.sees(f"已现场答复：{number}")
    owner.sees("已派养护队，明天上午修复。")
    owner.presses("基本满意")
    owner.sees("状态：已销号")
    here.says(number)
    here.sees("道路塌陷")
    assert BAMBOO not in here.heard and "孙经理" not in here.heard, "it was handed in without a name"
    elsewhere.says(number)
    elsewhere.sees("没有这件诉求")


def test_a_question_that_a_person_answers(park: Park, visits: Visits) -> None:
    clerk = visits(Role.STAFF, "小周")
    park.says(PASSER_BY, "园区食堂几点开门？", "没有找到")
    park.presses(PASSER_BY, "转人工", "已转给工作人员")
    clerk.sees("园区食堂几点开门？")
    clerk.presses("答复")
    clerk.says("早上 7 点到晚上 8 点。")
    clerk.sees("已答复")
    park.telegram.chat(PASSER_BY).wait_for("早上 7 点到晚上 8 点。", PATIENCE)
