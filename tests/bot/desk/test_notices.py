"""Who is told what: the enterprise at every step, staff and departments what they must do, nobody else."""

import pytest
from sqlmodel import select

from bot.desk import clock
from bot.desk.tables import Issue
from bot.desk.words import Act, Category, Origin, Outcome, Rating
from bot.people.tables import Account, Membership
from knowledge.database import writing
from knowledge.scope import Role
from tests.bot.desk.cast import (
    BAMBOO,
    BATTERY,
    DENG,
    HE,
    LABOUR,
    POWER,
    QIN,
    SHEN,
    STRANGER,
    WU,
    YUAN,
    ZHU,
    Desk,
)


def texts(desk: Desk, who: object) -> list[str]:
    return [one.text.split("\n")[0] for one in desk.told(who)]  # type: ignore[arg-type]


def test_from_hand_in_to_closing_the_enterprise_hears_every_step(desk: Desk) -> None:
    issue = desk.in_hand(desk.submit(), supporting=(LABOUR,))
    desk.done(DENG, Act.ASK, issue, note="请补充负荷清单。")
    desk.done(YUAN, Act.SUPPLY, issue, note="三台 500kW。")
    desk.done(DENG, Act.REPLY, issue, note="已增容。", outcome=Outcome.SOLVED)
    desk.done(YUAN, Act.REDO, issue, note="还是跳闸。")
    desk.done(DENG, Act.ACKNOWLEDGE, issue)
    desk.done(DENG, Act.REPLY, issue, note="已换变压器。", outcome=Outcome.SOLVED)
    desk.done(YUAN, Act.RATE, issue, rating=Rating.SATISFIED)
    head = "诉求 WT-2026-0001“变压器容量不足，影响投产”"
    assert texts(desk, YUAN) == [
        f"{head}已受理，即将交办。",
        f"{head}已交办给市供电公司，办理时限 11月30日 10:00。",
        f"{head}已由市供电公司签收，正在办理，办理时限 11月30日 10:00。",
        f"{head}需要您补充：",
        f"{head}已有答复（已解决）。",
        f"{head}已由市供电公司签收，正在办理，办理时限 11月30日 10:00。",
        f"{head}已有答复（已解决）。",
    ]
    of_battery = f"{head}（{BATTERY}）"
    assert texts(desk, DENG) == [
        f"新交办：{of_battery}，办理时限 11月30日 10:00。",
        f"{of_battery}企业已补充，请继续办理，办理时限 11月30日 10:00。",
        f"重办：{of_battery}，企业不满意，办理时限 11月30日 10:00。",
    ]
    assert texts(desk, WU) == [
        f"新诉求：{of_battery}，水电气与网络。",
        f"{of_battery}企业已补充。",
        f"不满意：{of_battery}，已退回市供电公司重办，办理时限 11月30日 10:00。",
    ]
    assert texts(desk, HE) == [f"协办：{of_battery}，主办：市供电公司，办理时限 11月30日 10:00。"]
    for nobody in (ZHU, SHEN, QIN, STRANGER):
        assert desk.told(nobody) == []


def test_messages_carry_what_can_be_done_next(desk: Desk) -> None:
    issue = desk.submit()
    (new,) = desk.told(WU)
    assert new.labels == {
        "受理": "a:accept:1:1", "现场答复": "a:answer:1:1", "并案": "a:merge:1:1",
        "不予受理": "a:decline:1:1", "查看 WT-2026-0001": "i:1",
    }  # fmt: skip
    desk.replied(issue)
    assert desk.told(YUAN)[-1].labels == {
        "满意": "a:rate:1:5:satisfied", "基本满意": "a:rate:1:5:fairly", "不满意": "a:redo:1:5",
        "查看 WT-2026-0001": "i:1",
    }  # fmt: skip
    assert desk.told(DENG)[-1].labels == {
        "签收": "a:acknowledge:1:3", "退单": "a:return:1:3", "查看 WT-2026-0001": "i:1",
    }  # fmt: skip


@pytest.mark.parametrize("act", [Act.DECLINE, Act.MERGE, Act.ANSWER, Act.WITHDRAW, Act.DEFER])
def test_beside_the_main_line(desk: Desk, act: Act) -> None:
    desk.submit(ZHU, text="停水了。", enterprise=BAMBOO)
    issue = desk.submit()
    who = YUAN if act is Act.WITHDRAW else WU
    if act is Act.DEFER:
        desk.done(WU, Act.ACCEPT, issue)
    until = desk.today.replace(month=12)
    desk.done(who, act, issue, note="说明理由。", merge_into="WT-2026-0001", until=until)
    others = len([one for one in desk.told(ZHU) if "变压器" in one.text])
    assert others == 0
    if act is Act.WITHDRAW:
        assert "已由企业撤回" in desk.told(WU)[-1].text
    else:
        assert "说明理由。" in desk.told(YUAN)[-1].text
        assert BAMBOO not in desk.told(YUAN)[-1].text and "WT-2026-0001“" not in desk.told(YUAN)[-1].text


