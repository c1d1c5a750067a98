"""Articles asked for by their number: 消防法第十二条第三款, and what of a document they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from knowledge.documents import Document, Found, passages_of
from knowledge.index import tokens
from knowledge.numerals import NUMERAL, chinese, number
from knowledge.writing.extractive import Quotation
from knowledge.writing.lists import listings
from knowledge.writing.stretch import Stretch

_COUNT = rf"{NUMERAL}{{1,7}}"
_ARTICLE = re.compile(
    rf"第\s*({_COUNT})\s*条(?:之({_COUNT}))?(?:[的，,]?\s*第\s*({_COUNT})\s*款)?"
    rf"(?:[的，,]?\s*(?:第\s*[（(]?({_COUNT})[）)]?\s*项|[（(]([一二三四五六七八九十]{{1,3}})[）)]项?))?(?!\s*(?:措施|政策|线路|街))"
)
_NEXT = re.compile(r"[、，,和及与到至\s]*(?:以及|还有)?")
_ASKS = re.compile(
    r"^(?:中|里|之中)?(?:的|都|具体|主要|又|一下|全文|原文|条文|内容|规定|条款|是|说|讲|写|指|有|了|着|怎么|怎样|如何|什么|"
    r"哪些|啥|呢|吗|请|给我|看看?|查|列出|告诉我|显示|解释|介绍|[？?。！!，,：:；;…\s])*$"
)
_LEADS = re.compile(
    r"^(?:请问|请|想问|想知道|想看|帮我|给我|查一?下|查询|查看|查找|查|看一?下|看看|列出|告诉我|依据|根据|依照|按照|按|关于|在|"
    r"你好|我|麻烦|说说|一下|的|[\s，,：:])+"
)
_ENDS = re.compile(r"(?:的(?:规定|要求|内容)|[的中里\s，,：:]|文件|全文|正文|原文)+$")
_POINTS = re.compile(r"^(?:该|此|这个?|那个?|本|其|上述|前述)")
_KIND_ALONE = re.compile(r"(?:管理|实施|暂行|试行|若干)*(?:条例|规定|办法|细则|规则|意见|措施|通知|方案)")
_RULE = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|规程|准则|章程|意见|决定|通知|方案|措施|目录|标准|规划)(?:[（(][^）)]{1,8}[）)])?》?$")  # fmt: skip
_PART = re.compile(r"[。；;！!？?，,]")
_ITEM = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．)）]|[①-⑳])")
_OPENS = re.compile(rf"^[ \t\u3000]*第\s*{_COUNT}\s*条", re.MULTILINE)
_HEAD = re.compile(rf"第({_COUNT})条(?:之({_COUNT}))?(?:第|$)")


@dataclass(frozen=True, slots=True)
class Article:
    """第十二条, 第十二条之一, or of it the `clause` and the `item`: 第十二条第三款第二项."""

    count: int
    sub: int | None = None
    clause: int | None = None
    item: int | None = None
    written: str = ""

    @property
    def spelled(self) -> str:
        """第十二条第三款, however it was written."""
        sub = f"之{chinese(self.sub)}" if self.sub else ""
        clause = f"第{chinese(self.clause)}款" if self.clause else ""
        item = f"第{chinese(self.item)}项" if self.item else ""
        return f"第{chinese(self.count)}条{sub}{clause}{item}"


@dataclass(frozen=True, slots=True)
class Asked:
    """The articles that a question asks for; `name` is what it says before them, as a document would be
    called; `is_all` where it asks nothing besides.
    """

    articles: tuple[Article, ...]
    name: str
    is_all: bool

    @property
    def names_rule(self) -> bool:
        """Whether what stands before the articles is a rule's name."""
        return self.names_something and bool(_RULE.search(self.name)) and len(self.name) > 2

    @property
    def names_something(self) -> bool:
        """Whether anything is named that a document could be called: neither 本办法 nor 管理办法 is."""
        is_named = len(self.name) > 1 and not _POINTS.match(self.name)
        return is_named and not _KIND_ALONE.fullmatch(self.name)

    @property
    def written(self) -> str:
        return "、".join(one.written for one in self.articles)


def articles_asked(text: str) -> Asked | None:
    """The articles that a question names by their numbers, in a row; None where it names none."""
    plain = tokens.spelled(text)
    first = _ARTICLE.search(plain)
    if not first:
        return None
    found, end = [first], first.end()
    while following := _ARTICLE.match(plain, _NEXT.match(plain, end).end()):  # type: ignore[union-attr]
        found.append(following)
        end = following.end()
    articles = tuple(one for one in map(_article, found) if one)
    name = _ENDS.sub("", _LEADS.sub("", _PART.split(plain[: first.start()].rstrip("，, "))[-1]))
    return Asked(articles, name, bool(_ASKS.match(plain[end:]))) if articles else None


def quotation(session: Session, document: Document, article: Article) -> Quotation | None:
    """The whole of an article, over all its passages, or the 款 or 项 asked for; None where there is none."""
    own = _passages(session, document, article)
    if not own:
        return None
    stretch = Stretch.of(own[0], own)
    head = _OPENS.search(stretch.text)
    start = head.start() if head else 0  # behind the chapter's heading
    span: tuple[int, int] | None = (start, len(stretch.text))
    if article.clause is not None:
        clauses = list(_clauses(stretch.text, start))
        span = clauses[article.clause - 1] if 0 < article.clause <= len(clauses) else None
    if span and article.item is not None:
        span = _item(stretch.text, span, article.item)
    return Quotation(stretch.parts(*span)) if span else None


def last_article(session: Session, document: Document) -> int:
    """The highest number of an article, 0 where the document has none."""
    heads = (_HEAD.match(one.passage.article or "") for one in passages_of(session, document))
    return max((number(head[1]) or 0 for head in heads if head), default=0)


def _article(found: re.Match[str]) -> Article | None:
    count = number(found[1])
    clause = number(found[3]) if found[3] else None
    sub = number(found[2]) if found[2] else None
    item = number(found[4] or found[5]) if found[4] or found[5] else None
    return Article(count, sub, clause, item, re.sub(r"\s", "", found[0])) if count is not None else None


def _passages(session: Session, document: Document, article: Article) -> Sequence[Found]:
    """The first run of passages that are of the article: an annex may count its own from one again."""
    run: list[Found] = []
    for one in passages_of(session, document):
        head = _HEAD.match(one.passage.article or "")
        if (
            head
            and number(head[1]) == article.count
            and (number(head[2]) if head[2] else None) == article.sub
        ):
            run.append(one)
        elif run:
            break
    return run


def _item(text: str, span: tuple[int, int], count: int) -> tuple[int, int] | None:
    """Where that 项 lies within a stretch."""
    within = (one for one in listings(text) if span[0] <= one.first and one.end <= span[1])
    return next((one.items[count - 1] for one in within if 0 < count <= len(one.items)), None)


def _clauses(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the 款 of an article lie: its paragraphs, each with the items that it introduces."""
    end = 0
    for line in re.compile(r"[^\n]+").finditer(text, start):
        if not line.group().strip():
            continue
        if end and not _ITEM.match(line.group()):
            yield start, end
            start = line.start()
        end = line.end()
    if end:
        yield start, end
