"""Three journeys through the real parts: readers, SQLite, tantivy, Chroma and the encoder that ships."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from bot import app
from bot.cli.asking import reply_to, shown
from ingest.report import Report
from ingest.run import ingest
from knowledge.answering import Asker
from knowledge.answers import Answer, Reason, Refusal, Reply, Subject
from knowledge.documents import Status
from knowledge.home import Home
from knowledge.index.encoder import Encoder
from knowledge.scope import GUEST, LOCAL_OPERATOR, Role, Scope
from tests.conftest import SAMPLES
from tests.fakes import settings_at

TODAY = date(2026, 11, 22)
OFFICIAL = Asker(LOCAL_OPERATOR, TODAY)
ANYONE = Asker(GUEST, TODAY)


class Town:
    """A city's folder of files, the home that keeps it, and people who ask."""

    def __init__(self, folder: Path, home: Home) -> None:
        self.folder = folder
        self.home = home

    def bring(self, sample: str, name: str | None = None) -> Path:
        """A file of the samples arrives in the folder."""
        return Path(shutil.copy(SAMPLES / sample, self.folder / (name or Path(sample).name)))

    def ingest(self) -> Report:
        """What `wuhao ingest FOLDER` does."""
        report = ingest(self.home.engine, [self.folder], datetime(2026, 11, 22, tzinfo=app.LOCAL_TIME))
        assert self.home.sync()
        return report

    def ask(self, question: str, asker: Asker = OFFICIAL) -> Reply:
        return reply_to(self.home, question, asker)


@pytest.fixture
def town(tmp_path: Path, encoder: Encoder) -> Iterator[Town]:
    files = tmp_path / "文件"
    files.mkdir()
    home = Home(settings_at(tmp_path / "home"))
    home.__dict__["encoder"] = encoder
    yield Town(files, home)
    home.engine.dispose()


def answered(reply: Reply) -> Answer:
    assert isinstance(reply, Answer), reply
    return reply


def refused(reply: Reply) -> Refusal:
    assert isinstance(reply, Refusal), reply
    return reply


def test_a_pdf_becomes_findable_and_stops_being_so_when_it_is_gone(town: Town) -> None:
    question = "亩均税收低于多少直接列为D类？"
    assert refused(town.ask(question)).reason is Reason.NOT_FOUND

    file = town.bring("policies/05-亩均论英雄综合评价办法.pdf")
    assert town.ingest().added == [str(file)]
    reply = answered(town.ask(question))
    (citation, *_) = reply.citations
    assert "1.5 万元" in citation.quote
    assert (citation.source, citation.article, citation.page) == (str(file), "第十一条", 2)
    assert (citation.number, citation.issued) == ("澜政办发〔2025〕3号", date(2025, 1, 24))
    assert citation.status is Status.IN_FORCE

    moved = file.rename(file.with_name("改了名.pdf"))
    report = town.ingest()
    assert (report.moved, report.added, report.retired) == ([str(moved)], [], [])
    assert answered(town.ask(question)).citations[0].source == str(moved)

    moved.unlink()
    assert town.ingest().retired == [str(moved)]
    gone = refused(town.ask(question))
    assert gone.nearest == ()


def test_a_changed_file_answers_with_what_it_says_now(town: Town) -> None:
    file = town.folder / "办法.md"
    text = "# 青石县用电补贴办法\n\n第一条 为降低成本，制定本办法。\n\n第二条 企业用电每千瓦时补贴{}元。\n"
    file.write_text(text.format("0.03"), "utf-8")
    town.ingest()
    assert "0.03元" in answered(town.ask("青石县企业用电每千瓦时补贴多少钱？")).text
    file.write_text(text.format("0.05"), "utf-8")
    assert town.ingest().replaced == [str(file)]
    reply = answered(town.ask("青石县企业用电每千瓦时补贴多少钱？"))
    assert "0.05元" in reply.text and "0.03" not in reply.text
    file.write_bytes(b"")
    report = town.ingest()
    assert "仍使用上次导入的内容" in report.failed[0].reason
    assert "0.05元" in answered(town.ask("青石县企业用电每千瓦时补贴多少钱？")).text


