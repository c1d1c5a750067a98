"""LangChain's way in gives what the assistant itself would be given."""

from datetime import date

from knowledge.home import Home
from knowledge.langchain import PassageRetriever
from knowledge.scope import GUEST, LOCAL_OPERATOR

TODAY = date(2026, 11, 22)
QUESTION = "松岭经开区扩区资金缺口多少？"


def test_documents_carry_what_a_citation_needs(sample_home: Home) -> None:
    retriever = PassageRetriever(home=sample_home, scope=LOCAL_OPERATOR, day=TODAY, limit=3)
    first, *others = retriever.invoke(QUESTION)
    assert len(others) == 2
    assert "缺口1.2亿元" in first.page_content
    assert first.metadata["number"] == "澜府阅〔2026〕7号"
    assert first.metadata["issued"] == "2026-04-13"
    assert first.metadata["status"] == "in_force"
    assert first.metadata["source"].endswith(".docx")


def test_a_guest_gets_public_documents_alone(sample_home: Home) -> None:
    retriever = PassageRetriever(home=sample_home, scope=GUEST, day=TODAY)
    assert all("会议纪要" not in one.metadata["title"] for one in retriever.invoke(QUESTION))
