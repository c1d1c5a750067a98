"""How quotations are led in: by the article, or by headings that say more than the title does."""

import pytest

from knowledge.answers import Citation
from knowledge.documents import Level, Status
from knowledge.writing import frames
from knowledge.writing.frames import Quoted
from tests.knowledge.papers import RENT, citation

TITLE = "《标准厂房租金补贴办法》（东政发〔2024〕15号）"


def headed(heading: str, quote: str = "按季发放。") -> Citation:
    return citation(1, quote, article=None, heading=heading)


@pytest.mark.parametrize(
    ("cited", "where"),
    [
        (citation(1, RENT, heading="第三章 补贴标准"), "第八条"),
        (headed("二、发放 › （一）时间"), "“二、发放 › （一）时间”"),
        (headed("租金补贴办法"), ""),
        (headed("二、发放", "二、发放\n按季发放。"), ""),
        (headed("近12个月合计"), ""),
        (headed("近12个月合计", "合计：12"), "“近12个月合计”"),
        (headed(""), ""),
    ],
)
def test_where_a_quotation_stands(cited: Citation, where: str) -> None:
    assert frames.quoted([Quoted((cited,))]) == f"{TITLE}{where}：\n“{cited.quote}”[1]"


def test_a_list_that_is_cut_says_how_much_is_shown() -> None:
    assert "（共十二项，以下为前八项）：" in frames.quoted([Quoted((citation(1, RENT),), 8, 12)])
    assert "（项目较多，以下为前八项）：" in frames.quoted([Quoted((citation(1, RENT),), 8)])


def test_figures_that_differ_with_whose_word_each_is_and_since_when() -> None:
    quotes = [
        Quoted((citation(1, RENT, level=Level.CITY),)),
        Quoted((citation(2, "每平方米每月8元。", issued=None),)),
    ]
    first, _, second, _ = frames.side_by_side(quotes).splitlines()[1:]
    assert first == f"· {TITLE}第八条（市级，2024-12-10）："
    assert second == f"· {TITLE}第八条："


def test_what_is_out_of_force_with_its_successor() -> None:
    old = Quoted((citation(1, RENT, status=Status.EXPIRED, source="/旧.docx"),))
    own = citation(2, "有效期两年。", source="/旧.docx", article="第九条")
    new = citation(3, "自2025年1月1日起施行。", source="/新.docx", title="租金补贴新办法", article=None)
    told = frames.former(old, [own], [new]).splitlines()
    assert told[0] == f"{TITLE}：已失效。它不再执行，第八条曾规定："
    assert told[2] == "它自己写明第九条：“有效期两年。”[2]"
    assert told[3] == "现行的是《租金补贴新办法》（东政发〔2024〕15号）：“自2025年1月1日起施行。”[3]"
