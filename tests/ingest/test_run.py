"""Files → the database, run after run, with the files that offices really have."""

import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from ingest import planning, taking, texts
from ingest import run as run_module
from ingest.folder import Intent, content_hash, plan
from ingest.pages import Reading
from ingest.readers import read
from ingest.report import report_json
from knowledge import changes
from knowledge.database import reading
from knowledge.documents import Place
from tests import elsewhere
from tests.ingest.here import Here
from tests.ingest.office import BATTERY, LEDGER, MOTOR, POWER, RENT, TALENT, Office
from tests.ingest.readers.office import ole2, word

RENT_TITLE, TALENT_TITLE, POWER_TITLE = "标准厂房租金补贴办法", "产业人才引进若干措施", "降低用电成本通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    assert office.is_whole()
    office.engine.dispose()


def latest_change(office: Office) -> int:
    with reading(office.engine) as session:
        return changes.latest(session)


# a file's life


def test_a_files_life(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.write("人才.txt", TALENT)
    assert office.told(office.ingest()) == {"added": ["人才.txt", "厂房.txt"]}
    assert "每月三元" in office.texts()

    before = latest_change(office)
    again = office.ingest()
    assert (office.told(again), again.unchanged, latest_change(office)) == ({}, 2, before)

    office.write("厂房.txt", RENT.replace("三元", "四元"))
    changed = office.ingest()
    assert (office.told(changed), changed.unchanged) == ({"replaced": ["厂房.txt"]}, 1)
    assert "每月四元" in office.texts() and "每月三元" not in office.texts()

    office.remove("人才.txt")
    assert office.told(office.ingest()) == {"retired": ["人才.txt"]}
    assert office.audiences() == {RENT_TITLE: "internal"}

    office.write("人才.txt", TALENT)
    assert office.told(office.ingest()) == {"added": ["人才.txt"]}
    assert set(office.audiences()) == {RENT_TITLE, TALENT_TITLE}


def test_a_document_keeps_its_identity_when_its_file_changes_or_moves(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.ingest()
    first = office.document(RENT_TITLE).id
    office.write("厂房.txt", RENT.replace("三元", "四元"))
    office.ingest()
    office.move("厂房.txt", "2026/厂房.txt")
    office.ingest()
    assert office.document(RENT_TITLE).id == first


def test_a_moved_file_is_not_read_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.write("旧/厂房.txt", RENT)
    office.ingest()
    before = latest_change(office)
    opened = count_reading(office, monkeypatch)
    office.move("旧/厂房.txt", "新/厂房.txt")
    assert office.told(office.ingest()) == {"moved": ["新/厂房.txt"]}
    assert (opened, office.places()) == (["厂房.txt (hash)"], ["新/厂房.txt"])
    assert latest_change(office) == before


def test_a_renamed_file_has_its_new_name_where_the_name_is_its_title(office: Office) -> None:
    text = "园区企业用电执行优惠电价，由供电公司按月结算，逐户核定后公布。\n"
    office.write("用电通知.txt", text)
    office.ingest()
    assert list(office.audiences()) == ["用电通知"]
    office.move("用电通知.txt", "用电优惠通知.txt")
    assert office.told(office.ingest()) == {"moved": ["用电优惠通知.txt"]}
    assert list(office.audiences()) == ["用电优惠通知"]


def test_a_file_moved_while_another_audience_is_asked_for_gets_it(office: Office) -> None:
    office.write("旧/厂房.txt", RENT)
    office.ingest(asked="public")
    office.move("旧/厂房.txt", "新/厂房.txt")
    assert office.told(office.ingest(asked="staff")) == {"moved": ["新/厂房.txt"]}
    assert office.audiences() == {RENT_TITLE: "staff"}


def test_two_files_that_change_places_stay_two(office: Office) -> None:
    office.write("a.txt", RENT)
    office.write("b.txt", TALENT)
    office.ingest()
    office.move("a.txt", "c.txt")
    office.move("b.txt", "a.txt")
    office.move("c.txt", "b.txt")
    assert office.told(office.ingest()) == {"replaced": ["a.txt", "b.txt"]}
    assert set(office.audiences()) == {RENT_TITLE, TALENT_TITLE}
    assert office.places() == ["a.txt", "b.txt"]


# reading no more than needed


def count_reading(office: Office, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened from now on."""
    office.workers = here = Here()

    def counted_hash(path: str, hint: object) -> str:
        here.opened.append(f"{Path(path).name} (hash)")
        return content_hash(path, hint)

    monkeypatch.setattr(planning, "content_hash", counted_hash)
    return here.opened


def test_a_run_over_unchanged_files_opens_none(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.write("厂房.txt", RENT)
    office.write("台账.csv", LEDGER.format(rows=BATTERY))
    office.write("metadata.csv", "文件,受众\n厂房.txt,公开\n")
    office.ingest()
    opened = count_reading(office, monkeypatch)
    assert office.ingest().unchanged == 2
    assert opened == []


def test_a_file_touched_but_not_changed_is_hashed_once_more_and_left(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("厂房.txt", RENT)
    office.ingest()
    before = latest_change(office)
    opened = count_reading(office, monkeypatch)
    office.touch("厂房.txt")
    assert office.told(office.ingest()) == {}
    assert office.told(office.ingest()) == {}
    assert (opened, latest_change(office)) == (["厂房.txt (hash)"], before)


def test_readers_of_a_greater_version_read_everything_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("厂房.txt", RENT)
    office.ingest()
    monkeypatch.setattr(run_module, "READERS_VERSION", run_module.READERS_VERSION + 1)
    assert office.told(office.ingest()) == {"replaced": ["厂房.txt"]}
    assert office.told(office.ingest()) == {}


# what a run is given


def test_a_folder_given_again_retires_what_is_gone_from_it_and_only_from_it(office: Office) -> None:
    office.write("甲/厂房.txt", RENT)
    office.write("甲二/人才.txt", TALENT)
    office.write("乙/用电.txt", POWER)
    office.ingest()
    for name in ("甲/厂房.txt", "甲二/人才.txt", "乙/用电.txt"):
        office.remove(name)
    assert office.told(office.ingest("甲")) == {"retired": ["甲/厂房.txt"]}
    assert set(office.audiences()) == {TALENT_TITLE, POWER_TITLE}


def test_a_file_given_alone_retires_nothing_beside_it(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.write("人才.txt", TALENT)
    office.ingest()
    office.remove("人才.txt")
    assert office.told(office.ingest("厂房.txt")) == {}
    assert set(office.audiences()) == {RENT_TITLE, TALENT_TITLE}


def test_a_folder_or_file_that_was_deleted_is_retired_when_it_is_given_again(office: Office) -> None:
    office.write("甲/厂房.txt", RENT)
    office.write("乙/人才.txt", TALENT)
    office.ingest()
    office.move("甲", "别处")
    assert office.told(office.ingest("甲")) == {"retired": ["甲/厂房.txt"]}
    office.remove("乙/人才.txt")
    assert office.told(office.ingest("乙/人才.txt")) == {"retired": ["乙/人才.txt"]}
    assert office.audiences() == {}


def test_what_was_never_here_or_lies_in_a_folder_that_is_not_there_is_reported(office: Office) -> None:
    office.write("盘/甲/厂房.txt", RENT)
    office.ingest()
    office.move("盘", "拔下的盘")
    for name in ("盘/甲", "从来没有"):
        report = office.ingest(name)
        assert (office.told(report), report.failed[0].reason, report.read_nothing) == (
            {"failed": [name]},
            texts.MISSING,
            True,
        )
    assert set(office.audiences()) == {RENT_TITLE}


def test_a_folder_that_cannot_be_listed_keeps_what_it_had(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ingest.test_folder import forbid

    office.write("甲/厂房.txt", RENT)
    office.write("人才.txt", TALENT)
    office.ingest()
    forbid(monkeypatch, office.files / "甲")
    report = office.ingest()
    assert (office.told(report), report.failed[0].reason) == ({"failed": ["甲"]}, texts.NO_PERMISSION)
    forbid(monkeypatch, office.files)
    assert office.told(office.ingest())["failed"] == ["."]
    assert set(office.audiences()) == {RENT_TITLE, TALENT_TITLE}


# one text in several places


def test_one_text_in_two_places_is_one_document_for_the_stricter_audience(office: Office) -> None:
    office.write("公开/厂房.txt", RENT)
    office.write("内部/厂房副本.txt", RENT)
    office.ingest("公开", asked="public")
    assert office.audiences() == {RENT_TITLE: "public"}
    office.ingest("内部", asked="zone:青石")
    assert office.audiences() == {RENT_TITLE: "zone:青石"}
    office.remove("内部/厂房副本.txt")
    office.ingest("内部")
    assert office.audiences() == {RENT_TITLE: "public"}
    office.remove("公开/厂房.txt")
    office.ingest("公开")
    assert office.audiences() == {}


def test_what_two_zones_have_is_for_staff(office: Office) -> None:
    office.write("青石/厂房.txt", RENT)
    office.write("龙泉/厂房.txt", RENT)
    office.ingest("青石", asked="zone:青石")
    office.ingest("龙泉", asked="zone:龙泉")
    assert office.audiences() == {RENT_TITLE: "staff"}


def test_one_of_two_places_read_again_stays_with_the_other(office: Office) -> None:
    """The bytes or the audience of one file change and the text doesn't: still one document."""
    office.write("公开/厂房.txt", RENT)
    office.write("内部/厂房.txt", RENT)
    office.ingest("公开", asked="public")
    office.ingest("内部", asked="internal")
    office.write("公开/厂房.txt", RENT + "\n\n")
    assert office.told(office.ingest()) == {"replaced": ["公开/厂房.txt"]}
    assert office.audiences() == {RENT_TITLE: "internal"}
    office.ingest("内部", asked="staff")
    assert office.audiences() == {RENT_TITLE: "staff"}


def test_one_of_two_places_with_another_text_becomes_a_document_of_its_own(office: Office) -> None:
    office.write("公开/厂房.txt", RENT)
    office.write("内部/厂房.txt", RENT)
    office.ingest("公开", asked="public")
    office.ingest("内部", asked="internal")
    office.write("内部/厂房.txt", TALENT)
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "public", TALENT_TITLE: "internal"}


def test_a_text_that_comes_to_be_another_files_joins_it(office: Office) -> None:
    office.write("a.txt", RENT)
    office.write("b.txt", TALENT)
    office.ingest()
    office.write("b.txt", RENT)
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "internal"}
    office.remove("a.txt")
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "internal"}


