"""What staff, departments and enterprises do with an issue."""

import pytest

from bot.desk.words import Outcome, Rating, State
from bot.dialogue import texts
from tests.bot.dialogue.cast import LABOUR, POWER, Cast


def test_declined_with_a_reason(cast: Cast) -> None:
    cast.reported()
    assert "不予受理的理由" in cast.wu.presses("不予受理")
    cast.wu.says("不属于园区职责，请向市场监管局反映。")
    assert cast.park.issue().state is State.DECLINED
    assert "请向市场监管局反映" in cast.yuan.last.text


def test_merged_into_another(cast: Cast) -> None:
    cast.reported()
    cast.reported()
    cast.wu.says("WT-2026-0002")
    assert "并入哪一件" in cast.wu.presses("并案")
    assert "请写要并入的诉求编号" in cast.wu.says("第一件")
    assert "没有编号为 WT-2026-0009 的诉求" in cast.wu.says("WT-2026-0009")
    cast.wu.says("WT-2026-0002")
    cast.wu.presses("并案")
    assert "已并案" in cast.wu.says("wt-2026-1")
    assert cast.park.issue("WT-2026-0002").merged_into == "WT-2026-0001"


@pytest.mark.parametrize(
    ("typed", "due"), [("5", "11-30 10:00"), ("5个工作日", "11-30 10:00"), ("３ 天", "11-26"), ("12月8日", "12-08 17:00"), ("11月23日", "11-23 17:00"), ("3月1日", "2027年 03-01")]
)  # fmt: skip
def test_assigned_with_a_deadline_as_it_is_typed(cast: Cast, typed: str, due: str) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    cast.wu.says(LABOUR)
    assert f"期限 {due}" in cast.wu.says(typed)
    assert cast.park.issue().department == LABOUR


@pytest.mark.parametrize(
    "typed", ["尽快", "0", "91", "400天", "2月30日", "2020-01-01", "2030年1月1日", "9" * 5000]
)
def test_what_is_no_deadline_is_asked_again(cast: Cast, typed: str) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    cast.wu.presses(POWER)
    assert "没有看懂期限" in cast.wu.says(typed)
    assert cast.wu.talk == "act" and cast.park.issue().state is State.ACCEPTED


def test_departments_are_suggested_and_found_by_a_part(cast: Cast) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    assert list(cast.wu.last.labels) == [POWER, *list(cast.wu.last.labels)[1:]]
    assert "没有“财政厅”" in cast.wu.says("财政厅")
    assert "请选择部门" in cast.wu.says("市")
    assert "限期多久" in cast.wu.says("人力资源")
    cast.wu.presses("1 个工作日")
    assert cast.park.issue().department == LABOUR


def test_several_departments_are_the_lead_and_those_who_support(cast: Cast) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    assert "没有“财政厅”" in cast.wu.says(f"{POWER}、财政厅")
    assert "不能同时是协办" not in cast.wu.says(f"{POWER}、人力资源，{POWER}")
    cast.wu.says("3")
    assert (cast.park.issue().department, cast.park.issue().supporting) == (POWER, [LABOUR])
    assert "协办" in cast.he.last.text and "主办：" in cast.he.says("WT-2026-0001")


def test_an_act_in_words_wants_an_open_issue(cast: Cast) -> None:
    assert cast.wu.says("受理") == texts.no_issue_open("受理")
    assert cast.guest.says("受理") == texts.NOT_FOR_GUESTS


def test_what_the_desk_misses_is_asked_for_again(cast: Cast) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    cast.wu.presses(POWER)
    cast.park.later(hours=8)  # work is over for today
    assert "办理期限要晚于现在" in cast.wu.says("11月23日") and cast.wu.talk == "act"
    cast.wu.says("3")
    assert cast.park.issue().state is State.ASSIGNED


def test_sent_back_by_the_department_which_sees_it_no_more(cast: Cast) -> None:
    cast.assigned()
    assert "退单的理由" in cast.deng.presses("退单")
    told = cast.deng.says("不在供电范围。")
    assert "已退单" in told and "变压器" not in told
    assert cast.deng.says("WT-2026-0001") == texts.NO_SUCH_ISSUE
    assert "退单" in cast.wu.last.text and "不在供电范围" in cast.wu.last.text
    assert "不在供电范围" not in "".join(one.text for one in cast.yuan.heard)


