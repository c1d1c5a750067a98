"""The same retrieval for LangChain: a BaseRetriever whose documents carry what a citation needs."""

from datetime import date

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.database import reading
from knowledge.documents import Found, status_on
from knowledge.home import Home
from knowledge.retrieval import retrieve
from knowledge.scope import Scope


class PassageRetriever(BaseRetriever):
    """Passages that `scope` may see and that are in force on `day`, the best first."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    home: Home
    scope: Scope
    day: date
    limit: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        with reading(self.home.engine) as session:
            ranked = retrieve(self.home, session, query, self.scope, self.day, self.limit)
        return [self._document(one.found, one.score) for one in ranked]

    def _document(self, found: Found, score: float) -> LangChainDocument:
        document, passage = found.document, found.passage
        issued = document.issued_on.isoformat() if document.issued_on else None
        metadata = {
            "source": found.path,
            "title": document.title,
            "number": document.number,
            "article": passage.article,
            "page": passage.page,
            "issued": issued,
            "status": status_on(document, self.day).value,
            "score": score,
        }
        return LangChainDocument(page_content=passage.text, metadata=metadata, id=str(passage.id))
