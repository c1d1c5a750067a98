"""What is said of answers of staff, in Chinese."""

from collections.abc import Sequence

EMPTY = "问题和答复都不能空着。"
OVER = "有效期的截止日期已经过去，请写今天或以后的日期。"
AUDIENCE = "受众只能是 public（公开）、internal（内部）、staff（工作人员）或 zone:园区名。"
DOUBTS = {
    "reworded": "文字有改动，所引原文仍在",
    "changed": "内容已更新，所引原文不在了",
    "retired": "已撤下",
    "repealed": "已废止",
    "expired": "已失效",
    "not_yet": "尚未施行",
    "over": "答复的有效期已满",
}


def bare_marks(marks: Sequence[str]) -> str:
    """Marks without a source."""
    return f"答复里有 {'、'.join(marks)}，看的人不知道指的是什么。请改成文件名称或文号，或者把这几个标记去掉，再发一次。"


def too_long(length: int, longest: int) -> str:
    return f"内容太长（{length} 字），最多 {longest} 字。"


def source_doubtful(title: str, doubt: str) -> str:
    return f"《{title}》{DOUBTS[doubt]}，不能作为答复的依据。"


def source_lacks(title: str, words: str) -> str:
    return f"《{title}》里没有“{words}”，请核对出处。"
