"""What people hand in that isn't as it should be: each is told so, and the rest is kept."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from knowledge.scope import Role
from tests.journeys.days import STORAGE, Park, eventually

MARKUP = "<b>=1+1</b> *x* [y](z) {{7*7}} </blockquote>&amp; '; DROP TABLE issue;--"


def photo(colour: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (20, 20), colour).save(made, "JPEG")
    return made.getvalue()


def archive() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as inside:
        inside.writestr("报价.txt", "一")
    return made.getvalue()


BAD = {
    "病毒.jpg": (b"MZ\x90\x00" + bytes(200), "不是图片或常用文档"),
    "报价.docx": (archive(), "压缩包没有收下"),
    "空.pdf": (b"", "文件是空的"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_reason_on_both_channels(park: Park, name: str) -> None:
    data, reason = BAD[name]
    who, page = park.owner(f"寄件人{name}"), park.page(Role.ENTERPRISE, "网上的人", enterprise=STORAGE)
    park.says(who, "/report 见附件。", "请核对后回复“确认”提交")
    park.telegram.sends_document(who, name, data)
    park.hears(who, reason)
    park.hears(who, "请核对后回复“确认”提交")
    answer = page.sends("见附件", (name, data))
    assert answer.status_code == 400 and reason in answer.json()["error"]


def test_of_an_album_the_good_ones_are_kept(park: Park) -> None:
    who = park.owner("相册")
    photos = [photo(colour) for colour in "red green blue brown black white gray pink orange".split()]
    photos.insert(4, b"MZ" + bytes(100))
    park.telegram.sends_album(who, *photos, caption="车间多处漏水")
    park.hears(who, "不是图片或常用文档")
    summary = park.hears(who, "请核对后回复“确认”提交")
    assert summary.count(".jpg") == 9 and "车间多处漏水" in summary
    assert len([one for one in park.heard(who) if "请核对后" in one]) == 1, "an album is one message"


def test_a_file_whose_line_drops_is_fetched_again(park: Park) -> None:
    who = park.owner("断线")
    park.says(who, "/report 断线。", "请核对后回复“确认”提交")
    park.telegram.fails_next("download", "drop")
    park.telegram.fails_next("getFile", 500)
    park.telegram.sends_photo(who, photo("red"))
    park.hears(who, "照片.jpg")


def test_an_album_in_a_group_whose_caption_stands_on_a_later_photo(park: Park) -> None:
    who, telegram = park.owner("群里的人"), park.telegram
    group = telegram.group("相册群", who)
    caption = f"@{telegram.bot_name} 这是现场"
    for text in ("", caption, ""):
        with telegram.world.lock:
            content = {"photo": telegram.world.photo(photo("red")), "media_group_id": "77"}
        telegram._sends(who, group, text=text, content=content)
    park.hears(who, "私聊", group)
    assert len(park.heard(group)) == 1


@pytest.mark.parametrize("text", [MARKUP, "零\x00字\x07符", "‮反写‬", "＝1+1"])
def test_whatever_is_written_is_text(park: Park, text: str) -> None:
    who, clerk = park.owner(f"写的人{text[:2]}"), park.page(Role.STAFF, "小周")
    park.says(who, f"/report {text}", "请核对后回复“确认”提交")
    number = park.says(who, "确认", "已提交，编号").partition("编号 ")[2][:12]
    kept = park.issue(number)[0].text
    assert "\0" not in kept and kept.encode()
    assert kept == text or text not in (MARKUP, "＝1+1")
    clerk.hears(number)
    assert kept in clerk.says(number, "状态：")


def test_a_very_long_text_is_answered_in_words(park: Park) -> None:
    page = park.page(Role.ENTERPRISE, "写得多", enterprise=STORAGE)
    park.running.wait_until_ready()
    page.says("/report", "请写下遇到的问题")
    page.says("长" * 100_000, "内容太长（100000 字）")
    page.says("/cancel", "取消")
    answer = page.sends("长" * 100_001)
    assert answer.status_code == 413 and answer.json()["error"]
    before = len(page.heard)
    assert page.sends("主题日什么时候举办？" * 9_000).status_code == 200
    eventually(lambda: len(page.heard) > before, lambda: "silence")
