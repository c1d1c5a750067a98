"""What is said to staff who send documents to be taken in."""

UPLOAD = "上传文件"
SEND_FILES = (
    "请把政策文件发来（Word、PDF、OFD、Excel、演示文稿、图片、文本、邮件、zip 压缩包，一次可发几个），"
    "我读完就收进资料库；不传了请发“取消”。"
)
FILES_FIRST = "请先把文件发来；不传了请发“取消”。"
SKIP = "跳过"
NEW_VERSION = "是新版本"
ANOTHER = "是另一份文件"
DONE = "已收好。还可以接着发文件；不传了请发“取消”。"
SAME = "内容和资料库里的一样，没有变化。"
NOT_A_DATE = "没看懂日期，请写成 2025-01-01 或 2025年1月1日。"
NOT_AN_AUDIENCE = "请选：公开、内部或工作人员。"
TITLE_TOO_LONG = "标题太长了，请控制在 200 字以内。"
NO_LIBRARY = "这里不能上传文件，请在网页或 Telegram 里上传。"
AUDIENCES = {"public": "公开", "internal": "内部", "staff": "工作人员"}
QUESTIONS = {
    "title": "《{name}》里没有读出标题，请写一个，或点“跳过”（用文件名）：",
    "issued_on": "《{name}》里没有读出成文日期，请写（如 2025-01-01），或点“跳过”：",
    "audience": "《{name}》给谁看？没说明的按“内部”处理。",
}


def clash(name: str) -> str:
    return f"资料库里已有一份《{name}》，内容不同。这一份是它的新版本吗？"


def unasked(count: int) -> str:
    return f"另有 {count} 处没有读出来，不一一问了：请在压缩包里放一份 metadata.csv 写明，再发一次。"
