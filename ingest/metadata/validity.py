"""When a document was issued, from when it holds, and until when."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from ingest.metadata.dates import DATE, all_dates, date_line, first_date, months_after
from ingest.metadata.issuers import signatures
from ingest.metadata.lines import Lines, labelled, tight
from ingest.metadata.said import Said, sentence
from knowledge.numerals import NUMERAL, number

_ADOPTED = re.compile(rf"({DATE})[^。；日]{{0,160}}?(?:通过|修订|修正|公布|发布)")
_PROMULGATED = re.compile(rf"({DATE})[^。；日]{{0,60}}?(?:公布|发布)")
_HISTORY = re.compile(rf"[（(]?(?:根据|经)?\s?{DATE}(?!$)[^。：；]*")
_IN_FORCE_LINE = re.compile(rf"({DATE})\s?(?:起)?\s?(?:施行|实施)")
_PRINTED = re.compile(rf"({DATE})\s?印发")
_DRAWN_LABELS = ("成文日期", "发文日期", "印发日期", "签发日期", "制发日期")
_TERM_LABELS = ("有效期", "有效期限", "政策有效期", "执行期限")
_POSTED_LABELS = ("发布时间", "发布日期", "公开日期", "公布日期", "日期")
_EFFECT_LABELS = ("施行日期", "生效日期", "实施日期", "执行日期", "施行时间", "生效时间")
_END_LABELS = ("失效日期", "废止日期", "有效期至", "有效期截止日期")
_POSTED_LINE = re.compile(rf"({DATE})\s\d{{1,2}}:\d{{2}}")

_KIND = (
    "办法|条例|规定|通知|意见|方案|目录|制度|措施|细则|政策|规划|纲要|法|决定|公告|通告|规则|标准|准则|章程|指南|指引|计划|若干政策|若干措施"
    "|实施意见|实施方案|实施细则|行动方案|管理办法|暂行办法|试行办法|暂行规定|文件|文|清单|规范|批复|函|令|政策措施|若干规定|实施办法"
)
_SELF = rf"(?:[本该此](?:{_KIND})(?:[（(]试行[)）])?|现予(?:以)?(?:公布|发布|印发)|[，,]现予公布)"
_HOLDS = r"(?:正式)?(?:施行|实施|执行|生效|试行)"
_EVENT = r"(?:印发|发布|公布|下发|签发|发文|颁布|出台)"
_EXPLAINED = r"(?:由[^。；《》]{2,40}?解释[，,；;]?并?)?"
_OPENS_SENTENCE = rf"^(?:第{NUMERAL}{{1,6}}条\s?|[（(]?{NUMERAL}{{1,3}}[)）、.．]\s?)?|[。；]\s?"
_DELAY = rf"起?满?(?P<days>{NUMERAL}{{1,4}})(?P<unit>个月|日|天|个工作日)后?"
_BEGINS = re.compile(
    rf"(?:{_SELF}{_EXPLAINED}[，,]?|{_OPENS_SENTENCE})(?:从|自)\s?"
    rf"(?:(?P<day>{DATE})|{_EVENT}之?日(?:{_DELAY})?)\s?(?:起|开始)?{_HOLDS}"
)
_ITSELF = rf"(?:{_SELF}{_EXPLAINED}的?|[起后]{_HOLDS}[^《》。；]{{0,40}}?)[。；，,]?\s?"
_TERM = r"(?:有效期|试行期|施行期|实施期|执行期)(?:限)?"
_LASTS = re.compile(
    rf"{_ITSELF}(?:{_TERM}|暂定(?:执行|施行|实施)?|试行|有效)(?:为|是|暂定为?|共|暂)?\s?"
    rf"(?P<count>{NUMERAL}{{1,3}})\s?(?P<unit>年|个月)(?!内|以)"
)
_LASTS_FROM = re.compile(
    rf"{_SELF}{_EXPLAINED}(?:{_TERM})?(?:为|是)?自(?:{DATE}|{_EVENT}之?日)起(?:计算)?[，,]?(?:{_HOLDS}|有效|暂定)?"
    rf"(?P<count>{NUMERAL}{{1,3}})\s?(?P<unit>年|个月)(?!内|以|后|前)"
)
_TERM_VALUE = re.compile(rf"(?P<count>{NUMERAL}{{1,3}})\s?(?P<unit>年|个月)")
_TO = r"(?:截止到|截止至|截至|截止|到|至|—|-)"
_UNTIL = re.compile(
    rf"(?:{_ITSELF}(?:{_TERM}|执行|有效|实施|试行)(?:为|是)?(?:自?{DATE}起?)?{_TO}"
    rf"|{_SELF}自{DATE}起?(?:{_HOLDS})?[，,]?至)(?P<day>{DATE})"
)
_HOLDS_FROM = re.compile(r"[自从].{0,60}?(?:[施执试]行|实施|生效)")
_HOLDS_UNTIL = re.compile(r"有效|行至|[行施]期|试行|止|施至|暂定|[施执]行.{0,40}至")
_LONGEST_LINE, _LONGEST_HISTORY = 1_000, 600
_LAST_HEAD_LINES, _LAST_TAIL_LINES = 8, 8


def issued_on(lines: Lines) -> Said[date] | None:
    """The day of drawing up, of signing or of passing; else that of posting."""
    return next(filter(None, _issue_days(lines)), None)


def effective_on(lines: Lines, issued: date | None) -> Said[date] | None:
    """The day from which the document says of itself that it holds."""
    if stated := _labelled_day(lines.edges, _EFFECT_LABELS):
        return stated
    found = [
        (match, line, source)
        for line, source in _about(lines, _HOLDS_FROM)
        for match in _BEGINS.finditer(line)
    ]
    first_issued = _first_published(lines, issued) if found else None
    for match, line, source in reversed(found):
        if day := _beginning(match, first_issued):
            return Said(day, sentence(line, match.start(), match.end(), source))
    in_force = [line for line in lines.preamble if _IN_FORCE_LINE.fullmatch(line)]
    return next(_days(reversed(in_force)), None)


def expires_on(lines: Lines, begins: date | None) -> Said[date] | None:
    """The last day on which the document says of itself that it holds."""
    if stated := _labelled_day(lines.edges, _END_LABELS) or _labelled_term(lines, begins):
        return stated
    ends = [_end(line, source, begins) for line, source in _about(lines, _HOLDS_UNTIL)]
    return next(filter(None, reversed(ends)), None)


def _issue_days(lines: Lines) -> Iterator[Said[date] | None]:
    yield _labelled_day(lines.edges, _DRAWN_LABELS)
    yield max(_adoptions(lines), key=lambda one: one.value, default=None)
    yield from (day for _, day in signatures(lines))
    yield from _days(line for line in lines.tail[-_LAST_TAIL_LINES:] if date_line(line))
    yield from _days(line for line in lines.head[:_LAST_HEAD_LINES] if date_line(line))
    yield _labelled_day(lines.head, _POSTED_LABELS)
    yield from _days(line for line in lines.head if len(line) < 120 and _POSTED_LINE.match(line))
    yield from _days(match[0] for line in lines.edges if (match := _PRINTED.search(line)))


def _days(lines: Iterable[str]) -> Iterator[Said[date]]:
    yield from (Said(day, line) for line in lines if (day := first_date(line)))


def _labelled_day(lines: Iterable[str], labels: tuple[str, ...]) -> Said[date] | None:
    label = labelled(lines, *labels)
    day = first_date(label.value) if label else None
    return Said(day, label.words) if label and day else None


def _adoptions(lines: Lines, event: re.Pattern[str] = _ADOPTED) -> list[Said[date]]:
    """The days in a regulation's head on which it was passed, revised or made public."""
    history = tuple(_history(lines.preamble))
    return [
        Said(day, next((line for line in history if found in line), found))
        for found in event.findall("".join(history))
        for day in all_dates(found)
    ]