def test_a_document_open_to_the_public_says_so_itself(office: Office) -> None:
    office.write("a.txt", RENT + "\n（此件公开发布）\n")
    office.write("b.txt", TALENT)
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "public", TALENT_TITLE: "internal"}


def test_an_audience_once_asked_for_stays_until_another_is(office: Office) -> None:
    office.write("a.txt", RENT)
    office.ingest(asked="staff")
    assert office.told(office.ingest()) == {}
    office.write("a.txt", RENT.replace("三元", "四元"))
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "staff"}
    assert office.told(office.ingest(asked="public")) == {"replaced": ["a.txt"]}
    assert office.audiences() == {RENT_TITLE: "public"}


# ledgers


def test_a_ledger_given_again_replaces_its_rows(office: Office) -> None:
    office.write("台账.csv", LEDGER.format(rows=BATTERY + MOTOR))
    report = office.ingest()
    assert (report.rows_loaded, report.row_errors, office.codes()) == (2, [], ["LC-2024-001", "LC-2024-007"])
    office.write("台账.csv", LEDGER.format(rows=MOTOR))
    office.ingest()
    assert (office.codes(), office.audiences()) == (["LC-2024-007"], {})
    office.remove("台账.csv")
    assert office.told(office.ingest()) == {"retired": ["台账.csv"]}
    assert office.codes() == []


