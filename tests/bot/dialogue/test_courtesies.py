"""谢谢 and 你好: a line or two back, no answer, no refusal, nothing for staff to do."""

import json
from pathlib import Path

import pytest
from sqlmodel import select

from bot.dialogue import texts
from bot.dialogue.courtesies import Courtesy, courtesy
from bot.questions.tables import Asked
from knowledge.database import reading
from knowledge.followups import hangs
from tests.bot.dialogue.cast import Cast
from tests.bot.dialogue.test_asking import QUESTION, lay_down

SAID = {
    Courtesy.GREETING: ("你好", "您好！", "你好呀～", "在吗？", "早上好", "Hello", "hi"),
    Courtesy.THANKS: ("谢谢", "谢谢！！", "谢谢您", "多谢啦", "好的，谢谢", "辛苦了", "非常感谢。"),
    Courtesy.WHO: ("你是谁", "你是谁啊？", "你叫什么名字", "你是机器人吗？", "你能做什么？"),
    Courtesy.YES: ("好的", "好的。", "嗯", "知道了", "明白了", "收到", "OK", "哦哦", "没有了"),
    Courtesy.FAREWELL: ("再见", "再见！", "拜拜", "晚安", "bye"),
}
QUERIES = sorted((Path(__file__).parents[4] / "shared" / "eval").rglob("queries.jsonl"))


@pytest.mark.parametrize(("said", "meant"), [(one, key) for key, every in SAID.items() for one in every])
def test_a_courtesy_is_told_in_all_its_forms(said: str, meant: Courtesy) -> None:
    assert courtesy(said) is meant


@pytest.mark.parametrize(
    "said",
    ["谢谢，租金补贴多少", "你好，请问怎么申请", "你是谁负责的", "好的企业有哪些", "再见面会时间", "感谢信怎么写", "早餐补贴", "行政审批", "", "？", "好的，那去年呢"],
)  # fmt: skip
def test_what_asks_besides_is_no_courtesy(said: str) -> None:
    assert courtesy(said) is None


@pytest.mark.parametrize("said", [every[0] for every in SAID.values()])
def test_a_courtesy_is_returned_to_everyone_everywhere_and_asks_nothing(cast: Cast, said: str) -> None:
    for person in (cast.guest, cast.shen, cast.wu, cast.yuan, cast.guest.in_group):
        reply = person.says(said)
        assert reply == courtesy(said).value  # type: ignore[union-attr]
        assert len(reply.splitlines()) <= 2 and not person.last.buttons
    assert cast.park.asked == []
    with reading(cast.park.engine) as session:
        assert session.exec(select(Asked)).all() == []


def test_after_a_courtesy_the_question_before_goes_on(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.says("好的")
    cast.guest.says("第二项呢")
    assert cast.park.asked[-1][0] == QUESTION
    assert "已记下" in cast.guest.says("有用")


def test_in_a_talk_it_is_what_the_talk_waits_for(cast: Cast) -> None:
    cast.yuan.says("/report 变压器容量不足。请尽快增容。")
    assert "已提交" in cast.yuan.says("好的")
    assert texts.ALL_RIGHT not in cast.yuan.last.text


@pytest.mark.skipif(not QUERIES, reason="the shared questions are not here")
def test_no_real_question_is_a_courtesy_or_says_nothing_alone() -> None:
    questions = [
        json.loads(line)["text"] for file in QUERIES for line in file.read_text("utf-8").splitlines()
    ]
    assert questions
    assert [one for one in questions if courtesy(one) or hangs(one)] == []
