"""When two questions are one and the same: by their words alone, and strictly. Pure.

Only what surely changes nothing is evened out: greetings, punctuation, ways to spell one asking word, and where
如何申请 stands in a sentence. A place, a year, a figure, a 文号 or a negation more or less is another question.
"""

import re
from datetime import date

from knowledge.index.tokens import normal
from knowledge.projects.conditions import with_years

_FRAME = (
    "您好|你好|早上好|下午好|谢谢|多谢|麻烦您|麻烦你|麻烦|请教一下|请教|请问一下|请问|问一下|想问一下|想问|我想问一下|我想问|"
    "我想咨询一下|我想咨询|想咨询一下|想咨询|咨询一下|我想知道|想知道|我想了解一下|我想了解|想了解一下|想了解|了解一下|"
    "告诉我|帮我查一下|帮我查|查一下"
)
_GREETING = re.compile(rf"^(?:(?:{_FRAME})[,\s]*)+")
_THANKS = re.compile(r"(?:[,\s]|谢谢您|谢谢你|谢谢|多谢|[呢啊呀哦呗嘛])+$")
_STOPS = re.compile(r"[,，。！？；：!?;:…~\n]+")
_QUOTES = re.compile(r"[“”‘’\"'《》〈〉「」【】〔〕()\[\]]+")
_SPACE = re.compile(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])")
_OF = re.compile(r"(?<!目)的(?![确士])")

_HOW, _WHEN, _WHY, _WHETHER = "\ue001", "\ue002", "\ue003", "\ue004"
_ASKING = tuple(
    (re.compile(words), said)
    for words, said in (
        ("怎么样|怎样|怎么|如何|咋样|咋", _HOW),
        ("什么时候|什么时间|啥时候|啥时间|何时|几时", _WHEN),
        ("为什么|为何|为啥", _WHY),
        ("在哪里|在哪儿|在什么地方|什么地方|哪里|哪儿", "何处"),
        ("能不能|可不可以|可否|能否|是否可以|是否能够|是否能", f"可以{_WHETHER}"),
        ("有没有|有无|是否有", f"有{_WHETHER}"),
        ("是不是|是否", _WHETHER),
        ("吗$|(?<![什怎多那这])么$", _WHETHER),
        ("是多少", "多少"),
        ("是什么", "什么"),
        ("多少元", "多少钱"),
    )
)
_VERBS = "申请|申报|办理|领取|享受|报名|认定|备案|注册|缴纳|查询|联系|兑现|参加|预约|提交|报销|变更|注销|入驻"
_UNIT = re.compile(rf"[{_HOW}{_WHEN}{_WHY}](?:{_VERBS})?|{_WHETHER}")
_BINDS = re.compile(  # with any of these in it a question's order tells
    rf"[不没无未非否勿禁免除别莫拒反后前时若,]|如果|期间|[{_HOW}{_WHEN}{_WHY}{_WHETHER}]的|或|还是"
)
_CHINESE_MONTH = re.compile(r"(?<![〇零○一二三四五六七八九十个])(十[一二]?|[一二三四五六七八九])月")
_MONTHS = {name: n for n, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}
_BARE_MONTH = re.compile(r"(?<![\d年个每])(\d{1,2}月)")
_PASSING = re.compile(  # what means another day each day that it is asked
    "[今明昨后前][天日晚]|[本这上下](?:个)?(?:周|星期|礼拜|月|季度|旬)|[上下这]一?[次期批届]|最近|近期|近日|刚刚|本期|后年"
)


def key(text: str, day: date) -> str:
    """The same for two questions that are one, asked on these days: 今年 is the year that it is."""
    plain = _told_apart(normal(text).strip(), day)
    passing = f"@{day}" if _PASSING.search(plain) else ""
    plain = _even(plain)
    if _BINDS.search(plain):
        return plain + passing
    plain = _OF.sub("", plain)
    return "|".join([_UNIT.sub("", plain), *sorted(_UNIT.findall(plain))]) + passing


def _told_apart(plain: str, day: date) -> str:
    """With the years and months that are meant, so that next year's question is another one."""
    plain = _CHINESE_MONTH.sub(lambda found: f"{_MONTHS[found[1]]}月", with_years(plain, day))
    return _BARE_MONTH.sub(lambda found: f"{day.year}年{found[1]}", plain)


def _even(plain: str) -> str:
    plain = _QUOTES.sub(lambda found: "," if _is_between_digits(found) else "", plain)
    plain = _STOPS.sub(",", plain)
    plain = _SPACE.sub("", plain).strip(",. ")
    before = None
    while before != plain:
        before = plain
        plain = _THANKS.sub("", _GREETING.sub("", plain)).strip(",. ")
    for words, said in _ASKING:
        plain = words.sub(said, plain)
    return plain


def _is_between_digits(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return before.isdigit() and after.isdigit()