def test_a_note_that_is_internal_never_reaches_the_enterprise(desk: Desk) -> None:
    issue = desk.submit()
    secret = "该企业欠租三个月"
    desk.done(WU, Act.NOTE, issue, note=secret, is_public=True)
    desk.done(WU, Act.ACCEPT, issue, note=secret)
    desk.done(WU, Act.ASSIGN, issue, department=POWER, note=secret)
    desk.done(DENG, Act.RETURN, issue, note=secret)
    desk.done(WU, Act.ASSIGN, issue, department=POWER, note="请配合", is_public=True)
    desk.done(DENG, Act.ACKNOWLEDGE, issue)
    desk.done(DENG, Act.REQUEST_EXTENSION, issue, working_days=2, note=secret)
    desk.done(WU, Act.REFUSE_EXTENSION, issue, note=secret)
    assert not [one for one in desk.told(YUAN) if secret in one.text]
    assert "请配合" in desk.told(YUAN)[-2].text
    assert [one for one in desk.told(WU) if one.text.startswith("退单")]
    assert [one for one in desk.told(WU) if "申请延期" in one.text]
    assert "延期申请未获同意" in desk.told(DENG)[-1].text


def test_who_had_it_before_is_told_that_it_goes_elsewhere(desk: Desk) -> None:
    issue = desk.assigned(desk.submit())
    desk.done(WU, Act.ASSIGN, issue, department=LABOUR)
    assert desk.told(DENG)[-1].text == "诉求 WT-2026-0001 已改派给其他部门，不再由贵单位办理。"
    assert desk.told(HE)[-1].text.startswith("新交办")


def test_reminded_by_the_enterprise_once_a_day_by_staff_as_they_like(desk: Desk) -> None:
    issue = desk.in_hand(desk.submit())
    desk.done(YUAN, Act.REMIND, issue)
    assert desk.told(DENG)[-1].text.startswith("催办") and desk.told(WU)[-1].text.startswith("企业催办")
    refused = desk.act(YUAN, Act.REMIND, issue)
    assert not isinstance(refused, Issue) and "明天再催" in refused.text
    desk.done(WU, Act.REMIND, issue)
    desk.done(WU, Act.REMIND, issue)
    desk.later(hours=14)  # midnight in 澜川
    desk.done(YUAN, Act.REMIND, issue)


def test_the_clock_closes_and_wakes_and_says_so(desk: Desk) -> None:
    silent, deferred = desk.replied(desk.submit()), desk.in_hand(desk.submit())
    desk.done(WU, Act.DEFER, deferred, until=desk.today.replace(day=27), note="等设备到货")
    assert clock.tick(desk.engine, desk.now) == 0
    desk.later(days=4)
    assert clock.tick(desk.engine, desk.now) == 1
    assert "暂缓结束" in desk.told(DENG)[-1].text and "已恢复办理" in desk.told(YUAN)[-1].text
    desk.later(days=3)
    assert clock.tick(desk.engine, desk.now) == 1
    assert clock.tick(desk.engine, desk.now) == 0
    told = desk.told(YUAN)[-1]
    assert "七天内没有评价，已自动销号" in told.text and "重新办理" in told.labels
    assert desk.kept(silent).outcome is Outcome.SILENT
    again = desk.done(YUAN, Act.REOPEN, silent, note="没有解决")
    assert (again.outcome, again.department, again.rating) == (None, None, None)
    assert desk.told(WU)[-1].text.startswith("企业要求重新办理")


def test_staff_enter_for_an_enterprise_which_hears_of_it(desk: Desk) -> None:
    issue = desk.submit(
        WU, text="厂区道路狭窄。", enterprise=BAMBOO, origin=Origin.VISIT, category=Category.TRANSPORT
    )
    assert (issue.zone, issue.reporter_id) == ("松岭经开区", None)
    assert desk.told(ZHU)[-1].text.startswith("诉求 WT-2026-0001“厂区道路狭窄”已登记，来源：走访。")
    assert desk.told(WU) == []  # who entered it


def test_a_clerk_who_blocked_us_is_told_when_they_are_back_one_who_left_is_not(desk: Desk) -> None:
    with writing(desk.engine) as session:
        wu = desk.actor(WU).person_id
        for account in session.exec(select(Account).where(Account.person_id == wu)):
            account.is_reachable = False
        for membership in session.exec(select(Membership).where(Membership.role == Role.DEPARTMENT)):
            membership.revoked_at = desk.now
    desk.assigned(desk.submit())
    assert desk.told(WU) and desk.told(DENG) == []


def test_markup_goes_through_as_it_was_typed(desk: Desk) -> None:
    issue = desk.submit(text="<b>=SUM(A1)</b> [x](y) {{7*7}}\x00\ud800\n第二行")
    assert issue.text == "<b>=SUM(A1)</b> [x](y) {{7*7}}\n第二行"
    assert issue.title == "<b>=SUM(A1)</b> [x](y) {{7*7}}"
    assert issue.text in desk.told(WU)[-1].text
