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


A = "甲条例"
AMENDS, IMPLEMENTS = RelationKind.AMENDS, RelationKind.IMPLEMENTS


@pytest.mark.parametrize(
    ("line", "kind", "named"),
    [
        ("决定对《甲条例》作如下修改：", AMENDS, [(A, None)]),
        ("现将《甲条例》（澜政发〔2021〕6号）第三条修改为：“……”", AMENDS, [(A, "澜政发〔2021〕6号")]),
        ("经研究，对《甲条例》部分条款予以修订。", AMENDS, [(A, None)]),
        ("《甲条例》第三条同时废止。", AMENDS, [(A, None)]),
        ("《甲条例》中有关租金的规定同时废止。", AMENDS, [(A, None)]),
        ("第一条 根据《甲条例》，结合本市实际，制定本办法。", IMPLEMENTS, [(A, None)]),
        (
            "为贯彻落实《甲条例》（国务院令第7号）、《乙意见》精神，制定本方案。",
            IMPLEMENTS,
            [(A, "国务院令第7号"), ("乙意见", None)],
        ),
        (
            "第一条 根据《中华人民共和国甲法》（以下简称《甲法》），制定本办法。",
            IMPLEMENTS,
            [("中华人民共和国甲法", None)],
        ),
    ],
)
def test_amendments_and_implementations(
    line: str, kind: RelationKind, named: list[tuple[str, str | None]]
) -> None:
    found = _relations(line)
    assert [(one.kind, one.title, one.number) for one in found] == [(kind, *name) for name in named]
    assert all(one.words and one.words in line for one in found)


@pytest.mark.parametrize(
    ("title", "kind", "named"),
    [
        ("某市实施《甲条例》办法", IMPLEMENTS, A),
        ("关于贯彻落实《甲条例》的实施意见", IMPLEMENTS, A),
        ("中华人民共和国甲法实施条例", IMPLEMENTS, "中华人民共和国甲法"),
        ("关于修改《甲条例》的决定", AMENDS, A),
        ("关于修改《甲条例》部分条款的通知", AMENDS, A),
    ],
)
def test_a_title_tells_what_is_done_to_another(title: str, kind: RelationKind, named: str) -> None:
    [found] = _relations("各单位：", title=title)
    assert (found.kind, found.title, found.words) == (kind, named, title)


@pytest.mark.parametrize(
    "line",
    [
        "拟对《甲条例》作出修改。",
        "2023年11月22日 某市人大常委会第八次会议《关于修改〈甲条例〉的决定》第二次修正",
        "违反本条例的，依照《甲条例》处罚。",
        "现将《甲条例》印发给你们，请遵照执行。",
        "会议审议了《甲条例》。",
    ],
)
def test_neither_amended_nor_implemented(line: str) -> None:
    assert _relations(line) == ()


def test_what_a_later_article_follows_is_not_what_the_text_is_made_for() -> None:
    assert _relations("第一条 制定本办法。", "第二条 依照《甲条例》制定计划。") == ()


@pytest.mark.parametrize(
    ("lines", "title", "day"),
    [
        (("有效性：失效",), "某办法", None),
        (("文号：澜政发〔2021〕6号；时效性：已废止",), "某办法", None),
        (("第一条 制定本办法。",), "某办法（已废止）", None),
        (("（此件已废止）",), "某办法", None),
        (("注：本办法已于2024年1月1日起被《乙办法》废止。",), "某办法", date(2024, 1, 1)),
        (("该文件已宣布失效。",), "某办法", None),
    ],
)
def test_a_text_that_says_of_itself_that_it_is_gone(
    lines: tuple[str, ...], title: str, day: date | None
) -> None:
    [found] = [one for one in _repeals(*lines, title=title) if not one.title]
    assert (found.number, found.day) == (None, day)


@pytest.mark.parametrize(
    "line",
    [
        "有效性：有效",
        "时效性：部分失效",
        "文件状态：部分条款失效",
        "该办法规定的许可已失效的，应当重新申请。",
        "本文件废止前已受理的，按照原规定办理。",
        "《甲办法》已废止的条款不再引用。",
    ],
)
def test_a_text_that_still_holds(line: str) -> None:
    assert _repeals(line) == []


def _repeals(*lines: str, title: str = "某办法") -> list[Related]:
    return [one for one in _relations(*lines, title=title) if one.kind is RelationKind.REPEALS]


def _relations(*lines: str, title: str = "某办法") -> tuple[Related, ...]:
    return relations_of(lines_of(Reading(tuple(Block(line) for line in lines))), title, ISSUED)
