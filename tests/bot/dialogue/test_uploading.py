"""Staff send documents: what is read of them is told, what isn't is asked, and nobody else may."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlmodel import select

from bot.dialogue import texts, upload_texts
from bot.dialogue.uploading import NAME
from knowledge.database import reading
from knowledge.documents import Document, Passage, live
from tests.bot.dialogue.cast import Cast
from tests.ingest.readers.golden import document

RENT = (
    "标准厂房租金补贴办法\n\n第一条　为了降低企业成本，制定本办法。\n\n第二条　按每平方米每月三元补贴租金。\n"
)
DATED = RENT + "\n澜川经开区管委会\n\n2025年3月1日\n\n（此件公开发布）\n"


def documents(cast: Cast) -> dict[str, Document]:
    with reading(cast.park.engine) as session:
        return {one.title: one for one in session.exec(select(Document).where(live()))}


def test_a_document_is_taken_in_and_its_report_told(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    assert wu.says("上传文件") == upload_texts.SEND_FILES
    told = wu.sends("租金办法.txt", content=DATED.encode())
    assert "新增：租金办法.txt" in told and upload_texts.DONE in told
    assert documents(cast)["标准厂房租金补贴办法"].audience == "public"
    assert (cast.park.folder / "uploads" / "租金办法.txt").read_text("utf-8") == DATED
    assert upload_texts.SAME in wu.sends("租金办法.txt", content=DATED.encode())


def test_what_the_text_does_not_say_is_asked_and_wins(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    assert "成文日期" in wu.sends("租金办法.txt", caption="上传文件", content=RENT.encode())
    assert upload_texts.NOT_A_DATE in wu.says("前年")
    assert "给谁看" in wu.says("2025年3月1日")
    assert upload_texts.NOT_AN_AUDIENCE in wu.says("大家")
    assert "更新：租金办法.txt" in wu.presses("公开")
    document = documents(cast)["标准厂房租金补贴办法"]
    assert (str(document.issued_on), document.audience) == ("2025-03-01", "public")
    assert wu.talk == NAME
    wu.says("取消")
    assert wu.talk is None


def test_what_is_skipped_stays_as_it_was_read(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    wu.sends("租金办法.txt", caption="上传文件", content=RENT.encode())
    wu.says("跳过")
    assert upload_texts.DONE in wu.presses("跳过")
    document = documents(cast)["标准厂房租金补贴办法"]
    assert (document.issued_on, document.audience) == (None, "internal")
    assert not (cast.park.folder / "uploads" / "metadata.csv").exists()


def test_another_file_of_the_same_name_is_a_new_version_or_another_document(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    wu.sends("办法.txt", caption="上传文件", content=DATED.encode())
    wu.sends("办法.txt", content=DATED.replace("三元", "四元").encode())
    assert "有变化：第二条" in wu.presses(upload_texts.NEW_VERSION)
    wu.sends("办法.txt", content=DATED.replace("租金补贴", "装修补贴").encode())
    assert "新增：办法 (2).txt" in wu.says(upload_texts.ANOTHER)
    assert set(documents(cast)) == {"标准厂房租金补贴办法", "标准厂房装修补贴办法"}


def test_a_file_that_cannot_be_read_is_told_with_the_reason(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    told = wu.sends("坏.pdf", caption="上传文件", content=b"%PDF-1.7\n1 0 obj\n")
    assert "坏.pdf：" in told and "失败 1" in told


def zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return made.getvalue()


def test_an_archive_is_unpacked_and_asked_for_what_its_members_do_not_say(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    told = wu.sends("厂房.zip", caption="上传文件", content=zipped(租金_txt=RENT, 装修_txt=DATED))
    assert "新增：厂房.zip!/租金.txt" in told and "《厂房.zip》给谁看" in told
    assert "《厂房.zip!/租金.txt》里没有读出成文日期" in wu.presses("公开")
    assert upload_texts.DONE in wu.says("2025年3月1日")
    with reading(cast.park.engine) as session:
        kept = session.exec(select(Document).where(live())).all()
    assert {(str(one.issued_on), one.audience) for one in kept} == {("2025-03-01", "public")}


def test_the_table_in_an_archive_answers_what_would_be_asked(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    table = "文件,成文日期,受众\n租金.txt,2025-03-01,内部\n"
    told = wu.sends("厂房.zip", caption="上传文件", content=zipped(租金_txt=RENT, metadata_csv=table))
    assert "新增：厂房.zip!/租金.txt" in told and upload_texts.DONE in told
    assert documents(cast)["标准厂房租金补贴办法"].audience == "internal"


def test_a_table_alone_is_not_taken(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    told = wu.sends("metadata.csv", caption="上传文件", content="文件,受众\na.txt,公开\n".encode())
    assert "压缩成 zip" in told
    assert not (cast.park.folder / "uploads" / "metadata.csv").exists()


def test_many_members_are_not_asked_for_one_by_one(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    many = {f"办法{number}_txt": RENT + f"\n第三条　编号{number}。\n" for number in range(25)}
    told = wu.sends("一批.zip", caption="上传文件", content=zipped(**many))
    assert upload_texts.unasked(6) in told


def test_a_mail_is_taken_in_with_what_hangs_on_it(cast: Cast) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "转发租金办法", "a@b.cn", "Sat, 01 Mar 2025 09:00:00 +0800"
    mail.set_content("请各部门按此执行，有关租金办法见附件。")
    mail.add_attachment(DATED.encode(), "text", "plain", filename="办法.txt")
    wu = cast.park.person("小吴")
    told = wu.sends("转发.eml", caption="上传文件", content=mail.as_bytes())
    assert "新增：转发.eml！" not in told and "转发.eml!/办法.txt" in told
    assert {"转发租金办法", "标准厂房租金补贴办法"} <= set(documents(cast))


@pytest.mark.parametrize("name", ["notice.ofd", "notice.html", "ledger.xls", "slides.pptx"])
def test_what_the_command_line_reads_is_read_here_too(cast: Cast, name: str) -> None:
    told = cast.park.person("小吴").sends(name, caption="上传文件", content=document(name))
    assert f"新增：{name}" in told
    assert (cast.park.folder / "uploads" / name).read_bytes() == document(name)


def test_a_picture_that_no_reader_reads_is_told_plainly(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    told = wu.sends("证照.heic", caption="上传文件", content=b"\x00\x00\x00\x18ftypheic" + bytes(64))
    assert "证照.heic：是 HEIC 照片" in told and "另存为 jpg" in told


def test_two_files_of_one_name_but_for_the_suffix_keep_theirs(cast: Cast) -> None:
    wu = cast.park.person("小吴")
    wu.sends("办法.md", "办法.csv", caption="上传文件", content=DATED.encode())
    kept = sorted(Path(one).name for one in (cast.park.folder / "uploads").glob("办法*"))
    assert kept == ["办法.csv", "办法.md"]


@pytest.mark.parametrize("who", ["路人", "原经理", "老邓", "沈处"])
def test_nobody_else_may(cast: Cast, who: str) -> None:
    person = cast.park.person(who)
    told = person.sends("办法.txt", caption="上传文件", content=DATED.encode())
    assert told in (texts.NOT_FOR_GUESTS, texts.NOT_ALLOWED)
    assert person.says("上传文件") in (texts.NOT_FOR_GUESTS, texts.NOT_ALLOWED)
    with reading(cast.park.engine) as session:
        assert session.exec(select(Passage)).first() is None
