"""An answer in the making: quotations, those that say the same once, each citation numbered."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from sqlmodel import Session

from knowledge.amending import amendment
from knowledge.answers import Answer, Citation, Subject, cite
from knowledge.documents import Found, surrounding
from knowledge.evidence import Evidence
from knowledge.questions import Question
from knowledge.scope import Scope
from knowledge.writing import extractive
from knowledge.writing.extractive import Quotation
from knowledge.writing.frames import Quoted
from knowledge.writing.stretch import REACH
from knowledge.writing.tables import asks_most

FAR = 1_000  # passages that are read around a row where all rows must be compared
_SPACES = re.compile(r"\s+")


class Quoting:
    """What is quoted so far in reply to a question, of a day."""

    def __init__(self, session: Session, question: Question, day: date, scope: Scope | None = None) -> None:
        """Where a `scope` is given, an article is led by what changed it, as far as that may be seen."""
        self.session = session
        self.question = question
        self.day = day
        self.scope = scope
        self.quotes: list[Quoted] = []
        self.citations: list[Citation] = []

    def quote(self, good: Sequence[Evidence], question: Question | None = None) -> list[Quoted]:
        """Quote what answers of each, what was changed with its change first; nothing more of a document that
        changes it, nor of one whose list had to be cut. `question` is the part that it is quoted for.
        """
        asked = question or self.question
        changes = [self._change(one.found) for one in good]
        told = {found.passage.document_id for found, _ in filter(None, changes)}
        for evidence, _ in sorted(zip(good, changes, strict=True), key=lambda pair: pair[1] is None):
            if evidence.found.passage.document_id in told:
                continue
            reach = FAR if asks_most(asked.text) else REACH
            around = surrounding(self.session, evidence.found, reach)
            quotation = extractive.quote(asked, evidence, around)
            self.add(quotation)
            if quotation.shown:
                told.add(evidence.found.passage.document_id)
        return self.quotes

    def add(self, quotation: Quotation) -> None:
        """Quote this, led by what changed it, unless all of it is quoted already, white space aside."""
        found = quotation.parts[0][0]
        change = self._change(found)
        if change:
            self._put(Quotation((change,)), changes=found.passage.article or "")
        self._put(quotation, is_changed=bool(change))

    def _change(self, found: Found) -> tuple[Found, str] | None:
        return amendment(self.session, found, self.scope, self.day) if self.scope else None

    def _put(self, quotation: Quotation, changes: str = "", is_changed: bool = False) -> None:
        said = "".join(_bare(one.quote) for one in self.citations)
        if all(_bare(text) in said for _, text in quotation.parts):
            return
        first = len(self.citations) + 1
        cited = [cite(n, found, text, self.day) for n, (found, text) in enumerate(quotation.parts, first)]
        self.citations += cited
        self.quotes.append(
            Quoted(tuple(cited), quotation.shown, quotation.total, changes, is_changed, quotation.note)
        )

    def answer(self, frame: Callable[[Sequence[Quoted]], str]) -> Answer:
        """The answer, as the frame puts it."""
        return Answer(self.question.text, Subject.POLICY, frame(self.quotes), tuple(self.citations))


def _bare(text: str) -> str:
    return _SPACES.sub("", text)
