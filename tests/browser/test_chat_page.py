"""The chat page as people use it, in Chromium on a phone's screen."""

import re
from datetime import datetime
from mimetypes import guess_type

import pytest

from bot.messages.contents import Address, Button, Channel, Outgoing, Source, StoredFile
from bot.people import bindings
from knowledge.database import writing
from knowledge.scope import Role
from tests.bot.web.served import LiveTown, Server
from tests.bot.web.town import PNG, STORAGE, received

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import Open

expect.set_options(timeout=15_000)
EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'>{{7*7}}*粗*[a](javascript:alert(3))"


def say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click("#send")


def choose(page: Page, where: str, name: str, data: bytes) -> None:
    """Choose a file; its type is what its name says, as browsers have it."""
    page.set_input_files(
        where, FilePayload(name=name, mimeType=guess_type(name)[0] or "application/octet-stream", buffer=data)
    )


def bubbles(page: Page) -> list[str]:
    return page.locator(".row .text").all_inner_texts()


def last_address(town: LiveTown) -> Address:
    return received(town)[-1].address


def signed_in(open_page: Open, town: LiveTown, name: str = "周工") -> Page:
    """A page that someone signed in on by the link of an invitation."""
    page = open_page("/sign-in#" + town.code(Role.ENTERPRISE, enterprise=STORAGE, name=name))
    page.click("button.primary")
    expect(page.locator("#sign-out")).to_be_visible()
    expect(page.locator("#hello:not([hidden]), .row").first).to_be_attached()  # its script is there
    return page


def test_a_guest_asks_and_opens_the_citation(open_page: Open) -> None:
    page = open_page()
    expect(page.locator("#hello")).to_be_visible()
    expect(page.locator("#who-name")).to_have_text("来宾")
    say(page, "企业交流主题日什么时候举办？")
    expect(page.locator(".row.us .text")).to_have_text("主题日每周一晚举办。[1]")
    expect(page.locator(".row.you")).to_have_count(1)
    expect(page.locator(".pending")).to_have_count(0)
    page.click(".row.us .cite")
    panel = page.locator("#passage")
    expect(panel).to_contain_text("澜经开发〔2025〕3号")
    expect(panel.locator(".cited")).to_have_text("主题日每周一晚举办。")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".row.us .cite")).to_be_focused()


def test_signing_in_by_link_and_out(open_page: Open, town: LiveTown) -> None:
    code = town.code(Role.ENTERPRISE, enterprise=STORAGE, name="周工")
    page = open_page("/sign-in#" + code)
    expect(page.locator("#code")).to_have_value(code)
    assert code not in page.url
    page.click("button.primary")
    expect(page.locator(".who")).to_contain_text(STORAGE)
    page.click("#sign-out button")
    expect(page.locator("#who-name")).to_have_text("来宾")
    again = open_page("/sign-in#" + code)
    again.click("button.primary")
    expect(again.get_by_role("alert")).to_contain_text("用过")
    expect(again.locator("#code")).to_have_value(code)


def test_buttons_are_pressed_and_fold_away(open_page: Open) -> None:
    page = open_page()
    say(page, "选")
    page.get_by_role("button", name="不满意").click()
    expect(page.locator(".row.us").last).to_contain_text("您选了：不满意（a:redo:1:1）")
    expect(page.locator(".row.you .text").last).to_have_text("不满意")
    say(page, "选")
    expect(page.locator(".buttons")).to_have_count(2)
    expect(page.get_by_role("button", name="不满意")).to_have_count(1)
    page.locator(".buttons.older summary").click()
    expect(page.get_by_role("button", name="不满意")).to_have_count(2)


