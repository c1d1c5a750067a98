"""Who is left out, who is put in a class and what follows: asked as people ask, told by the article that lays it down."""

import pytest

from knowledge.home import Home
from knowledge.questions import understand
from knowledge.rewording import reworded
from tests.knowledge.askers import answered


@pytest.mark.parametrize(
    ("question", "file", "article", "told"),
    [
        ("哪些企业不能拿厂房租金补贴", "03-", "第七条", ["D类", "安全死亡事故", "转租", "非生产性经营"]),
        ("租金补贴哪些企业不能领", "03-", "第七条", ["D类", "安全死亡事故", "转租", "非生产性经营"]),
        ("什么样的诉求园区不受理", "15-", "第三条", ["仲裁", "民事合同纠纷", "同一事项", "违反法律法规"]),
        (
            "什么情况会直接被评成D类",
            "05-",
            "第十一条",
            ["1.5 万元", "重大环境违法", "闲置满两年", "拒不报送"],
        ),
        ("评成D类有什么后果", "05-", "第十八条", ["不得享受租金补贴", "错峰", "12 个月内完成整改"]),
        ("转租的厂房还能不能领租金补贴", "03-", "第七条", ["转租"]),
        ("D类企业能拿用电补贴吗", "05-", "第十八条", ["不得享受租金补贴、用电补贴"]),
        ("被评为A类有什么好处", "05-", "第十五条", ["激励措施"]),
        ("哪些企业不参加亩均评价", "05-", "第三条", ["新建企业", "整体搬迁", "公用企业"]),
    ],
)
def test_the_article_that_lays_it_down_is_quoted_whole(
    sample_home: Home, question: str, file: str, article: str, told: list[str]
) -> None:
    answer = answered(sample_home, question)
    [citation] = answer.citations
    assert citation.source.rsplit("/", 1)[-1].startswith(file)
    assert citation.article == article
    assert all(words in citation.quote for words in told), citation.quote


@pytest.mark.parametrize(
    "question", ["哪些企业能拿租金补贴", "竞业限制最长多久", "哪些行为不得实施", "转租厂房有什么后果"]
)
def test_what_isnt_asked_so_stays_in_its_own_words(question: str) -> None:
    assert reworded(understand(question)) is None


def test_the_matter_is_kept_with_its_place_and_year() -> None:
    asked = reworded(understand("2026年东江市哪些企业不能领研发补贴"))
    assert asked is not None
    assert asked.question.years == (2026,)
    assert asked.question.places == understand("东江市的企业").places
    assert "研发" in "".join(asked.matter)


def test_who_is_last_is_shown_by_all_places(sample_home: Home) -> None:
    text = answered(sample_home, "2025年度综合评价谁是倒数第一").text
    assert all(f"名次：{place}；" in text for place in range(1, 7))