def test_a_ledger_that_becomes_a_document_and_one_again(office: Office) -> None:
    office.write("表.csv", LEDGER.format(rows=BATTERY))
    office.ingest()
    office.write("表.csv", "事项,材料\n营业执照办理,申请书\n")
    assert office.told(office.ingest()) == {"replaced": ["表.csv"]}
    assert (office.codes(), len(office.audiences())) == ([], 1)
    office.write("表.csv", LEDGER.format(rows=BATTERY))
    assert office.told(office.ingest()) == {"replaced": ["表.csv"]}
    assert (office.codes(), office.audiences()) == (["LC-2024-001"], {})


def test_wrong_rows_are_named_and_the_good_ones_kept(office: Office) -> None:
    office.write("台账.csv", LEDGER.format(rows=BATTERY + "LC-2,某项目,青石产业开发区,不知道,36000\n"))
    shown = report_json(office.ingest())
    assert shown["rows"]["loaded"] == 1
    (error,) = shown["rows"]["errors"]
    assert (Path(error["path"]).name, error["row"], error["column"]) == ("台账.csv", 3, "项目阶段")
    assert office.codes() == ["LC-2024-001"]


def test_a_ledger_without_one_good_row_keeps_the_rows_it_had(office: Office) -> None:
    office.write("台账.csv", LEDGER.format(rows=BATTERY))
    office.ingest()
    office.write("台账.csv", LEDGER.format(rows="LC-2,某项目,青石产业开发区,不知道,36000\n"))
    report = office.ingest()
    assert report.failed[0].reason == texts.EVERY_ROW_WRONG + texts.OLD_VERSION_KEPT
    assert office.codes() == ["LC-2024-001"]


