"""The writer that needs no model: it quotes the sentences that answer, in their context. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.documents import Found
from knowledge.evidence import Evidence
from knowledge.evidence.sentences import Sentence, is_heading, is_row, spans
from knowledge.evidence.telling import count_asked
from knowledge.questions import Question
from knowledge.writing.lists import Listing, listings
from knowledge.writing.stretch import Stretch
from knowledge.writing.tables import (
    CLOSE,
    Table,
    asks_most,
    has_column_asked,
    in_order,
    named_rows,
    newest,
    tables,
)

WHOLE_ARTICLE = 260  # an article up to this many characters is quoted whole
WHOLE = 180  # and so is any other passage up to this
LONGEST = 420
LONGEST_LIST = 1_200
NEAR = 0.5  # a neighbouring sentence is quoted with the best where it holds this share of what that holds
TELLS = 0.3  # what it is worth that a sentence holds the kind of thing that is wanted
_SHORT = 40
_ITEM = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、是要]|\d+[.、．)）]|[①-⑳]|[-•·*])"
)
_HEADING = re.compile(r"^\s*[一二三四五六七八九十]+、")
_ASKS = re.compile(r"[？?][”’」』）)]*\s*$")
_REFERS_BACK = re.compile(
    r"^\s*(?:其(?!他|它|余|中)|该|上述|前述|前款|此类|此外|这|同时|对上|对此|对符合|符合(?:上述|前款)|否则|但|答[：:])"
)
_ASKS_LIST = re.compile(
    r"哪些|哪几|哪[两三四五六七八九十]|有哪\d|几[个条项点类种大]方面|包括什么|包含什么|有什么|什么(?:材料|条件|手续|情形|情况|流程|步骤)"
    r"|(?:条件|材料|手续|流程|步骤|程序|内容|职责)(?:是什么|有哪|是哪|[？?]|$)|怎[么样](?:申[请报]|办理)|如何(?:申[请报]|办理)"
)
_KINDS = "材料|条件|手续|情形|情况|职责|流程|步骤|程序|内容|措施|义务|权利|责任|条款|要求|行为|规定|任务|类型|方式|原则|事项"
_LISTED = re.compile(
    rf"(?:哪些|哪几[个项条种类]|什么|几[个项条种类])[^，。？?]{{0,6}}?({_KINDS})"
    rf"|({_KINDS})(?:都|主要|具体|分别)*(?:有哪|是哪|是什么|有什么|包括)"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is quoted: a text of each passage that it touches, in order.

    Of a list too long to be quoted whole, `shown` items of `total`; that is None where its end isn't known.
    `note` says how it is put: rows in an order, items by their first sentences.
    """

    parts: tuple[tuple[Found, str], ...]
    shown: int | None = None
    total: int | None = None
    note: str = field(default="", kw_only=True)


def quote(question: Question, evidence: Evidence, around: Sequence[Found] = ()) -> Quotation:
    """What answers: all of a short passage, else its best sentences in their context; a list in full,
    where it goes on in the passages `around` too.
    """
    sentences = evidence.sentences
    heads = _headings(evidence)
    best = _best(sentences, heads)
    stretch = Stretch.of(evidence.found, around)
    asks_list = bool(_ASKS_LIST.search(question.text))
    if is_row(sentences[best].text):
        start, end = (at + stretch.offset for at in _rows(evidence, best))
        if (asks_list and not (question.places or question.years)) or asks_most(question.text):
            return _table_with(question, stretch, start, end)
        return Quotation(stretch.of_rows(_named_rows(question, stretch, start) or [(start, end)]))
    first, last = _span(evidence, best)
    last = _past_headings(heads, first, last, asks_list)
    start, end = sentences[first].start + stretch.offset, sentences[last].end + stretch.offset
    at = (sentences[best].start + stretch.offset, sentences[best].end + stretch.offset)
    if counted := _counted_list(question, stretch.text, at):
        return _by_first_sentences(stretch, at, counted)
    listing = _list_at(stretch.text, at, asks_list)
    if listing:
        return _with_list(stretch, listing, start, end, at[0])
    if asks_list and (table := _table_behind(question, stretch.text, end)):
        return _with_table(stretch, table, start)
    return Quotation(stretch.parts(start, end))


def lists_what_is_asked(question: Question, text: str) -> bool:
    """Whether a text announces a list of just what is asked for (下列材料 where it's 什么材料), or is a
    table with a column of it.
    """
    if lists_in_table(question, text):
        return True
    asked = _LISTED.search(question.text)
    kind = next((one for one in asked.groups() if one), "") if asked else ""
    return bool(kind) and any(
        one.is_announced and kind in text[one.start : one.first] for one in listings(text)
    )


def lists_in_table(question: Question, text: str) -> bool:
    """Whether a text has a table with a column of what is to be listed or picked out."""
    if not (_ASKS_LIST.search(question.text) or asks_most(question.text)):
        return False
    return any(has_column_asked(question.text, table) for table in tables(text))


