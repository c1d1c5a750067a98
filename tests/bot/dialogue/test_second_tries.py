"""What isn't right at first is asked for again, and nothing that was said before is lost."""

import pytest

from bot.desk.words import State
from bot.dialogue import texts
from bot.messages.contents import Address, Channel
from knowledge.scope import Role
from tests.bot.dialogue.cast import BATTERY, LABOUR, POWER, Cast
from tests.bot.dialogue.park import Person


def test_merging_into_one_that_is_over_asks_for_another_number(cast: Cast) -> None:
    cast.reported()
    cast.wu.presses("不予受理")
    cast.wu.says("不属于园区职责。")
    cast.reported()
    cast.reported()
    cast.wu.presses("并案")
    cast.wu.says("WT-2026-0001")
    assert "不能并入" in cast.wu.last.text and cast.wu.talk == "act"
    assert "已并案" in cast.wu.says("WT-2026-0002")


def test_the_lead_department_and_those_that_support_it(cast: Cast) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    assert "没有“财政厅”" in cast.wu.says(f"{POWER}、财政厅")
    cast.wu.says(f"{POWER}，人力资源")
    cast.wu.presses("3 个工作日")
    issue = cast.park.issue()
    assert (issue.department, issue.supporting) == (POWER, [LABOUR])
    assert f"主办：{POWER}；协办：{LABOUR}" in cast.he.says(issue.number)
    assert "签收" not in cast.he.last.labels and "内部备注" in cast.he.last.labels


@pytest.mark.parametrize("word", ["签收", "答复", "受理"])
def test_an_act_in_words_without_an_issue_asks_for_one(cast: Cast, word: str) -> None:
    assert cast.deng.says(word) == texts.no_issue_open(word)
    cast.assigned()
    cast.deng.says("签收")
    assert cast.park.issue().state is (State.IN_HAND)


def test_cancelling_nothing_is_said_so(cast: Cast) -> None:
    cast.yuan.says("/report 停电")
    cast.yuan.presses("取消")
    assert cast.yuan.says("取消") == texts.NOTHING_TO_CANCEL


def test_a_clerk_sends_back_and_an_enterprise_is_dissatisfied(cast: Cast) -> None:
    cast.replied()
    assert "不满意" in cast.yuan.last.labels
    cast.wu.says("WT-2026-0001")
    assert "重办" in cast.wu.last.labels and "不满意" not in cast.wu.last.labels


def test_a_code_in_a_browser_that_nobody_signed_in_from_leads_to_the_form(cast: Cast) -> None:
    code = cast.park.invite(Role.ENTERPRISE, enterprise=BATTERY)
    browser = Person(cast.park, "浏览器", Address(Channel.WEB, "g77", "g77"))
    assert code in browser.says(f"/start {code}") and "登录页" in browser.last.text
    elsewhere = cast.park.person("手机")
    assert "绑定成功" in elsewhere.says(f"/start {code}"), "the code wasn't used up"


@pytest.mark.parametrize("word", ["好", "确认。", "提交！", "OK"])
def test_who_agrees_hands_in_and_adds_nothing(cast: Cast, word: str) -> None:
    cast.yuan.says("/report 停电了，请抢修。")
    assert "已提交" in cast.yuan.says(word)
    assert cast.park.issue().text == "停电了，请抢修。"


def test_a_problem_said_as_a_question_is_not_said_twice(cast: Cast) -> None:
    cast.yuan.says("我们厂又停电了")
    assert "内容：我们厂又停电了" in cast.yuan.presses("作为诉求提交")
    cast.yuan.presses("确认")
    assert cast.park.issue().text == "我们厂又停电了"
    cast.guest.says("我们厂又停电了")
    assert "作为诉求提交" not in cast.guest.last.labels


def test_a_department_by_the_name_that_people_use(cast: Cast) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    assert "限期多久" in cast.wu.says("人社局")
    cast.wu.presses("3 个工作日")
    assert cast.park.issue().department == LABOUR


def test_a_filter_is_typed_by_its_name(cast: Cast) -> None:
    cast.reported()
    assert cast.wu.says("待受理").startswith("诉求队列（待受理），共 1 件")


def test_staff_remind_nobody_of_what_is_not_assigned(cast: Cast) -> None:
    number = cast.reported()
    cast.wu.says(number)
    assert "没有可催的部门" in cast.wu.presses("催办")
    assert len(cast.park.steps(number)) == 1


def test_the_reply_is_shown_before_its_outcome_sends_it(cast: Cast) -> None:
    cast.in_hand()
    cast.deng.presses("答复")
    assert "将答复企业：周五送电。" in cast.deng.says("周五送电。")
