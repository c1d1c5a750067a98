"""Questions that a corpus can't answer, made from those that it can: the near misses. Pure, and the same each run."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.index import tokens
from knowledge.index.tokens import normal
from knowledge.place_names import ALSO_WORDS, PLACE_NAMES
from knowledge.places import place_words
from knowledge.question_words import GENERAL
from knowledge.questions import MATTER, Question, understand, years_in

# What is swapped for what else: alike in kind, and never the same thing.
ALIKE = (
    ("小微企业", "上市公司"), ("中小企业", "中央企业"), ("民营企业", "外资企业"), ("个体工商户", "农民专业合作社"),
    ("高校", "幼儿园"), ("大学", "小学"), ("医院", "养老院"), ("学校", "监狱"), ("博士", "技师"), ("硕士", "高中生"),
    ("农民工", "退役军人"), ("出租车", "网约车"), ("货车", "校车"), ("地铁", "轮渡"), ("餐饮", "影院"), ("口罩", "呼吸机"),
    ("增值税", "契税"), ("所得税", "印花税"), ("房租", "水费"), ("贷款", "债券"), ("失业保险", "生育保险"), ("工伤", "生育"),
    ("养老保险", "意外保险"), ("外贸", "物流"), ("工业", "旅游业"), ("农业", "渔业"), ("电话", "传真"), ("补贴", "罚款"),
    ("父亲", "祖父"), ("妻子", "妹妹"), ("儿子", "侄子"), ("专辑", "电影"), ("小说", "漫画"), ("电影", "话剧"), ("球队", "乐队"),
    ("市长", "检察长"), ("人口", "耕地"), ("面积", "海拔"), ("气温", "湿度"), ("成立", "解散"), ("出生", "结婚"), ("逝世", "退休"),
    ("离婚", "收养"), ("房屋", "船舶"), ("合同", "遗嘱"), ("股东", "监事"), ("工资", "奖金"), ("租赁", "典当"), ("盗窃", "走私"),
)  # fmt: skip
_ORDINAL = re.compile(r"(?<=第)[一二三四五六七八九](?=[批次届期轮阶章])")
_AMOUNT = re.compile(
    r"(?<![\d.第])[1-9]\d*(?=(?:人|家|名|户|万元|亿元|元|%|天|岁|平方米|个(?!月)|项|倍|吨|公里))"
)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])(?=月(?!份?内))")
_PROVINCE_LIKE = frozenset("省市州县区")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question that the gold passage no longer answers, and what of it was changed.

    `is_told` says whether the gold passage names what was changed: where it doesn't, the old question
    and the new one are as well borne out by it.
    """

    text: str
    kind: str
    is_told: bool


def near_misses(asked: str, gold: str, chance: random.Random, pool: Sequence[str] = ()) -> Iterator[NearMiss]:
    """The question with another place, year, month, figure or thing, that its gold text doesn't name;
    and with another word, drawn from a pool, for the rarest that the two share.
    """
    question, told = understand(asked), normal(gold)
    for made in (
        _other_place(question, told, chance),
        _other_year(question, told, chance),
        _other_month(asked, told, chance),
        _other_figure(asked, told, chance),
        _other_thing(asked, told, chance),
        _other_word(question, told, chance, pool),
    ):
        if made:
            yield made


def _other_place(question: Question, told: str, chance: random.Random) -> NearMiss | None:
    """Places in a row, as 北京市海淀区, are swapped for one."""
    named = place_words(question.text)
    if not named:
        return None
    start, word, core = named[0]
    end = start + len(word)
    for following, more, narrower in named[1:]:
        if following == end:
            end, core = following + len(more), narrower
    pool = sorted(PLACE_NAMES - ALSO_WORDS)
    other = next(place for place in iter(lambda: chance.choice(pool), "") if place not in told)
    suffix = question.text[end - 1] if question.text[end - 1] in _PROVINCE_LIKE else ""
    return NearMiss(question.text[:start] + other + suffix + question.text[end:], "place", core in told)


def _other_year(question: Question, told: str, chance: random.Random) -> NearMiss | None:
    of_gold = years_in(told)
    if question.years:
        old = question.years[0]
        new = next(
            year for year in iter(lambda: old - chance.randint(-6, 9), 0) if year not in (*of_gold, old)
        )
        text = question.text.replace(str(old), str(new))
        return NearMiss(text, "year", old in of_gold) if text != question.text else None
    if not of_gold:
        return None
    new = next(year for year in iter(lambda: max(of_gold) + chance.randint(1, 6), 0) if year not in of_gold)
    return NearMiss(f"{new}年{question.text}", "year", True)


def _other_month(asked: str, told: str, chance: random.Random) -> NearMiss | None:
    found = _MONTH.search(asked)
    free = [month for month in range(1, 13) if f"{month}月" not in told]
    if not found or not free:
        return None
    is_told = f"{found.group()}月" in told
    return NearMiss(f"{asked[: found.start()]}{chance.choice(free)}{asked[found.end() :]}", "month", is_told)


def _other_figure(asked: str, told: str, chance: random.Random) -> NearMiss | None:
    """第二批 as another batch, 50人 as ten times or a few more."""
    if found := _ORDINAL.search(asked):
        free = [one for one in "二三四五六七八九" if f"第{one}{asked[found.end()]}" not in told]
        new = chance.choice(free)
    elif found := _AMOUNT.search(asked):
        amount = int(found.group())
        new = str(chance.choice([amount * 10, amount + chance.randint(1, 9), amount * 3]))
    else:
        return None
    if f"{new}{asked[found.end()]}" in told:
        return None
    is_told = f"{found.group()}{asked[found.end()]}" in told
    return NearMiss(asked[: found.start()] + new + asked[found.end() :], "figure", is_told)


def _other_thing(asked: str, told: str, chance: random.Random) -> NearMiss | None:
    swaps = [(old, new) for pair in ALIKE for old, new in (pair, pair[::-1]) if old in asked]
    possible = [(old, new) for old, new in swaps if new not in told and new not in asked]
    if not possible:
        return None
    old, new = chance.choice(possible)
    return NearMiss(asked.replace(old, new), "thing", old in told)


def words_of(questions: Sequence[str]) -> list[str]:
    """The things that questions speak of, each as often as they do: a pool to draw another word from."""
    terms = [term for asked in questions for term in understand(asked).terms]
    return [term for term in terms if _is_thing(term)]


def _other_word(question: Question, told: str, chance: random.Random, pool: Sequence[str]) -> NearMiss | None:
    """Of the words that the gold text shares, the one that the pool's questions use least becomes another."""
    shared = [
        term for term in question.terms if _is_thing(term) and normal(term) in told and term in question.text
    ]
    free = [word for word in dict.fromkeys(pool) if normal(word) not in told and word not in question.text]
    if not shared or not free:
        return None
    times = Counter(pool)
    old = min(shared, key=lambda term: times[term])
    alike = [word for word in free if len(word) == len(old)] or free
    return NearMiss(question.text.replace(old, chance.choice(alike)), "word", is_told=True)


def _is_thing(term: str) -> bool:
    return len(term) > 1 and term not in GENERAL and tokens.tagged(term)[0][1] in MATTER
