"""What lies in archives and on mails, run after run: places of their own, kept current like any file."""

import errno
import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest import folder, texts
from ingest.containers import parted
from ingest.folder import Seen
from tests.ingest.office import BATTERY, LEDGER, POWER, RENT, TALENT, Here, Office

RENT_TITLE, TALENT_TITLE, POWER_TITLE = "标准厂房租金补贴办法", "产业人才引进若干措施", "降低用电成本通知"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.workers = Here()
    yield office
    assert office.is_whole()
    office.engine.dispose()


def opened(office: Office) -> list[str]:
    assert isinstance(office.workers, Here)
    return office.workers.opened


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def mail(text: str, **attached: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "转发：有关文件", "a@example.com"
    message.set_content(text)
    for name, content in attached.items():
        message.add_attachment(content.encode(), "text", "plain", filename=f"{name}.txt")
    return message.as_bytes()


def test_an_archives_life(office: Office) -> None:
    office.write("包.zip", zipped({"甲/厂房.txt": RENT, "人才.txt": TALENT}))
    first = office.ingest()
    assert office.told(first) == {"added": ["包.zip!/甲/厂房.txt", "包.zip!/人才.txt"]}
    again = office.ingest()
    assert (office.told(again), again.unchanged, opened(office)) == ({}, 2, ["包.zip"])
    office.write("包.zip", zipped({"甲/厂房.txt": RENT.replace("三元", "四元"), "用电.txt": POWER}))
    changed = office.ingest()
    assert office.told(changed) == {
        "added": ["包.zip!/用电.txt"],
        "replaced": ["包.zip!/甲/厂房.txt"],
        "retired": ["包.zip!/人才.txt"],
    }
    assert [one.all for one in changed.changed.values()] == [["第二条"]]
    assert set(office.audiences()) == {RENT_TITLE, POWER_TITLE}
    office.remove("包.zip")
    assert office.told(office.ingest()) == {"retired": ["包.zip!/用电.txt", "包.zip!/甲/厂房.txt"]}
    assert (office.audiences(), office.places()) == ({}, [])


def test_an_archive_moves_with_what_lies_in_it(office: Office) -> None:
    office.write("旧/包.zip", zipped({"厂房.txt": RENT}))
    office.ingest()
    office.move("旧/包.zip", "新/包.zip")
    assert office.told(office.ingest()) == {"moved": ["新/包.zip"]}
    assert office.places() == ["新/包.zip", "新/包.zip!/厂房.txt"]
    assert opened(office) == ["包.zip"]
    office.move("新/包.zip", "新/另一包.zip")
    assert office.told(office.ingest()) == {"moved": ["新/另一包.zip"]}
    assert office.places() == ["新/另一包.zip", "新/另一包.zip!/厂房.txt"]


def test_an_archive_given_alone_and_a_ledger_in_it(office: Office) -> None:
    office.write("包.zip", zipped({"台账.csv": LEDGER.format(rows=BATTERY), "厂房.txt": RENT}))
    office.write("人才.txt", TALENT)
    assert office.told(office.ingest("包.zip"))["added"] == ["包.zip!/台账.csv", "包.zip!/厂房.txt"]
    assert office.codes() == ["LC-2024-001"]
    office.write("包.zip", zipped({"厂房.txt": RENT}))
    assert office.told(office.ingest("包.zip")) == {"retired": ["包.zip!/台账.csv"]}
    assert office.codes() == []


def test_a_member_that_cannot_be_read_is_tried_again_and_the_others_arent_read_again(office: Office) -> None:
    office.write("包.zip", zipped({"坏.pdf": b"%PDF-1.7\n1 0 obj\n", "厂房.txt": RENT}))
    assert office.told(office.ingest()) == {"added": ["包.zip!/厂房.txt"], "failed": ["包.zip!/坏.pdf"]}
    again = office.ingest()
    assert (office.told(again), again.unchanged) == ({"failed": ["包.zip!/坏.pdf"]}, 1)


def test_a_broken_archive_keeps_what_it_had(office: Office) -> None:
    whole = zipped({"厂房.txt": RENT})
    office.write("包.zip", whole)
    office.ingest()
    office.write("包.zip", whole[:60])
    report = office.ingest()
    assert office.told(report) == {"failed": ["包.zip"]}
    assert report.failed[0].reason.endswith(texts.OLD_VERSION_KEPT)
    assert set(office.audiences()) == {RENT_TITLE}


def test_a_mail_is_a_document_and_what_hangs_on_it_too(office: Office) -> None:
    office.write("信.eml", mail("请各园区按附件执行租金补贴。", 厂房=RENT))
    assert office.told(office.ingest()) == {"added": ["信.eml", "信.eml!/厂房.txt"]}
    assert office.ingest().unchanged == 2
    office.write("信.eml", mail("请各园区按通知执行租金补贴。"))
    assert office.told(office.ingest()) == {"replaced": ["信.eml"], "retired": ["信.eml!/厂房.txt"]}
    office.remove("信.eml")
    assert office.told(office.ingest()) == {"retired": ["信.eml"]}


def test_what_is_said_by_hand_of_an_archive_holds_for_what_lies_in_it(office: Office) -> None:
    office.write("包.zip", zipped({"厂房.txt": RENT, "人才.txt": TALENT}))
    office.write("metadata.csv", "文件,受众,失效日期\n包.zip,公开,\n包.zip!/厂房.txt,,2026-12-31\n")
    office.ingest()
    assert office.audiences() == {RENT_TITLE: "public", TALENT_TITLE: "public"}
    assert str(office.document(RENT_TITLE).expires_on) == "2026-12-31"
    office.write("metadata.csv", "文件,受众\n包.zip,公开\n包.zip!/人才.txt,工作人员\n")
    assert office.told(office.ingest()) == {"replaced": ["包.zip!/厂房.txt", "包.zip!/人才.txt"]}
    assert office.audiences() == {RENT_TITLE: "public", TALENT_TITLE: "staff"}


def test_a_folder_whose_name_ends_like_a_container_is_a_folder(office: Office) -> None:
    office.write("重要!/厂房.txt", RENT)
    office.ingest()
    assert office.told(office.ingest()) == {}
    office.remove("重要!/厂房.txt")
    assert office.told(office.ingest()) == {"retired": ["重要!/厂房.txt"]}


def test_a_path_is_parted_where_its_file_is() -> None:
    files = {"/a!/b.zip", "/c.zip"}
    assert parted("/a!/b.zip!/x!/y", files.__contains__) == ("/a!/b.zip", "x!/y")
    assert parted("/c.zip!/d.zip!/e", files.__contains__) == ("/c.zip", "d.zip!/e")
    assert parted("/a!/d.txt", files.__contains__) == ("/a!/d.txt", "")


def test_a_table_in_an_archive_wins_for_what_lies_beside_it(office: Office) -> None:
    table = "文件,标题,受众\n厂房.txt,厂房新办法,公开\n里/人才.txt,,工作人员\n"
    files = {"包/metadata.csv": table, "包/厂房.txt": RENT, "包/里/人才.txt": TALENT, "厂房.txt": POWER}
    office.write("包.zip", zipped(files))
    office.ingest()
    assert office.audiences() == {"厂房新办法": "public", TALENT_TITLE: "staff", POWER_TITLE: "internal"}
    office.write("包.zip", zipped({**files, "包/metadata.csv": table.replace("新办法", "老办法")}))
    changed = office.ingest()
    assert office.told(changed) == {"replaced": ["包.zip!/包/厂房.txt"]}
    assert changed.unchanged == 2
    assert "厂房老办法" in office.audiences()


def test_what_is_said_outside_of_one_member_wins_over_the_table_in_its_archive(office: Office) -> None:
    table = "文件,标题,受众\n厂房.txt,厂房新办法,内部\n人才.txt,,内部\n"
    office.write("包.zip", zipped({"metadata.csv": table, "厂房.txt": RENT, "人才.txt": TALENT}))
    office.write("metadata.csv", "文件,标题,受众\n包.zip,,公开\n包.zip!/厂房.txt,厂房补贴,工作人员\n")
    office.ingest()
    assert office.audiences() == {"厂房补贴": "staff", TALENT_TITLE: "internal"}


def test_a_table_in_an_archive_that_is_wrong_is_told_and_changes_nothing(office: Office) -> None:
    office.write("包.zip", zipped({"厂房.txt": RENT}))
    office.ingest()
    office.write("包.zip", zipped({"metadata.csv": "文件,颜色\n厂房.txt,红\n", "厂房.txt": TALENT}))
    failed = office.ingest().failed
    assert [Path(one.path).name for one in failed] == ["包.zip"]
    assert "里面的 metadata.csv 有不认识的列：颜色" in failed[0].reason
    assert set(office.audiences()) == {RENT_TITLE}


BROKEN_PDF = b"%PDF-1.7\n1 0 obj\n"
WRONG_TABLE = "文件,标题目\n厂房.txt,x\n"


@pytest.fixture
def half_read(office: Office) -> Office:
    """An archive of which one file couldn't be read: it is opened again in every run."""
    office.write("包.zip", zipped({"甲/厂房.txt": RENT, "坏.pdf": BROKEN_PDF}))
    office.write("人才.txt", TALENT)
    assert office.told(office.ingest())["failed"] == ["包.zip!/坏.pdf"]
    return office


def test_a_wrong_table_beside_an_archive_leaves_what_lies_in_it_and_is_told_once(half_read: Office) -> None:
    half_read.write("metadata.csv", WRONG_TABLE)
    for _ in range(2):
        assert half_read.told(half_read.ingest()) == {"failed": ["metadata.csv"]}
    assert set(half_read.audiences()) == {RENT_TITLE, TALENT_TITLE}
    half_read.remove("metadata.csv")
    mended = half_read.ingest()
    assert (half_read.told(mended), mended.unchanged) == ({"failed": ["包.zip!/坏.pdf"]}, 2)


def test_an_archive_that_cannot_be_looked_at_leaves_what_lies_in_it(half_read: Office) -> None:
    elsewhere = half_read.files.parent / "共享.zip"
    half_read.move("包.zip", str(elsewhere))
    (half_read.files / "包.zip").symlink_to(elsewhere)
    assert half_read.told(half_read.ingest()) == {"failed": ["包.zip"]}
    assert set(half_read.audiences()) == {RENT_TITLE, TALENT_TITLE}


def test_an_archive_that_may_not_be_looked_at_is_not_gone(
    half_read: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root, who runs tests in containers, passes over permission bits."""

    def look(path: str) -> Seen:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(folder, "_look", look)
    monkeypatch.setattr(os.path, "lexists", lambda path: False)
    assert half_read.told(half_read.ingest()) == {"failed": ["人才.txt", "包.zip"]}
    assert set(half_read.audiences()) == {RENT_TITLE, TALENT_TITLE}


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", BROKEN_PDF])
def test_a_half_read_archive_that_breaks_keeps_what_it_had(half_read: Office, broken: bytes) -> None:
    half_read.write("包.zip", broken)
    report = half_read.ingest()
    assert half_read.told(report) == {"failed": ["包.zip"]}
    assert report.failed[0].reason.endswith(texts.OLD_VERSION_KEPT)
    assert set(half_read.audiences()) == {RENT_TITLE, TALENT_TITLE}
    half_read.remove("包.zip")
    assert half_read.told(half_read.ingest()) == {"retired": ["包.zip!/甲/厂房.txt"]}


def test_an_archive_in_an_archive_that_breaks_keeps_what_it_had(office: Office) -> None:
    inner = zipped({"厂房.txt": RENT})
    office.write("包.zip", zipped({"里.zip": inner, "人才.txt": TALENT}))
    office.ingest()
    office.write("包.zip", zipped({"里.zip": inner[:60]}))
    report = office.ingest()
    assert office.told(report) == {"failed": ["包.zip!/里.zip"], "retired": ["包.zip!/人才.txt"]}
    assert report.failed[0].reason.endswith(texts.OLD_VERSION_KEPT)
    assert set(office.audiences()) == {RENT_TITLE}


def test_a_table_in_an_archive_that_is_damaged_publishes_nothing(office: Office) -> None:
    table = "文件,受众\n厂房.txt,工作人员\n"
    whole = zipped({"metadata.csv": table, "厂房.txt": RENT + "\n（主动公开）\n"})
    office.write("包.zip", whole.replace("工作人员".encode(), "工作人民".encode(), 1))
    report = office.ingest()
    assert office.told(report) == {"failed": ["包.zip"]}
    assert "里面的 metadata.csv " + texts.DAMAGED in report.failed[0].reason
