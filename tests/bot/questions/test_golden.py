"""Golden questions: read from a sheet, asked after each change, and what is lost is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot import reports, texts
from bot.messages import outbox
from bot.messages.contents import Address, Channel
from bot.people import invitations
from bot.questions import golden, sheets
from bot.questions.golden import Checked
from bot.serving.goldens import Goldens
from ingest.readers.sheet import Sheet
from ingest.run import ingest
from knowledge.database import writing
from knowledge.errors import BadInput
from knowledge.faq import entries
from knowledge.faq.entries import Draft
from knowledge.golden import Golden
from knowledge.parks import Zone
from knowledge.scope import Role
from tests.fakes import HashHome, home_at

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LAW = "东江市标准厂房租金补贴办法\n东政发〔2024〕15号\n\n第八条 每平方米每月补贴6元。\n\n第九条 补贴期限最长36个月。\n\n本办法自2025年1月1日起施行。\n主动公开\n"
HEADER = ("问题", "应含", "应引", "应拒答", "角色", "园区", "日期")
RENT = (
    "标准厂房租金补贴每平方米每月多少元？",
    "6元",
    "东政发〔2024〕15号",
    "否",
    "来宾",
    None,
    date(2026, 11, 22),
)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[HashHome]:
    home = home_at(tmp_path / "home")
    (tmp_path / "laws").mkdir()
    yield home
    home.engine.dispose()


def take_in(home: HashHome, law: str = LAW) -> Any:
    folder = home.settings.home.parent / "laws"
    (folder / "办法.txt").write_text(law)
    report = ingest(home.engine, [folder], NOW, "public")
    home.sync()
    return report


def keep(home: HashHome, *rows: tuple[Any, ...], name: str = "golden.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *rows):
        sheet.append(row)
    home.settings.home.mkdir(exist_ok=True)
    book.save(file := home.settings.home / name)
    return file


def checked(home: HashHome, **of: Any) -> Checked:
    found = golden.check_kept(home, NOW, 60.0, **of)
    assert found is not None
    return found


def table(*rows: tuple[Any, ...]) -> Sheet:
    return Sheet("题", (HEADER, *rows))


def test_a_sheet_is_read_as_people_fill_it() -> None:
    rows = [
        RENT,
        ("明天下雨吗？", None, None, "是"),
        ("补贴多少", "6元；36个月", None, None, "干部", "澜川经开区"),
    ]
    found, errors = sheets.goldens([table(*rows)])
    assert not errors
    assert found[0] == Golden(
        RENT[0], ("6元",), ("东政发〔2024〕15号",), role=Role.GUEST, day=date(2026, 11, 22)
    )
    assert found[1].is_refused and found[1].role is Role.OFFICIAL
    assert found[2].contains == ("6元", "36个月") and found[2].zone == "澜川经开区"


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ((None, "6元"), "“问题”是空的"),
        (("补贴多少", None, None, "也许"), "是"),
        (("补贴多少", None, None, None, "路人甲"), "没有“路人甲”"),
        (("补贴多少", None, None, None, None, None, "昨天"), "日期"),
        (("补贴多少", "6元", None, "是"), "应拒答"),
    ],
)
def test_a_wrong_row_is_told_and_the_others_are_asked(row: tuple[Any, ...], word: str) -> None:
    found, (error,) = sheets.goldens([table(row, RENT)])
    assert len(found) == 1 and error.row == 2 and word in error.reason


def test_a_sheet_without_questions() -> None:
    with pytest.raises(BadInput, match="“问题”"):
        sheets.goldens([Sheet("别的", (("姓名", "电话"),))])


def test_columns_that_mean_nothing_are_told_but_for_remarks() -> None:
    rows = (("问题", "应含词", "备注", "问题"), ("补贴多少", "6元", "小吴", None))
    found, errors = sheets.goldens([Sheet("题", rows)])
    assert [one.question for one in found] == ["补贴多少"]
    assert [(one.row, one.column) for one in errors] == [(1, "问题"), (1, "应含词"), (1, "问题")]
    assert "应含、应引" in errors[1].reason and "有两个" in errors[0].reason


def test_a_sheet_with_a_header_alone() -> None:
    with pytest.raises(BadInput, match="一道题也没有"):
        sheets.goldens([table()])


def test_of_a_zone_that_isnt_there_the_others_are_asked(home: HashHome) -> None:
    take_in(home)
    with writing(home.engine) as session:
        session.add(Zone(name="澜川经开区"))
    goldens, _ = golden.read(keep(home, (*RENT[:4], "园区干部", "火星园区", None), RENT))
    failed, well = golden.check(home, goldens, 60.0).outcomes
    assert well.passed
    assert golden.shown(Checked((failed,)))["failed"][0]["faults"][0].startswith(
        "没有测成：园区名录中没有“火星园区”"
    )


def test_while_the_sheet_cant_be_read_entries_are_asked_and_nothing_is_forgotten(home: HashHome) -> None:
    take_in(home)
    with writing(home.engine) as session:
        entries.write(
            session, Draft("怎么办？", "6点到8点。", "小吴"), NOW - timedelta(days=1), date(2026, 11, 20)
        )
    keep(home, RENT)
    assert len(checked(home).outcomes) == 2
    (home.settings.home / "golden.xlsx").write_bytes(b"PK no workbook")
    take_in(home, LAW.replace("每平方米每月补贴6元", "不再补贴"))
    broken = checked(home)
    assert len(broken.outcomes) == 1 and broken.errors
    keep(home, RENT)
    assert [one.golden.question for one in checked(home).lost] == [RENT[0]]


def test_asked_and_held_against_what_was_wanted(home: HashHome) -> None:
    take_in(home)
    wrong = [
        (RENT[0], "7元"),
        (RENT[0], None, "东政发〔2020〕1号"),
        (RENT[0], None, None, "是"),
        ("谁是局长？", "王"),
    ]
    goldens, _ = golden.read(keep(home, RENT, ("明天下雨吗？", None, None, "是"), *wrong))
    result = golden.check(home, goldens, 60.0)
    assert [one.passed for one in result.outcomes] == [True, True, False, False, False, False]
    told = [one["faults"] for one in golden.shown(result)["failed"]]
    assert told == [
        ["答案里没有“7元”"],
        ["没有引用“东政发〔2020〕1号”"],
        ["应当拒答，却答了"],
        ["没有答上来"],
    ]


def test_what_is_lost_by_a_change_is_told_once(home: HashHome) -> None:
    take_in(home)
    keep(home, RENT)
    assert checked(home).outcomes[0].passed
    assert golden.check_kept(home, NOW, 60.0) is None, "nothing changed"
    take_in(home, LAW.replace("每平方米每月补贴6元", "不再补贴"))
    (lost,) = golden.shown(result := checked(home))["lost"]
    assert lost["question"] == RENT[0]
    assert any("现在答不上" in line for line in reports.touched({"golden": golden.shown(result)}))
    take_in(home, LAW.replace("每平方米每月补贴6元", "取消"))
    assert checked(home).lost == ()


def test_staff_hear_of_what_a_document_sent_in_chat_loses(home: HashHome) -> None:
    clerk, rang = Address(Channel.TERMINAL, "小吴", "小吴"), []
    goldens = Goldens(home, lambda: rang.append(True))
    take_in(home)
    keep(home, RENT)
    with writing(home.engine) as session:
        code = invitations.invite(session, Role.STAFF, NOW, name="小吴").code
        invitations.redeem(session, code, clerk, "小吴", NOW)

    def told() -> list[str]:
        with writing(home.engine) as session:
            return [one.outgoing.text for one in outbox.waiting_for(session, clerk)]

    goldens.look(NOW)
    assert told() == [], "all is well"
    take_in(home, LAW.replace("每平方米每月补贴6元", "不再补贴"))
    for minute in range(2):
        goldens.look(NOW + timedelta(minutes=minute))
    (text,) = told()
    assert text.startswith(texts.LOST_BY_UPLOAD) and f"现在答不上的：{RENT[0]}（" in text
    assert rang == [True]


def test_entries_of_staff_are_golden_by_themselves(home: HashHome) -> None:
    take_in(home)
    with writing(home.engine) as session:
        for audience in ("public", "internal", "zone:澜川经开区", "staff"):
            draft = Draft(
                f"{audience}怎么办？", "6点到8点。", "小吴", audience, ("东政发〔2024〕15号第八条",)
            )
            entries.write(session, draft, NOW - timedelta(days=1), date(2026, 11, 20))
    assert [one.passed for one in checked(home).outcomes] == [True] * 4


def test_the_report_names_the_answers_that_a_change_touches(home: HashHome) -> None:
    take_in(home)
    with writing(home.engine) as session:
        for question, source in (("怎么办？", "第八条"), ("多久？", "第九条"), ("在哪？", "")):
            draft = Draft(question, "见办法。", "小吴", sources=(f"东政发〔2024〕15号{source}",))
            entries.write(session, draft, NOW, NOW.date())
    from ingest.report import report_json

    shown = report_json(take_in(home, LAW.replace("6元", "5元")))
    assert [(one["id"], one["doubt"]) for one in shown["faq"]] == [
        (1, "changed"),
        (2, "reworded"),
        (3, "changed"),
    ]
    told = "\n".join(reports.lines(shown))
    assert "涉及常见问题第 1 条“怎么办？”：" in told and "已暂停使用" in told and "仍在使用" in told
    assert "faq" not in report_json(take_in(home, LAW.replace("6元", "5元")))


def test_a_retired_file_touches_what_cites_it(home: HashHome) -> None:
    take_in(home)
    with writing(home.engine) as session:
        draft = Draft("怎么办？", "见办法。", "小吴", sources=("东政发〔2024〕15号",))
        entries.write(session, draft, NOW, NOW.date())
    folder = home.settings.home.parent / "laws"
    (folder / "办法.txt").unlink()
    (folder / "别的.txt").write_text("别的办法\n\n第一条 别的。\n")
    assert [one.doubt.value for one in ingest(home.engine, [folder], NOW, "public").faq] == ["retired"]


def test_there_is_time_for_some_alone(home: HashHome) -> None:
    take_in(home)
    goldens, _ = golden.read(keep(home, *[RENT] * 5))
    ticks = iter(range(100))
    result = golden.check(home, goldens, 2.5, clock=lambda: float(next(ticks)))
    assert (len(result.outcomes), result.left) == (2, 3) and not result.is_well


def test_a_kept_sheet_that_cant_be_read_stops_nothing(home: HashHome) -> None:
    take_in(home)
    (home.settings.home / "golden.xlsx").write_bytes(b"PK no workbook")
    result = checked(home)
    assert result.errors and not result.is_well


def test_nothing_is_kept(home: HashHome) -> None:
    take_in(home)
    assert golden.check_kept(home, NOW, 60.0, is_asked_for=True) is None
