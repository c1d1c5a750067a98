"""metadata.csv: what people say by hand of the facts that a text states, or doesn't."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from ingest.hints import HINTS_FILE, read_hints
from ingest.metadata import read_facts
from ingest.pages import Block, Reading
from knowledge.database import reading
from knowledge.documents import Document, Level, Passage, Relation, Status, status_on
from knowledge.errors import BadInput
from tests.ingest.office import Office

OLD = "澜川市厂房暂行办法\n\n第一条　制定本办法。\n\n澜川市人民政府\n2021年6月8日\n"
NEW = (
    "澜川市厂房办法\n\n第一条　根据《园区条例》，制定本办法。\n\n"
    "第二条　本办法自2025年1月1日起施行。《澜川市厂房暂行办法》同时废止。\n\n澜川市人民政府\n2024年12月10日\n"
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def relations(office: Office, title: str) -> dict[tuple[str, str | None], str]:
    with reading(office.engine) as session:
        rows = session.exec(select(Relation).join(Document).where(Document.title == title)).all()
        return {(one.kind.value, one.title or one.number): one.words for one in rows}


def test_facts_are_kept_with_the_words_that_they_were_read_from(office: Office) -> None:
    office.write("旧.txt", OLD)
    office.write("新.txt", NEW)
    office.ingest()
    new, old = office.document("澜川市厂房办法"), office.document("澜川市厂房暂行办法")
    assert new.level is Level.CITY
    assert new.evidence["effective_on"] == "第二条 本办法自2025年1月1日起施行。"
    assert new.evidence["issuer"] == "澜川市人民政府\n2024年12月10日"
    assert relations(office, new.title) == {
        ("repeals", "澜川市厂房暂行办法"): "《澜川市厂房暂行办法》同时废止",
        ("implements", "园区条例"): "第一条 根据《园区条例》，制定本办法",
    }
    assert (old.repealed_on, old.repealed_by_id) == (date(2025, 1, 1), new.id)


def test_a_rule_that_says_it_is_repealed_is_not_in_force(office: Office) -> None:
    office.write("旧.txt", OLD + "（此件已废止）\n")
    office.ingest()
    old = office.document("澜川市厂房暂行办法")
    assert status_on(old, date(2026, 11, 20)) is Status.REPEALED


def test_levels_and_relations_said_by_hand_win(office: Office) -> None:
    office.write("旧.txt", OLD)
    office.write("新.txt", NEW)
    office.write(
        HINTS_FILE,
        "文件,级别,废止,修改,实施\n新.txt,园区,澜政发〔2020〕1号,《甲办法》（澜政发〔2019〕3号）、《乙办法》,\n",
    )
    office.ingest()
    new = office.document("澜川市厂房办法")
    assert (new.level, new.evidence["level"]) == (Level.PARK, HINTS_FILE)
    assert new.evidence["issued_on"] == "澜川市人民政府\n2024年12月10日"
    assert set(relations(office, new.title)) == {
        ("repeals", "澜政发〔2020〕1号"),
        ("amends", "甲办法"),
        ("amends", "乙办法"),
        ("implements", "园区条例"),
    }
    assert office.document("澜川市厂房暂行办法").repealed_on is None


def test_what_is_said_by_hand_has_the_table_as_its_evidence(tmp_path: Path) -> None:
    (tmp_path / HINTS_FILE).write_text(
        "文件,受众,施行日期,级别\n厂房.txt,公开,2026年1月2日,county\n", "utf-8"
    )
    facts = read_facts(Reading((Block("厂房管理办法"),)), "厂房.txt")
    said = read_hints(tmp_path)["厂房.txt"].applied_to(facts)
    assert (said.effective_on, said.level) == (date(2026, 1, 2), Level.COUNTY)
    assert said.evidence == {
        "title": "厂房管理办法",
        "audience": HINTS_FILE,
        "effective_on": HINTS_FILE,
        "level": HINTS_FILE,
    }


@pytest.mark.parametrize("row", ["文件,级别\n厂房.txt,镇\n", "文件,废止\n厂房.txt,那个办法\n"])
def test_what_cannot_be_understood_is_told_with_its_row(tmp_path: Path, row: str) -> None:
    (tmp_path / HINTS_FILE).write_text(row, "utf-8")
    with pytest.raises(BadInput, match=r"第 2 行有误.*级别写国家、省、市、县或园区"):
        read_hints(tmp_path)


def test_passages_know_their_rows(office: Office) -> None:
    office.write("用房.md", "# 园区用房通知\n\n| 园区 | 面积 |\n|---|---|\n| 甲园 | 12 |\n| 乙园 | 30 |\n")
    office.ingest()
    with reading(office.engine) as session:
        assert "第1至2行" in session.exec(select(Passage.spot)).all()
