"""This package's Chinese words: why a file can't be read, and how read values are written."""

EMPTY_FILE = "文件是空的"
LOCKED = "文件受密码保护，请去掉密码后再导入"
DAMAGED = "文件损坏或不完整"
TOO_LARGE = "超过 100 MB"
TOO_LARGE_UNPACKED = "解压后的内容过大，可能是压缩炸弹，未读取"
TOO_LARGE_PAGE = "网页超过 20 MB，请另存为正文后再导入"
NOT_TEXT = "不是文本文件"
SCAN = "图片扫描件，没有文字层"
NOTHING_RECOGNISED = "扫描件或图片里没有识别出文字"
PICTURE_TOO_LARGE = "图片超过 1 亿像素，请缩小后再导入"
TOO_MANY_PAGES = "超过 10000 页，请拆分后再导入"
GIF = "是 GIF 图片，读不了，请另存为 png 或 jpg"
HEIC = "是 HEIC 照片（苹果手机的格式），读不了，请另存为 jpg 或 png"
OLD_WORD = "要靠 LibreOffice 才能读的旧版 Word（.doc）或 WPS 文字（.wps）文件：请另存为 .docx，或在服务器上安装 LibreOffice"
OLD_SLIDES = (
    "要靠 LibreOffice 才能读的旧版演示文稿（.ppt、.dps）：请另存为 .pptx，或在服务器上安装 LibreOffice"
)
OPEN_DOCUMENT = "要靠 LibreOffice 才能读的 OpenDocument 文件：请另存为 .docx、.xlsx 或 .pptx，或在服务器上安装 LibreOffice"
RICH_TEXT = "要靠 LibreOffice 才能读的 RTF 文件：请另存为 .docx，或在服务器上安装 LibreOffice"
OFFICE_XML = "是 Office 2003 XML 文件，请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx"
NOT_CONVERTED = (
    "LibreOffice 打不开这个文件（文件损坏，或 LibreOffice 缺少组件），请另存为 .docx、.xlsx 或 .pptx"
)
NOT_ITS_TURN = "LibreOffice 一直在转换别的文件，没有轮到，请过一会儿再导入一次"
CONVERSION_TOO_LONG = "LibreOffice 转换超过 60 秒，请另存为 .docx、.xlsx 或 .pptx"
OLD_OFFICE = "是认不出的旧版 Office 文件，请另存为 .docx、.xlsx 或 .pptx"
OUTLOOK = "是 Outlook 邮件（.msg），请另存为 .eml"
NOT_DOCX = "不是标准的 Word（.docx）文件，请用 Word 或 WPS 另存为 .docx"
NOT_XLSX = "不是标准的 Excel（.xlsx）文件，请用 Excel 或 WPS 另存为 .xlsx"
BINARY_EXCEL = "是二进制 Excel（.xlsb）文件，请另存为 .xlsx"
NOT_PPTX = "不是标准的演示文稿（.pptx）文件，请用 PowerPoint 或 WPS 另存为 .pptx"
NOT_OFD = "不是标准的 OFD 版式文件，请转换为 PDF"
NOT_KNOWN_PACKAGE = "是认不出的压缩格式文件，请另存为 .docx、.xlsx、.pptx 或 PDF"
ARCHIVE = "是压缩包，里面的文件要一个一个地读"
FOREIGN_ARCHIVE = "是压缩包（rar、7z、gz 等），请解压，或改用 zip 压缩后再导入"
NOT_SHEET = "不是表格文件（.xlsx、.xls 或 .csv）"

UNSAFE_NAME = "压缩包里的文件名指向包外，未读取"
LINK_INSIDE = "压缩包里的链接，未读取"
SAME_NAME = "压缩包里有两个同名文件，只读取了前一个"
TOO_DEEP = "压缩包套压缩包超过三层，未读取"
TOO_MANY_MEMBERS = "压缩包里的文件超过 2000 个，多出的未读取"
TOO_LARGE_TOGETHER = "压缩包解压后合计超过 300 MB，多出的未读取"
UNKNOWN_COMPRESSION = "压缩方式不支持，请用普通的 zip 重新压缩"
INSIDE = "!/"
UNNAMED_ATTACHMENT = "附件"
MAIL_DATE = "日期："
MAIL_SENDER = "发件人："
SLIDE_NOTE = "备注："

YES = "是"
NO = "否"
COLON = "："
SEMICOLON = "；"
TO = "至"

TOOK_TOO_LONG = "读取超时（一个文件或一页超过 60 秒），已跳过"
READER_CRASHED = "这个文件使读取程序崩溃，已跳过"
READER_KILLED = "读取这个文件时被系统终止（多半是内存不足），已跳过"
TOO_MUCH_MEMORY = "读取这个文件要用的内存太多，请拆分后再导入"

NO_TEXT = "没有可用的文字"
OLD_VERSION_KEPT = "（仍使用上次导入的内容）"
MISSING = "找不到这个文件或目录"
NAME_NOT_UTF8 = "文件名不是 UTF-8，请改名后再导入"
LINK_LEADS_OUT = "是指向目录外的链接，未读取"
LINK_LOOPS = "是绕圈的链接，没有指向任何文件"
NOT_A_FILE = "不是普通文件"
INTERNAL_FAULT = "处理时出错，已跳过；详情见日志"
NO_PERMISSION = "没有权限读取"
HINTS_UNREADABLE = "读不出来，请另存为 CSV（UTF-8 或 GBK 编码）"
HINTS_WITHOUT_FILE_COLUMN = "缺少“文件”一列"
FOLDER_LEFT = "；这个目录里的文件这次都没有读，导入过的仍用原来的内容"
EVERY_ROW_WRONG = "台账里没有一行可用"


def unreadable(detail: str) -> str:
    """The system's own word on a file that couldn't be opened."""
    return f"读取失败：{detail}"


def hints_unknown_columns(unknown: list[str], known: list[str]) -> str:
    return f"有不认识的列：{'、'.join(unknown)}；可用的列：{'、'.join(known)}"


def hint_wrong(row: int, detail: str) -> str:
    return (
        f"第 {row} 行有误：{detail}（日期写成 2025-01-01，受众写公开、内部、工作人员或 zone:园区名，"
        "级别写国家、省、市、县或园区，废止、修改、实施写《标题》或文号）"
    )


def hints_inside(name: str, reason: str) -> str:
    """What is wrong with a table that lies in a container."""
    return f"里面的 {name} {reason}"


def span(first: int, last: int) -> str:
    return str(first) if last <= first else f"{first}{TO}{last}"


def rows(count: str) -> str:
    return f"第{count}行"


def paragraphs(count: str) -> str:
    return f"第{count}段"


def clause(count: str) -> str:
    return f"第{count}款"