# files that can't be read


def test_a_broken_new_version_leaves_the_old_one_answering(office: Office) -> None:
    office.write("厂房.docx", word(lambda document: document.add_paragraph("按每平方米每月三元补贴租金。")))
    office.ingest()
    office.write("厂房.docx", word(lambda document: document.add_paragraph("四元"))[:900])
    for _ in range(2):  # and it is tried again every time
        report = office.ingest()
        assert office.told(report) == {"failed": ["厂房.docx"]}
        assert report.failed[0].reason == texts.DAMAGED + texts.OLD_VERSION_KEPT
    assert "每月三元" in office.texts()
    office.write("厂房.docx", word(lambda document: document.add_paragraph("按每平方米每月四元补贴租金。")))
    assert office.told(office.ingest()) == {"replaced": ["厂房.docx"]}
    assert "每月四元" in office.texts() and "每月三元" not in office.texts()


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "空.txt": (b"", texts.EMPTY_FILE),
    "空白.txt": (b"  \n\n\t\n", texts.EMPTY_FILE),
    "空.html": (b"<html><body><p></p></body></html>", texts.NO_TEXT),
    "断.docx": (word(lambda document: document.add_paragraph("租金"))[:900], texts.DAMAGED),
    "旧.doc": (ole2("WordDocument"), texts.OLD_WORD),
    "旧的.docx": (ole2("WordDocument"), texts.OLD_WORD),
    "图.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), texts.DAMAGED),
    "断.pdf": (b"%PDF-1.7\n1 0 obj\n", texts.DAMAGED),
    "程序.exe": (b"MZ" + bytes(range(256)) * 8, texts.NOT_TEXT),
}


def test_a_name_that_is_not_utf8_is_shown_printably_and_the_run_goes_on(office: Office) -> None:
    office.write(os.fsdecode(b"\xff\xfe.txt"), TALENT)
    office.write("好.txt", RENT)
    report = office.ingest()
    [failure] = report.failed
    assert (Path(failure.path).name, failure.reason) == ("\\xff\\xfe.txt", texts.NAME_NOT_UTF8)
    assert failure.path.encode()
    assert office.told(report)["added"] == ["好.txt"]


