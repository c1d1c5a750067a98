"""Answers of staff: given first, to whom they are for, while what they rest on holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import col, update

from bot.tables import METADATA
from knowledge import checking
from knowledge.answering import Asker, answer
from knowledge.answers import Answer, Reply, Subject
from knowledge.database import connect, writing
from knowledge.documents import Document, Passage, Status
from knowledge.errors import BadInput
from knowledge.faq import entries, replies
from knowledge.faq.entries import Draft
from knowledge.faq.source import Faq, foreign_citation, own_citation
from knowledge.faq.standing import review
from knowledge.faq.tables import Doubt, FaqEntry, FaqSource, FaqState
from knowledge.scope import GUEST, INTERNAL, LOCAL_OPERATOR, PUBLIC, Role, Scope
from tests.knowledge import cast as papers

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = NOW.date()
ASKED = "标准厂房租金补贴怎么申请？"
SAID = "每年3月向园区招商服务中心提交申请表，每平方米每月6元。"
RENT = "第八条 符合条件的企业，按照每平方米每月6元的标准给予租金补贴。"
TITLE, NUMBER = "标准厂房租金补贴办法", "东政发〔2024〕15号"
LANCHUAN = Scope(Role.OFFICIAL, frozenset({"澜川经开区"}))
SONGLING = Scope(Role.OFFICIAL, frozenset({"松岭经开区"}))
STAFF = Scope(Role.STAFF, zones=None)
BATTERY, BAMBOO = Scope(Role.ENTERPRISE, enterprise="蓄原"), Scope(Role.ENTERPRISE, enterprise="竹缠")
EVERYONE = (GUEST, BATTERY, BAMBOO, LANCHUAN, SONGLING, LOCAL_OPERATOR, STAFF)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path / 'wuhao.db'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def document(engine: Engine, **of: Any) -> int:
    facts = {"title": TITLE, "number": NUMBER, "issued_on": date(2024, 12, 10), **of}
    return papers.add(engine, facts.pop("title"), RENT, **facts)


def wrote(engine: Engine, **of: Any) -> int:
    draft = {"question": ASKED, "answer": SAID, "author": "市招商局 小吴", **of}
    with writing(engine) as session:
        return entries.write(session, Draft(**draft), NOW, DAY).id or 0


def ask(engine: Engine, text: str = ASKED, scope: Scope = GUEST, day: date = DAY) -> Reply:
    return answer(text, Asker(scope, day), [Faq(engine)])


def is_given(engine: Engine, text: str = ASKED, scope: Scope = GUEST, day: date = DAY) -> bool:
    reply = ask(engine, text, scope, day)
    assert isinstance(reply, Answer) or SAID not in reply.text
    return isinstance(reply, Answer)


def now_reads(engine: Engine, document_id: int, text: str) -> None:
    """The document was replaced by another text."""
    papers.reword(engine, document_id, text)
    with writing(engine) as session:
        session.execute(update(Document).where(col(Document.id) == document_id).values(text_hash=text))


def change(engine: Engine, document_id: int, **facts: Any) -> None:
    with writing(engine) as session:
        session.execute(update(Document).where(col(Document.id) == document_id).values(**facts))


def entry(engine: Engine, entry_id: int) -> FaqEntry:
    with writing(engine) as session:
        return session.get_one(FaqEntry, entry_id)


def test_given_with_who_and_when_and_its_sources(engine: Engine) -> None:
    document(engine)
    wrote(engine, sources=(f"{NUMBER}第八条", "省工信厅2025年3月来函"))
    reply = ask(engine)
    assert isinstance(reply, Answer) and reply.kind is Subject.FAQ and reply.as_of == DAY
    assert reply.text == (
        f"工作人员答复（市招商局 小吴），2026-11-22：\n“{SAID}”[1]\n"
        f"依据：《{TITLE}》（{NUMBER}）[2]\n依据：省工信厅2025年3月来函[3]"
    )
    own, law, letter = reply.citations
    assert own.quote == SAID and own.source == "常见问题第 1 条"
    assert (law.number, law.status, law.quote) == (NUMBER, Status.IN_FORCE, RENT) and law.passage
    assert letter.source == replies.NOT_OF_OURS and letter.status is None


def test_asked_in_other_words(engine: Engine) -> None:
    wrote(engine, wordings=("租金补贴找谁办",))
    assert is_given(engine, "请问如何申请标准厂房的租金补贴") and is_given(engine, "租金补贴找谁办？")


def test_each_way_to_ask_is_kept_once_its_own_first(engine: Engine) -> None:
    written = wrote(engine, wordings=("找谁办", "请问标准厂房租金补贴如何申请", "找谁办？", "？"))
    with writing(engine) as session:
        found = session.get_one(FaqEntry, written)
        assert [one.text for one in entries.wordings_of(session, found)] == [ASKED, "找谁办"]
        assert entries.draft_of(session, found).wordings == ("找谁办",)


@pytest.mark.parametrize(
    "near",
    [
        "松岭标准厂房租金补贴怎么申请",
        "2025年标准厂房租金补贴怎么申请",
        "标准厂房租金补贴不能怎么申请",
        "标准厂房租金补贴什么时候申请",
        "租金补贴怎么申请",
        "标准厂房租金补贴6元怎么申请",
    ],
)
def test_a_near_miss_is_not_answered(engine: Engine, near: str) -> None:
    wrote(engine)
    assert is_given(engine) and not is_given(engine, near)


@pytest.mark.parametrize(
    ("audience", "seeing"),
    [
        (PUBLIC, EVERYONE),
        (INTERNAL, (LANCHUAN, SONGLING, LOCAL_OPERATOR, STAFF)),
        ("zone:澜川经开区", (LANCHUAN, LOCAL_OPERATOR, STAFF)),
        ("staff", (STAFF,)),
    ],
)
def test_given_to_whom_it_is_for(engine: Engine, audience: str, seeing: tuple[Scope, ...]) -> None:
    wrote(engine, audience=audience)
    assert [scope for scope in EVERYONE if is_given(engine, scope=scope)] == list(seeing)


def test_what_rests_on_an_internal_document_is_internal(engine: Engine) -> None:
    law = document(engine, audience=INTERNAL)
    written = wrote(engine, sources=(NUMBER,))
    assert entry(engine, written).audience == INTERNAL
    assert not is_given(engine) and is_given(engine, scope=LANCHUAN)
    change(engine, law, audience="staff")  # from then on the answer is for staff too
    assert not is_given(engine, scope=LANCHUAN) and is_given(engine, scope=STAFF)


def test_valid_on_its_days_alone(engine: Engine) -> None:
    until = DAY + timedelta(days=30)
    wrote(engine, valid_until=until)
    assert not is_given(engine, day=DAY - timedelta(days=1))
    assert is_given(engine, day=until) and not is_given(engine, day=until + timedelta(days=1))
    assert review(engine, until) == []
    (touched,) = review(engine, until + timedelta(days=1))
    assert touched.doubt is Doubt.OVER and entry(engine, 1).state is FaqState.TO_REVIEW


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({"repealed_on": DAY}, Doubt.REPEALED),
        ({"expires_on": DAY - timedelta(days=1)}, Doubt.EXPIRED),
        ({"effective_on": DAY + timedelta(days=9)}, Doubt.NOT_YET),
        ({"issued_on": DAY + timedelta(days=9)}, Doubt.NOT_YET),
        ({"retired_at": NOW}, Doubt.RETIRED),
    ],
)
def test_not_given_once_its_source_holds_no_longer(
    engine: Engine, facts: dict[str, Any], doubt: Doubt
) -> None:
    law = document(engine)
    written = wrote(engine, sources=(NUMBER,))
    assert is_given(engine)
    change(engine, law, **facts)
    assert not is_given(engine), "at once, before anybody looked"
    (touched,) = review(engine, DAY)
    assert (touched.entry_id, touched.document, touched.doubt) == (written, TITLE, doubt)
    assert entry(engine, written).state is FaqState.TO_REVIEW and not review(engine, DAY)


def test_a_repeal_to_come_counts_from_its_day(engine: Engine) -> None:
    law = document(engine)
    wrote(engine, sources=(NUMBER,))
    change(engine, law, repealed_on=DAY + timedelta(days=5))
    assert is_given(engine) and review(engine, DAY) == []
    assert not is_given(engine, day=DAY + timedelta(days=5))


def test_a_new_text_with_the_words_cited_is_named_and_given_on(engine: Engine) -> None:
    law = document(engine)
    written = wrote(engine, sources=(f"{NUMBER}“每平方米每月6元”",))
    now_reads(engine, law, f"{RENT}补贴每季度兑现。")
    assert is_given(engine)
    assert [one.doubt for one in review(engine, DAY)] == [Doubt.REWORDED]
    assert entry(engine, written).state is FaqState.ACTIVE and not review(engine, DAY)


def test_a_new_text_without_them_sets_it_aside(engine: Engine) -> None:
    law = document(engine)
    wrote(engine, sources=(f"{NUMBER}“每平方米每月6元”",))
    now_reads(engine, law, RENT.replace("6元", "5元"))
    assert not is_given(engine)
    assert [one.doubt for one in review(engine, DAY)] == [Doubt.CHANGED]


def test_a_file_that_became_another_document(engine: Engine) -> None:
    law = document(engine)
    wrote(engine, sources=(f"{NUMBER}第八条",))
    change(engine, law, retired_at=NOW)
    document(engine, title=f"{TITLE}（2026年印发）")
    assert is_given(engine) is True


def test_another_of_the_same_title_takes_its_place_only_with_the_words(engine: Engine) -> None:
    law = document(engine, number=None)
    wrote(engine, sources=(f"《{TITLE}》第八条",))
    change(engine, law, retired_at=NOW)
    with writing(engine) as session:
        other = papers.a_document(TITLE, issued_on=DAY)
        other.text_hash = "新"
        papers.put(session, other, "第八条 不再补贴。")
    assert not is_given(engine)
    assert [one.doubt for one in review(engine, DAY)] == [Doubt.CHANGED]


def test_written_anew_it_is_given_again(engine: Engine) -> None:
    law = document(engine)
    written = wrote(engine, sources=(f"{NUMBER}第八条",))
    now_reads(engine, law, "第八条 每平方米每月5元。")
    review(engine, DAY)
    with writing(engine) as session:
        old = session.get_one(FaqEntry, written)
        entries.write(session, entries.draft_of(session, old), NOW, DAY, old)
    assert is_given(engine)


def test_a_source_is_named_so_that_it_is_found_again(engine: Engine) -> None:
    document(engine, number=None)
    document(engine, number=None, title=f"《{TITLE}》政策解读")
    written = wrote(engine, sources=(f"《〈{TITLE}〉政策解读》“每平方米每月6元”", TITLE))
    with writing(engine) as session:
        old = session.get_one(FaqEntry, written)
        before = entries.draft_of(session, old).sources
        entries.write(session, entries.draft_of(session, old), NOW, DAY, old)
        assert entries.draft_of(session, old).sources == before
        assert before == (f"《〈{TITLE}〉政策解读》“每平方米每月6元”", f"《{TITLE}》")


def test_withdrawn(engine: Engine) -> None:
    written = wrote(engine)
    with writing(engine) as session:
        entries.withdraw(session, session.get_one(FaqEntry, written))
    assert not is_given(engine, scope=STAFF)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"question": " "}, "空着"),
        ({"answer": "\n"}, "空着"),
        ({"answer": "长" * 3001}, "内容太长"),
        ({"question": "长" * 501}, "内容太长"),
        ({"valid_until": DAY - timedelta(days=1)}, "已经过去"),
        ({"audience": "大家"}, "受众只能是"),
        ({"sources": (f"{NUMBER}第九条",)}, "没有“第九条”"),
        ({"sources": (f"《{TITLE}》“每月7元”",)}, "没有“每月7元”"),
    ],
)
def test_what_cant_be_written(engine: Engine, wrong: dict[str, Any], word: str) -> None:
    document(engine)
    with pytest.raises(BadInput, match=word):
        wrote(engine, **wrong)


def test_a_repealed_document_bears_out_nothing(engine: Engine) -> None:
    document(engine, repealed_on=date(2025, 1, 1))
    with pytest.raises(BadInput, match="已废止"):
        wrote(engine, sources=(NUMBER,))


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60)


@given(WORDS, st.lists(WORDS, max_size=2), WORDS)
def test_whatever_staff_write_is_sound(said: str, rests: list[str], author: str) -> None:
    entry = FaqEntry(
        id=1, question="问", answer=said, audience=PUBLIC, author=author, written_at=NOW, valid_from=DAY
    )
    own = own_citation(entry)
    others = [foreign_citation(n, FaqSource(entry_id=1, title=title)) for n, title in enumerate(rests, 2)]
    text = replies.staff_answer(own, others)
    assert checking.faults(Answer("问", Subject.FAQ, text, (own, *others))) == []


def test_passages_are_of_the_document(engine: Engine) -> None:
    law = document(engine)
    wrote(engine, sources=(NUMBER,))
    reply = ask(engine)
    assert isinstance(reply, Answer)
    with writing(engine) as session:
        assert session.get_one(Passage, reply.citations[1].passage).document_id == law
