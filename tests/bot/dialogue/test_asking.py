"""Questions, their sources, and the people who answer instead."""

from datetime import date

from sqlmodel import select

from bot.desk.tables import Handover
from bot.dialogue import texts
from knowledge.answers import Answer, Citation, Subject
from knowledge.database import reading
from knowledge.documents import Passage
from knowledge.scope import Role
from tests.bot.dialogue.cast import Cast
from tests.bot.dialogue.park import NOT_FOUND
from tests.knowledge import cast as papers

QUESTION = "租金补贴每平方米多少钱？"
RENT = "第八条 每平方米每月补贴6元。"
SECRET = "第三条 督办每周通报。"


def lay_down(cast: Cast, text: str = RENT, audience: str = "public", question: str = QUESTION) -> int:
    """An answer that cites a document's passage; the document's id."""
    document = papers.add(cast.park.engine, f"{audience}办法", text, audience=audience)
    with reading(cast.park.engine) as session:
        passage = session.exec(select(Passage.id).where(Passage.document_id == document)).one()
    cited = Citation(
        1, "办法", "/政策/文件/办法.docx", "东政发〔2024〕15号", "第八条", None, date(2024, 12, 10), None, text, passage
    )  # fmt: skip
    cast.park.answers[question] = Answer(question, Subject.POLICY, f"“{text}”[1]", (cited,))
    return document


def test_answered_with_its_source_which_opens(cast: Cast) -> None:
    lay_down(cast)
    assert cast.guest.says(QUESTION) == f"“{RENT}”[1]"
    (source,) = cast.guest.last.sources
    assert source.line.startswith("[1]") and "东政发〔2024〕15号" in source.line
    assert "/政策" not in source.line
    for opened in (cast.guest.presses("[1] 原文"), cast.guest.says("[1]"), cast.guest.says("［1］")):
        assert opened.endswith(RENT)


def test_asked_in_the_role_that_one_has(cast: Cast) -> None:
    for person in (cast.guest, cast.yuan, cast.shen, cast.wu):
        person.says(QUESTION)
    assert [actor.role for _, actor in cast.park.asked] == [
        *(Role.GUEST, Role.ENTERPRISE, Role.OFFICIAL, Role.STAFF)
    ]
    assert cast.park.asked[2][1].scope.zones == frozenset({"澜川经开区", "澜川经济技术开发区"})


def test_a_passage_out_of_scope_is_not_shown(cast: Cast) -> None:
    lay_down(cast, SECRET, "internal")
    cast.shen.says(QUESTION)
    assert SECRET in cast.shen.says("[1]")
    data = cast.shen.data("[1] 原文")
    for person in (cast.guest, cast.yuan, cast.deng, cast.shen.in_group):
        assert person.presses_data(data) == texts.PASSAGE_GONE


def test_a_passage_that_is_gone(cast: Cast) -> None:
    document = lay_down(cast)
    cast.guest.says(QUESTION)
    papers.retire(cast.park.engine, document)
    assert cast.guest.says("[1]") == texts.PASSAGE_GONE


