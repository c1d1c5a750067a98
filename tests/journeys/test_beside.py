"""The operator's own commands beside a running serve."""

import json
import time
from pathlib import Path

from bot.people.bindings import person_of
from knowledge.database import reading
from tests.journeys.days import Page, Park, eventually, wuhao


def test_a_person_who_is_revoked_beside_a_running_serve_is_out_at_once(park: Park) -> None:
    who = park.owner("秦经理")
    park.says(who, "/report 还没有写完", "请核对后回复“确认”提交")
    with reading(park.home.engine) as session:
        person = person_of(session, park.address(who))
    assert person
    code = wuhao(park.running, "people", "code", str(person.id), "--json").stdout
    page = Page(park.running.url, json.loads(code)["code"])
    page.says("/help", "/mine")
    done = wuhao(park.running, "people", "revoke", str(person.id))
    assert done.returncode == 0, done.stderr
    assert page.sends("/mine").status_code == 401, "the browser's session is over"
    assert "您现在的身份" not in park.says(who, "/start", "五好园区助手")
    park.telegram.says(who, "确认")
    park.says(who, "/mine", "要先绑定身份")
    assert not [one for one in park.issues() if one.text == "还没有写完"]


def test_an_act_on_the_terminal_reaches_the_enterprise_in_telegram(park: Park) -> None:
    who = park.owner("尤经理")
    number = park.hands_in(who, "门禁失灵。")
    done = wuhao(park.running, "issues", "act", number, "accept")
    assert done.returncode == 0, done.stderr
    begun = time.monotonic()
    park.hears(who, "已受理，即将交办")
    assert time.monotonic() - begun < 10


def test_papers_taken_in_beside_a_running_serve_are_answered_from(park: Park, tmp_path: Path) -> None:
    park.running.wait_until_ready()
    paper = tmp_path / "通行证.md"
    paper.write_text("# 货车通行证管理办法\n\n第一条 货车通行证每满四百五十天换发一次。\n", "utf-8")
    done = wuhao(park.running, "ingest", str(paper), "--audience", "public")
    assert done.returncode == 0, done.stderr
    page, begun = park.page(), time.monotonic()

    def answered() -> bool:
        return "四百五十天" in page.says("货车通行证多少天换发一次？", "")

    eventually(answered, lambda: str(page.heard))
    assert time.monotonic() - begun < 10
