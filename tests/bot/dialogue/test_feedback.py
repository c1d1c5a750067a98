"""有用, 没用 and why; what staff make of it, and who hears of their answer."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.dialogue import texts as common
from bot.questions import listing, texts
from bot.questions.tables import Asked, Verdict, Why
from knowledge.answers import Reason
from knowledge.database import reading
from knowledge.faq.tables import FaqEntry, FaqState
from tests.bot.dialogue.cast import Cast
from tests.bot.dialogue.park import Park
from tests.bot.dialogue.test_asking import QUESTION, RENT, lay_down
from tests.knowledge import cast as papers

UNANSWERED = "展会摊位怎么报名？"
SAID = "请在园区公众号报名，每月5日前截止。"


def verdicts(park: Park) -> list[Verdict]:
    with reading(park.engine) as session:
        return list(session.exec(select(Verdict).order_by(Verdict.id)))  # type: ignore[arg-type]


def waiting(park: Park) -> list[listing.OpenQuestion]:
    with reading(park.engine) as session:
        return listing.open_questions(session)


def entry(park: Park, number: int = 1) -> FaqEntry:
    with reading(park.engine) as session:
        return session.get_one(FaqEntry, number)


def staff_answer(cast: Cast, number: int = 1, audience: str = "公开") -> str:
    cast.wu.says("问题清单")
    cast.wu.presses(f"回答第 {number} 问")
    cast.wu.says(SAID)
    cast.wu.presses("不注明依据")
    cast.wu.presses("长期有效")
    return cast.wu.presses(audience)


def test_useful_or_not_under_every_answer_pressed_or_typed(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    assert [button.label for button in cast.guest.last.buttons[0]] == ["有用", "没用"]
    assert cast.guest.presses("有用") == texts.THANKS
    cast.yuan.says(QUESTION)
    assert cast.yuan.says("没用") == texts.WHY
    assert cast.yuan.says("过时了") == texts.THANKS
    useful, useless = verdicts(cast.park)
    assert (useful.is_useful, useful.why) == (True, None)
    assert (useless.is_useful, useless.why) == (False, Why.OUTDATED)


def test_one_verdict_each_which_can_be_changed(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.presses("没用")
    cast.guest.presses("不准确")
    assert len(waiting(cast.park)) == 1
    cast.guest.presses("有用")
    (verdict,) = verdicts(cast.park)
    assert verdict.is_useful and verdict.why is None
    assert waiting(cast.park) == []
    assert cast.guest.presses("不准确") == texts.NOT_YOURS


def test_why_in_words_of_ones_own(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.presses("没用")
    assert cast.guest.presses("其他原因") == texts.WHY_IN_WORDS
    assert "内容太长" in cast.guest.says("长" * 501)
    assert cast.guest.says("说的是去年的标准。") == texts.THANKS and cast.guest.talk is None
    assert verdicts(cast.park)[0].words == "说的是去年的标准。"
    cast.wu.says("问题清单")
    assert "有人说：说的是去年的标准。" in cast.wu.presses("回答第 1 问")


def test_why_may_be_left_out_or_dropped(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.says("没有用")
    cast.guest.presses("其他原因")
    assert cast.guest.presses("取消") == texts.THANKS
    assert verdicts(cast.park)[0].why is None and cast.guest.says("作业本多少钱") != texts.THANKS


def test_only_where_it_was_answered(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    data = cast.guest.data("没用")
    assert cast.yuan.presses_data(data) == texts.NOT_YOURS
    assert cast.guest.in_group.presses_data(data) == texts.NOT_YOURS
    assert verdicts(cast.park) == []


@pytest.mark.parametrize(
    "data", ["f:", "f:x:useful", "f:1:", "f:1:nonsense", "f:99:useful", "f:1:inaccurate"]
)
def test_buttons_that_nobody_was_shown(cast: Cast, data: str) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    assert cast.guest.presses_data(data) in (common.OLD_BUTTON, texts.NOT_YOURS)
    assert verdicts(cast.park) == []


def test_nothing_to_judge(cast: Cast) -> None:
    assert cast.guest.says("有用") == texts.NOTHING_TO_JUDGE


def test_a_refusal_is_not_judged_nor_what_was_answered_before_it(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.says("没用")
    cast.guest.says(UNANSWERED)
    for word in ("有用", "没用"):
        assert cast.guest.says(word) == texts.no_answer_to_judge(is_listed=True)
    cast.guest.says("过时了")
    (verdict,) = verdicts(cast.park)
    assert (verdict.is_useful, verdict.why) == (False, None)
    cast.guest.says(QUESTION)
    cast.guest.says("长" * 501)
    assert cast.guest.says("有用") == texts.no_answer_to_judge(is_listed=False)
    assert len(verdicts(cast.park)) == 1


def test_in_a_group_each_has_a_say(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.in_group.says(QUESTION)
    data = cast.guest.in_group.data("没用")
    cast.guest.in_group.presses_data(data)
    cast.yuan.in_group.presses_data(data)
    assert [one.person for one in verdicts(cast.park)] == ["路人", "原经理"]


def test_of_a_guest_no_more_is_kept_than_where_the_reply_went(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    with reading(cast.park.engine) as session:
        (asked,) = session.exec(select(Asked)).all()
    assert (asked.person_id, asked.question, asked.reason) == (None, UNANSWERED, Reason.NOT_FOUND)
    assert asked.address == cast.guest.address


def test_what_stayed_open_is_a_list_the_same_questions_as_one(cast: Cast) -> None:
    assert cast.wu.says("问题清单") == texts.NO_OPEN
    lay_down(cast)
    cast.yuan.says("招工补贴有吗？")
    for person, words in (
        (cast.guest, UNANSWERED),
        (cast.yuan, "请问展会摊位如何报名"),
        (cast.shen, "展会的摊位怎样报名"),
    ):
        person.says(words)
    cast.guest.says(QUESTION)
    cast.guest.presses("没用")
    cast.guest.presses("来源不对")
    told = cast.wu.says("问题清单")
    assert "共 3 个" in told
    assert told.index("展会的摊位怎样报名（3 次没答上：资料里没有）") < told.index("招工补贴有吗？（1 次")
    assert f"{QUESTION}（1 次被评没用：来源不对 1）" in told
    assert "也这样问过：展会摊位怎么报名？" in cast.wu.presses("回答第 2 问")


def test_only_staff_see_the_list(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    for person in (cast.guest, cast.yuan, cast.deng, cast.shen):
        for words in ("问题清单", "没答上的问题", "常见问题清单"):
            assert person.says(words) in (common.NOT_FOR_GUESTS, common.NOT_ALLOWED)


def test_staff_answer_and_everyone_who_asked_hears(cast_on_both: Cast) -> None:
    cast = cast_on_both
    for person in (cast.guest, cast.yuan):
        person.says(UNANSWERED)
    told = staff_answer(cast)
    assert "已收进常见问题第 1 条（公开，长期有效）" in told and "已告诉 2 位提问人" in told
    for person in (cast.guest, cast.yuan):
        given = f"您问过：{UNANSWERED}\n工作人员答复（小吴），2026-11-23：\n“{SAID}”[1]"
        assert person.last.text == given and "工作人员答复（小吴）" in person.last.sources[0].line
        assert [button.label for button in person.last.buttons[0]] == ["有用", "没用"]
    assert entry(cast.park).author == "小吴" and waiting(cast.park) == []


def test_an_internal_answer_reaches_only_who_may_see_it(cast: Cast) -> None:
    for person in (cast.guest, cast.yuan, cast.shen):
        person.says(UNANSWERED)
    assert "已告诉 1 位提问人" in staff_answer(cast, audience="内部")
    assert SAID in cast.shen.last.text
    for person in (cast.guest, cast.yuan):
        assert all(SAID not in one.text for one in person.heard)


def test_with_sources_and_an_end(cast: Cast) -> None:
    papers.add(cast.park.engine, "摊位管理办法", RENT, number="澜政发〔2026〕3号")
    cast.guest.says(UNANSWERED)
    cast.wu.says("没答上的问题")
    cast.wu.presses("回答第 1 问")
    assert cast.wu.says(SAID) == texts.ASK_SOURCES
    assert "里没有“每月7元”" in cast.wu.says("《摊位管理办法》“每月7元”")
    cast.wu.says("澜政发〔2026〕3号“每月补贴6元”；市会展办通知")
    assert cast.wu.says("明年") == texts.NOT_A_DATE
    assert "已经过去" in cast.wu.says("2020-01-01")
    cast.wu.says("2027-12-31")
    assert cast.wu.says("给大家看") == texts.NOT_AN_AUDIENCE
    told = cast.wu.says("公开")
    assert "《摊位管理办法》（澜政发〔2026〕3号）“每月补贴6元”；市会展办通知" in told
    assert "有效到 2027-12-31" in told
    heard = cast.guest.last
    assert "\n依据：《摊位管理办法》（澜政发〔2026〕3号）[2]\n依据：市会展办通知[3]" in heard.text
    assert [one.line.partition("，")[0] for one in heard.sources[1:]] == [
        "[2] 《摊位管理办法》",
        "[3] 市会展办通知",
    ]
    assert "每月补贴6元" in cast.guest.says("[2]")


def test_what_was_told_later_is_judged_too_and_stands_on_the_list_again(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    staff_answer(cast)
    assert cast.guest.says("没用") == texts.WHY
    assert cast.guest.presses("没回答到点上") == texts.THANKS
    cast.wu.says("问题清单")
    told = cast.wu.presses("回答第 1 问")
    assert "1 次被评没用：没回答到点上 1" in told and "已用常见问题第 1 条答复过" in told


def test_an_answer_names_its_sources_not_their_marks(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    cast.wu.says("问题清单")
    cast.wu.presses("回答第 1 问")
    assert "答复里有 [1]" in cast.wu.says("每月5日前，见办法[1]。")
    assert cast.wu.says("每月5日前，见澜政发[2026]3号。") == texts.ASK_SOURCES


def test_what_was_answered_in_person_names_its_sources_too(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    cast.guest.says("转人工")
    cast.wu.presses("答复")
    assert "答复里有 [1]、[2]" in cast.wu.says("见办法[1][2]。") and cast.wu.talk == "answering"
    assert cast.wu.says("见[1]。\n来源\n[1] 《摊位管理办法》") == common.ANSWER_SENT
    assert cast.wu.presses("收进常见问题") == texts.ASK_SOURCES


def test_two_staff_answer_at_once(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    for clerk in (cast.wu, cast.wang):
        clerk.says("问题清单")
        clerk.presses("回答第 1 问")
        clerk.says(f"{clerk.name}：{SAID}")
        clerk.presses("不注明依据")
        clerk.presses("长期有效")
    cast.wu.presses("公开")
    told = cast.wang.presses("公开")
    assert "没有重复收入" in told and f"王主任：{SAID}" in told
    assert entry(cast.park).author == "小吴"


def test_disliked_anew_it_is_answered_in_place(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.presses("没用")
    staff_answer(cast)
    cast.yuan.says(QUESTION)
    cast.yuan.presses("没用")
    cast.wu.says("问题清单")
    cast.wu.presses("回答第 2 问")
    cast.wu.says("改为每月6日前。")
    cast.wu.presses("不注明依据")
    cast.wu.presses("长期有效")
    cast.wu.presses("公开")
    assert entry(cast.park).answer == "改为每月6日前。"
    assert SAID in cast.guest.last.text, "who liked it isn't told again"


def test_asked_in_other_words_the_same_entry_answers(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    staff_answer(cast)
    cast.yuan.says("展会的摊位在哪报名？")
    cast.shen.says("停车场几点关门？")
    cast.wu.says("问题清单")
    assert f"1. {UNANSWERED}\n{SAID}" in cast.wu.presses("回答第 2 问")
    assert "已告诉 1 位提问人" in cast.wu.presses("用第 1 条答") and cast.wu.talk is None
    assert SAID in cast.yuan.last.text
    assert [one.question for one in waiting(cast.park)] == ["停车场几点关门？"]
    assert "用第" not in cast.wu.presses("回答第 3 问")
    assert cast.wu.presses_data("l:same:3:99") == texts.NO_SUCH_ENTRY


def test_staff_answer_by_number_whatever_was_shown(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    asked = len(cast.park.asked)
    assert UNANSWERED in cast.wu.says("回答第1问")
    assert cast.wu.says(SAID) == texts.ASK_SOURCES
    assert UNANSWERED in cast.wu.says("问题清单"), "a command is no source"
    assert cast.wu.says("常见问题清单") == texts.NO_ENTRIES
    assert cast.wu.says("待答复") == common.NO_HANDOVERS and cast.wu.talk == "faq"
    assert "/queue" in cast.wu.says("/help") and cast.wu.talk == "faq"
    assert SAID in cast.wu.says("回答第 1 问"), "what was written is said back"
    for words in (SAID, "没有", "长期有效", "公开"):
        cast.wu.says(words)
    for words in ("回答第 99 问", "回答第 1 问", "第99问不用答"):
        assert cast.wu.says(words) == texts.NO_SUCH_QUESTION
    assert SAID in cast.wang.says("看第1条")
    assert cast.wang.says("撤回第9条") == texts.NO_SUCH_ENTRY
    assert cast.wang.says("答复第 7 问") == common.NO_SUCH_HANDOVER
    assert len(cast.park.asked) == asked, "nothing of it was asked"


def test_such_words_of_others_are_questions(cast: Cast) -> None:
    for person in (cast.guest, cast.shen):
        person.says("看第8条")
    assert [question for question, _ in cast.park.asked] == ["看第8条"] * 2


def test_what_needs_no_answer(cast: Cast) -> None:
    cast.guest.says("明天下雨吗？")
    cast.wu.says("问题清单")
    assert cast.wu.presses("第 1 问不用答") == texts.DISMISSED
    cast.guest.says("明天下雨吗？")
    assert cast.wu.says("问题清单") == texts.NO_OPEN
    assert cast.wu.presses("第 1 问不用答") == texts.NO_SUCH_QUESTION


def test_an_answer_given_in_person_is_kept_for_all(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    cast.guest.says("转人工")
    cast.wu.presses("答复")
    cast.wu.says(SAID)
    assert cast.wu.presses("收进常见问题") == texts.ASK_SOURCES
    cast.wu.presses("不注明依据")
    cast.wu.presses("长期有效")
    cast.wu.presses("公开")
    assert (entry(cast.park).question, entry(cast.park).answer) == (UNANSWERED, SAID)


def test_the_talk_is_dropped_or_left(cast: Cast) -> None:
    cast.guest.says(UNANSWERED)
    cast.wu.says("问题清单")
    cast.wu.presses("回答第 1 问")
    cast.wu.says(SAID)
    data = cast.wu.data("不注明依据")
    assert cast.wu.presses("取消") == common.CANCELLED
    assert cast.wu.presses_data(data) == common.TALK_IS_OVER
    cast.wu.presses("回答第 1 问")
    assert cast.wu.presses_data(data) == common.OLD_BUTTON
    cast.wu.says(SAID)
    cast.park.later(days=2)
    cast.park.tick()
    assert SAID in cast.wu.last.text and cast.wu.talk is None
    assert len(waiting(cast.park)) == 1


def test_staff_hear_when_a_source_holds_no_longer_and_write_anew(cast_on_both: Cast) -> None:
    cast = cast_on_both
    law = papers.add(cast.park.engine, "摊位管理办法", RENT)
    cast.guest.says(UNANSWERED)
    cast.wu.says("问题清单")
    cast.wu.presses("回答第 1 问")
    for words in (SAID, "《摊位管理办法》", "长期有效", "公开"):
        cast.wu.says(words)
    papers.retire(cast.park.engine, law)
    for _ in range(2):
        cast.park.tick()
    for clerk in (cast.wu, cast.wang):
        assert sum("暂停使用，请核对：《摊位管理办法》已撤下" in one.text for one in clerk.heard) == 1
    assert entry(cast.park).state is FaqState.TO_REVIEW
    cast.wang.presses("改写第 1 条")
    for words in ("摊位不再收费。", "没有", "长期有效", "公开"):
        cast.wang.says(words)
    assert (entry(cast.park).state, entry(cast.park).author) == (FaqState.ACTIVE, "王主任")


def test_entries_are_listed_confirmed_and_withdrawn(cast: Cast) -> None:
    assert cast.wu.says("常见问题清单") == texts.NO_ENTRIES
    for number in range(7):
        cast.guest.says(f"第{number}件事怎么办？")
        staff_answer(cast, number + 1)
    assert "7. 第6件事怎么办？" not in cast.wu.says("常见问题清单")
    assert "7. 第6件事怎么办？（使用中；公开）" in cast.wu.says("下一页")
    assert SAID in cast.wu.presses("看第 7 条")
    assert cast.wu.presses("撤回第 7 条") == texts.WITHDRAWN
    assert "第6件事" not in cast.wu.says("常见问题清单") + cast.wu.presses("下一页")
    assert cast.wu.presses_data("k:see:99") == texts.NO_SUCH_ENTRY


def test_questions_are_forgotten_after_a_year(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.presses("没用")
    cast.park.later(days=timedelta(days=366).days)
    cast.park.tick()
    assert waiting(cast.park) == [] and verdicts(cast.park) == []
