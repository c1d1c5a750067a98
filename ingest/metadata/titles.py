"""A document's title: the format's own, a heading, its leading lines, else the file's name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import PurePath

from ingest.metadata.dates import date_line
from ingest.metadata.issuers import is_organ
from ingest.metadata.lines import is_running, tight
from ingest.metadata.numbers import ANY_NUMBER, is_number_line
from ingest.metadata.said import Said
from ingest.pages import Block, Kind, Reading

_TYPES = (
    "通知|意见|办法|规定|条例|方案|细则|规划|纲要|措施|政策|制度|目录|纪要|通报|报告|讲话|致辞|公告|通告|公报|简报|决定|决议|批复|函|解读"
    "|章程|标准|指南|指引|计划|要点|清单|规则|准则|规范|命令|令|公约|协议|说明|名单|(?<!办)法|问答|答记者问|实施"
)
_TYPED = re.compile(rf"(?:{_TYPES})[”’》]?(?:\s?[（(【][^（）()]{{1,24}}[)）】]|[\d*]{{4,8}})*")
_TYPED_LINE = re.compile(rf".*{_TYPED.pattern}")
_BYLINE = re.compile(
    r"(?:发布时间|发布日期|发文日期|时间|日期|来源|信息来源|作者|编辑|发布人|发布单位|发布机构|索引号|文\s?号|发文字号|发文机关|成文日期"
    r"|信息公开\w{2}|公开\w{2}|主题分类|有效性|责任编辑|浏览|阅读|字号|记者|文|图)\s?[:：|｜]"
    r"|[12]\d{3}[年\-/.]\d{1,2}[月\-/.]\d{1,2}日?\s.{0,80}"
)
_ENDS_TITLE = re.compile(r"[。；;，,]$|[。；].")
_SALUTATION = re.compile(r"[:：]$")
_ITEM = re.compile(
    r"第[零一二三四五六七八九十百\d]{1,5}[编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]"
)
_BRACKETED_LINE = re.compile(r"[（(【\[].{0,40}[)）】\]]")
_GENERIC = re.compile(
    r"(?:目\s?录|附\s?[件表录].{0,4}|政府信息公开|信息公开|通知公告|政策文件|首页|正文|分享|无标题.{0,4}|未命名.{0,4}|文档\s?\d*"
    r"|新建.{0,20}|(?:microsoft )?word\b.*|powerpoint.*|document\d*|untitled.*|工作表\d*|sheet\d*|幻灯片\s?\d*)",
    re.IGNORECASE,
)
_SITE = re.compile(r"\s?[-_|｜—–·>]{1,2}\s?(?=\S{2,30}$)|\s+[-–—]\s+|[_|｜]")
_OWN_NUMBER = re.compile(rf"[（(]\s?{ANY_NUMBER}\s?[)）]$")
_DAY = re.compile(
    r"\s?(?:[（(【\[]\s?(?:\d{4}[\d*]{2,6}|\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?)\s?[)）】\]]|[-_ ]\d{8})$"
)
_FILE_COUNT = re.compile(r"^(?:\d{1,4}[-_.、 ]+|附件\s?\d{0,2}[:：.、 ]?\s?)")
_HAN = re.compile(r"[一-龥]")
_CLAUSE = re.compile(r"[^，,。；;！？!?：:]*[，,。；;！？!?：:]?")
_FIRST_BLOCKS, _LONGEST_TITLE, _LONGEST_CUT = 15, 90, 50


def title_of(reading: Reading, name: str) -> Said[str]:
    """What to cite the document as, never empty; without words where only the file's name tells."""
    lines = _leading_lines(reading.blocks)
    found = next(filter(None, _titles(reading, lines)), None)
    if found:
        return Said(_tidied(_with_subtitle(found, lines)), _as_it_stands(found, lines))
    stem = stem_of(name)
    first = "" if len(_HAN.findall(stem)) >= 4 else _first_words(reading.blocks)
    return Said(first, first.removesuffix("……")) if first else Said(stem, "")


def stem_of(name: str) -> str:
    """A file's name without folder, ending, leading count and trailing date."""
    stem = PurePath(name).stem.strip()
    return _DAY.sub("", _FILE_COUNT.sub("", stem)).strip() or stem


def _titles(reading: Reading, lines: Sequence[str]) -> Iterator[str | None]:
    """Candidates, the best first."""
    shown = {_compact(line) for line in lines}
    parts = _site_parts(reading.title)
    yield next((part for part in parts if _compact(part) in shown and len(part) >= 6), None)
    yield _main_heading(reading.blocks)
    yield _before_byline(reading.blocks)
    yield _typed(lines)
    yield next(iter(parts), None)
    yield next((line for line in lines if len(_HAN.findall(line)) >= 6), None)


def _site_parts(title: str | None) -> list[str]:
    """通知-某某市人民政府 as [the whole, 通知]: a page's title often carries its site's name."""
    if not title or not _sensible(title):
        return []
    first = _SITE.split(title, maxsplit=1)[0].strip()
    return [part for part in dict.fromkeys((title, first)) if _sensible(part)]