def test_a_mark_opens_a_source_of_the_last_reply_alone(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    assert cast.guest.says("[9]") == texts.no_source("9")
    cast.guest.says("有用")
    cast.guest.says("/help")
    assert cast.guest.says("【1】").endswith(RENT), "what isn't a reply to a question comes in between"
    cast.guest.says("明天下雨吗？")
    assert cast.guest.says("[1]") == cast.guest.says("[1] 原文") == texts.no_source("1")
    asked = len(cast.park.asked)
    cast.guest.says("/new")
    assert cast.guest.says("[1]") == texts.no_source("1")
    assert len(cast.park.asked) == asked, "a mark is no question"


def test_an_answer_of_staff_is_its_own_source(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    said = "早上 7 点到晚上 8 点。"
    its_own = Citation(
        1, "常见问题第 1 条", "常见问题第 1 条", None, None, None, date(2026, 11, 22), None, said
    )
    cast.park.answers["食堂几点开门？"] = Answer("食堂几点开门？", Subject.FAQ, f"“{said}”[1]", (its_own,))
    cast.guest.says("食堂几点开门？")
    assert cast.guest.says("[1]") == texts.nothing_behind(cast.guest.heard[-2].sources[0].line)


def test_refused_it_offers_a_person(cast: Cast) -> None:
    assert cast.guest.says("明天下雨吗？") == NOT_FOUND
    assert "转人工" in cast.guest.last.labels


def test_handed_over_by_a_guest_and_answered_by_staff(cast: Cast) -> None:
    cast.guest.says("展会摊位怎么报名？")
    assert "已转给工作人员" in cast.guest.presses("转人工")
    assert "访客 路人转人工提问：\n展会摊位怎么报名？" in cast.wu.last.text
    assert NOT_FOUND in cast.wu.last.text
    assert "请写下答复" in cast.wu.presses("答复")
    assert cast.wu.says("请在园区公众号报名。") == texts.ANSWER_SENT
    assert "展会摊位怎么报名？”：\n请在园区公众号报名。" in cast.guest.last.text
    told = cast.wang.presses("答复")
    assert "已由小吴答复" in told and "请在园区公众号报名。" in told and cast.wang.talk is None


def test_handed_over_by_an_enterprise_and_two_answer_at_once(cast: Cast) -> None:
    lay_down(cast)
    cast.yuan.says(QUESTION)
    cast.yuan.says("转人工")
    assert "原经理（企业 · 澜川蓄原储能科技有限公司）" in cast.wu.last.text
    for clerk in (cast.wu, cast.wang):
        clerk.says("答复")
    cast.wu.says("按产业政策另有补贴。")
    told = cast.wang.says("每月6元。")
    assert "已由小吴于" in told and "另有补贴" in told
    assert "另有补贴" in cast.yuan.last.text
    assert "每月6元。" not in [one.text for one in cast.yuan.heard]


def test_nothing_to_hand_over(cast: Cast) -> None:
    assert cast.guest.says("转人工") == texts.NOTHING_TO_HAND_OVER
    cast.guest.says("展会摊位怎么报名？")
    cast.guest.says("人工")
    assert cast.guest.says("转人工") == texts.NOTHING_TO_HAND_OVER
    cast.guest.says("明天呢？")
    cast.guest.says("/new")
    assert cast.guest.says("转人工") == texts.NOTHING_TO_HAND_OVER


def test_three_wait_at_most(cast: Cast) -> None:
    for number in range(4):
        cast.guest.says(f"第 {number} 个问题？")
        said = cast.guest.says("转人工")
    assert "已有 3 个问题" in said


def test_what_waits_for_staff(cast: Cast) -> None:
    assert cast.wu.says("待答复") == texts.NO_HANDOVERS
    for person, question in ((cast.guest, "报名？"), (cast.yuan, "补贴？"), (cast.zhu, "招工？")):
        person.says(question)
        person.says("转人工")
    listed = cast.wu.says("待答复")
    assert "报名？" in listed and "补贴？" in listed and "招工？" in listed
    cast.wu.says("答复第 2 问")
    cast.wu.says("有补贴。")
    assert "有补贴。" in cast.yuan.last.text
    assert "补贴？" not in cast.wu.says("人工待办")


def test_an_answer_is_dropped_or_too_long_or_only_a_file(cast: Cast) -> None:
    cast.guest.says("报名？")
    cast.guest.says("转人工")
    cast.wu.presses("答复")
    assert cast.wu.sends("报名表.jpg") == texts.NO_FILES_HERE and cast.wu.talk == "answering"
    assert "内容太长（3001 字）" in cast.wu.says("长" * 3001)
    assert cast.wu.presses_data("x:confirm:1") == texts.OLD_BUTTON and cast.wu.talk == "answering"
    assert cast.wu.presses("取消") == texts.CANCELLED and cast.wu.talk is None
    with reading(cast.park.engine) as session:
        assert session.exec(select(Handover.answer)).all() == [None]


def test_beginning_an_answer_says_a_draft_back(cast: Cast) -> None:
    cast.guest.says("报名？")
    cast.guest.says("转人工")
    cast.wu.says("/report 招不到工人。")
    assert "原来写的：\n招不到工人。" in cast.wu.presses("答复")


def test_a_project_is_asked_by_its_name(cast: Cast) -> None:
    assert "没有您能查看的项目" in cast.shen.says("/project")
    assert "“储能”" in cast.shen.says("/project 储能")
    assert len(cast.shen.says(f"/project {'长' * 100_000}")) < 200
