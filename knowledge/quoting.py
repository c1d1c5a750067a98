"""An answer in the making: quotations, those that say the same once, each citation numbered."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from sqlmodel import Session

from knowledge.answers import Answer, Citation, Subject, cite
from knowledge.documents import surrounding
from knowledge.evidence import Evidence
from knowledge.questions import Question
from knowledge.writing import extractive
from knowledge.writing.extractive import Quotation
from knowledge.writing.frames import Quoted
from knowledge.writing.stretch import REACH
from knowledge.writing.tables import asks_most

FAR = 1_000  # passages that are read around a row where all rows must be compared
_SPACES = re.compile(r"\s+")


class Quoting:
    """What is quoted so far in reply to a question, of a day."""

    def __init__(self, session: Session, question: Question, day: date) -> None:
        self.session = session
        self.question = question
        self.day = day
        self.quotes: list[Quoted] = []
        self.citations: list[Citation] = []

    def quote(self, good: Sequence[Evidence]) -> list[Quoted]:
        """Quote what answers of each; nothing more of a document whose list had to be cut."""
        cut: set[int] = set()
        for evidence in good:
            if evidence.found.passage.document_id in cut:
                continue
            reach = FAR if asks_most(self.question.text) else REACH
            around = surrounding(self.session, evidence.found, reach)
            quotation = extractive.quote(self.question, evidence, around)
            self.add(quotation)
            if quotation.shown:
                cut.add(evidence.found.passage.document_id)
        return self.quotes

    def add(self, quotation: Quotation) -> None:
        """Quote this, unless all of it is quoted already, white space aside."""
        said = "".join(_bare(one.quote) for one in self.citations)
        if all(_bare(text) in said for _, text in quotation.parts):
            return
        first = len(self.citations) + 1
        cited = [cite(n, found, text, self.day) for n, (found, text) in enumerate(quotation.parts, first)]
        self.citations += cited
        self.quotes.append(Quoted(tuple(cited), quotation.shown, quotation.total))

    def answer(self, frame: Callable[[Sequence[Quoted]], str]) -> Answer:
        """The answer, as the frame puts it."""
        return Answer(self.question.text, Subject.POLICY, frame(self.quotes), tuple(self.citations))


def _bare(text: str) -> str:
    return _SPACES.sub("", text)
