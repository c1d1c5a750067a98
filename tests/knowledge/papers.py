"""Small documents of one made-up city, for tests that need no database."""

from datetime import date
from typing import Any

from knowledge.answers import Citation
from knowledge.documents import Document, Found, Passage

RENT = "第八条 符合条件的企业，按照每平方米每月6元的标准给予租金补贴，补贴期限最长36个月。"
MEETING = "企业交流主题日每周举办一期，时间固定为每周一20:00—22:00，地点设在各园区招商服务中心。"
TARGETS = (
    "园区：东江高新区；月份：2026-09；亩均税收（万元/亩）：16.5；增速（%）：9.7\n"
    "园区：东江高新区；月份：2026-10；亩均税收（万元/亩）：16.6；增速（%）：10\n"
    "园区：西岭工业园；月份：2026-09；亩均税收（万元/亩）：10.6；增速（%）：7.7\n"
    "园区：西岭工业园；月份：2026-10；亩均税收（万元/亩）：10.7；增速（%）：8\n"
)


def paper(text: str, title: str = "标准厂房租金补贴办法", heading: str = "", **of_document: Any) -> Found:
    """A passage with its document; in force since 2025 unless said otherwise."""
    usual: dict[str, Any] = {
        "title": title,
        "number": "东政发〔2024〕15号",
        "issuer": "东江市人民政府",
        "region": "东江市",
        "issued_on": date(2024, 12, 10),
        "effective_on": date(2025, 1, 1),
    }
    document = Document(**{**usual, **of_document})
    passage = Passage(id=1, document_id=1, ordinal=0, start=0, end=len(text), text=text, heading=heading)
    return Found(passage, document, "/政策/办法.docx")


def pieces(*texts: str) -> list[Found]:
    """Successive passages of one document."""
    found = [paper(text) for text in texts]
    for ordinal, one in enumerate(found):
        one.passage.ordinal = ordinal
        one.passage.id = ordinal + 1
    return found


def citation(n: int, quote: str, **others: Any) -> Citation:
    usual: dict[str, Any] = {
        "title": "标准厂房租金补贴办法",
        "source": "/政策/办法.docx",
        "number": "东政发〔2024〕15号",
        "article": "第八条",
        "page": None,
        "issued": date(2024, 12, 10),
        "status": None,
    }
    return Citation(n=n, quote=quote, **{**usual, **others})
