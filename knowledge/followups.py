"""What a short remark means after a question: 那去年呢？ 衡阳的呢？ 需要什么材料？ 还有呢？ 第二项呢？ Pure."""

import re
from dataclasses import dataclass
from datetime import date

from knowledge.articles import Asked, articles_asked
from knowledge.index import tokens
from knowledge.numerals import NUMERAL, number
from knowledge.places import place_words
from knowledge.question_words import ACTORS, ASKING, GENERAL
from knowledge.questions import understand

LONGEST = 24  # characters of a remark
_ENDS = re.compile(r"[？?。！!，,、\s]+$")
_OPENS = re.compile(r"^(?:那么|那|如果是|要是|换成|换作|至于|再问一下|请问|还有(?=.))+[，,]?")
_WHAT_OF = re.compile(r"^(.+?)的?(?:呢|又?怎么样|又?如何|的话)+$")
_MORE = re.compile(r"^(?:那|那么)?(?:还有(?:呢|吗|没有|哪些|什么|别的吗?|其他的?吗?)|(?:其他|其它|其余|别|剩下)的?(?:呢|还有吗|有哪些)|接着说|继续|然后呢|后面呢|下面呢)$")  # fmt: skip
_ITEM = re.compile(rf"^(?:那|那么)?第({NUMERAL}{{1,4}})([项点个款])(?:的?内容)?(?:呢|是什么|说什么|具体(?:是什么|怎么说|内容)?|是怎么说的)?$")  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[一二][〇零○一二三四五六七八九]{3})年|[今去前明上]年")
_THEN = re.compile(r"的?(?:时候|那时候?|当时|那会儿?)|时")
_YEARS = {"今年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_PART = re.compile(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?|[上下]半年|第?[一二三四1-4]季度|前?[一二三四]个?季度|全年")  # fmt: skip
_ZONE = re.compile(
    r"[^\W\d年月日的在和与是各哪]{2,4}?(?:经济技术开发区|经济开发区|经开区|高新技术产业开发区|高新区|产业开发区|产开区|工业园区?|工业集中区|科技园)"
)
_REFERS = re.compile(
    r"^(?:它们?|这个|这项|这些|这笔|该项?|此项?|上面的?|上述的?)(?:补贴|奖励|政策|办法|规定|文件|项目|措施|通知|资金)?(?:的|，)?"
)
_PERSONAL = re.compile(r"[你您我]")
_ASKS = re.compile(r"什么|怎么|怎样|如何|多少|多久|多长|几[个天年月项条]|谁|哪|何时|何地|[吗么]$")
_ASPECTS = frozenset(
    "截止 到账 申报 报名 受理 发放 领取 缴纳 生效 施行 执行 咨询 联系 兑现 审核 审批 公示 有效期 窗口 部门 证明 费用 收费 标准 上限 "
    "下限 办 交 找 去 开始 结束 到期 续期 网上 线上 现场 依据 文号 出处".split()
)
_ASKING = frozenset(ASKING)
_KIND = (
    r"(?P<kind>材料|资料|条件|要求|流程|程序|步骤|手续|对象|范围|方式|方法|渠道|依据|部门|单位|机构|窗口|网址|地点|地址|标准|金额|额度|比例"
    r"|上限|下限|费用|期限|时限|有效期|时间|日期|截止时间|截止日期|电话|联系电话|咨询电话|联系方式|联系人)"
)
_ASPECT = re.compile(
    rf"(?P<done>(?:申请|申报|办理|报名|受理|兑现|发放|领取|审批|审核|补贴|补助|奖励|资助|扶持|支持)?的?)(?:所需的?)?{_KIND}"
)
_ASPECT_LAST = re.compile(rf"{_ASPECT.pattern}$")
_ASPECT_OF = re.compile(rf"(?P<matter>.{{2,}}?)的?(?P<done>){_KIND}")
_HOW_MUCH = frozenset("标准 金额 额度 比例 上限 下限 费用 电话 联系电话 咨询电话 联系方式".split())
_HOW_LONG = frozenset("期限 时限 有效期".split())
_WHEN = frozenset("时间 日期 截止时间 截止日期".split())
_WHO = frozenset("部门 单位 机构 窗口 联系人".split())
_COUNTS = re.compile(r"\d|第[一二三四五六七八九十]")
_DOES = re.compile(r"^(?:怎么|如何|怎样)?(?:申请|申报|办理|领取|享受)(?!表)")
_STATUS = re.compile(r"(?:目前|现在)?(?:进行)?到(?:了)?哪(?:一步|个阶段|了)|(?:的)?(?:最新)?(?:进展|进度)(?:怎么样|如何|情况)?|(?:目前|现在)?(?:处于|在)?什么阶段")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark understood: the whole `question` that it means; of an answer that was given, the rest of it
    (`more`), or one `item` of it; `of_article` where that is an article of the document, `clause` the 款 of it.
    """

    question: str
    more: bool = False
    item: int | None = None
    of_article: bool = False
    clause: int | None = None


def understood(previous: str, text: str, today: date) -> Remark | None:
    """What a text means after the question before; None where it stands by itself."""
    said = _ENDS.sub("", text.strip())
    if not said or len(said) > LONGEST or not previous:
        return None
    if _MORE.match(said):
        return Remark(previous, more=True)
    if found := _ITEM.match(said):
        count = number(found[1])
        return Remark(previous, item=count) if count else None
    if asked := articles_asked(_OPENS.sub("", said)):
        return _of_articles(previous, asked)
    previous = _ENDS.sub("", previous) or previous
    plain = tokens.spelled(_OPENS.sub("", said))
    what = _WHAT_OF.match(plain)
    if what and not _ASKS.search(what[1]):
        return Remark(_of_another(previous, what[1], today))
    if _PERSONAL.search(plain) or not _ASKS.search(plain):
        return None
    if refers := _REFERS.match(plain):
        return _about(previous, plain[refers.end() :])
    return _about(previous, plain) if _names_nothing(plain) else None


def hangs(text: str) -> bool:
    """Whether a text says something only after a question: 那去年呢？ 衡阳的呢？ 还有吗？ 它的有效期是多久？"""
    said = _ENDS.sub("", text.strip())
    if not said or len(said) > LONGEST:
        return False
    if _MORE.match(said) or _ITEM.match(said):
        return True
    plain = tokens.spelled(_OPENS.sub("", said))
    if refers := _REFERS.match(plain):
        return bool(_ASKS.search(plain)) and _names_nothing(plain[refers.end() :])
    what = _WHAT_OF.match(plain)
    goes_on = said.endswith("呢") or bool(_OPENS.match(said))
    return bool(what) and goes_on and _is_no_matter(what[1] if what else "")


def _is_no_matter(core: str) -> bool:
    """Whether words say of what time, place or aspect something is asked, but not what."""
    rest = _PART.sub("", _YEAR.sub("", core, count=1), count=1)
    rest = re.sub(r"^的|的$|度$", "", _THEN.sub("", rest, count=1))
    return not rest or _is_place(rest) or bool(_ASPECT.fullmatch(rest))


def _of_articles(previous: str, asked: Asked) -> Remark | None:
    """An article without a name is of the document that was quoted; with one it stands by itself."""
    if asked.name or not asked.is_all:
        return None
    first = asked.articles[0]
    return Remark(previous, item=first.count, of_article=True, clause=first.clause)


def _about(previous: str, asks: str) -> Remark | None:
    subject = _subject(previous)
    return Remark(subject + asks) if subject and asks else None


def _of_another(previous: str, core: str, today: date) -> str:
    """The question before, with another year, part of a year, place or matter in it."""
    question, rest = tokens.spelled(previous), core
    if year := _YEAR.search(rest):
        then = _THEN.match(rest, year.end())
        meant = _year(year[0], question, today) + ("时" if then else "")
        question = _with(_YEAR, question, meant)
        rest = rest[: year.start()] + rest[then.end() if then else year.end() :]
    if part := _PART.search(rest):
        question = _with_part(question, part[0])
        rest = rest.replace(part[0], "", 1)
    rest = re.sub(r"^的|的$|度$", "", rest)
    if aspect := _aspect(question, rest):
        return _with_aspect(question, aspect)
    if (status := _STATUS.search(question)) and rest and not _is_place(rest):
        return rest + question[status.start() :]
    return _with_matter(_with_place(question, rest), rest) if rest else question


def _aspect(question: str, words: str) -> re.Match[str] | None:
    """申请材料, or 租金补贴期限 where the question is of 租金补贴."""
    of_matter = _ASPECT_OF.fullmatch(words)
    return _ASPECT.fullmatch(words) or (of_matter if of_matter and of_matter["matter"] in question else None)


def _with_aspect(question: str, aspect: re.Match[str]) -> str:
    """What the question is about, with that asked of it: 申请材料 of 标准厂房租金补贴."""
    subject, done = _subject(question), aspect["done"].removesuffix("的")
    subject = _ASPECT_LAST.sub("", subject) or subject
    if done and _DOES.match(subject):
        subject = _DOES.sub("", subject)
    if done and subject.endswith(done):
        done = ""
    kind = aspect["kind"]
    asked = {"是多少": _HOW_MUCH, "是多久": _HOW_LONG, "是什么时候": _WHEN, "是哪个": _WHO}
    asks = next((words for words, kinds in asked.items() if kind in kinds), "是什么")
    return f"{subject}{done}{kind}{asks}"


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


def _with_place(question: str, rest: str) -> str:
    """Another place or zone in place of the one asked of, in front where there was none."""
    if not _is_place(rest):
        return question
    if zone := _ZONE.search(question):
        return question[: zone.start()] + rest + question[zone.end() :]
    places = place_words(question)
    if places:
        start, word, _ = places[0]
        return question[:start] + rest + question[start + len(word) :]
    return f"{rest}{question}"


def _is_place(words: str) -> bool:
    found = place_words(words)
    return bool(_ZONE.fullmatch(words)) or (len(found) == 1 and len(found[0][1]) == len(words))


def _with_matter(question: str, rest: str) -> str:
    """Another matter in place of the one of its kind: 人才补贴 for 租金补贴, 博士 for 硕士."""
    if _is_place(rest):
        return question
    start, end = _of_its_kind(question, rest) or _first_matter(question)
    return question[:start] + rest + question[end:]


def _of_its_kind(question: str, rest: str) -> tuple[int, int] | None:
    """The words of the question that end as the other matter does: the most of it, then the longest."""
    best: tuple[int, int, int] | None = None
    for phrase in _phrases(question):
        for last in range(len(phrase)):
            start, end = phrase[0][0], phrase[last][0] + len(phrase[last][1])
            shared = _shared_end(question[start:end], rest)
            if shared >= 2 and (best is None or shared > best[0]):
                best = (shared, start, end)
    if best:
        return best[1:]
    for start, word in (pair for phrase in _phrases(question) for pair in phrase):
        if len(word) == len(rest) and word[-1] == rest[-1] and word != rest:
            return start, start + len(word)
    return None


def _shared_end(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _first_matter(question: str) -> tuple[int, int]:
    """The first noun that is no actor, no zone and not only of a kind; nothing, at the front, where there is none."""
    zone = _ZONE.search(question)
    for start, word in (pair for phrase in _phrases(question) for pair in phrase):
        if zone and zone.start() <= start < zone.end():
            continue
        if word not in ACTORS and word not in GENERAL and len(word) > 1:
            return start, start + len(word)
    return 0, 0


def _phrases(question: str) -> list[list[tuple[int, str]]]:
    """Runs of nouns in a question, each with where it starts."""
    runs: list[list[tuple[int, str]]] = [[]]
    at = 0
    for word, tag in tokens.tagged(question):
        if _is_noun(word, tag):
            runs[-1].append((at, word))
        elif runs[-1]:
            runs.append([])
        at += len(word)
    return [run for run in runs if run]


def _is_noun(word: str, tag: str) -> bool:
    """Whether a word is part of a matter's name: 多层 of 多层厂房 too, which is taken for a number."""
    is_named = tag.startswith(("n", "vn", "b", "l", "eng")) or (
        tag == "m" and not re.search(r"[\d年月]", word)
    )
    return is_named and tag != "ns" and word not in _ASKING and not word.startswith(("每", "一"))


def _names_nothing(text: str) -> bool:
    """Whether a question names no matter of its own: only what is asked of one."""
    question = understand(text)
    if question.places or question.numbers or question.years or _COUNTS.search(text):
        return False
    return all(
        word in GENERAL or word in ACTORS or word in _ASPECTS or word.startswith("最")
        for word in question.terms
    )


def _subject(question: str) -> str:
    """What a question is about: its words before those that ask; its last nouns, where it begins with these."""
    words = tokens.tagged(question)
    kept = ""
    for word, tag in words:
        asks = (word in _ASKING and word != "的") or tag == "x" or word.startswith(("每", "最", "多少"))
        if asks and kept:
            break
        if asks:
            phrases = _phrases(question)
            return "".join(word for _, word in phrases[-1] if word not in ACTORS) if phrases else ""
        kept += word
    return kept.removesuffix("的")