def test_asked_and_supplied_with_photos(cast: Cast) -> None:
    cast.in_hand()
    cast.deng.presses("请企业补充")
    cast.deng.says("请发现场照片。")
    cast.yuan.presses("补充材料")
    assert "已收下 2 个附件" in cast.yuan.sends("一.jpg", "二.jpg")
    assert "请写文字说明，或重新发送附件" in cast.yuan.sends("三.jpg", content=b"MZ" + bytes(99))
    assert "已补充材料" in cast.yuan.sends("四.jpg", caption="照片如上。")
    cast.deng.says("WT-2026-0001")
    assert [file.name for file in cast.deng.last.files] == ["一.jpg", "二.jpg", "四.jpg"]


def test_no_files_where_none_are_wanted(cast: Cast) -> None:
    cast.reported()
    cast.wu.presses("不予受理")
    assert cast.wu.sends("一.jpg") == texts.NO_FILES_HERE
    assert cast.wu.talk == "act"


@pytest.mark.parametrize("outcome", [Outcome.SOLVED, Outcome.ANSWERED, Outcome.NOT_NOW])
def test_replied_with_an_outcome(cast: Cast, outcome: Outcome) -> None:
    cast.in_hand()
    cast.deng.presses("答复")
    cast.deng.says("答复如下。")
    assert "办理结果是" in cast.deng.says("不知道")
    cast.deng.says(texts.OUTCOMES_OF_REPLY[outcome])
    assert cast.park.issue().proposed is outcome


def test_answered_by_staff_on_the_spot(cast: Cast) -> None:
    cast.reported()
    cast.wu.presses("现场答复")
    cast.wu.says("公交周一起加密班次。")
    cast.wu.presses("已解决")
    assert "公交周一起加密班次" in cast.yuan.last.text
    cast.yuan.presses("满意")
    assert cast.park.issue().rating is Rating.SATISFIED


def test_unhappy_it_is_why_that_is_asked_not_the_old_card_shown(cast: Cast) -> None:
    cast.replied()
    cast.yuan.says("不满意")
    assert "已重办" in cast.yuan.says("不满意")
    assert cast.park.issue().rating_why == "不满意"


def test_reopened_when_it_could_not_be_solved(cast: Cast) -> None:
    cast.replied("暂不能解决")
    cast.yuan.presses("基本满意")
    assert "为什么要重新办理" in cast.yuan.presses("重新办理")
    cast.yuan.says("现在有条件了。")
    assert cast.park.issue().state is State.ACCEPTED
    assert "现在有条件了" in cast.wu.last.text


def test_more_time_asked_and_granted(cast: Cast) -> None:
    cast.in_hand()
    before = cast.park.issue().due_at
    assert "延长几个工作日" in cast.deng.presses("申请延期")
    assert "请写几个工作日" in cast.deng.says("下个月")
    cast.deng.says("3")
    cast.deng.says("设备未到货。")
    assert "申请延期" in cast.wu.last.text and "设备未到货" in cast.wu.last.text
    cast.wu.presses("同意延期")
    cast.wu.says("3个工作日")
    after = cast.park.issue().due_at
    assert before and after and (after - before).days == 3
    assert "已同意延期" in cast.deng.last.text


def test_more_time_asked_and_refused(cast: Cast) -> None:
    cast.in_hand()
    before = cast.park.issue().due_at
    cast.deng.presses("申请延期")
    cast.deng.presses("15 个工作日")
    cast.deng.says("设备未到货。")
    cast.wu.presses("不同意延期")
    cast.wu.says("请先用移动电源车。")
    assert cast.park.issue().due_at == before
    assert "请先用移动电源车" in cast.deng.last.text
    assert "延期" not in "".join(one.text for one in cast.yuan.heard)


def test_deferred_until_a_day_and_woken(cast: Cast) -> None:
    cast.accepted()
    cast.wu.says("WT-2026-0001")
    cast.wu.presses("暂缓")
    for no_date in ("以后", "11月23日", "2026-11-22"):
        assert "请写一个以后的日期" in cast.wu.says(no_date)
    cast.wu.says("12月31日")
    cast.wu.says("等年度预算。")
    assert cast.park.issue().state is State.DEFERRED and "等年度预算" in cast.yuan.last.text
    cast.park.later(days=40)
    cast.park.tick()
    assert cast.park.issue().state is State.ACCEPTED