def test_photos_are_shown_before_and_after_they_are_sent(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town)
    choose(page, "#photos", "电表.png", PNG)
    choose(page, "#photos", "多余.png", PNG)
    choose(page, "#papers", "申请.pdf", b"%PDF-1.4 \n")
    expect(page.locator("#chosen img")).to_have_count(2)
    page.get_by_role("button", name="去掉 多余.png").click()
    expect(page.locator("#chosen li")).to_have_count(2)
    say(page, "电表照片")
    expect(page.locator(".row.us")).to_contain_text("收到 2 个文件")
    expect(page.locator(".row.you img")).to_have_attribute("src", re.compile("/files/[0-9a-f]{64}"))
    page.wait_for_function("document.querySelector('.row.you img').naturalWidth === 1")
    expect(page.locator(".row.us a.paper")).to_have_attribute("download", "申请.pdf")


def test_what_the_server_refuses_stays_with_its_reason(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town)
    choose(page, "#photos", "照片.jpg", b"MZ\x90\x00\x03\x00")
    page.click("#send")
    expect(page.locator(".failed .status")).to_contain_text("没有收下")
    say(page, "接着问")
    expect(page.locator(".row.us")).to_contain_text("收到：接着问")
    page.get_by_role("button", name="移除").click()
    expect(page.locator(".failed")).to_have_count(0)
    page.fill("#text", "长" * 100_001)
    page.click("#send")
    expect(page.locator("#problem")).to_contain_text("10 万字")
    expect(page.locator("#text")).to_have_value("长" * 100_001)


def test_nothing_is_lost_or_doubled_while_the_server_is_away(
    open_page: Open, town: LiveTown, server: Server
) -> None:
    page = signed_in(open_page, town)
    say(page, "一")
    expect(page.locator(".row.us")).to_have_count(1)
    server.stop()
    expect(page.locator("#banner")).to_contain_text("重新连接")
    say(page, "二")
    say(page, "三")
    expect(page.locator(".pending .status").first).to_contain_text("等待联网")
    town.say(last_address(town), "您离线时的通知")
    server.start()
    expect(page.locator("#banner")).to_be_hidden()
    expect(page.locator(".row.us")).to_have_count(4)
    said = [text for text in bubbles(page) if not text.startswith("收到")]
    assert said == ["一", "您离线时的通知", "二", "三"]
    assert [one.text for one in received(town)] == ["一", "二", "三"]
    page.reload()
    expect(page.locator(".row")).to_have_count(7)


def test_what_was_not_sent_when_the_page_closed_is_sent_by_the_next(open_page: Open, town: LiveTown) -> None:
    page = open_page()
    page.route("**/messages", lambda route: route.abort())
    say(page, "没发出去的话")
    expect(page.locator(".pending .status")).to_contain_text("等待联网")
    page.fill("#text", "写到一半")
    page.unroute("**/messages")
    page.reload()
    expect(page.locator(".row.us")).to_contain_text("收到：没发出去的话")
    expect(page.locator("#text")).to_have_value("写到一半")
    assert len(received(town)) == 1


def test_unread_is_counted_until_it_was_in_sight(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town)
    say(page, "你好")
    expect(page.locator(".row.us")).to_have_count(1)
    address = last_address(town)
    page.goto("about:blank")
    for number in range(30):
        town.say(address, f"通知 {number}\n" * 4)
    page.go_back()
    expect(page.locator(".unread-line")).to_have_count(1)
    expect(page.locator(".row.us")).to_have_count(31)
    expect(page).to_have_title("五好园区助手")
    page.locator("#middle").evaluate("middle => middle.scrollTop = 0")
    page.wait_for_timeout(100)
    town.say(address, "又一条")
    expect(page).to_have_title("(1) 五好园区助手")
    expect(page.locator("#unread")).to_have_text("1")
    page.click("#below")
    expect(page).to_have_title("五好园区助手")


def test_earlier_messages_are_fetched(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town)
    say(page, "你好")
    expect(page.locator(".row.us")).to_have_count(1)
    for number in range(60):
        town.say(last_address(town), f"通知 {number}")
    page.reload()
    expect(page.locator(".row")).to_have_count(50)
    page.click("#earlier")
    expect(page.locator(".row")).to_have_count(62)
    expect(page.locator("#earlier")).to_be_hidden()
    assert bubbles(page)[:3] == ["你好", "收到：你好", "通知 0"]


