"""What `wuhao documents` says."""

from datetime import date

from knowledge.documents import Level, RelationKind
from knowledge.scope import ZONE_PREFIX

FACTS = {
    "title": "标题",
    "number": "文号",
    "issuer": "发文机关",
    "region": "地区",
    "level": "级别",
    "issued_on": "成文日期",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
    "audience": "受众",
}
LEVELS = {
    Level.NATION: "国家",
    Level.PROVINCE: "省",
    Level.CITY: "市",
    Level.COUNTY: "县",
    Level.PARK: "园区",
}
RELATIONS = {RelationKind.REPEALS: "废止", RelationKind.AMENDS: "修改", RelationKind.IMPLEMENTS: "实施"}
AUDIENCES = {"public": "公开", "internal": "内部", "staff": "工作人员"}
VALIDITY, PATH, PASSAGES = "有效性", "位置", "段落"
ITSELF = "本文件"


def counted(count: int) -> str:
    return f"共 {count} 份"


def no_document(name: str) -> str:
    return f"资料库里没有“{name}”。可以写路径、文号，或标题的一部分。"


def fact(name: str, value: str) -> str:
    match name:
        case "level":
            return LEVELS[Level(value)]
        case "audience":
            return AUDIENCES.get(value, value.removeprefix(ZONE_PREFIX))
    return value


def read_from(sentence: str | None) -> str:
    """A fact's sentence, on one line."""
    return f"　← {' '.join(sentence.split())}" if sentence else ""


def repealed(day: date, by: str) -> str:
    since = "" if day == date.min else f"，自 {day.isoformat()} 起"
    return f"{since}，被{by}废止" if by else f"{since}，{ITSELF}写明"


def related_to(title: str | None, number: str | None) -> str:
    named = (f"《{title}》" if title else "") + (f"（{number}）" if title and number else number or "")
    return named or ITSELF
