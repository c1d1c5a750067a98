"""What only Telegram's people read."""

PHOTO = "照片.jpg"
UNNAMED_FILE = "未命名文件"
SOURCES = "来源"
OPEN_SOURCE = "[{n}] 原文"
SHARE_PHONE = "发送我的手机号"
CHOOSE = "请选择："
FILE_LOST = "附件“{name}”没能发送，请到网页上查看。"
FILE_TOO_LARGE = "文件超过 20 MB，收不下。请压缩后再发，或拆成几个文件。"
FILE_GONE = "文件取不到了，请重新发送一次。"
POLLED_TWICE = (
    "另一个程序正用同一个令牌接收 Telegram 消息（409）。请只运行一个 wuhao serve；本程序会继续重试。"
)
TOKEN_REFUSED = "Telegram 不认这个令牌，请核对 WUHAO_TELEGRAM_TOKEN。本程序会继续重试。"
UNREACHABLE = "连不上 Telegram（{error}），{seconds:.0f} 秒后重试；网页不受影响。"
NOT_KEPT = "收到的消息没能写入数据库（{error}），没有向 Telegram 确认，稍后会再收一次。"
ODD_UPDATE = "跳过一条无法识别的 Telegram 更新：{update}"
