"""What a short remark means after a question: 那去年呢？ 衡阳的呢？ 需要什么材料？ 还有呢？ 第二项呢？ Pure."""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge import aspects, listed, replies
from knowledge.articles import Article, Asked, articles_asked
from knowledge.index import tokens
from knowledge.listed import Listed
from knowledge.numerals import NUMERAL, number
from knowledge.places import place_words
from knowledge.question_words import ACTORS, ASKING, GENERAL
from knowledge.questions import understand, without_asking
from knowledge.substituting import with_matter
from knowledge.zone_calls import ZONE, Calls, called

LONGEST = 24  # characters of a remark
_ENDS = re.compile(r"[？?。！!，,、\s]+$")
_COURTEOUS = re.compile(r"^(?:(?:好的?|嗯+|哦+|谢谢您?|明白了?|知道了|了解了?|收到)[，,。！!\s]+)+")
_OPENS = re.compile(r"^(?:那么|那|如果是|要是|换成|换作|至于|再问一下|请问|还有(?=.))+[，,]?")
_WHAT_OF = re.compile(r"^(.+?)的?(?:呢|又?怎么样|又?如何|的话)+$")
_MORE = re.compile(r"^(?:那|那么)?(?:还有(?:呢|吗|没有|哪些|什么|别的吗?|其他的?吗?)|(?:其他|其它|其余|别|剩下)的?(?:呢|还有吗|有哪些)|接着说|继续|然后呢|后面呢|下面呢)$")  # fmt: skip
_ITEM = re.compile(rf"^(?:那|那么)?第({NUMERAL}{{1,4}})([项点个款])(?:的?内容)?(?:呢|是什么|说什么|具体(?:是什么|怎么说|内容)?|是怎么说的)?$")  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})年|[今去前明上]年")
_THEN = re.compile(r"的?(?:时候|那时候?|当时|那会儿?)|时")
_YEARS = {"今年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_PART = re.compile(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[上下]半年|第?[一二三四1-4]季度|前?[一二三四]个?季度|全年")  # fmt: skip
_REFERS = re.compile(
    r"^(?:它们?的?|(?:这个|这项|这些|这笔|该项?|此项?|上面的?|上述的?)(?:补贴|奖励|政策|办法|规定|文件|项目|措施|通知|资金)?的?)[，,]?"
)
_POINTS = re.compile(r"^(?:这个|该|此)$")
_PERSONAL = re.compile(r"[你您我]")
_ASKS = re.compile(r"什么|怎么|怎样|如何|多少|多久|多长|几[个天年月项条]|谁|哪|何时|何地|[吗么]$")
_ASPECTS = frozenset(
    "截止 到账 申报 报名 受理 发放 领取 缴纳 生效 施行 执行 咨询 联系 兑现 审核 审批 公示 有效期 窗口 部门 证明 费用 收费 标准 上限 "
    "下限 办 交 找 去 开始 结束 到期 续期 网上 线上 现场 依据 文号 出处".split()
)
_TORN = re.compile("到账")  # which the tagger takes for two words
_ASKING = frozenset(ASKING)
_COUNTS = re.compile(r"\d|第[一二三四五六七八九十]")
_STATUS = re.compile(r"(?:目前|现在)?(?:进行)?到(?:了)?哪(?:一步|个阶段|了)|(?:的)?(?:最新)?(?:进展|进度)(?:怎么样|如何|情况)?|(?:目前|现在)?(?:处于|在)?什么阶段")  # fmt: skip
_EVERYWHERE = re.compile(r"全[市省州县]|全部园区|各园区|所有园区|其他园区")


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark understood: the whole `question` that it means; of an answer that was given, the rest of it
    (`more`), or one `item` of it; of an `article` of the document, where that is meant.

    `aspect` is what alone is asked anew, the matter being that of the question before; `asks_back` is said where
    it can't be told what is meant.
    """

    question: str
    more: bool = False
    item: int | None = None
    article: Article | None = None
    aspect: str = ""
    asks_back: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a remark may go on from: the question before, what it listed, and how the zones are called."""

    question: str
    today: date
    listed: Listed = field(default_factory=Listed)
    zones: Calls = field(default_factory=dict)


def understood(previous: str, text: str, today: date) -> Remark | None:
    """What a text means after a question that listed nothing."""
    return meant(Context(previous, today), text)


def meant(before: Context, text: str) -> Remark | None:
    """What a text means after the question before; None where it stands by itself."""
    said = _bare(text)
    if not said or len(said) > LONGEST or not before.question:
        return None
    if _MORE.match(said):
        return Remark(before.question, more=True)
    plain = tokens.spelled(_OPENS.sub("", said))
    if of_list := listed.meant(before.listed, before.question, plain):
        return Remark(of_list.question, asks_back=of_list.asks_back)
    if found := _ITEM.match(said):
        count = number(found[1])
        return Remark(before.question, item=count) if count else None
    if asked := articles_asked(_OPENS.sub("", said)):
        return _of_article(before.question, asked)
    return _goes_on(before, plain)


def _goes_on(before: Context, plain: str) -> Remark | None:
    """Of another year, place or matter, or of another aspect of the same one."""
    previous = _ENDS.sub("", before.question) or before.question
    if aspect := aspects.asked(plain):
        return _of_aspect(previous, aspect)
    what = _WHAT_OF.match(plain)
    if what and not _ASKS.search(what[1]) and _may_stand(plain, what[1], previous):
        return _of_another(before, previous, what[1])
    if plain in before.zones or ZONE.fullmatch(plain):
        return _of_another(before, previous, plain)
    if _PERSONAL.search(plain) or not _ASKS.search(plain):
        return None
    if refers := _REFERS.match(plain):
        rest = plain[refers.end() :]
        return None if _POINTS.match(refers[0]) and not _names_nothing(rest) else _about(previous, rest)
    return _about(previous, plain) if _names_nothing(plain) else None