def test_links_that_lead_out_of_the_folder_are_not_read(office: Office, tmp_path: Path) -> None:
    (tmp_path / "外").mkdir()
    (tmp_path / "外" / "密.txt").write_text(TALENT, "utf-8")
    office.write("好.txt", RENT)
    (office.files / "密.txt").symlink_to(tmp_path / "外" / "密.txt")
    (office.files / "外").symlink_to(tmp_path / "外")
    (office.files / "同.txt").symlink_to("好.txt")
    report = office.ingest()
    assert {(Path(one.path).name, one.reason) for one in report.failed} == {
        ("外", texts.LINK_LEADS_OUT),
        ("密.txt", texts.LINK_LEADS_OUT),
    }
    assert office.told(report)["added"] == ["同.txt", "好.txt"]
    assert set(office.audiences()) == {RENT_TITLE}


@pytest.mark.usefixtures("without_libreoffice")
def test_files_that_cannot_be_read_are_named_with_the_reason_and_the_run_goes_on(office: Office) -> None:
    office.workers = Here()
    for name, (content, _) in UNREADABLE.items():
        office.write(name, content)
    office.write("大.txt", b"")
    os.truncate(office.files / "大.txt", 200_000_000)
    os.mkfifo(office.files / "管道")
    (office.files / "断链.txt").symlink_to("没有.txt")
    office.write("好.txt", RENT)
    report = office.ingest()
    reasons = {Path(failure.path).name: failure.reason for failure in report.failed}
    assert reasons == {
        **{name: reason for name, (_, reason) in UNREADABLE.items()},
        "大.txt": texts.TOO_LARGE,
        "管道": texts.unreadable(texts.NOT_A_FILE),
        "断链.txt": texts.MISSING,
    }
    assert office.told(report)["added"] == ["好.txt"]
    assert not report.read_nothing


def test_a_run_that_could_read_nothing_says_so(office: Office) -> None:
    assert not office.ingest().read_nothing
    office.write("空.txt", b"")
    assert office.ingest().read_nothing


def test_a_fault_of_ours_with_one_file_does_not_stop_the_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(name: str, data: bytes) -> Reading:
        if name == "厂房.txt":
            raise RuntimeError("a fault")
        return read(name, data)

    monkeypatch.setattr(taking, "read", failing)
    office.workers = Here()
    office.write("人才.txt", TALENT)
    office.write("厂房.txt", RENT)
    office.write("用电.txt", POWER)
    report = office.ingest()
    assert office.told(report) == {"added": ["人才.txt", "用电.txt"], "failed": ["厂房.txt"]}
    assert report.failed[0].reason == texts.INTERNAL_FAULT


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("国标.txt", RENT.encode("gb18030")),
        ("统一码.txt", RENT.encode("utf-16")),
        ("签名.txt", RENT.encode("utf-8-sig")),
        (
            "名为文本.txt",
            word(lambda document: [document.add_paragraph(line) for line in RENT.split("\n\n")]),
        ),
        ("没有后缀", RENT.encode()),
        ("大写.TXT", RENT.encode()),
    ],
)
def test_files_are_read_by_what_they_are(office: Office, name: str, content: bytes) -> None:
    office.write(name, content)
    assert office.told(office.ingest()) == {"added": [name]}
    assert "按每平方米每月三元补贴租金。" in office.texts()
    assert list(office.audiences()) == [RENT_TITLE]


# what is said by hand


