"""What the people's side says, in Chinese."""

from collections.abc import Sequence

HELP = "五好园区助手：导入政策文件与台账，回答有出处的问题，查询项目进度。"
INTERRUPTED = "已中断。"
NOTHING_TO_INGEST = "请给出要导入的文件或目录，例如：wuhao ingest 政策目录"
AUDIENCE_INVALID = "受众只能是 public（公开）、internal（内部）、staff（工作人员）或 zone:园区名。"
DATE_INVALID = "日期要写成 2025-01-01 的样子。"
SYNC_LEFT = "另一个进程正在更新索引，内容已写入数据库，由它收进索引。"
REBUILT = "索引已由数据库重建。"
MIGRATED = "数据库已是当前版本的结构。"
NO_EVALUATION = "请给出评测集目录，或加 --golden 测对照题。"
NO_PROJECT = "没有查到名称或编号含“{part}”的项目。"
NO_PROJECTS = "没有您能查看的项目；如果还没有导入台账，请先运行 wuhao ingest 台账.xlsx。"
NO_PROJECTS_SEEN = "没有您能查看的项目。"
MORE_PROJECTS = "……还有 {count} 个，请写上名称或编号再查。"
CHAT_WELCOME = "五好园区助手。直接输入问题即可，例如：企业交流主题日什么时候举办？\n输入 /help 查看用法，Ctrl-D 或 /quit 退出。"
CHAT_PROMPT = "问> "
LOCAL_OPERATOR = "本机操作员"
CHAT_BYE = "再见。"
SOURCES = "来源："
WRONG_LEDGER = "{file} 不是{wanted}，请核对表头。"
IMPORTED = "已导入 {count} 条。"
LEDGER_NAMES = {
    "projects": "项目台账",
    "zones": "园区名录",
    "enterprises": "企业名录",
    "departments": "部门职责表",
}
FILE_TOO_LARGE = "文件超过 20 MB，没有收下。请压缩图片或拆开后再发。"
FILE_EMPTY = "文件是空的，没有收下。"
FILE_NOT_TAKEN = "这个文件不是图片或常用文档，没有收下。请发 jpg、png、pdf、docx、xlsx 等。"
FILE_IS_ARCHIVE = "压缩包没有收下，请解压后把里面的图片或文档发来。"
FILE_GONE = "这个文件已经取不到了，请重新发一次。"
UNNAMED_FILE = "附件"
TABLE_ALONE = "metadata.csv 要和它写的那些文件一起压缩成 zip 发来，单独发不收。"
WARMING = "正在加载资料索引和编码器，请稍候。"
FIRST_QUESTION = "企业交流主题日什么时候举办？"
SERVED = "已停止。"
SERVED_ALREADY = "这个数据目录已经有一个 wuhao serve 在运行，请先停止它。"
CRASHED = "程序出错，已停止；数据没有丢失。技术信息：{detail}"


def not_answered(question: str, detail: str) -> str:
    """One question of many met a fault of the program."""
    return f"这个问题没有答成，程序出错：{question}。技术信息：{detail}"


def report_lines(counts: dict[str, int], unchanged: int, seconds: float) -> str:
    """A run's counts on one line."""
    named = (
        ("新增", "added"),
        ("更新", "replaced"),
        ("移动", "moved"),
        ("撤下", "retired"),
        ("失败", "failed"),
    )
    told = "，".join(f"{name} {counts[key]}" for name, key in named)
    return f"{told}，未变 {unchanged}（{seconds:.1f} 秒）"


INSIDE = "!/"
REPORT_KINDS = {"added": "新增", "replaced": "更新", "moved": "移动", "retired": "撤下"}
WATCHING = "正在留意这些文件和目录，有变化就导入（Ctrl-C 结束）。"
NIGHTLY = "夜间例行导入："
LOST_BY_UPLOAD = "刚收进文件以后，对照题重新问了一遍："
LONGEST_REPORT = 3500  # characters of a report in chat


def report_name(word: str, path: str, changed: Sequence[str]) -> str:
    """A file that a run did something to; of one replaced, what is new in it."""
    return f"  {word}：{path}" + (f"（有变化：{'、'.join(changed)}）" if changed else "")


def poor_pages(path: str, pages: Sequence[int]) -> str:
    return f"  识别质量差，请核对原件：{path} 第 {'、'.join(map(str, pages))} 页"


def and_more(count: int) -> str:
    return f"  ……还有 {count} 个"


def not_there(paths: Sequence[str]) -> str:
    return f"不在原处或是空的，没有处理：{'、'.join(paths)}"


def rows_line(loaded: int, errors: int) -> str:
    return f"台账：载入 {loaded} 行，有误 {errors} 行"


def serving(host: str, port: int, with_telegram: bool) -> str:
    shown = f"[{host}]" if ":" in host else host
    telegram = "Telegram 已启用。" if with_telegram else "没有设置 WUHAO_TELEGRAM_TOKEN，只开网页。"
    return f"网页：http://{shown}:{port}/ （Ctrl-C 停止）\n{telegram}"


def port_taken(host: str, port: int, detail: str) -> str:
    return (
        f"网页不能在 {host}:{port} 打开（{detail}）。请用 WUHAO_WEB_HOST、WUHAO_WEB_PORT 换一个地址或端口。"
    )


def files_line(names: list[str]) -> str:
    return f"附件：{'、'.join(names)}"


def may_answer(labels: list[str]) -> str:
    """The buttons of a message, in a terminal."""
    return f"（可回复：{' ｜ '.join(labels)}）"


def row_error(path: str, sheet: str, row: int, column: str | None, reason: str) -> str:
    told = f"“{column}”" in reason
    where = f"“{sheet}”第 {row} 行" + (f"“{column}”列" if column and not told else "")
    return f"  {path} {where}：{reason}"


def checked(name: str, is_well: bool, detail: str) -> str:
    """One line of `wuhao doctor`."""
    return f"{'✓' if is_well else '✗'} {name}：{detail}"


def messages(unhandled: int, unsent: int, failed_in: int, failed_out: int) -> str:
    """How the messages stand, for `wuhao doctor`."""
    told = f"待处理 {unhandled} 条，待发送 {unsent} 条，处理失败 {failed_in} 条，未送达 {failed_out} 条"
    return told + ("；工作人员发送“未送达”可查看原因" if failed_in or failed_out else "")


MODEL_SHIPPED = "自带模型"
MODEL_MADE_THE_INDEX = "向量索引由这个模型建立。"


def model_pulled(name: str, folder: str) -> str:
    return f"模型 {name} 已在本机：{folder}"


def model_lies(folder: str) -> str:
    return f"文件夹：{folder}"


def model_is(dimension: int, fingerprint: str, megabytes: float, instruction: str) -> str:
    asked = f"“{instruction}”" if instruction else "无"
    return f"{dimension} 维，指纹 {fingerprint[:12]}，{megabytes:.1f} MB，提问指令：{asked}"


def model_to_use(name: str) -> str:
    """How the model that was fetched comes into use."""
    return (
        f"要用它，请设置 WUHAO_ENCODER={name} 再重启 wuhao serve："
        "新的向量索引在后台建立，建好之前仍用原来的回答。"
    )
