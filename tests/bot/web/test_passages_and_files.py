"""Citations opened, files fetched: each only by who may see them."""

import pytest

from bot.desk.tables import Attachment, Issue
from bot.desk.words import Category, Origin, State
from bot.messages.contents import Outgoing
from knowledge.database import writing
from knowledge.scope import Role
from tests.bot.web.town import BAMBOO, PNG, POWER, STORAGE, ZONE, Browser, Town

RULE = "主题日每周一晚举办。"


def test_a_citation_opens_in_its_document(small_town: Town) -> None:
    guest = Browser.opened(small_town)
    shown = guest.client.get(f"/passages/{small_town.passage(RULE)}").json()
    assert shown["title"] == "澜川经开区企业交流主题日工作办法"
    assert (shown["number"], shown["article"], shown["validity"]) == (
        "澜经开发〔2025〕3号",
        "第二条",
        "现行有效",
    )
    assert (shown["before"], shown["text"], shown["after"]) == ("总则。", RULE, "附则。")


def test_internal_ones_are_for_officials_and_staff(town: Town) -> None:
    internal = town.passage("督办每周通报。")
    for browser, status in (
        (Browser.opened(town), 404),
        (Browser.of(town, Role.ENTERPRISE, "周工", enterprise=STORAGE), 404),
        (Browser.of(town, Role.OFFICIAL, "沈处", zone=ZONE), 200),
        (Browser.of(town, Role.STAFF, "小吴"), 200),
    ):
        answer = browser.client.get(f"/passages/{internal}")
        assert answer.status_code == status
        assert ("督办" in answer.text) == (status == 200)


@pytest.mark.parametrize("key", ["0", "999999", "abc", "-1", "1 OR 1=1", "9" * 40, "１"])
def test_other_keys_open_nothing(small_town: Town, key: str) -> None:
    answer = Browser.opened(small_town).client.get(f"/passages/{key}")
    assert answer.status_code == 404 and "原文已撤下" in answer.json()["error"]


def test_a_paper_is_saved_and_a_picture_is_shown(small_town: Town) -> None:
    person = Browser.of(small_town, Role.STAFF, "小吴")
    script = "<html><script>alert(1)</script>说明".encode()
    assert person.send("附件", meter_png=PNG, page_html=script) == 200
    picture, paper = person.client.get("/log").json()["rows"][0]["files"]
    shown = person.client.get(f"/files/{picture['digest']}")
    assert shown.headers["content-disposition"].startswith("inline")
    assert shown.headers["content-type"] == "image/png"
    saved = person.client.get(f"/files/{paper['digest']}")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert saved.headers["content-type"].startswith("text/plain")
    assert "sandbox" in saved.headers["content-security-policy"]


def test_a_file_that_was_sent_to_someone_is_theirs_alone(small_town: Town) -> None:
    storage = Browser.of(small_town, Role.ENTERPRISE, "周工", enterprise=STORAGE)
    stored = small_town.files.store(PNG, "批复.png")
    assert storage.client.get(f"/files/{stored.digest}").status_code == 404
    small_town.say(storage.address, Outgoing("批复见附件。", files=(stored,)))
    answer = storage.client.get(f"/files/{stored.digest}")
    assert answer.content == PNG and "%E6%89%B9%E5%A4%8D.png" in answer.headers["content-disposition"]
    assert Browser.opened(small_town).client.get(f"/files/{stored.digest}").status_code == 404
    for digest in ("0" * 64, "../../wuhao.db", stored.digest.upper(), stored.digest[:63] + "%"):
        assert storage.client.get(f"/files/{digest}").status_code == 404


def test_an_issues_files_are_for_those_who_see_it(town: Town) -> None:
    public, internal = town.files.store(PNG, "现场.png"), town.files.store("内部意见".encode(), "意见.txt")
    with writing(town.engine) as session:
        issue = Issue(
            number="WT-2026-0001",
            state=State.ASSIGNED,
            title="增容",
            text="变压器容量不够",
            category=Category.UTILITIES,
            origin=Origin.SELF,
            enterprise=STORAGE,
            zone=ZONE,
            department=POWER,
            created_at=town.now(),
        )
        session.add(issue)
        session.flush()
        for kept, is_public in ((public, True), (internal, False)):
            session.add(
                Attachment(
                    issue_id=issue.id or 0,
                    digest=kept.digest,
                    name=kept.name,
                    mime=kept.mime,
                    size=kept.size,
                    is_public=is_public,
                )
            )
    for browser, seen in (
        (Browser.opened(town), [404, 404]),
        (Browser.of(town, Role.ENTERPRISE, "周工", enterprise=STORAGE), [200, 404]),
        (Browser.of(town, Role.ENTERPRISE, "林总", enterprise=BAMBOO), [404, 404]),
        (Browser.of(town, Role.DEPARTMENT, "市供电", department=POWER), [200, 200]),
        (Browser.of(town, Role.STAFF, "小吴"), [200, 200]),
    ):
        paths = [f"/files/{kept.digest}" for kept in (public, internal)]
        assert [browser.client.get(path).status_code for path in paths] == seen, browser.address
