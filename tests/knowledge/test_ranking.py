"""One ranking out of many scores."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import Sketch
from knowledge.ranking import Asked, Scores, Wording, coverage, rank

RENT = Sketch("1", 1, 0, "厂房租金补贴办法", "标准厂房租金每平方米补贴三元。其他另行规定。")
NEXT = Sketch("2", 1, 1, "厂房租金补贴办法", "补贴按季拨付。")
OTHER = Sketch("3", 2, 0, "人才引进措施", "博士补贴二十万元。租金自理。")
GRAMS = {"厂房": 3.0, "租金": 2.0, "补贴": 1.0}
WORDINGS = [Wording(GRAMS, GRAMS)]
ASKED = Asked(WORDINGS, names_something=False)


def order(scores: Scores, *pool: Sketch) -> list[str]:
    return [key for key, _ in rank(ASKED, pool, scores)]


def test_coverage_counts_the_title_with_the_best_sentence() -> None:
    assert coverage(WORDINGS, RENT).sentence == 1.0
    held = coverage(WORDINGS, OTHER)
    assert (held.whole, held.sentence) == (3 / 6, 2 / 6)


def test_a_question_is_held_in_whichever_wording() -> None:
    strange, known = {"房租": 4.0}, {"租金": 2.0}
    assert coverage([Wording(strange, strange), Wording(known, known)], OTHER).whole == 1.0


def test_of_equals_the_one_whose_document_fits_comes_first() -> None:
    scores = Scores({"1": 5.0, "3": 5.0}, {}, {"1": 1.0, "2": 4.0})
    alike = Sketch("1", 1, 0, "同名", "租金"), Sketch("3", 2, 0, "同名", "租金")
    assert order(scores, *alike) == ["3", "1"]


def test_what_follows_a_good_passage_gains_by_it() -> None:
    scores = Scores({"1": 9.0, "2": 3.0, "3": 3.0}, {}, {})
    after, apart = Sketch("2", 1, 1, "办法", "按季拨付"), Sketch("3", 2, 1, "办法", "按季拨付")
    assert order(scores, RENT, apart, after) == ["1", "2", "3"]


def test_meaning_decides_only_where_words_fail() -> None:
    scores = Scores({"1": 5.0, "3": 2.0}, {"3": 0.9, "2": 0.1}, {})
    assert order(scores, RENT, NEXT, OTHER)[0] == "1"
    unknown = [Wording({"押金": 9.0, "退还": 9.0}, {"押金": 9.0})]
    assert rank(Asked(unknown, False), (RENT, NEXT, OTHER), scores)[0][0] == "3"
    assert rank(Asked(unknown, True), (RENT, NEXT, OTHER), scores)[0][0] == "1"


def test_without_words_the_cosines_alone_rank() -> None:
    assert order(Scores({}, {"2": 0.2, "3": 0.5}, {"1": 9.0}), NEXT, OTHER) == ["3", "2"]


@given(
    st.dictionaries(st.sampled_from("123"), st.floats(0, 50)),
    st.dictionaries(st.sampled_from("123"), st.floats(-1, 1)),
    st.dictionaries(st.sampled_from("12"), st.floats(0, 50)),
)
def test_whatever_the_scores_each_passage_is_ranked_once(
    lexical: dict[str, float], dense: dict[str, float], documents: dict[str, float]
) -> None:
    ranked = rank(ASKED, (RENT, NEXT, OTHER), Scores(lexical, dense, documents))
    assert sorted(key for key, _ in ranked) == ["1", "2", "3"]
    assert all(before >= after for (_, before), (_, after) in pairwise(ranked))