def test_withdrawn_once_that_is_sure(cast: Cast) -> None:
    cast.reported()
    cast.yuan.presses("查看诉求")
    assert "确定撤回吗" in cast.yuan.presses("撤回")
    assert "确定撤回吗" in cast.yuan.says("嗯")
    assert cast.park.issue().state is State.SUBMITTED
    cast.yuan.says("确认撤回")
    assert cast.park.issue().state is State.WITHDRAWN


def test_reminded_once_a_day(cast: Cast) -> None:
    cast.in_hand()
    cast.yuan.says("WT-2026-0001")
    assert "已催办" in cast.yuan.presses("催办")
    assert "企业催办" in cast.wu.last.text
    cast.yuan.says("WT-2026-0001")
    assert "今天已经催办过" in cast.yuan.presses("催办")


def test_a_note_stays_inside(cast: Cast) -> None:
    cast.in_hand()
    cast.deng.says("WT-2026-0001")
    cast.deng.presses("内部备注")
    cast.deng.says("与企业老总有过节，慎重。")
    assert "慎重" in cast.wu.says("WT-2026-0001")
    assert "慎重" not in cast.yuan.says("WT-2026-0001")


def test_a_label_of_an_older_card_shows_it_rather_than_acting(cast: Cast) -> None:
    cast.reported()
    cast.reported()
    cast.wu.says("WT-2026-0001")
    cast.wu.says("/queue")
    shown = cast.wu.says("受理")
    assert shown.startswith("您是要对这一件“受理”吗") and cast.wu.last.text.startswith("WT-2026-0001")
    assert cast.park.issue().state is State.SUBMITTED
    assert "已受理：WT-2026-0001" in cast.wu.says("受理")


@pytest.mark.parametrize("begin", ["不予受理", "并案", "现场答复"])
def test_somebody_was_quicker_while_a_reason_was_written(cast: Cast, begin: str) -> None:
    cast.reported()
    cast.wang.says("WT-2026-0001")
    cast.wu.says("WT-2026-0001")
    cast.wu.presses(begin)
    cast.wang.presses("受理")
    told = cast.wu.says("WT-2026-0009")
    if begin == "现场答复":
        told = cast.wu.presses("已解决")
    assert "已由王主任于" in told and "“受理”" in told
    assert cast.park.issue().state is State.ACCEPTED


def test_a_card_from_before_says_so_before_it_asks(cast: Cast) -> None:
    cast.reported()
    old = cast.wang.data("不予受理")
    cast.wu.presses("受理")
    assert "已由小吴于" in cast.wang.presses_data(old) and cast.wang.talk is None


def test_cancelled_at_any_question(cast: Cast) -> None:
    cast.accepted()
    for path in (["交办"], ["交办", POWER]):
        for label in path:
            cast.wu.presses(label)
        assert cast.wu.presses("取消") == texts.CANCELLED and cast.wu.talk is None
        cast.wu.says("WT-2026-0001")
    assert cast.park.issue().state is State.ACCEPTED


def test_a_reply_left_open_for_a_day_is_said_back(cast: Cast) -> None:
    cast.in_hand()
    cast.deng.presses("答复")
    cast.deng.says("已增容 1000 千伏安。")
    cast.park.later(days=1, minutes=1)
    cast.park.tick()
    assert cast.deng.talk is None and "已增容 1000 千伏安。" in cast.deng.last.text


def test_a_button_of_another_question_is_over(cast: Cast) -> None:
    cast.accepted()
    cast.wu.presses("交办")
    department = cast.wu.data(POWER)
    cast.wu.presses(POWER)
    assert cast.wu.presses_data(department) == texts.OLD_BUTTON
    cast.wu.presses("1 个工作日")
    assert cast.wu.presses_data(department) == texts.TALK_IS_OVER


def test_what_can_be_done_is_offered_what_leads_on_first(cast: Cast) -> None:
    cast.in_hand()
    cast.deng.says("WT-2026-0001")
    assert list(cast.deng.last.labels) == ["答复", "请企业补充", "申请延期", "内部备注"]