def test_a_question_becomes_a_cited_answer_of_the_rule_in_force(town: Town) -> None:
    old = town.bring("policies/02-标准厂房租金补贴暂行办法.pdf")
    new = town.bring("policies/03-标准厂房租金补贴办法.docx")
    town.ingest()
    question = "标准厂房租金补贴每平方米多少钱？"
    today = answered(town.ask(question))
    assert "每月6元" in today.text
    assert {citation.source for citation in today.citations} == {str(new)}
    assert today.citations[0].article == "第八条"

    then = answered(town.ask(question, Asker(LOCAL_OPERATOR, date(2023, 6, 1))))
    assert "4 元" in then.text
    assert {citation.source for citation in then.citations} == {str(old)}

    status = answered(town.ask("澜政发〔2021〕6号还有效吗？"))
    assert "已废止" in status.text
    assert status.citations[-1].number == "澜政发〔2024〕15号"

    new.unlink()
    town.ingest()
    assert "4 元" not in shown(town.ask(question)), "expired on its own since 2026-06-30"
    assert "已失效" in answered(town.ask("澜政发〔2021〕6号还有效吗？")).text


def test_what_is_internal_is_not_even_hinted_at_to_a_guest(town: Town) -> None:
    town.bring("policies/13-松岭经开区调区扩区专题会议纪要.docx")
    town.bring("policies/04-园区产业人才引进若干措施.md")
    town.ingest()
    question = "松岭经开区扩区资金缺口多少？"
    assert "缺口1.2亿元" in answered(town.ask(question)).text
    told = shown(town.ask(question, ANYONE))
    assert "没有找到" in told
    assert "会议纪要" not in told and "1.2" not in told
    assert "20万元" in answered(town.ask("引进博士研究生的安家补贴是多少？", ANYONE)).text


def test_a_near_miss_is_refused_with_its_reason_and_the_nearest_documents(town: Town) -> None:
    town.bring("policies/03-标准厂房租金补贴办法.docx")
    town.ingest()
    elsewhere = refused(town.ask("长沙市标准厂房租金补贴每平方米多少钱？"))
    assert elsewhere.reason is Reason.OTHER_PLACE
    assert "长沙" in elsewhere.text and "《澜川市标准厂房租金补贴办法》" in elsewhere.text
    assert refused(town.ask("2019年标准厂房租金补贴每平方米多少钱？")).reason is Reason.OTHER_YEAR
    assert refused(town.ask("红烧肉怎么做？")).reason is Reason.NOT_FOUND


def test_a_ledger_row_becomes_a_status_reply(town: Town) -> None:
    ledger = town.bring("ledgers/项目台账.xlsx")
    report = town.ingest()
    assert (report.rows_loaded, report.row_errors) == (40, [])
    reply = answered(town.ask("5吉瓦时储能电池生产基地到哪一步了？"))
    assert reply.kind is Subject.PROJECT
    assert "竣工阶段" in reply.text and "LC-2024-001" in reply.text
    assert reply.as_of == date(2026, 10, 31)
    assert reply.citations[0].source == str(ledger) and "第 5 行" in reply.citations[0].title
    making = answered(town.ask("哪个园区在做微型电机？"))
    assert "青石产业开发区" in making.text and making.counted == 2

    book = openpyxl.load_workbook(ledger)
    sheet = book.active
    assert sheet is not None
    header = next(row for row in sheet.iter_rows() if row[0].value == "项目编号")
    column = {str(cell.value): at for at, cell in enumerate(header, 1)}
    sheet.cell(5, column["项目阶段"]).value = "投产"
    sheet.cell(6, column["总投资（万元）"]).value = "约三千"
    book.save(ledger)
    report = town.ingest()
    assert report.replaced == [str(ledger)] and report.rows_loaded == 39
    assert [(error.row, error.column) for _, error in report.row_errors] == [(6, "总投资（万元）")]
    assert "投产阶段" in answered(town.ask("LC-2024-001 到哪一步了")).text


def test_projects_are_seen_by_those_whom_they_concern(town: Town) -> None:
    town.bring("ledgers/项目台账.xlsx")
    town.bring("ledgers/园区名录.xlsx")
    town.ingest()
    here = app.asker(town.home.engine, Role.OFFICIAL, "澜川经开区", TODAY)
    elsewhere = app.asker(town.home.engine, Role.OFFICIAL, "松岭经开区", TODAY)
    owner = Asker(Scope(Role.ENTERPRISE, enterprise="澜川蓄原储能科技有限公司"), TODAY)
    rival = Asker(Scope(Role.ENTERPRISE, enterprise="青石微驱电机有限公司"), TODAY)
    question = "储能电池生产基地到哪一步了？"
    for asker in (here, owner):
        assert "LC-2024-001" in answered(town.ask(question, asker)).text
    for asker in (elsewhere, rival, ANYONE):
        told = refused(town.ask(question, asker)).text.splitlines()
        assert not any("储能" in line for line in told if not line.startswith("查找的内容："))