def _sensible(title: str) -> bool:
    return len(_HAN.findall(title)) >= 4 and len(title) <= _LONGEST_TITLE and not _GENERIC.fullmatch(title)


def _main_heading(blocks: Sequence[Block]) -> str | None:
    return next(
        (
            block.text
            for block in blocks[:_FIRST_BLOCKS]
            if block.kind is Kind.HEADING
            and block.level == 1
            and _sensible(block.text)
            and not _ITEM.match(block.text)
        ),
        None,
    )


def _leading_lines(blocks: Sequence[Block]) -> list[str]:
    """The lines above the body that may be (a part of) a title."""
    headers = _page_headers(blocks)
    first = [block for block in blocks[:_FIRST_BLOCKS] if is_running(block) and block.text not in headers]
    above = takewhile(lambda block: not _is_body(block.text), first)
    return [block.text for block in above if not _is_aside(block.text)]


def _page_headers(blocks: Sequence[Block]) -> set[str]:
    """Lines that stand on several pages."""
    first = {block.text for block in blocks[:_FIRST_BLOCKS] if block.page is not None}
    pages = Counter(text for text, _ in {(block.text, block.page) for block in blocks if block.text in first})
    return {text for text, count in pages.items() if count > 1}


def _is_body(line: str) -> bool:
    too_long = len(line) > _LONGEST_TITLE
    return too_long or bool(_ENDS_TITLE.search(line) or _SALUTATION.search(line) or _ITEM.match(line))


def _is_aside(line: str) -> bool:
    """Whether a leading line is something else: a date, a 文号, a byline, a note, a red head."""
    return bool(
        _BYLINE.match(line)
        or _GENERIC.fullmatch(line)
        or _BRACKETED_LINE.fullmatch(line)
        or date_line(line)
        or is_number_line(line)
        or (line.endswith("文件") and is_organ(line.removesuffix("文件")))
    )


def _before_byline(blocks: Sequence[Block]) -> str | None:
    """The line above 发布时间：… on a web page."""
    running = [block.text for block in blocks[:_FIRST_BLOCKS] if is_running(block)]
    lines = list(takewhile(lambda line: _BYLINE.match(line) or not _is_body(line), running))
    at = next((at for at, line in enumerate(lines) if _BYLINE.match(line)), 0)
    return next((line for line in reversed(lines[:at]) if _could_head(line)), None)


def _could_head(line: str) -> bool:
    return (
        8 <= len(line) <= _LONGEST_TITLE
        and bool(_HAN.search(line))
        and not _is_aside(line)
        and not is_organ(line)
    )


def _typed(lines: Sequence[str]) -> str | None:
    """A line such as 关于…的通知, put together where it was broken."""
    for at, line in enumerate(lines):
        for end in range(at + 1, min(at + 4, len(lines) + 1)):
            joined = "".join(lines[at:end])
            if end - at > 1 and not _continues(lines[at:end]):
                break
            goes_on = end < len(lines) and lines[end].startswith("的")
            if not goes_on and 6 <= len(joined) <= _LONGEST_TITLE and _TYPED_LINE.fullmatch(joined):
                return joined
        if len(line) > _LONGEST_TITLE:
            return None
    return None


def _as_it_stands(title: str, lines: Sequence[str]) -> str:
    """A title that was put together, in its lines."""
    spans = (lines[at:end] for at in range(len(lines)) for end in range(at + 2, at + 4))
    return next(("\n".join(span) for span in spans if "".join(span) == title), title)


def _continues(lines: Sequence[str]) -> bool:
    """Whether these lines can be one title: organs, then 关于…, or 关于… in several lines."""
    about = next((at for at, line in enumerate(lines) if "关于" in line), None)
    if about is None:
        return False
    return all(is_organ(line) for line in lines[:about])


def _with_subtitle(title: str, lines: Sequence[str]) -> str:
    after = next((lines[at + 1] for at, line in enumerate(lines[:-1]) if line == title), "")
    return title + after if after.startswith(("——", "—")) and len(after) <= 60 else title


def _tidied(title: str) -> str:
    """Without the document's own number, a date in brackets, and gaps around digits."""
    title = tight(title)
    return _DAY.sub("", _OWN_NUMBER.sub("", title).strip()).strip() or title


def _first_words(blocks: Sequence[Block]) -> str:
    """The beginning of the text, cut between clauses."""
    text = next((block.text for block in blocks if _HAN.search(block.text)), "")
    first = text.partition(" ")[0]
    if len(first) >= 8 and _TYPED_LINE.fullmatch(first):
        return _tidied(first)
    sentence = re.split(r"(?<=[。！？!?])", text, maxsplit=1)[0]
    if len(sentence) <= _LONGEST_CUT:
        return sentence.rstrip("。；;，,：:")
    words = ""
    for clause in _CLAUSE.findall(sentence[:_LONGEST_CUT]):
        if len(words + clause) > _LONGEST_CUT or not clause.endswith(tuple("，,；;：:")):
            break
        words += clause
    return (words.rstrip("，,；;：:") or sentence[: _LONGEST_CUT - 10]) + "……"


def _compact(text: str) -> str:
    return "".join(text.split())
