"""A ledger in which some amounts are missing and some are alike: what is said of both."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answering import Asker
from knowledge.answers import Answer
from knowledge.checking import faults
from knowledge.database import writing
from knowledge.home import Home
from knowledge.projects.source import Projects
from knowledge.questions import understand
from knowledge.scope import LOCAL_OPERATOR
from knowledge.settings import Settings
from tests.knowledge.projects.cast import ledger, project


@pytest.fixture
def half_filled(tmp_path: Path) -> Home:
    """Two projects of one amount, one of a smaller one, and one whose ledger, a month older, has none."""
    home = Home(Settings(home=tmp_path))
    home.migrate()
    rows = [
        project("A-1", "陶瓷窑炉项目", investment=30_000_000),
        project("A-2", "瓷砖釉料项目", investment=50_000_000),
        project("A-3", "洁具模具项目", as_of=date(2026, 9, 30)),
        project("A-4", "耐火砖项目", investment=50_000_000),
    ]
    with writing(home.engine) as session:
        ledger(session, 1, rows)
    return home


def told(home: Home, text: str) -> Answer:
    reply = Projects(home).reply(understand(text), Asker(LOCAL_OPERATOR, date(2026, 11, 22)))
    assert isinstance(reply, Answer)
    assert not faults(reply)
    return reply


def test_those_alike_share_a_place_and_who_has_no_amount_is_named(half_filled: Home) -> None:
    answer = told(half_filled, "总投资最大的一个项目")
    assert answer.text.splitlines() == [
        "按台账填写的总投资从大到小排（比较了 3 个项目，相同的并列）：",
        "· 瓷砖釉料项目（A-2）：东江高新区，开工阶段；总投资：5000 万元[1]",
        "· 耐火砖项目（A-4）：东江高新区，开工阶段；总投资：5000 万元[2]",
        "没有填写总投资，没有参加比较的：",
        "· 洁具模具项目（A-3）：东江高新区，开工阶段[3]",
        "数据截至 2026-09-30。[3]",
    ]
    assert answer.as_of == date(2026, 9, 30)


def test_no_sum_is_made_and_who_has_no_amount_is_named(half_filled: Home) -> None:
    text = told(half_filled, "全市项目总投资合计多少").text
    assert text.startswith("台账里没有合计数，总投资不代为相加。共 3 个项目有总投资：")
    assert "没有填写总投资，没有参加比较的：\n· 洁具模具项目" in text
    assert "13000" not in text
