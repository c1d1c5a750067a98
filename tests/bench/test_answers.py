"""What the measure of answers counts as borne out."""

from bench.answers import squash, unborne
from knowledge.answers import Answer, Citation, Subject

QUOTE = "补贴每平方米３元，共 1,200 万元"


def reply(text: str) -> Answer:
    cited = Citation(
        1, "租金补贴办法", "a.txt", "澜政发〔2024〕9号", "第三条", None, None, None, QUOTE, passage=7
    )
    return Answer("补贴多少？", Subject.POLICY, text, (cited,))


def test_figures_and_numbers_of_the_cited_passage_are_borne() -> None:
    said = "《租金补贴办法》（澜政发〔2024〕9号）第三条：\n每平方米3元，共1,200万元[1]"
    assert unborne(reply(said), {7: QUOTE}) == []


def test_another_figure_isnt() -> None:
    assert unborne(reply("每平方米5元[1]"), {7: QUOTE}) == ["5: 补贴多少？"]


def test_nor_is_one_that_nothing_is_cited_for() -> None:
    assert unborne(reply("每平方米3元[1]\n另有1,200万元"), {7: QUOTE}) == ["1,200: 补贴多少？"]


def test_white_space_and_width_are_no_difference() -> None:
    assert squash("３ 元\n整") == "3元整"
