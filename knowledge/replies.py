"""What askers read, in Chinese: answers' frames, citations, refusals."""

import re
from collections.abc import Sequence
from datetime import date

from knowledge.answers import Citation, Reason
from knowledge.documents import Document, Status, status_on
from knowledge.numerals import chinese

STATUS_NAMES = {
    Status.IN_FORCE: "现行有效",
    Status.EXPIRED: "已失效",
    Status.REPEALED: "已废止",
    Status.NOT_YET: "尚未施行",
    Status.UNKNOWN: "有效性未注明",
}
EMPTY = "没有看到问题。请用一句话写下想问的内容，例如：企业交流主题日什么时候举办？"
UNCLEAR = "这句话单独看不出问的是什么事，前面也没有可以接着的问题。请写完整再问，例如：2025年标准厂房租金补贴是多少？"
_WHY = {
    Reason.NOT_FOUND: "现有资料里没有找到能回答这个问题的内容。",
    Reason.OTHER_PLACE: "现有资料里没有{detail}的这项内容，不能用别处的资料代答。",
    Reason.OTHER_YEAR: "现有资料里没有{detail}",
    Reason.OTHER_FIGURE: "现有资料里没有提到“{detail}”的这项内容。",
    Reason.NOT_TOLD: "现有资料提到了相关内容，但没有写明所问的{detail}。",
    Reason.UNKNOWN_NUMBER: "现有资料里没有文号为{detail}的文件。",
    Reason.UNKNOWN_PROJECT: "台账里没有查到项目“{detail}”，或您无权查看。",
    Reason.NO_PROJECTS: "您能查看的台账里没有符合条件的项目（{detail}）。",
}
NO_MORE = "关于这个问题，资料里没有更多的内容了。可以换个说法再问，或请园区工作人员人工答复。"
WANTED_NAMES = {
    "money": "金额",
    "sum": "金额或比例",
    "area": "面积",
    "share": "比例",
    "phone": "电话",
    "length": "期限",
    "date": "时间",
    "people": "人数",
    "person": "人名",
    "number": "数量",
}


def too_long(length: int, longest: int) -> str:
    return f"问题太长了（{length} 字），请缩短到 {longest} 字以内，一次问一件事。"


def other_time(asked: str, told: str) -> str:
    """What was asked of another time than what came nearest: 2025年第三季度, 2025年上半年."""
    near = f"最接近的是{told}的，" if told and told != asked else ""
    kind = "年份" if re.fullmatch(r"[\d年、]*", asked) else "时间"
    return f"{asked}的这项内容；{near}不能用其他{kind}的资料代答。"


def no_item(name: str) -> str:
    return f"上一条答复的内容里没有{name}。请直接写出要问的事项。"


def no_document(name: str) -> str:
    return f"现有资料里没有{titled(name.strip('《》'))}，或您无权查看。请核对文件名称，或发“转人工”请园区工作人员人工答复。"


def no_article(title: str, articles: str, last: int = 0) -> str:
    """A document hasn't the articles asked for; `last` is its last one."""
    if last:
        return f"{title}里没有{articles}，最后一条是第{chinese(last)}条。"
    return f"{title}里没有{articles}。"


def which(articles: str, titles: Sequence[str]) -> str:
    """An article of a document that isn't named, or of several that fit."""
    if not titles:
        return f"问的是哪一份文件的{articles}？请写出文件名称或文号，例如：消防法{articles}。"
    return "\n".join([f"有几份文件都符合，请写明是哪一份的{articles}：", *(f"· {one}" for one in titles)])


def later_text(citation: Citation) -> str:
    """That the text at hand is of a later wording than the day asked of."""
    return f"文本为{citation.issued}的版本，晚于所问日期"


def refused(reason: Reason, detail: str, nearest: Sequence[str], looked_for: str = "") -> str:
    """A refusal: why, what was looked for, what came nearest, what to do next."""
    lines = [_WHY[reason].format(detail=detail)]
    if looked_for:
        lines.append(f"查找的内容：{looked_for}。")
    if nearest:
        lines += ["内容最接近的文件：", *(f"· {one}" for one in nearest)]
    lines.append("可以换个说法再问，或发“转人工”请园区工作人员人工答复。")
    return "\n".join(lines)


def validity(document: Document, citations: Sequence[Citation], day: date) -> str:
    """Whether a document holds on a day; the first citation is its own, a second one repeals it."""
    number = f"（{document.number}）" if document.number else ""
    status = STATUS_NAMES[status_on(document, day)]
    told = f"{titled(document.title)}{number}：{status}。"
    return "\n".join(
        [told, *(f"{titled(one.title)}{_where(one)}：“{one.quote}”[{one.n}]" for one in citations)]
    )


def titled(title: str) -> str:
    """A title in its marks; marks within it become the inner ones."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def source_line(citation: Citation) -> str:
    """A citation on one line: title, 文号, 条, page, date, validity."""
    parts = [
        titled(citation.title) if citation.status else citation.title,
        citation.number,
        citation.article,
        f"第{citation.page}页" if citation.page else None,
        citation.issued.isoformat() if citation.issued else None,
        _status(citation),
        later_text(citation) if citation.is_later_text else None,
        citation.source,
    ]
    return f"[{citation.n}] " + "，".join(part for part in parts if part)


def _status(citation: Citation) -> str | None:
    if citation.status is Status.NOT_YET and citation.effective:
        return f"{STATUS_NAMES[citation.status]}，自{citation.effective.isoformat()}起施行"
    return STATUS_NAMES[citation.status] if citation.status else None


def _where(citation: Citation) -> str:
    number = f"（{citation.number}）" if citation.number else ""
    return number + (citation.article or "")


def which_zone(names: Sequence[str]) -> str:
    """Several zones are called so."""
    return f"请问是{'、'.join(names[:-1])}还是{names[-1]}？请写全名再问。"


def which_project(count: int) -> str:
    """Of a list, none or no such item was named."""
    return f"上面列了 {count} 个项目，请写明是第几个（第一个到第{chinese(count)}个），例如：第二个谁负责？"


def what_of(words: str) -> str:
    """It can't be told where the words belong in the question before."""
    return f"不确定“{words}”是接着上一问的哪一处，请写成完整的一句再问。"