def test_what_is_said_by_hand_wins(office: Office) -> None:
    office.write("厂房.txt", RENT + "\n（此件公开发布）\n")
    office.write(
        "metadata.csv",
        "文件,受众,标题,文号,发文机关,地区,成文日期,施行日期,失效日期\n"
        "厂房.txt,zone:青石,厂房租金补贴办法（试行）,青管发〔2025〕3号,青石园区管委会,青石,2025-01-01,2025-02-01,2026-12-31\n",
    )
    office.ingest(asked="public")
    document = office.document("厂房租金补贴办法（试行）")
    assert (document.audience, document.number, document.issuer, document.region) == (
        "zone:青石",
        "青管发〔2025〕3号",
        "青石园区管委会",
        "青石",
    )
    days = (document.issued_on, document.effective_on, document.expires_on)
    assert [str(day) for day in days] == ["2025-01-01", "2025-02-01", "2026-12-31"]


def test_a_table_by_hand_may_be_as_a_spreadsheet_saves_it(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.write("metadata.csv", "文件,受众,失效日期\r\n厂房.txt,公开,2026/12/1\r\n".encode("gbk"))
    office.ingest()
    document = office.document(RENT_TITLE)
    assert (document.audience, str(document.expires_on)) == ("public", "2026-12-01")


def test_what_is_said_by_hand_of_one_place_holds_for_the_text_in_another(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write("乙/厂房.txt", RENT)
    office.write("乙/metadata.csv", "文件,失效日期\n厂房.txt,2026-12-31\n")
    office.ingest("乙")
    office.write("甲/厂房.txt", RENT)
    office.write("丙/厂房.txt", RENT)
    office.ingest()
    assert str(office.document(RENT_TITLE).expires_on) == "2026-12-31"
    monkeypatch.setattr(run_module, "READERS_VERSION", run_module.READERS_VERSION + 1)
    office.ingest()
    assert str(office.document(RENT_TITLE).expires_on) == "2026-12-31"
    office.remove("乙/metadata.csv")
    office.ingest()
    assert office.document(RENT_TITLE).expires_on is None


def test_only_the_files_whose_row_changed_are_read_again(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.write("人才.txt", TALENT)
    office.write("metadata.csv", "文件,受众\n厂房.txt,公开\n人才.txt,内部\n")
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "public", TALENT_TITLE: "internal"}
    office.write("metadata.csv", "文件,受众\n厂房.txt,工作人员\n人才.txt,内部\n")
    assert office.told(office.ingest()) == {"replaced": ["厂房.txt"]}
    assert office.audiences() == {RENT_TITLE: "staff", TALENT_TITLE: "internal"}
    office.remove("metadata.csv")
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "internal", TALENT_TITLE: "internal"}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("文件,受众\n厂房.txt,公开\n人才.txt,所有人\n", r"^第 3 行有误：所有人"),
        ("文件,受众\n\n\n人才.txt,所有人\n", r"^第 4 行有误：所有人"),
        ("文件,失效日期\n人才.txt,明年\n", r"^第 2 行有误.*日期写成 2025-01-01"),
        ("名称,受众\n人才.txt,公开\n", r"^缺少“文件”一列"),
        (
            "文件,受众,发文日期\n人才.txt,公开,\n",
            r"^有不认识的列：发文日期；可用的列：文件、受众",
        ),
        (b"\x00\x01\x02\x03" * 64, r"^读不出来，请另存为 CSV"),
    ],
)
def test_a_wrong_table_by_hand_stops_its_folder_alone(office: Office, table: str | bytes, told: str) -> None:
    office.write("甲/人才.txt", TALENT)
    office.write("乙/厂房.txt", RENT)
    office.ingest()
    office.write("甲/metadata.csv", table)
    office.write("甲/新.txt", "新通知\n\n新的内容。\n")
    office.write("乙/厂房.txt", RENT.replace("三元", "四元"))
    report = office.ingest()
    assert office.told(report) == {"replaced": ["乙/厂房.txt"], "failed": ["甲/metadata.csv"]}
    assert re.search(told + ".*" + texts.FOLDER_LEFT, report.failed[0].reason)
    assert set(office.audiences()) == {RENT_TITLE, TALENT_TITLE}