def hangs(text: str) -> bool:
    """Whether a text says something only after a question: 那去年呢？ 衡阳的呢？ 还有吗？ 它的有效期是多久？"""
    said = _bare(text)
    if not said or len(said) > LONGEST:
        return False
    plain = tokens.spelled(_OPENS.sub("", said))
    if _MORE.match(said) or _ITEM.match(said) or listed.hangs(plain):
        return True
    if refers := _REFERS.match(plain):
        return bool(_ASKS.search(plain)) and _names_nothing(plain[refers.end() :])
    what = _WHAT_OF.match(plain)
    goes_on = said.endswith("呢") or bool(_OPENS.match(said))
    return bool(what) and goes_on and _is_no_matter(what[1] if what else "")


def _bare(text: str) -> str:
    """A remark without the sign behind it and the courtesy before it: 好的，那去年呢？"""
    return _COURTEOUS.sub("", _ENDS.sub("", text.strip()))


def _may_stand(plain: str, core: str, previous: str) -> bool:
    """Whether X呢 or X怎么样 goes on: the second is a whole question where X is a matter of its own."""
    return plain.endswith(("呢", "的话")) or _is_no_matter(core) or core in previous


def _is_no_matter(core: str) -> bool:
    """Whether words say of what time, place or aspect something is asked, but not what."""
    rest = _PART.sub("", _YEAR.sub("", core, count=1), count=1)
    rest = re.sub(r"^的|的$|度$", "", _THEN.sub("", rest, count=1))
    return not rest or _is_place(rest, {}) or bool(aspects.ASPECT.fullmatch(rest))


def _of_article(previous: str, asked: Asked) -> Remark | None:
    """An article without a name is of the document that was quoted; with one it stands by itself."""
    if asked.name or not asked.is_all:
        return None
    return Remark(previous, article=asked.articles[0])


def _of_aspect(previous: str, aspect: re.Match[str]) -> Remark:
    question, asks = aspects.of_matter(previous, aspect)
    return Remark(question, aspect=asks)


def _about(previous: str, asks: str) -> Remark | None:
    subject = aspects.subject(previous)
    return Remark(subject + asks, aspect=asks) if subject and asks else None


def _of_another(before: Context, previous: str, core: str) -> Remark:
    """The question before, with another year, part of a year, place or matter in it."""
    question, rest = tokens.spelled(previous), core
    if year := _YEAR.search(rest):
        then = _THEN.match(rest, year.end())
        said = _year(year[0], question, before.today) + ("时" if then else "")
        question = _with(_YEAR, question, said)
        rest = rest[: year.start()] + rest[then.end() if then else year.end() :]
    if part := _PART.search(rest):
        question = _with_part(question, part[0])
        rest = rest.replace(part[0], "", 1)
    rest = re.sub(r"^的|的$|度$", "", rest)
    if not rest:
        return Remark(question)
    if aspect := aspects.named(rest, question):
        return _of_aspect(question, aspect)
    if before.listed.it and previous.startswith(
        before.listed.it
    ):  # a project has no other year, place or matter
        return Remark(previous, asks_back=replies.what_of(core))
    if _is_place(rest, before.zones):
        return _of_place(question, rest, before.zones)
    if status := _STATUS.search(question):
        return Remark(rest + question[status.start() :])
    whole = with_matter(question, rest)
    return Remark(whole) if whole else Remark(previous, asks_back=replies.what_of(rest))


def _year(said: str, question: str, today: date) -> str:
    """去年 from today; where that is just the year that was asked of, from that one."""
    if said not in _YEARS:
        return said
    base = today.year
    asked = understand(question).years
    if asked and base + _YEARS[said] == asked[0]:
        base = asked[0]
    return f"{base + _YEARS[said]}年"


def _with(pattern: re.Pattern[str], question: str, words: str) -> str:
    """The words in place of what the pattern finds, else in front."""
    replaced, count = pattern.subn(words, question, count=1)
    return replaced if count else words + question


def _with_part(question: str, part: str) -> str:
    if _PART.search(question):
        return _PART.sub(part, question, count=1)
    year = _YEAR.search(question)
    return f"{question[: year.end()]}{part}{question[year.end() :]}" if year else part + question


def _of_place(question: str, place: str, zones: Calls) -> Remark:
    """Another place or zone in place of the one asked of, in front where there was none."""
    meant = zones.get(place, ())
    zone = called(question, zones)
    if zone and len(meant) > 1:
        return Remark(question, asks_back=replies.which_zone(meant))
    if zone:
        written = place if zone.is_bare or not meant else meant[0]
        return Remark(question[: zone.start] + written + question[zone.end :])
    places = place_words(question)
    if places:
        start, word, _ = places[0]
        return Remark(question[:start] + place + question[start + len(word) :])
    return Remark(f"{place}{question}")


def _is_place(words: str, zones: Calls) -> bool:
    found = place_words(words)
    is_one = len(found) == 1 and len(found[0][1]) == len(words)
    return is_one or words in zones or bool(ZONE.fullmatch(words) or _EVERYWHERE.fullmatch(words))


def _names_nothing(text: str) -> bool:
    """Whether a question names no matter of its own: only what is asked of one."""
    question = understand(text)
    if question.places or question.numbers or question.years or _COUNTS.search(text):
        return False
    rest = _TORN.sub(" ", without_asking(text))
    nouns = {word for word, tag in tokens.tagged(rest) if tag.startswith("n") and word not in _ASKING}
    return all(
        word in GENERAL or word in ACTORS or word in _ASPECTS or word.startswith("最")
        for word in nouns.union(understand(rest).terms)
    )
