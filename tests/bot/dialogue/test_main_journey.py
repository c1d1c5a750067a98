"""From hand-in to rating, on both databases."""

from bot.desk.words import Act, Outcome, Rating, State
from tests.bot.dialogue.cast import BATTERY, POWER, Cast


def test_a_problem_from_hand_in_to_rating(cast_on_both: Cast) -> None:
    cast = cast_on_both
    park, yuan, wu, deng = cast.park, cast.yuan, cast.wu, cast.deng
    draft = yuan.says("/report 变压器容量不足，影响投产。请尽快增容。")
    assert "请核对后回复“确认”提交" in draft and "水电气与网络" in draft and BATTERY in draft
    assert "已提交，编号 WT-2026-0001" in yuan.says("确认")

    assert "新诉求" in wu.last.text and "变压器容量不足" in wu.last.text
    assert "已受理：WT-2026-0001" in wu.presses("受理")
    assert "已受理" in yuan.last.text
    assert "交给哪个部门主办" in wu.presses("交办")
    assert next(iter(wu.last.labels)) == POWER  # its duties are nearest
    assert "限期多久" in wu.presses(POWER)
    assert "已交办" in wu.says("5个工作日")
    assert f"已交办给{POWER}" in yuan.last.text and "11月30日" in yuan.last.text

    assert "新交办" in deng.last.text
    assert "已签收" in deng.presses("签收")
    assert "需要企业补充什么" in deng.presses("请企业补充")
    deng.says("请发负荷清单。")
    assert "请发负荷清单" in yuan.last.text
    yuan.presses("补充材料")
    assert "已收下 1 个附件" in yuan.sends("负荷清单.jpg")
    assert "已补充材料" in yuan.says("清单见照片。")
    assert park.issue().state is State.IN_HAND
    deng.presses("答复")
    deng.says("已增容 1000 千伏安。")
    assert "已答复" in deng.presses("已解决")

    assert "已增容 1000 千伏安" in yuan.last.text
    assert "已评价：WT-2026-0001" in yuan.presses("满意")
    issue = park.issue()
    assert (issue.state, issue.outcome, issue.rating) == (State.CLOSED, Outcome.SOLVED, Rating.SATISFIED)
    assert [step.act for step in park.steps()] == [
        *(Act.SUBMIT, Act.ACCEPT, Act.ASSIGN, Act.ACKNOWLEDGE, Act.ASK, Act.SUPPLY, Act.REPLY, Act.RATE)
    ]
    timeline = yuan.says("WT-2026-0001")
    assert timeline.count("· ") == 8 and "状态：已销号" in timeline


def test_an_unhappy_one_goes_back(cast_on_both: Cast) -> None:
    cast = cast_on_both
    cast.replied()
    assert "哪里不满意" in cast.yuan.presses("不满意")
    cast.yuan.says("周五没有送电。")
    assert "重办" in cast.deng.last.text and "周五没有送电" in cast.deng.last.text
    assert cast.park.issue().state is State.ASSIGNED
    cast.deng.presses("签收")
    cast.deng.presses("答复")
    cast.deng.says("已送电。")
    cast.deng.presses("已解决")
    cast.yuan.says("基本满意")
    assert cast.park.issue().rating is Rating.FAIRLY


def test_two_press_at_once_and_the_second_is_told_who_was_quicker(cast_on_both: Cast) -> None:
    cast = cast_on_both
    cast.reported()
    pressed = cast.wang.data("受理")
    cast.wu.presses("受理")
    told = cast.wang.presses_data(pressed)
    assert "已由小吴于11月23日 10:0" in told and "“受理”" in told
    assert [step.act for step in cast.park.steps()] == [Act.SUBMIT, Act.ACCEPT]
    assert "状态：已受理" in cast.wang.presses("查看诉求")