def test_a_file_named_by_hand_that_is_not_there_does_no_harm(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.write("metadata.csv", "文件,受众,备注\n没有.txt,公开,x\n,,\n厂房.txt, 公开 ,x,y\n")
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "public"}


# processes


@pytest.fixture(params=["sqlite", "postgresql"])
def shared_office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    url = None if request.param == "sqlite" else request.getfixturevalue("empty_postgres")
    return Office(tmp_path, url)


def test_two_runs_at_once_do_no_harm(shared_office: Office) -> None:
    office = shared_office
    url = office.home.settings.database_url
    for number in range(12):
        office.write(f"{number % 3}/{number}.txt", RENT.replace("三元", f"{number // 2}元"))
    office.write("台账.csv", LEDGER.format(rows=BATTERY + MOTOR))
    office.engine.dispose()
    arguments = ("take-in", office.home.settings.home, office.files)
    both: list[subprocess.Popen[str]] = [elsewhere.run(*arguments, database_url=url) for _ in range(2)]
    for process in both:
        elsewhere.finish(process)
    assert len(office.places()) == 13
    assert office.is_whole()
    assert office.told(office.ingest()) == {}
    assert office.codes() == ["LC-2024-001", "LC-2024-007"]
    with reading(office.engine) as session:
        hashes = Counter(session.exec(select(Place.document_id)).all())
    assert sorted(hashes.values()) == [1, 2, 2, 2, 2, 2, 2]
    office.engine.dispose()


def test_a_run_killed_in_the_middle_leaves_whole_documents_and_the_next_one_finishes(office: Office) -> None:
    for number in range(4):
        office.write(f"{number}.txt", RENT.replace("三元", f"{number}元"))
    killed = elsewhere.run("die-in-the-middle", office.home.settings.home, office.files)
    killed.communicate(timeout=60)
    assert killed.returncode < 0
    assert office.places() == ["0.txt"]
    assert office.is_whole()
    assert office.told(office.ingest()) == {"added": ["1.txt", "2.txt", "3.txt"]}


def test_what_another_run_did_meanwhile_is_not_undone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a run's plan and its doing, another one took the moved file in, and one is gone."""
    office.write("旧/厂房.txt", RENT)
    office.write("旧/人才.txt", TALENT)
    office.ingest()
    office.move("旧/厂房.txt", "新/厂房.txt")
    office.remove("旧/人才.txt")
    office.write("旧/用电.txt", POWER)
    really: Callable[..., list[Intent]] = plan

    def planned(*given: object) -> list[Intent]:
        intents = really(*given)
        monkeypatch.setattr(planning, "plan", really)
        office.ingest("新")
        office.remove("旧/用电.txt")
        return intents

    monkeypatch.setattr(planning, "plan", planned)
    report = office.ingest()
    assert office.told(report) == {
        "moved": ["新/厂房.txt"],
        "retired": ["旧/人才.txt"],
        "failed": ["旧/用电.txt"],
    }
    assert (office.places(), set(office.audiences())) == (["新/厂房.txt"], {RENT_TITLE})


# the report


def test_the_report_as_json(office: Office) -> None:
    office.write("厂房.txt", RENT)
    office.write("空.txt", b"")
    shown = report_json(office.ingest())
    assert shown.pop("seconds") >= 0
    assert shown == {
        "added": [str(office.files / "厂房.txt")],
        "replaced": [],
        "moved": [],
        "retired": [],
        "failed": [{"path": str(office.files / "空.txt"), "reason": texts.EMPTY_FILE}],
        "unchanged": 0,
    }


def test_whoever_watches_is_told_of_each_file(office: Office) -> None:
    office.write("a.txt", RENT)
    office.write("b.txt", b"")
    told: list[tuple[int, int, str]] = []
    run_module.ingest(office.engine, [office.files], office.now, None, lambda *step: told.append(step))
    assert told == [(1, 2, str(office.files / "a.txt")), (2, 2, str(office.files / "b.txt"))]
