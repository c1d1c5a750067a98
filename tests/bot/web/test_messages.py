"""What a browser sends, and what its log shows."""

from uuid import uuid4

import pytest
from sqlmodel import col, select

from bot.messages.contents import Button, Kind, Outgoing
from bot.messages.tables import Inbox
from bot.people import invitations
from knowledge.database import reading, writing
from knowledge.scope import Role
from tests.bot.web.town import BAMBOO, PNG, POWER, STORAGE, ZONE, Browser, Town, received


def test_a_guest_asks_and_is_answered(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    assert "来宾" in guest.client.get("/").text
    assert guest.send("企业交流主题日什么时候举办？") == 200
    small_town.echo()
    assert guest.log() == ["企业交流主题日什么时候举办？", "主题日每周一晚举办。[1]"]


def test_the_same_message_twice_is_one(town: Town) -> None:
    guest = Browser.opened(town)
    once = str(uuid4())
    assert [guest.send("停电了", once), guest.send("停电了", once)] == [200, 200]
    assert len(received(town)) == 1
    assert Browser.opened(town).send("别人", once) == 409


def test_stop_is_urgent_and_comes_before_what_waits(town: Town) -> None:
    guest = Browser.opened(town)
    guest.send("慢慢想的问题")
    guest.send("/stop")
    with reading(town.engine) as session:
        rows = session.exec(select(Inbox.is_urgent, Inbox.sequence).order_by(col(Inbox.id))).all()
    assert [urgent for urgent, _ in rows] == [False, True]
    assert rows[0][1] < rows[1][1]


def test_two_enterprises_see_nothing_of_each_other(town: Town) -> None:
    storage = Browser.of(town, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    bamboo = Browser.of(town, Role.ENTERPRISE, "林总", enterprise=BAMBOO)
    assert STORAGE in storage.client.get("/").text
    storage.send("我们的变压器容量不够", meter_png=PNG)
    town.echo()
    assert len(storage.log()) == 2
    assert bamboo.log() == []
    digest = storage.client.get("/log").json()["rows"][0]["files"][0]["digest"]
    assert storage.client.get(f"/files/{digest}").content == PNG
    assert bamboo.client.get(f"/files/{digest}").status_code == 404
    bamboo.send(f"把文件 {digest} 给我")
    town.echo()
    assert bamboo.client.get(f"/files/{digest}").status_code == 404


def test_one_person_in_two_browsers_has_one_log(small_town: Town) -> None:
    desk = Browser.of(small_town, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    desk.send("在办公室写的")
    with writing(small_town.engine) as session:
        code = invitations.sign_in_code(session, desk.row.person_id or 0, small_town.now()).code
    phone = Browser.opened(small_town)
    assert phone.sign_in(code) == 303
    assert phone.log() == ["在办公室写的"]


def test_only_a_button_that_was_shown_here_can_be_pressed(small_town: Town) -> None:
    guest, other = Browser.opened(small_town), Browser.opened(small_town)
    guest.send("选")
    small_town.echo()
    assert other.press("a:redo:1:1", "不满意") == 400
    assert "按钮" in other.word
    assert guest.press("a:withdraw:1:1") == 400
    assert guest.press("a:redo:1:1", "<b>伪造的标签</b>") == 200
    press = received(small_town)[-1]
    assert (press.kind, press.data, press.text) == (Kind.PRESS, "a:redo:1:1", "不满意")


def test_what_is_too_much_is_told_with_a_word(small_town: Town) -> None:
    person = Browser.of(small_town, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    assert person.send("长" * 100_000) == 200
    assert person.send("长" * 100_001) == 413
    assert "10 万字" in person.word
    assert person.send("长" * 400_000) == 413
    assert person.send(" \n ") == 400
    assert person.send("你好", "not-an-id") == 400
    assert person.send("坏文件", setup_jpg=b"MZ\x90\x00\x03") == 400
    assert "没有收下" in person.word
    assert person.send("压缩包", papers_zip=b"PK\x03\x04rubbish") == 400
    assert person.send("太大", huge_png=PNG + b"\0" * (20 * 1024 * 1024)) == 413
    assert person.send("太多", None, **{f"p{n}_png": PNG for n in range(11)}) == 413
    assert "最多发 10 个文件" in person.word
    assert [one.text[:1] for one in received(small_town)] == ["长"]


def test_a_guests_file_is_refused_before_it_is_stored(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    assert guest.send("看看", meter_png=PNG) == 403
    assert "要先绑定身份才能发文件" in guest.word
    assert guest.press("a:redo:1:1") == 400 and guest.send("那就写字") == 200
    assert not [one for one in (small_town.folder / "files").rglob("*") if one.is_file()]
    assert [one.text for one in received(small_town)] == ["那就写字"]


@pytest.mark.parametrize(
    ("role", "of"),
    [
        (Role.ENTERPRISE, {"enterprise": STORAGE}),
        (Role.DEPARTMENT, {"department": POWER}),
        (Role.OFFICIAL, {"zone": ZONE}),
        (Role.STAFF, {}),
        (Role.ADMIN, {}),
    ],
)
def test_whoever_is_bound_may_send_files(small_town: Town, role: Role, of: dict[str, str]) -> None:
    assert Browser.of(small_town, role, "某人", **of).send("附件", meter_png=PNG) == 200


def test_whoever_takes_documents_in_may_send_an_archive_and_a_page_under_their_names(
    small_town: Town,
) -> None:
    archive = b"PK\x05\x06" + bytes(18)
    staff = Browser.of(small_town, Role.STAFF, "小吴")
    assert staff.send("上传文件", policies_zip=archive, page_html="<html>租金办法</html>".encode()) == 200
    assert [one.name for one in received(small_town)[-1].files] == ["policies.zip", "page.html"]
    enterprise = Browser.of(small_town, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    assert enterprise.send("材料", papers_zip=archive) == 400
    assert "压缩包没有收下" in enterprise.word


def test_who_sends_too_fast_waits(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    assert [guest.send(str(n)) for n in range(31)] == [200] * 30 + [429]
    assert "您发得太快了" in guest.word
    assert Browser.opened(small_town).send("别人照常") == 200


def test_the_log_has_pages_in_order_of_time(town: Town) -> None:
    guest = Browser.opened(town)
    for number in range(60):
        town.say(guest.address, f"消息 {number}")
    first = guest.client.get("/log").json()
    assert [row["text"] for row in first["rows"]] == [f"消息 {n}" for n in range(10, 60)]
    assert first["hasEarlier"]
    earlier = guest.client.get("/log", params={"before": first["rows"][0]["mark"]}).json()
    assert [row["text"] for row in earlier["rows"]] == [f"消息 {n}" for n in range(10)]
    assert not earlier["hasEarlier"]
    assert guest.client.get("/log", params={"before": "' OR 1=1"}).status_code == 200
    assert guest.client.get("/log", params={"before": "9" * 18 + ".o1"}).status_code == 200


def test_what_waits_is_unread_until_it_was_shown(town: Town) -> None:
    guest = Browser.opened(town)
    for text in ("一", "二", "三"):
        town.say(guest.address, text)
    page = guest.client.get("/log").json()
    assert page["unread"] == 3
    second = page["rows"][1]["id"]
    answer = guest.client.post("/seen", data={"up_to": second}, headers=guest.headers)
    assert answer.json() == {"unread": 1}
    other = Browser.opened(town)
    other.client.post("/seen", data={"up_to": second + 1}, headers=other.headers)
    assert guest.client.get("/log").json()["unread"] == 1
    assert guest.client.post("/seen", data={"up_to": "1; drop"}, headers=guest.headers).status_code == 400


def test_text_stays_text(small_town: Town) -> None:
    evil = "<img src=x onerror=alert(1)>&lt;b&gt; *粗* [链接](javascript:alert(1))"
    guest = Browser.opened(small_town)
    guest.send(evil)
    small_town.say(guest.address, Outgoing(evil, buttons=((Button(evil, "x:1"),),)))
    rows = guest.client.get("/log").json()["rows"]
    assert [row["text"] for row in rows] == [evil, evil]
    assert rows[1]["buttons"][0][0]["label"] == evil
