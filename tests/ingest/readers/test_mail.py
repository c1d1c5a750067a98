"""Mails: the subject, when and from whom, and the best of their texts."""

import pytest

from ingest.pages import Block, Kind
from ingest.readers import read
from tests.ingest.readers.mails import mail

HEADS = ["日期：2024-05-20 09:30", "发件人：招商局 <zs@example.org>"]


def texts(data: bytes, name: str = "信.eml") -> list[str]:
    return [block.text for block in read(name, data).blocks]


def test_a_mail_is_its_subject_date_sender_and_text() -> None:
    reading = read("信.eml", mail("租金补贴的答复", "各企业：\n按每平方米三元补贴。", ("附件.txt", b"x")))
    assert reading.title == "租金补贴的答复"
    assert reading.blocks[0] == Block("租金补贴的答复", Kind.HEADING, 1)
    assert [block.text for block in reading.blocks[1:]] == [*HEADS, "各企业：", "按每平方米三元补贴。"]


def test_of_two_texts_the_one_with_its_tables_is_read() -> None:
    table = "<table><tr><th>园区</th><th>税收</th></tr><tr><td>东园</td><td>9</td></tr></table>"
    data = mail("税收", "见网页版", html=f"<html><body><p>各园区税收：</p>{table}</body></html>")
    assert texts(data) == ["税收", *HEADS, "各园区税收：", "园区：东园；税收：9"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_headers_and_text_that_say_nothing_of_their_encoding(encoding: str) -> None:
    written = (
        "From: 招商局\r\nSubject: 租金补贴的通知\r\nMIME-Version: 1.0\r\n\r\n第一条 园区厂房租金补贴。\r\n"
    )
    assert texts(written.encode(encoding)) == [
        "租金补贴的通知",
        "发件人：招商局",
        "第一条 园区厂房租金补贴。",
    ]


def test_a_page_saved_as_one_file_is_the_page_whatever_it_is_called() -> None:
    page = (
        b"From: <Saved by Blink>\r\nSubject: x\r\nDate: Mon, 20 May 2024 09:30:00 +0800\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "<html><head><title>办法</title></head><body><p>第一条 适用。</p></body></html>".encode()
        + b"\r\n--b--\r\n"
    )
    for name in ("办法.mht", "办法.doc"):
        assert texts(page, name) == ["第一条 适用。"]
        assert read(name, page).title == "办法"


def test_a_text_that_begins_like_a_form_is_no_mail() -> None:
    assert texts("Date: 2024\nFrom: 甲\n\n正文".encode(), "a.txt") == ["Date: 2024", "From: 甲", "正文"]
