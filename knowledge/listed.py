"""Remarks on a list of projects that was shown, or on the one project: 第二个谁负责, 它什么时候竣工, 哪些落后了. Pure."""

import re
from dataclasses import dataclass

from knowledge import replies
from knowledge.numerals import NUMERAL, number

_THAT = re.compile(
    rf"(?:第(?P<count>{NUMERAL}{{1,3}})[个项]|(?P<last>最后(?:一)?[个项]))(?:项目)?(?:的|，|,)?(?P<asks>.*)"
)
_IT = re.compile(
    r"(?:它|(?:这个|这一个|该|此|上面(?:这|那)?个?|那个)项目|(?:这个|那个)(?=的|谁|什么|到|进展|开工|竣工|投产))(?:的|，|,)?(?P<asks>.+)"
)
_OF_THEM = re.compile(
    r"(?:其中|里面|这里面|它们|这些(?:项目)?)?(?:中|里)?的?(?P<asks>(?:有)?(?:哪些|哪几个|哪个|几个|多少个?|有没有).*)"
)
_LATE = r"落后|滞后|超期|逾期|延期|推迟|拖"
_STATE = rf"{_LATE}|开工|动工|竣工|完工|建成|投产|达产|签约|在建"
_LATE_LAST = re.compile(rf"(?:{_LATE})$")
_REACHED = re.compile(r"^(?:开工|动工|竣工|完工|建成|投产|达产)")  # whoever asks means these and beyond
_STATE_LAST = re.compile(rf"(?:(?:还?没有?|未|已)?(?:{_STATE}))+$")
_OF_STATE = re.compile(rf"{_STATE}|项目|投资|最[大小多少高低早晚快慢]")
_OF_THAT_STATE = re.compile(
    rf"有?(?P<many>哪些|哪几个|几个|多少个?)(?:项目)?(?:是|已经?)?(?P<state>(?:还?没有?|未)?(?:{_STATE}))(?:的|了|计划|进度|于计划)?(?:项目)?"
)
_HANGS = re.compile(
    rf"第{NUMERAL}{{1,3}}个(?:项目)?的?(?:谁负责|负责人|责任领导|是?什么情况|到哪|进展|什么时候|呢)"
)
_PROJECT = re.compile(
    rf"(?:由)?谁(?:来)?(?:负责|牵头|包联|联系)|(?:责任领导|负责人|服务小分队|服务分队|总投资|投资额?|建设内容|进展|进度|企业|业主)(?:呢|是谁|是哪家|是哪个|多少|是多少|是什么|怎么样|如何|到哪了)?"
    rf"|(?:什么时候|何时|哪天|几月)(?:{_STATE})|(?:{_STATE})(?:时间|日期)?(?:呢|了吗|了没有|是什么时候)|到(?:了)?哪(?:一步|个阶段|了)(?:了)?|(?:现在|目前)?(?:是)?什么(?:情况|进展|阶段)|投资(?:了)?多少|总投资(?:是)?多少"
)
_HOW = re.compile(r"(?:(?:呢|是)?(?:什么|啥)?(?:情况|进展)?(?:呢|怎么样|如何)?)$")
_WHICH = re.compile(r"请问|列出|(?:都|一共|总共)?有?(?:哪些|哪几个|多少个?|几个)|[？?。！!]+$|呢$")
_STANDS = "到哪一步了"


@dataclass(frozen=True, slots=True)
class Listed:
    """The projects of the last list, in its order, and the one that was spoken of last; the question that was
    answered by the list.
    """

    items: tuple[str, ...] = ()
    it: str = ""
    question: str = ""

    def __bool__(self) -> bool:
        return bool(self.items or self.it)


@dataclass(frozen=True, slots=True)
class OfList:
    """The whole question that was meant, or what is asked back."""

    question: str
    asks_back: str = ""


def meant(listed: Listed, previous: str, plain: str) -> OfList | None:
    """What a text means after projects were shown; None where it isn't of them."""
    if not listed:
        return None
    if listed.items and (that := _THAT.fullmatch(plain)) and "第" not in that["asks"]:
        return _that(listed.items, previous, that)
    if listed.items and (some := _OF_THEM.fullmatch(plain)) and _OF_STATE.search(some["asks"]):
        return OfList(_some(_scope(listed.question or previous), some["asks"]))
    if (found := _IT.fullmatch(plain)) or _PROJECT.fullmatch(plain):
        asks = found["asks"] if found else plain
        if listed.it:
            return OfList(f"{listed.it}{_asking(asks)}")
        return OfList(previous, replies.which_project(len(listed.items)))
    return None


def hangs(plain: str) -> bool:
    """Whether a text is of an item of a list, and of none where there is no list: 第二个项目谁负责."""
    return bool(_HANGS.match(plain))


def _that(items: tuple[str, ...], previous: str, that: re.Match[str]) -> OfList:
    count = len(items) if that["last"] else number(that["count"]) or 0
    if not 0 < count <= len(items):
        return OfList(previous, replies.which_project(len(items)))
    return OfList(items[count - 1] + _asking(that["asks"]))


def _some(scope: str, asks: str) -> str:
    """哪些落后了 of 松岭的项目: 松岭落后的项目有哪些."""
    of_state = _OF_THAT_STATE.fullmatch(asks)
    if not of_state:
        return scope + asks
    how_many, state = of_state["many"], _REACHED.sub(r"已\g<0>", of_state["state"])
    if scope.endswith("项目"):
        of = scope.removesuffix("项目").removesuffix("的")
        of = (_LATE_LAST if re.search(_LATE, state) else _STATE_LAST).sub("", of)
        return f"{of}{state}的项目有{how_many}"
    return f"{scope}{state}的有{how_many}"


def _asking(asks: str) -> str:
    """What is asked of a project; how it stands, where that is all."""
    return _STANDS if _HOW.fullmatch(asks) else asks.removesuffix("呢")


def _scope(previous: str) -> str:
    """Which projects were listed: 松岭的项目 of 松岭有哪些项目."""
    of = _WHICH.sub("", previous)
    return of if "项目" in of else f"{of}项目"
