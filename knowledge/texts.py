"""What this package tells people, in Chinese."""

DATABASE_URL_INVALID = (
    "WUHAO_DATABASE_URL 不是可用的数据库地址，请用 sqlite:///文件 或 postgresql://用户@主机/库名。"
)
DATABASE_OLDER = "数据库是旧版本的结构，请先备份，再运行 wuhao migrate。"
DATABASE_NEWER = "数据库由更新版本的程序建立，请升级本程序后再用。"
INDEX_BUSY = "另一个进程正在更新索引；已写入数据库的内容会由它收进索引。"
ENCODER_CHANGED = "向量索引是用另一个编码器建立的，请运行 wuhao rebuild 重建索引。"


def database_fault(detail: str) -> str:
    """The database refused; `detail` is its own word."""
    if "locked" in detail:
        return "数据库正被另一个进程占用，请稍后再试。"
    if "readonly" in detail or "unable to open" in detail:
        return "数据库文件不可写或打不开，请检查 WUHAO_HOME（或 WUHAO_DATABASE_URL）的权限与磁盘空间。"
    if "not a database" in detail or "malformed" in detail:
        return (
            "数据库文件已损坏。请从备份恢复 wuhao.db，再运行 wuhao rebuild；没有备份就移走它，重新导入资料。"
        )
    return f"数据库连不上：{detail}"


def home_unwritable(home: str) -> str:
    """The home can't be made or written."""
    return f"数据目录 {home} 不能写入，请检查权限与磁盘空间，或用 WUHAO_HOME 换一个目录。"


def home_empty(home: str) -> str:
    """Nothing was ever ingested here."""
    return f"数据目录 {home} 里还没有资料，请先运行 wuhao ingest 导入文件。"


def index_damaged(folder: str) -> str:
    """An index folder can't be opened."""
    return f"索引目录 {folder} 打不开或已损坏，请检查权限；删去该目录后运行 wuhao rebuild 可由数据库重建。"


def chroma_unreachable(url: str) -> str:
    """The Chroma server doesn't answer."""
    return f"连不上 Chroma 服务 {url}，请检查 WUHAO_CHROMA_URL 与该服务。"
