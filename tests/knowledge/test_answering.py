"""The pipeline: which source has the word, what is refused before any is asked, what never goes out."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import Asker, Source, answer
from knowledge.answers import Answer, Reason, Refusal, Reply, Subject
from knowledge.questions import LONGEST, Question
from knowledge.scope import GUEST
from tests.knowledge.askers import TODAY
from tests.knowledge.papers import RENT, citation

GUEST_TODAY = Asker(GUEST, TODAY)
QUESTION = "租金补贴每平方米多少钱"


@dataclass
class Knows:
    """A source that says what it was told to say, and remembers what it was asked."""

    reply_with: Reply | None
    asked: list[tuple[Question, Asker]] = field(default_factory=list)

    def reply(self, question: Question, asker: Asker) -> Reply | None:
        self.asked.append((question, asker))
        return self.reply_with


@dataclass(frozen=True)
class Menu:
    """A source of the caller's own: the canteen's menu."""

    dishes: dict[str, str]

    def reply(self, question: Question, asker: Asker) -> Reply | None:
        dish = next((dish for dish in self.dishes if dish in question.text), None)
        if dish is None:
            return None
        price = self.dishes[dish]
        return Answer(question.text, Subject.POLICY, f"{dish}：{price}[1]", (citation(1, f"{dish} {price}"),))


def sound(text: str = "每月6元。[1]") -> Answer:
    return Answer(QUESTION, Subject.POLICY, text, (citation(1, RENT),))


def no(reason: Reason = Reason.NOT_TOLD, final: bool = False) -> Refusal:
    return Refusal(QUESTION, Subject.POLICY, reason, reason.value, final=final)


def ask(*sources: Source, text: str = QUESTION) -> Reply:
    return answer(text, GUEST_TODAY, sources)


def test_the_first_answer_wins_and_no_further_source_is_asked() -> None:
    first, second = Knows(sound()), Knows(sound("最长36个月。[1]"))
    assert ask(Knows(None), first, second) == sound()
    assert len(first.asked) == 1
    assert not second.asked


def test_a_later_answer_beats_an_earlier_refusal() -> None:
    assert ask(Knows(no()), Knows(sound())) == sound()


def test_of_refusals_the_first() -> None:
    assert ask(Knows(None), Knows(no(Reason.OTHER_YEAR)), Knows(no())) == no(Reason.OTHER_YEAR)


def test_what_goes_on_from_nothing_is_asked_back() -> None:
    source = Knows(sound())
    reply = ask(source, text="那去年呢？")
    assert isinstance(reply, Refusal) and reply.reason is Reason.UNCLEAR
    assert "请写完整" in reply.text and not source.asked


def test_a_final_refusal_ends_the_search() -> None:
    last = Knows(sound())
    assert ask(Knows(no()), Knows(no(Reason.NO_PROJECTS, final=True)), last) == no(Reason.NO_PROJECTS, True)
    assert not last.asked


def test_every_source_sees_the_same_question_and_asker() -> None:
    one, other = Knows(None), Knows(None)
    ask(one, other, text=f"  {QUESTION}\x00\n")
    assert one.asked == other.asked
    ((question, asker),) = one.asked
    assert question.text == QUESTION
    assert asker == GUEST_TODAY


@pytest.mark.parametrize("sources", [(), (Knows(None), Knows(None))])
def test_where_nobody_knows(sources: tuple[Source, ...]) -> None:
    reply = ask(*sources)
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.NOT_FOUND
    assert "人工答复" in reply.text


@pytest.mark.parametrize(
    "unsound",
    [
        sound("每月8元。[1]"),
        sound("每月6元。[1][2]"),
        sound("每月6元。"),
        Answer(QUESTION, Subject.POLICY, "每月6元。", ()),
    ],
)
def test_an_unsound_answer_is_withheld_and_logged(unsound: Answer, caplog: pytest.LogCaptureFixture) -> None:
    reply = ask(Knows(unsound))
    assert isinstance(reply, Refusal)
    assert "8" not in reply.text
    assert "answer withheld" in caplog.text
    assert QUESTION in caplog.text


def test_an_unsound_answer_leaves_the_word_to_the_next_source() -> None:
    assert ask(Knows(sound("每月8元。[1]")), Knows(sound())) == sound()


@pytest.mark.parametrize("text", ["", "   ", "\r\n", "？？？", "😀😀", "\x00\x07", "\u200b", "\ud800", "……"])
def test_where_nothing_is_asked_nobody_is_asked(text: str) -> None:
    source = Knows(sound())
    reply = ask(source, text=text)
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.EMPTY
    assert not source.asked


def test_ten_thousand_characters() -> None:
    source = Knows(sound())
    reply = ask(source, text="租" * 10_000)
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.TOO_LONG
    assert "10000" in reply.text
    assert len(reply.question) == LONGEST
    assert not source.asked


def test_the_longest_question_is_still_asked() -> None:
    assert ask(Knows(sound()), text="租" * LONGEST) == sound()


def test_control_characters_are_no_part_of_a_question() -> None:
    source = Knows(None)
    ask(source, text="租金\x1b[31m补贴\u202e\ud800")
    assert source.asked[0][0].text == "租金 [31m补贴"


def test_a_caller_adds_a_source_of_its_own() -> None:
    menu = Menu({"红烧肉": "18元"})
    reply = ask(menu, Knows(no()), text="今天的红烧肉多少钱")
    assert isinstance(reply, Answer)
    assert reply.text == "红烧肉：18元[1]"
    assert ask(menu, Knows(no())) == no()


@given(st.text(st.characters(), max_size=40))
def test_every_text_gets_a_reply(text: str) -> None:
    reply = ask(Knows(None), text=text)
    assert isinstance(reply, Refusal)
    reply.text.encode()
    reply.question.encode()
