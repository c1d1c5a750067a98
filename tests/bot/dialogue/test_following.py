"""Short remarks after a question: understood from one's own conversation, and shown as they were understood."""

from bot.dialogue import texts
from bot.dialogue.following import LASTS
from knowledge.answers import Answer, Subject
from knowledge.continuing import Said
from tests.bot.dialogue.cast import Cast
from tests.bot.dialogue.test_asking import QUESTION, RENT, lay_down
from tests.knowledge.papers import citation

GROWTH = "2026年永州市规模工业增加值增速是多少"
LAST_YEAR = "2025年永州市规模工业增加值增速是多少"


def last_asked(cast: Cast) -> str:
    return cast.park.asked[-1][0]


def test_last_year_and_another_place_one_after_the_other(cast: Cast) -> None:
    cast.park.answers[LAST_YEAR] = Answer(
        LAST_YEAR, Subject.POLICY, "增长8%。[1]", (citation(1, "增长8%。"),)
    )
    cast.guest.says(GROWTH)
    assert cast.guest.says("那去年呢？") == f"（按“{LAST_YEAR}”查的）\n增长8%。[1]"
    assert "（按“2025年衡阳规模工业增加值增速是多少”查的）" in cast.guest.says("衡阳的呢？")


def test_what_stands_by_itself_is_asked_as_it_is(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    assert "查的" not in cast.guest.says("企业交流主题日什么时候举办？")
    assert last_asked(cast) == "企业交流主题日什么时候举办？"


def test_a_new_conversation_knows_nothing_of_the_old_one(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    cast.guest.says("/new")
    cast.guest.says("那去年呢？")
    assert last_asked(cast) == "那去年呢？"


def test_nothing_goes_on_from_a_remark_that_followed_nothing(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    cast.guest.says("/new")
    cast.guest.says("第二项呢？")
    assert "查的" not in cast.guest.says("那去年呢？")
    assert last_asked(cast) == "那去年呢？"
    assert "您的问题：那去年呢？" in cast.guest.says("转人工")


def test_after_a_while_the_last_question_is_forgotten(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    cast.park.later(seconds=LASTS.total_seconds() + 1)
    cast.guest.says("那去年呢？")
    assert last_asked(cast) == "那去年呢？"


def test_nobody_follows_up_on_another_ones_question(cast: Cast) -> None:
    cast.guest.in_group.says(GROWTH)
    cast.yuan.in_group.says("那去年呢？")
    assert last_asked(cast) == "那去年呢？"
    cast.guest.says("那去年呢？")
    assert last_asked(cast) == "那去年呢？"
    cast.guest.in_group.says("那去年呢？")
    assert last_asked(cast) == LAST_YEAR


def test_more_of_the_same_question_isnt_said_back_but_staff_see_what_was_asked(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    for words in ("第九条呢？", "还有吗？"):
        assert "查的" not in cast.guest.says(words)
    assert f"您的问题：{QUESTION}（接着问：还有吗？）" in cast.guest.says("转人工")


def test_an_article_after_what_quoted_nothing_is_asked_as_it_is_and_the_matter_stays(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    assert "查的" not in cast.guest.says("第九条呢？")
    assert last_asked(cast) == "第九条呢？"
    cast.guest.says("那去年呢？")
    assert last_asked(cast) == LAST_YEAR


def test_a_list_of_projects_is_whole(cast: Cast) -> None:
    asked = "澜川经开区有哪些在建项目"
    cast.park.answers[asked] = Answer(asked, Subject.PROJECT, "共 1 个。[1]", (citation(1, "甲"),))
    cast.guest.says(asked)
    assert cast.guest.says("还有吗？") == texts.NO_MORE_PROJECTS
    assert last_asked(cast) == asked


def ledger(cast: Cast, question: str, *names: str) -> None:
    """A reply that shows these projects."""
    cited = [
        citation(n, f"项目编号：SL-{n}；项目名称：{name}；项目阶段：开工") for n, name in enumerate(names, 1)
    ]
    cast.park.answers[question] = Answer(question, Subject.PROJECT, "项目。[1]", tuple(cited))


def test_one_of_the_projects_by_its_place_in_the_list_and_then_it(cast: Cast) -> None:
    asked = "松岭的项目"
    ledger(cast, asked, "竹管项目", "墙板项目")
    cast.shen.says(asked)
    cast.park.answers["墙板项目（SL-2）谁负责"] = Answer(
        "墙板项目（SL-2）谁负责", Subject.PROJECT, "柏松年。[1]", (citation(1, "项目编号：SL-2；项目名称：墙板项目；项目阶段：开工"),)
    )  # fmt: skip
    assert "（按“墙板项目（SL-2）谁负责”查的）" in cast.shen.says("第二个项目谁负责")
    cast.shen.says("它什么时候竣工")
    assert last_asked(cast) == "墙板项目（SL-2）什么时候竣工"
    cast.shen.says("第一个是什么情况")
    assert last_asked(cast) == "竹管项目（SL-1）到哪一步了"
    cast.shen.says("哪些落后了")
    assert last_asked(cast) == "松岭落后的项目有哪些"


def test_which_one_is_asked_back_and_the_list_stays(cast: Cast) -> None:
    asked = "松岭的项目"
    ledger(cast, asked, "竹管项目", "墙板项目")
    cast.shen.says(asked)
    asked_back = cast.shen.says("它什么时候竣工")
    assert "上面列了 2 个项目" in asked_back
    assert not cast.shen.last.buttons
    cast.shen.says("第二个")
    assert last_asked(cast) == "墙板项目（SL-2）到哪一步了"


def test_a_zone_of_the_directory_by_its_short_name(cast: Cast) -> None:
    cast.shen.says("澜川经开区2026年9月亩均税收")
    cast.shen.says("松岭呢")
    assert last_asked(cast) == "松岭经开区2026年9月亩均税收"


def test_another_aspect_is_told_by_the_document_that_was_quoted(cast: Cast) -> None:
    asked, of_document = "高级技师安家补贴多少", "《办法》的咨询电话是多少"
    for question in (asked, of_document):
        lay_down(cast, f"{question}：5万元。", question=question)
    cast.guest.says(asked)
    told = cast.guest.says("咨询电话呢")
    assert told.startswith("（按“高级技师安家补贴咨询电话是多少”查的）") and of_document in told
    cast.guest.says("年龄要求呢")
    assert [one for one, _ in cast.park.asked[-2:]] == [
        "高级技师安家补贴年龄要求是什么",
        "《办法》的年龄要求是什么",
    ]


def test_of_an_earlier_day_the_document_that_was_quoted_isnt_asked(cast: Cast) -> None:
    asked = "2021年时租金补贴多少"
    lay_down(cast, question=asked)
    cast.guest.says(asked)
    cast.guest.says("电话呢")
    assert [one for one, _ in cast.park.asked] == [asked, "2021年时租金补贴电话是多少"]


def test_staff_see_the_sources_of_what_was_answered(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.says("转人工")
    assert "\n[1] 办法，东政发〔2024〕15号，第八条" in cast.wu.last.text


def test_the_rest_and_an_item_are_of_what_was_quoted(cast: Cast) -> None:
    lay_down(cast)
    cast.guest.says(QUESTION)
    cast.guest.says("还有呢？")
    cast.guest.says("第二项呢？")
    more, item = cast.park.remarks
    assert more.remark.more
    assert item.remark.item == 2
    assert [one.quote for one in more.said] == [RENT]
    assert all(isinstance(one, Said) for one in item.said)
    assert last_asked(cast) == QUESTION


def test_the_whole_question_is_handed_over(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    cast.guest.says("那去年呢？")
    assert LAST_YEAR in cast.guest.says("转人工")


def test_another_role_begins_anew(cast: Cast) -> None:
    cast.guest.says(GROWTH)
    cast.guest.says("转人工")
    cast.guest.says("那去年呢？")
    assert last_asked(cast) == "那去年呢？"
