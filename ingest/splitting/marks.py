"""What lines show of a document's structure: 第三章, 第十二条, 一、, （一）, 目录."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.metadata.dates import date_line
from knowledge.numerals import NUMERAL, number

_ARTICLE = re.compile(rf"第\s?({NUMERAL}{{1,8}})\s?条(?:之({NUMERAL}{{1,2}}))?")
_INNER_ARTICLE = re.compile(rf"(?:(?<=[。！？；：”）)])\s?|(?<=\s))(?=第\s?{NUMERAL}{{1,8}}\s?条)")
_MENTION = re.compile(r"[第、，,。；：至到和或及与的之所中规款项]|以[上下内外]|之?[一二三]?款")
_TITLES = (
    re.compile(rf"第\s?{NUMERAL}{{1,4}}\s?(?:[编篇]|部分)(?:\s|$|[^，。；]{{0,30}}$)"),
    re.compile(rf"第\s?{NUMERAL}{{1,4}}\s?章(?:\s|$|[^，。；]{{0,30}}$)"),
    re.compile(rf"第\s?{NUMERAL}{{1,4}}\s?节(?:\s|$|[^，。；]{{0,30}}$)"),
    re.compile(
        r"[一二三四五六七八九十]{1,4}\s?[、.．]|第[一二三四五六七八九十]{1,2}[、，,](?!第)|[●■◆★▲◎]\s?(?=\S)"
    ),
    re.compile(r"[（(][一二三四五六七八九十]{1,4}[)）]"),
)
_CHAPTERS = 3  # the ranks that end an article
_RUN_IN_RANK = 3
_FINISHED = re.compile(r"[。；;！!？?：:，,、…][”’」』）)]*$")
_FIRST_SENTENCE = re.compile(r"([^。！？!?]{2,30})。(?=.{20})")
_LEADER = re.compile(r"[\s.．…·—\-_]*\d{0,4}$")
_CONTENTS = re.compile(r"目\s?[录次]")
_ENTRY = re.compile(
    rf"第\s?{NUMERAL}{{1,5}}\s?[编篇章节条]|[一二三四五六七八九十]{{1,4}}[、.．]|[（(][一二三四五六七八九十\d]{{1,3}}[)）]|附|\d"
)
_BODY_START = re.compile(r"第\s?[一1]\s?[编篇章节条](?:\s|$)|一、|第一部分|目\s?[录次]$")
_ATTACHMENT = re.compile(
    r"附\s?[件表录]\s?[一二三四五六七八九十\d]{0,3}\s?(?:[:：].{0,40}|)$|[（(]?(?:信息公开|公开)\w{2}[:：]"
)
_LEAD = re.compile(r"[^。；;！!？?，,、…]{2,30}[^。；;！!？?，,、…\d]")
_ATTACHED_TITLE = re.compile(r"[《“]?[一-龥][^。；：:，,\s]{5,40}[一-龥”》）)]")
_ANNOUNCES = re.compile(r".{0,50}(?:如下|[:：])[:：。]?")
_BARE = re.compile(r"\s*(?:[【\[（(〔][^】\]）)〕]{1,40}[】\]）)〕])?\s*$")
_ITEM = re.compile(
    r"[（(]\s?([一二三四五六七八九十]{1,4})\s?[)）]|\d{1,2}\s?[.．、](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]"
)
COLONS = (":", "：")
_LONGEST_HEADING, _LONGEST_ENTRY = 40, 60


@dataclass(frozen=True, slots=True)
class Article:
    """Where an article starts in its line, and its number, as written and counted."""

    at: int
    name: str
    count: int
    is_bare: bool = False  # its first paragraph is on the next line


def heading_rank(line: str) -> int | None:
    """0 编, 1 章, 2 节, 3 一、, 4 （一）; None for lines that are not numbered so."""
    return next((rank for rank, pattern in enumerate(_TITLES) if pattern.match(line)), None)


def is_heading_line(line: str) -> bool:
    """Whether a numbered line is a heading and nothing more."""
    return len(line) <= _LONGEST_HEADING and not _FINISHED.search(line)


def run_in_heading(line: str) -> str | None:
    """The first sentence of 一、强化顶层设计。坚持…, which heads what follows it."""
    match = _FIRST_SENTENCE.match(line)
    return match[1] if match else None


def is_lead(line: str) -> bool:
    """Whether a short line without punctuation may introduce what follows it."""
    return _LEAD.fullmatch(line) is not None


def announces(line: str) -> bool:
    """Whether a short line announces a table: 主要事项的办理时限如下：."""
    return _ANNOUNCES.fullmatch(line) is not None


def is_attached_title(line: str) -> bool:
    """Whether a line can be the title of what a notice has attached."""
    return _ATTACHED_TITLE.fullmatch(line) is not None and not date_line(line)


def starts_body(line: str) -> bool:
    """Whether a document's body starts so: 第一章, 第一条, 一、."""
    return _BODY_START.match(line) is not None


def ends_article(line: str, next_line: str, rank: int | None) -> bool:
    """Whether a line can't belong to the article above it: a chapter, a signature, an attachment."""
    if rank is not None and rank < _CHAPTERS and is_heading_line(line):
        return True
    if len(line) > _LONGEST_ENTRY:
        return False
    signed = date_line(next_line) is not None and not _FINISHED.search(line)
    return signed or date_line(line) is not None or _ATTACHMENT.match(line) is not None


def item_of(line: str) -> str | None:
    """第（四）项 for a line that is one, "" for a 目 (1.) of the one above, None for a 款."""
    match = _ITEM.match(line)
    if match is None:
        return None
    return f"第（{match[1]}）项" if match[1] else ""


def may_run_in(rank: int) -> bool:
    """Whether a numbered paragraph may begin with its own heading."""
    return rank == _RUN_IN_RANK


def articles_in(line: str, last: int) -> Iterator[Article]:
    """The articles that start in a line, where `last` is the number of the one before."""
    for at in _article_starts(line):
        if (article := _article_at(line, at, last)) is not None:
            yield article
            last = article.count


def is_contents(line: str) -> bool:
    """Whether a line heads a table of contents."""
    return len(line) <= 6 and _CONTENTS.fullmatch(line) is not None


def contents_entry(line: str) -> str | None:
    """An entry of a table of contents, without its page; None for other lines."""
    if len(line) > _LONGEST_ENTRY or line.endswith("。") or not _ENTRY.match(line):
        return None
    return "".join(_LEADER.sub("", line).split())


def _article_starts(line: str) -> Iterator[int]:
    if _ARTICLE.match(line):
        yield 0
    if line.find("第", 1) > 0:
        yield from (match.end() for match in _INNER_ARTICLE.finditer(line) if match.end() > 0)


def _article_at(line: str, at: int, last: int) -> Article | None:
    match = _ARTICLE.match(line, at)
    count = number(match[1]) if match else None
    if not match or count is None:
        return None
    apart = match.end() == len(line) or line[match.end()].isspace()
    follows = count == last + 1 or (match[2] is not None and count == last)
    sure = apart and (at == 0 or follows or _after_sentence(line, at))
    if not sure and not (
        follows and (at == 0 or _after_sentence(line, at)) and not _MENTION.match(line, match.end())
    ):
        return None
    is_bare = _BARE.match(line, match.end()) is not None
    return Article(at, "".join(match[0].split()), count, is_bare)


def _after_sentence(line: str, at: int) -> bool:
    return line[max(0, at - 3) : at].rstrip()[-1:] in tuple("。！？；：”）)")
