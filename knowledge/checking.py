"""Before an answer goes out: every citation exists, and every figure stands in what it cites. Pure."""

import re
import unicodedata

from knowledge.answers import Answer, Citation, Subject

_MARK = re.compile(r"\[(\d{1,2})\](?=\[|\n|$)")  # at a line's end; within quotations [2020] is a 文号's
_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_COMMA_BETWEEN = re.compile(r"(?<![０-９])，|，(?![０-９])")  # one of a sentence, not of １，２００


def faults(answer: Answer) -> list[str]:
    """What is wrong with an answer: marks without citation, citations without mark, unborne figures."""
    by_number = {str(citation.n): citation for citation in answer.citations}
    text = _without_quotations(answer)
    marks = _MARK.findall(text)
    wrong = [f"[{mark}] cites nothing" for mark in marks if mark not in by_number]
    wrong += [f"[{number}] is cited nowhere" for number in by_number if number not in marks]
    own = _own(answer)
    wrong += [
        f"{figure} stands in no cited passage" for figure in _unborne(text, by_number) if figure not in own
    ]
    return wrong


def _own(answer: Answer) -> set[str]:
    """What no citation need bear: a number of things found, and the day that a question asks of."""
    day = answer.as_of if answer.kind is Subject.POLICY else None
    return {str(answer.counted)} | ({str(day.year), str(day.month), str(day.day)} if day else set())


def _without_quotations(answer: Answer) -> str:
    """The text without what it quotes to the letter: a figure there is borne, a [3] there is a footnote's."""
    text = answer.text
    for citation in answer.citations:
        text = text.replace(f"“{citation.quote}”[{citation.n}]", f"[{citation.n}]")
    return text


def _unborne(text: str, by_number: dict[str, Citation]) -> list[str]:
    """Figures of a text that the citations of their own part don't hold."""
    unborne = []
    for part, marks in _parts(text):
        borne = set().union(*(_borne(by_number[mark]) for mark in marks if mark in by_number))
        unborne += [figure for figure in figures(part) if figure not in borne]
    return unborne


def _parts(text: str) -> list[tuple[str, list[str]]]:
    """The text cut behind each run of marks, with those marks; what no mark follows has none."""
    parts, start = [], 0
    for run in re.finditer(rf"(?:{_MARK.pattern})+", text):
        parts.append((text[start : run.start()], _MARK.findall(text, run.start(), run.end())))
        start = run.end()
    return [*parts, (text[start:], [])]


def _borne(citation: Citation) -> set[str]:
    told = (citation.title, citation.number, citation.article, citation.quote)
    borne = figures(" ".join(part for part in told if part))
    borne |= {str(citation.page)} if citation.page else set()
    days = (day.isoformat() for day in (citation.issued, citation.effective) if day)
    return borne | figures(" ".join(days))


def figures(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", _COMMA_BETWEEN.sub(" ", text))
    return {found.replace(",", "") for found in _FIGURE.findall(plain)}
