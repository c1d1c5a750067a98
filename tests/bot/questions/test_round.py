"""One round on a real home: asked in vain, answered by staff, given to the next one, silent once its source is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import app
from bot.people.roles import Whose
from bot.terminal import Terminal
from ingest.run import ingest
from knowledge.scope import Role
from tests.fakes import HashHome, home_at

LAW = "园区食堂管理办法\n澜经管发〔2026〕3号\n\n第四条 食堂由管委会办公室管理。\n\n本办法自2026年1月1日起施行。\n主动公开\n"
ASKED, SAID = "周末食堂开不开门？", "周六开到14点，周日不开。"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[HashHome]:
    home = home_at(tmp_path / "home")
    (tmp_path / "办法.txt").write_text(LAW)
    ingest(home.engine, [tmp_path / "办法.txt"], app.now(), "public")
    yield home
    home.engine.dispose()


def says(person: Terminal, *words: str) -> str:
    return "\n".join(one.text for line in words for one in person.says(line))


def test_a_round(home: HashHome, tmp_path: Path) -> None:
    guest = Terminal(home, Role.GUEST, Whose())
    clerk = Terminal(home, Role.STAFF, Whose())
    enterprise = Terminal(home, Role.ENTERPRISE, Whose(enterprise="澜川蓄原储能科技有限公司"))
    assert SAID not in says(guest, ASKED)
    assert ASKED in says(clerk, "问题清单")
    says(clerk, "回答第 1 问", SAID, "澜经管发〔2026〕3号第四条", "长期有效")
    assert "已告诉 1 位提问人" in says(clerk, "公开")
    assert SAID in says(guest, "/help")
    told = says(enterprise, "请问周末食堂开不开门")
    assert f"“{SAID}”[1]" in told and "依据：《园区食堂管理办法》（澜经管发〔2026〕3号）第四条[2]" in told
    assert "食堂由管委会办公室管理" in says(enterprise, "[2]")
    assert SAID not in says(enterprise, "周末食堂开门吗")
    (tmp_path / "办法.txt").write_text(LAW.replace("管委会办公室", "物业公司"))
    report = ingest(home.engine, [tmp_path / "办法.txt"], app.now(), "public")
    assert [one.question for one in report.faq] == [ASKED]
    assert SAID not in says(enterprise, ASKED)
