"""What the chat page says, in Chinese."""

TITLE = "五好园区助手"
GUEST = "来宾"
NO_SESSION = "页面已过期，请刷新后重试。"
CSRF_WRONG = "页面已过期，请刷新后重试，您写的内容不会丢失。"
ORIGIN_WRONG = "请求来自别的网站，没有受理。请在本站页面上操作；经代理访问的，请让代理转发原来的 Host。"
HOST_WRONG = "网址不正确，请核对后重试。"
TOO_FAST = "您发得太快了，请过 {seconds} 秒再试。"
TOO_MANY_VISITS = "访问太频繁，请过 {seconds} 秒再试。"
TOO_MANY_STREAMS = "打开的页面太多了，请先关掉几个。"
EMPTY = "没有内容，请写几个字或选一个文件。"
TEXT_TOO_LONG = "这条消息太长了，最多 10 万字。请分几条发，或存成文件后作为附件发来。"
BODY_TOO_LARGE = "发来的内容太大，没有收下。每个文件不超过 20 MB，一次最多 10 个。"
LENGTH_MISSING = "没有说明内容有多大，没有收下。请刷新页面后再发；经代理访问的，请让代理转发 Content-Length。"
FILES_NEED_ROLE = (
    "要先绑定身份才能发文件。文字照常可以发；有邀请码的，请先在“登录”页填写，没有的请联系园区工作人员。"
)
TOO_MANY_FILES = "一次最多发 10 个文件，请分几次发。"
FORM_BROKEN = "内容没有传完整，请再发一次。"
ID_WRONG = "这条消息的编号不对，请刷新页面后再发。"
NO_BUTTON = "这个按钮已经不在了，请直接输入要做的事，或发送 /help 查看用法。"
NO_PASSAGE = "这段原文已撤下，或您无权查看。"
NO_FILE = "没有这个文件，或您无权查看。"
NOT_FOUND = "没有这个页面。"
NOT_ALLOWED_METHOD = "这个网址不能这样访问。"
BAD_REQUEST = "请求的内容有误，请刷新页面后重试。"
FAULT = "系统出了点问题，没有办成，也没有丢失什么。请稍后再试。"
NO_CODE = "请填写邀请码或登录码。"
CODE_TOO_LONG = "邀请码不对，请从邀请消息里完整复制。"
ALREADY = "您已用“{name}”的身份登录；用新的码可以再添一个身份。"
ENDED = "您已退出登录，或登录已被撤销。"
ERROR_TITLES = {
    400: "没有办成",
    403: "没有受理",
    404: "没有找到",
    411: "没有受理",
    413: "内容太大",
    429: "请稍等",
    500: "出了点问题",
}
WEEKDAYS = "一二三四五六日"
UNREADABLE = "（这条消息无法显示）"

PAGE = {
    "you": "您",
    "us": "助手",
    "sending": "发送中…",
    "sent": "已送达",
    "failed": "没有发出",
    "waiting": "等待联网后自动发送",
    "retry": "重试",
    "remove": "移除",
    "offline": "网络断开了，恢复后会自动接上，您可以继续写。",
    "reconnecting": "正在重新连接…",
    "ended": "您已退出登录，或登录已被撤销。",
    "reenter": "重新进入",
    "earlier": "更早的消息",
    "unread": "以下是新消息",
    "busy": "正在处理…",
    "sources": "来源",
    "openSource": "查看原文",
    "more": "可选操作",
    "pressed": "已选择",
    "newBelow": "有新消息",
    "tooLong": TEXT_TOO_LONG,
    "tooLarge": "超过 20 MB，没有加上：",
    "tooMany": TOO_MANY_FILES,
    "removeFile": "去掉",
    "photo": "图片",
    "file": "附件",
    "phone": "联系电话",
    "phoneHint": "在这里填联系电话",
    "write": "请写下问题或要反映的事",
    "loading": "正在打开…",
    "noPassage": NO_PASSAGE,
    "network": "网络不通，请稍后再试。",
    "fault": FAULT,
    "number": "文号",
    "issuer": "发文机关",
    "article": "位置",
    "page": "页码",
    "issued": "成文日期",
    "effective": "施行日期",
    "validity": "效力",
    "source": "文件",
    "showLong": "展开全文",
    "hello": "您好，我是五好园区助手",
    "helloMore": "问政策、问办事，答案都注明出处；企业的困难也可以在这里反映，办到哪一步随时告诉您。",
    "tries": ["企业交流主题日什么时候举办？", "/report", "/help"],
    "tryNames": ["企业交流主题日什么时候举办？", "反映问题", "使用说明"],
}


def too_fast(seconds: int) -> str:
    return TOO_FAST.format(seconds=seconds)


def page_number(page: int) -> str:
    return f"第 {page} 页"


def day_name(month: int, day: int, weekday: int) -> str:
    """11月22日 星期日"""
    return f"{month}月{day}日 星期{WEEKDAYS[weekday]}"
