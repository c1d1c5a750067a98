"""What of a matter is asked: its 申请材料, 年龄要求, 咨询电话; and the matter itself. Pure."""

import re

from knowledge.index import tokens
from knowledge.question_words import ACTORS, ASKING

_OF = r"(?:年龄|学历|学位|职称|户籍|社保|面积|规模|税收|纳税|投资|产值|营收|行业|注册|工作年限)"
_KIND = (
    rf"(?P<kind>{_OF}?(?:要求|限制|门槛)|{_OF}?(?:条件|标准)|材料|资料|流程|程序|步骤|手续|对象|范围|方式|方法|渠道|依据|部门|单位|机构|窗口"
    r"|网址|地点|地址|金额|额度|比例|上限|下限|费用|期限|时限|有效期|时间|日期|截止时间|截止日期|电话|联系电话|咨询电话|联系方式|联系人)"
)
ASPECT = re.compile(
    r"(?P<done>(?:申请|申报|办理|报名|受理|兑现|发放|领取|审批|审核|补贴|补助|奖励|资助|扶持|支持|开工|竣工|投产|签约)?的?)"
    rf"(?:所需的?)?{_KIND}"
)
_LAST = re.compile(
    rf"的?(?:(?:申请|申报|办理|报名|受理|兑现|发放|领取|审批|审核)?的?(?:所需的?)?{_KIND}|{_OF})$"
)
_OF_MATTER = re.compile(rf"(?P<matter>.{{2,}}?)的?(?P<done>){_KIND}")
_ABOUT = re.compile(
    rf"对?(?P<of>{_OF})(?:上|方面)?(?:呢|(?:(?:有没有|有无|有什么|有啥|有|是什么|是多少|多少)?(?:什么)?(?:要求|限制|规定|条件|门槛)?)(?:是什么|是多少|呢|吗|么)?)"
    rf"|(?:有没有|有无|有什么|有)(?P<also>{_OF})(?:方面)?的?(?:要求|限制|规定|条件|门槛)(?:吗|呢|么)?"
)
_WHOM = re.compile(r"(?:要|该|应该|可以|能)?(?:找谁|问谁|向谁|找哪个部门|打哪个电话|打什么电话|找什么人|去哪)(?:里|儿)?(?:咨询|了解|问)?|(?:怎么|如何)(?:联系|咨询)|咨询谁")  # fmt: skip
OF_ALL = re.compile(
    r"程序|流程|步骤|手续|电话|联系|咨询|有效期|施行"
)  # a document tells them once, for all that it lays down
_HOW_MUCH = frozenset("标准 金额 额度 比例 上限 下限 费用 电话 联系电话 咨询电话 联系方式".split())
_HOW_LONG = frozenset("期限 时限 有效期".split())
_WHEN = frozenset("时间 日期 截止时间 截止日期".split())
_WHO = frozenset("部门 单位 机构 窗口 联系人".split())
_DOES = re.compile(r"^(?:怎么|如何|怎样)?(?:申请|申报|办理|领取|享受)(?!表)")
_ASKING = frozenset(ASKING)


def named(words: str, question: str) -> re.Match[str] | None:
    """申请材料, or 租金补贴期限 where the question is of 租金补贴."""
    of_matter = _OF_MATTER.fullmatch(words)
    return ASPECT.fullmatch(words) or (of_matter if of_matter and of_matter["matter"] in question else None)


def asked(words: str) -> re.Match[str] | None:
    """The aspect that a remark asks of without naming a matter: 年龄有要求吗, 找谁咨询."""
    if about := _ABOUT.fullmatch(words):
        return ASPECT.fullmatch(f"{about['of'] or about['also']}要求")
    return ASPECT.fullmatch("咨询电话") if _WHOM.fullmatch(words) else None


def of_matter(question: str, aspect: re.Match[str]) -> tuple[str, str]:
    """The question of that aspect of what a question is about, and what in it asks: 申请材料是什么."""
    matter, done = subject(question), aspect["done"].removesuffix("的")
    if done and _DOES.match(matter):
        matter = _DOES.sub("", matter)
    asks = f"{aspect['kind']}{_ending(aspect['kind'])}"
    return matter + ("" if matter.endswith(done) else done) + asks, done + asks


def _ending(kind: str) -> str:
    words = {"是多少": _HOW_MUCH, "是多久": _HOW_LONG, "是什么时候": _WHEN, "是哪个": _WHO}
    return next((one for one, kinds in words.items() if kind in kinds), "是什么")


def subject(question: str) -> str:
    """What a question is about, without the aspect that it asks of: 租金补贴 of 租金补贴申请条件有哪些."""
    about = before_asking(question)
    return _LAST.sub("", about) or about


def before_asking(question: str) -> str:
    """A question's words before those that ask; its last nouns, where it begins with these."""
    kept = ""
    for word, tag in tokens.tagged(question):
        asks = (word in _ASKING and word != "的") or tag == "x" or word.startswith(("每", "最", "多少"))
        if asks and kept:
            break
        if asks:
            runs = phrases(question)
            return "".join(word for _, word in runs[-1] if word not in ACTORS) if runs else ""
        kept += word
    return kept.removesuffix("的")


def phrases(question: str) -> list[list[tuple[int, str]]]:
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
