"""What a document repeals, amends and implements, and what it only mentions."""

from datetime import date

import pytest

from ingest.metadata.lines import lines_of
from ingest.metadata.relations import Related, relations_of
from ingest.pages import Block, Reading
from knowledge.documents import RelationKind

ISSUED = date(2024, 12, 10)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("《甲办法》（澜政发〔2021〕6号）同时废止。", [("甲办法", "澜政发〔2021〕6号", None)]),
        ("本条例自2022年7月1日起施行，《甲条例》同时废止。", [("甲条例", None, None)]),
        ("原《甲办法》废止。", [("甲办法", None, None)]),
        (
            "《甲办法》（澜政发〔2021〕6号）、《乙办法》（澜政办发[2019]第7号）同时废止。",
            [("甲办法", "澜政发〔2021〕6号", None), ("乙办法", "澜政办发〔2019〕7号", None)],
        ),
        (
            "1989年10月26日浙江省人民政府发布的《甲办法》和1994年财政部发布的《乙细则》同时废止。",
            [("甲办法", None, None), ("乙细则", None, None)],
        ),
        ("《某省实施〈土地管理法〉办法》同时废止。", [("某省实施〈土地管理法〉办法", None, None)]),
        ("澜政发〔2021〕6号文件自即日起停止执行。", [(None, "澜政发〔2021〕6号", ISSUED)]),
        (
            "原标准厂房管理办法（澜政发〔2021〕6号）自即日起停止执行。",
            [("标准厂房管理办法", "澜政发〔2021〕6号", ISSUED)],
        ),
        ("《甲办法》自2026年1月1日起废止。", [("甲办法", None, date(2026, 1, 1))]),
        ("经研究，决定废止《甲办法》（澜政发〔2021〕6号）。", [("甲办法", "澜政发〔2021〕6号", None)]),
        ("根据《乙法》，《甲办法》同时废止。", [("甲办法", None, None)]),
        (
            "2006年通过、根据2010年《关于修改部分地方性法规的决定》修正的《甲条例》同时废止。",
            [("甲条例", None, None)],
        ),
        ("经国务院批准的《甲规定》同时废止。", [("甲规定", None, None)]),
    ],
)
def test_repeals(line: str, expected: list[tuple[str | None, str | None, date | None]]) -> None:
    assert [(one.title, one.number, one.day) for one in _repeals(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "及时制定或者修改、废止有关法律、法规、规章。",
        "《国务院关于废止和修改部分行政法规的决定》第一次修订",
        "任何单位不得使用废止的发票。",
        "《甲办法》第三条同时废止。",
        "《甲办法》中有关租金的规定同时废止。",
        "根据《甲办法》开展清理，提出废止建议。",
        "此前有关规定与本通知不一致的，以本通知为准。",
        "拟对《甲办法》进行修改或者废止。",
    ],
)
def test_no_repeals(line: str) -> None:
    assert _repeals(line) == []


def test_a_text_about_a_document_repeals_nothing() -> None:
    assert _repeals("原《甲办法》同时废止。", title="《乙办法》政策解读") == []


def test_a_list_of_what_is_repealed() -> None:
    lines = ("1.《甲办法》（澜政发〔2011〕6号）", "2.《乙办法》（澜政发〔2012〕7号）", "请遵照执行。")
    assert [repeal.title for repeal in _repeals(*lines, title="关于废止部分文件的通知")] == [
        "甲办法",
        "乙办法",
    ]


def _repeals(*lines: str, title: str = "某办法") -> list[Related]:
    return [one for one in _relations(*lines, title=title) if one.kind is RelationKind.REPEALS]


def _relations(*lines: str, title: str = "某办法") -> tuple[Related, ...]:
    return relations_of(lines_of(Reading(tuple(Block(line) for line in lines))), title, ISSUED)