def test_markup_in_every_field_is_text(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town, name=EVIL[:40])
    expect(page.locator("#who-name")).to_have_text(EVIL[:40])
    say(page, EVIL)
    expect(page.locator(".row.us")).to_have_text(re.compile("收到：<img"))
    stored = town.files.store(PNG, "x\" onerror='alert(4)' .png")
    fake = StoredFile("0" * 64, EVIL, "text/html", 5)
    town.say(
        last_address(town),
        Outgoing(
            EVIL + "[1]",
            sources=(Source(1, "[1] " + EVIL, town.passage("主题日每周一晚举办。")), Source(2, EVIL)),
            buttons=((Button(EVIL, "x:1"),),),
            files=(stored, fake),
        ),
    )
    page.get_by_role("button", name=EVIL, exact=True).click()
    expect(page.locator(".row.you .text").last).to_have_text(EVIL)
    assert page.locator(".row script, .row img[src='x'], .row b, .row em").count() == 0
    page.locator(".source").first.click()
    expect(page.locator("#passage-title")).to_contain_text("工作办法")


def test_a_role_taken_away_ends_the_page(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town)
    say(page, "你好")
    expect(page.locator(".row.us")).to_have_count(1)
    person = int(last_address(town).person.removeprefix("p"))
    with writing(town.engine) as session:
        bindings.revoke_person(session, person, town.now())
    expect(page.locator("#banner")).to_contain_text("已退出登录")
    page.click("#banner-act")
    expect(page.locator("#who-name")).to_have_text("来宾")
    expect(page.locator(".row")).to_have_count(0)


def test_it_is_usable_by_keyboard_and_by_ear(open_page: Open) -> None:
    page = open_page()
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    page.get_by_role("textbox", name="消息").focus()
    page.keyboard.type("选")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="不满意")).to_be_visible()
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, textarea, summary')]
        .filter(one => one.checkVisibility() && !one.closest('.hidden') && !one.matches('.hidden, .skip, .cite, .inline'))
        .filter(one => { const box = one.getBoundingClientRect(); return box.width < 44 || box.height < 43.5; })
        .map(one => one.outerHTML)"""
    )
    assert small == []
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button')].filter(one => one.checkVisibility()"
        " && !(one.textContent.trim() || one.ariaLabel)).length"
    )
    assert nameless == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_times_are_those_of_the_park(open_page: Open, town: LiveTown) -> None:
    page = open_page()
    say(page, "你好")
    moment = page.locator(".row.you time").get_attribute("datetime")
    assert moment is not None and moment.endswith("+08:00")
    assert abs((datetime.fromisoformat(moment) - town.now()).total_seconds()) < 60


def test_two_pages_of_one_person_show_the_same(open_page: Open, town: LiveTown) -> None:
    page = signed_in(open_page, town)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#sign-out")).to_be_visible()
    expect(other.get_by_role("log")).to_have_attribute("aria-live", "polite")
    say(page, "在手机上问的")
    expect(other.locator(".row.us")).to_contain_text("收到：在手机上问的")
    expect(other.locator(".row.you")).to_have_count(1)
    assert last_address(town).channel is Channel.WEB


def test_a_message_sent_before_the_log_came_is_sent_once(open_page: Open, town: LiveTown) -> None:
    page = open_page("/healthz")
    held: list[Route] = []
    page.route("**/log", lambda route: held.append(route))
    page.goto(page.url.replace("/healthz", "/"))
    say(page, "急着问的")
    expect(page.locator(".row.you[data-key]")).to_have_count(1)
    for route in held:
        route.continue_()
    expect(page.locator(".row.us")).to_have_count(1)
    expect(page.locator(".row.you")).to_have_count(1)
    expect(page.locator(".pending")).to_have_count(0)
    assert len(received(town)) == 1