def sentence_with(text: str, words: Sequence[str]) -> str:
    """The sentence of a text that holds one of these words, else its first."""
    sentences = [text[start:end].strip() for start, end in spans(text)]
    return next((one for one in sentences if any(word in one for word in words)), sentences[0])


def _list_at(text: str, best: tuple[int, int], asks_list: bool) -> Listing | None:
    """The list that the best sentence introduces; where a list is asked for, the one that it stands in."""
    start, end = best
    found = [one for one in listings(text) if not one.is_sections]
    for one in found:
        is_introduction = one.is_announced and one.start <= start < one.first
        is_right_behind = start <= one.first <= end or not text[end : one.first].strip()
        opens = is_right_behind and one.start >= start - 1
        if is_introduction or (opens and (one.is_announced or one.first <= end or asks_list)):
            return one
    if asks_list:
        around = [one for one in found if one.first <= start < one.end]
        return next((one for one in reversed(around) if one.is_announced), None)
    return None


def _counted_list(question: Question, text: str, best: tuple[int, int]) -> Listing | None:
    """The list of just as many as are asked for (是哪六个) that follows, too long to be quoted whole."""
    count = count_asked(question.text)
    found = (one for one in listings(text) if count and len(one.items) == count)
    near = (one for one in found if best[0] <= one.first <= best[0] + LONGEST)
    return next((one for one in near if one.end - best[0] > LONGEST_LIST), None)


def _by_first_sentences(stretch: Stretch, best: tuple[int, int], listing: Listing) -> Quotation:
    """A sentence with the first one of each item of a list."""
    heads = [(start, start + spans(stretch.text[start:end])[0][1]) for start, end in listing.items]
    opening = [best] if best[1] <= listing.first else []
    return Quotation(stretch.of_rows([*opening, *heads]), note="各项只引第一句")


def _with_list(stretch: Stretch, listing: Listing, start: int, end: int, best: int) -> Quotation:
    """A span together with a list: in full, or as many items as may be, and then how many of how many."""
    start = min(start, listing.start) if listing.first - listing.start <= LONGEST else start
    items = listing.items
    shown = [one for one in items if one[1] - start <= LONGEST_LIST] or [items[0]]
    if len(shown) == len(items):
        return Quotation(stretch.parts(start, max(end, listing.end)))
    if best >= shown[-1][1]:  # the item that answers comes later than what could be shown
        return Quotation(stretch.parts(max(start, best), end))
    ends_here = listing.end < len(stretch.text) or stretch.is_to_the_end
    return Quotation(stretch.parts(start, shown[-1][1]), len(shown), len(items) if ends_here else None)


def _named_rows(question: Question, stretch: Stretch, start: int) -> list[tuple[int, int]]:
    """The rows of all things that a question names, of the table with the row at `start`."""
    table = next((one for one in tables(stretch.text) if one.start <= start < one.end), None)
    return named_rows(question.terms, stretch.text, table) if table else []


def _table_with(question: Question, stretch: Stretch, start: int, end: int) -> Quotation:
    """All rows of the table that these are of, in the order of the figure where who has most is asked; where
    they are too many those of its last period, or the first.
    """
    table = next((one for one in tables(stretch.text) if one.start <= start < one.end), None)
    if table is None:  # a row that the passage before runs into
        return Quotation(stretch.parts(start, end))
    if table.end - table.start > LONGEST_LIST:
        table = newest(stretch.text, table)
    if asks_most(question.text) and table.end - table.start <= LONGEST_LIST:
        rows, order = in_order(question.text, stretch.text, table)
        return Quotation(stretch.of_rows(rows), note=f"各行按{order}排列，请对照" if order else "")
    shown, total = _cut(table, table.start)
    if total and end > shown:
        return Quotation(stretch.parts(start, end))
    return Quotation(stretch.parts(table.start, shown), *total)


def _table_behind(question: Question, text: str, end: int) -> Table | None:
    """The table of what is asked for that follows right behind, below its caption."""
    following = (one for one in tables(text) if 0 <= one.start - end <= CLOSE)
    return next((one for one in following if has_column_asked(question.text, one)), None)


def _with_table(stretch: Stretch, table: Table, start: int) -> Quotation:
    """What announces a table, from `start` on, with all its rows or as many as may be."""
    end, total = _cut(table, start)
    return Quotation(stretch.parts(start, end), *total)


def _cut(table: Table, start: int) -> tuple[int, tuple[int, ...]]:
    """Where a table has to end that is quoted from `start` on; where it is cut, how many rows of how many."""
    shown = [row for row in table.rows if row[1] - start <= LONGEST_LIST] or [table.rows[0]]
    is_whole = len(shown) == len(table.rows)
    return shown[-1][1], () if is_whole else (len(shown), len(table.rows))


