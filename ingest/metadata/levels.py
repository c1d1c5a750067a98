"""Whose word a document is: read from its issuer, else from its title."""

import re

from ingest.metadata.said import Said
from knowledge.documents import Level

_NAME = r"[一-龥]{2,7}?"
_PLACES = re.compile(
    r"(?:中共|中国共产党)?"
    rf"(?P<province>{_NAME}(?:省|自治区)|(?:北京|上海|天津|重庆)市|省|自治区)?"
    rf"(?P<city>(?!本市){_NAME}(?:市(?!场|级)|自治州|州(?![一-龥]{{0,3}}[市县区])|盟|地区)|[市州](?![场级]))?"
    rf"(?P<county>{_NAME}(?:自治县|县|市(?!场)|旗|新区(?=人民政府|政府|人大|人民代表)|(?<![园新城社地业发校港流小片特矿税荐])区)|[县区](?!域))?"
)
_PARK = "园区|开发区|高新区|经开区|产业园|工业园|科技园|保税区|示范区|集聚区|新区|集中区|试验区"
_PARK_ORGAN = re.compile(rf"(?:{_PARK})[^，。]{{0,12}}(?:管理委员会|管委会|党工委|工委|管理局|管理办)|管委会")
_NATION = re.compile(
    r"(?:中华人民共和国|全国人民代表大会|全国人大|国务院|国家(?!级)|中共中央|中央|最高人民"
    r"|海关总署|中国人民银行|中国证|审计署|自然资源部|[一-龥]{2,12}总局|[一-龥]{2,9}部(?:$|[\s、关办令公]))"
)
_ABOUT = re.compile(r"^(?:关于(?:印发|发布|公布|转发)?)?[《“]?")
_COUNTY_CITIES = frozenset("浏阳 昆山 义乌 张家港 常熟 江阴 慈溪 晋江 仙桃 潜江 天门 济源 石河子".split())
_REGULATION = re.compile(r"(?:条例|法|若干规定|办法|规定)$")


def level_of(title: Said[str], issuer: Said[str] | None) -> Said[Level] | None:
    """国家, 省, 市, 县 or 园区; None where neither the issuer nor the title tells."""
    if issuer and (level := _of_organ(issuer.value)):
        return Said(level, issuer.words)
    level = _of_title(title.value)
    return Said(level, title.words or title.value) if level else None


def _of_organ(organ: str) -> Level | None:
    """The level of an organ; of several that issue together that of the first."""
    first = re.split(r"[\s、]", organ, maxsplit=1)[0]
    if _PARK_ORGAN.search(first):
        return Level.PARK
    return Level.NATION if _NATION.match(first) else _of_place(first)


def _of_title(title: str) -> Level | None:
    start = _ABOUT.match(title)
    named = title[start.end() :] if start else title
    if named.startswith("中华人民共和国") and _REGULATION.search(named):
        return Level.NATION
    if re.match(r"(?:国务院|全国人民代表大会|中共中央)", named):
        return Level.NATION
    return _of_place(named) if _REGULATION.search(named) or "关于" in title else None


def _of_place(text: str) -> Level | None:
    """The narrowest of the places that a name begins with: 湖南省永州市祁阳县… is a county's."""
    match = _PLACES.match(text)
    if not match:
        return None
    if match["county"]:
        return Level.COUNTY
    if match["city"]:
        return Level.COUNTY if match["city"].removesuffix("市") in _COUNTY_CITIES else Level.CITY
    return Level.PROVINCE if match["province"] else None