def _first_published(lines: Lines, issued: date | None) -> date | None:
    """The day that 自公布之日起 means; it isn't told where a text was still to be approved when it was passed."""
    published = _adoptions(lines, _PROMULGATED)
    if not published and any("批准" in line for line in _history(lines.preamble)):
        return None
    return min((one.value for one in published or _adoptions(lines)), default=issued)


def _history(preamble: tuple[str, ...]) -> Iterator[str]:
    """The lines of a head that tell of dates, each with the one on which it goes on."""
    unfinished = False
    for line in preamble:
        starts = len(line) <= _LONGEST_HISTORY and _HISTORY.fullmatch(line) is not None
        if starts or unfinished:
            yield line
        unfinished = starts and not _ADOPTED.search(line)


def _about(lines: Lines, words: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """The lines with these words, without gaps and as they stand."""
    return ((tight(line), line) for line in lines.all if len(line) <= _LONGEST_LINE and words.search(line))


def _beginning(match: re.Match[str], issued: date | None) -> date | None:
    if match["day"]:
        return first_date(match["day"])
    count = number(match["days"]) if match["days"] else 0
    if issued is None or count is None or match["unit"] == "个工作日":
        return None
    return months_after(issued, count) if match["unit"] == "个月" else issued + timedelta(days=count)


def _end(line: str, source: str, begins: date | None) -> Said[date] | None:
    match = _UNTIL.search(line) or _LASTS.search(line) or _LASTS_FROM.search(line)
    day = _last_day(match.groupdict(), begins) if match else None
    return Said(day, sentence(line, match.start(), match.end(), source)) if match and day else None


def _labelled_term(lines: Lines, begins: date | None) -> Said[date] | None:
    """有效期：三年, or 有效期：2025年1月1日—2027年12月31日, in the table at a document's head."""
    label = labelled(lines.head[:_LAST_HEAD_LINES], *_TERM_LABELS)
    if label is None:
        return None
    days, term = all_dates(label.value), _TERM_VALUE.fullmatch(label.value)
    day = days[1] if len(days) == 2 else _last_day(term.groupdict(), begins) if term else None
    return Said(day, label.words) if day else None


def _last_day(said: Mapping[str, str], begins: date | None) -> date | None:
    if "day" in said:
        return first_date(said["day"])
    count = number(said["count"])
    if not count or not begins:
        return None
    months = count * 12 if said["unit"] == "年" else count
    return months_after(begins, months) - timedelta(days=1) if months <= 1200 else None