def _rows(evidence: Evidence, best: int) -> tuple[int, int]:
    """The best row, with the rows right beside it that hold as much of the question."""
    sentences = evidence.sentences
    first = last = best
    while (
        last + 1 < len(sentences)
        and _is_equal_row(sentences, last, last + 1)
        and _fits(sentences, first, last + 1)
    ):
        last += 1
    while first > 0 and _is_equal_row(sentences, first, first - 1) and _fits(sentences, first - 1, last):
        first -= 1
    return sentences[first].start, sentences[last].end


def _is_equal_row(sentences: Sequence[Sentence], index: int, other: int) -> bool:
    here, there = sentences[index], sentences[other]
    touches = here.end == there.start or there.end == here.start
    as_good = there.coverage == here.coverage and there.tells == here.tells
    return touches and is_row(there.text) and as_good


def _span(evidence: Evidence, best: int) -> tuple[int, int]:
    """The sentences to quote of the passage itself."""
    sentences, passage = evidence.sentences, evidence.found.passage
    if len(passage.text.strip()) <= (WHOLE_ARTICLE if passage.article else WHOLE):
        return _below_headings(evidence), len(sentences) - 1
    return _widen(sentences, best)


def _headings(evidence: Evidence) -> list[bool]:
    """Of each sentence of a passage whether it only heads what follows."""
    above = {evidence.found.document.title, *evidence.found.passage.heading.split(" › ")}
    return [is_heading(one.text, above) for one in evidence.sentences]


def _past_headings(heads: Sequence[bool], first: int, last: int, asks_list: bool) -> int:
    """The last sentence to quote: no span is of headings alone, nor ends with one that may not head a list."""
    while all(heads[first : last + 1]) and last + 1 < len(heads):
        last += 1
    while not asks_list and heads[last] and not all(heads[first : last + 1]):
        last -= 1
    return last


def _below_headings(evidence: Evidence) -> int:
    """The first sentence that is no heading; the citation's article and the title say where it stands."""
    headings = {evidence.found.document.title, *evidence.found.passage.heading.split(" › ")}
    lines = [sentence.text.strip() for sentence in evidence.sentences]
    return next((index for index, line in enumerate(lines) if line not in headings), 0)


def _best(sentences: Sequence[Sentence], heads: Sequence[bool]) -> int:
    """The sentence that holds most of the question, but rather one that tells what is wanted where one does
    that holds half as much; no heading with nothing below it.
    """
    every = [at for at in range(len(sentences)) if not all(heads[at:])] or range(len(sentences))
    most = max(one.coverage for one in sentences)
    telling = [index for index in every if sentences[index].tells and sentences[index].coverage >= most / 2]
    return max(telling or every, key=lambda index: (sentences[index].coverage, -index))


def _worth(sentence: Sentence) -> float:
    return sentence.coverage + (TELLS if sentence.tells else 0.0)


def _widen(sentences: Sequence[Sentence], best: int) -> tuple[int, int]:
    """From the best sentence to the span that is quoted: what it answers or opens, and near ones as good."""
    first, last = best, best
    while first > 0 and _is_item(sentences[first].text) and _fits(sentences, first - 1, last):
        first -= 1
    while first > 0 and _REFERS_BACK.match(sentences[first].text) and _fits(sentences, first - 1, last):
        first -= 1
    last = _go_on(sentences, best, first)
    return _take_near(sentences, first, last, NEAR * _worth(sentences[best]))


def _go_on(sentences: Sequence[Sentence], best: int, first: int) -> int:
    """The last sentence of what the best one begins: the answer to its question, what a heading heads;
    of one that doesn't tell the kind of thing that is wanted, the next.
    """
    opening, last = sentences[best], best
    is_open = bool(_ASKS.search(opening.text)) or _is_short_heading(opening.text)
    while last + 1 < len(sentences) and _fits(sentences, first, last + 1):
        following = sentences[last + 1].text
        ends = _ASKS.search(following) if _ASKS.search(opening.text) else _HEADING.match(following)
        if ends or (not is_open and (opening.tells or last > best)):
            break
        last += 1
    return last


def _is_short_heading(text: str) -> bool:
    return bool(_ITEM.match(text)) and len(text.strip()) <= _SHORT


def _take_near(sentences: Sequence[Sentence], first: int, last: int, enough: float) -> tuple[int, int]:
    grown = True
    while grown:
        grown = False
        if (
            last + 1 < len(sentences)
            and _fits(sentences, first, last + 1)
            and _is_near(sentences[last + 1], enough)
        ):
            last, grown = last + 1, True
        if first > 0 and _fits(sentences, first - 1, last) and _is_near(sentences[first - 1], enough):
            first, grown = first - 1, True
    return first, last


def _is_near(sentence: Sentence, enough: float) -> bool:
    return _is_item(sentence.text) or _worth(sentence) >= enough


def _is_item(text: str) -> bool:
    return bool(_ITEM.match(text)) and not _HEADING.match(text)


def _fits(sentences: Sequence[Sentence], first: int, last: int) -> bool:
    return sentences[last].end - sentences[first].start <= LONGEST
