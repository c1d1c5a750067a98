"""What this package tells people, in Chinese."""

DATABASE_URL_INVALID = (
    "WUHAO_DATABASE_URL 不是可用的数据库地址，请用 sqlite:///文件 或 postgresql://用户@主机/库名。"
)
DATABASE_OLDER = "数据库是旧版本的结构，请先备份，再运行 wuhao migrate。"
DATABASE_NEWER = "数据库由更新版本的程序建立，请升级本程序后再用。"
INDEX_BUSY = "另一个进程正在更新索引；已写入数据库的内容会由它收进索引。"


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


def encoder_changing(done: int, total: int, *, by_words_alone: bool) -> str:
    """The vectors are being made by another encoder than before."""
    meanwhile = "原来的编码器已不在，补齐之前只按字词检索" if by_words_alone else "补齐之前仍用原来的向量回答"
    return (
        f"编码器已更换，新的向量索引已收进 {done} 处改动，共 {total} 处；{meanwhile}。"
        "wuhao serve 运行时在后台补齐，wuhao rebuild 可立即重建。"
    )


HUB_OFFLINE = "环境变量 HF_HUB_OFFLINE 禁止联网；去掉它，再运行 wuhao model pull。"


def hub_unreachable(endpoint: str) -> str:
    """No answer from the model hub."""
    return (
        f"连不上模型站 {endpoint}，请检查网络；有镜像站的，把它的地址写进 HF_ENDPOINT 再试。"
        "已下载的部分会保留，下次接着下。不能联网时，可把模型文件夹拷来，用 WUHAO_ENCODER 指向它。"
    )


def hub_refused(endpoint: str, status: int) -> str:
    """The model hub answered with a fault."""
    return f"模型站 {endpoint} 没有给出模型（HTTP {status}），请稍后再试，或用 HF_ENDPOINT 换一个镜像站。"


def hub_unknown_model(name: str, endpoint: str) -> str:
    """The hub has no such model, or doesn't show it."""
    return f"模型站 {endpoint} 上没有“{name}”，请检查名称，例如 BAAI/bge-small-zh-v1.5。"


def hub_not_for_all(name: str) -> str:
    """A model that is given after one was admitted."""
    return f"“{name}”须先在模型站申请并登录才能下载，请换一个公开的模型。"


def hub_disk(detail: str) -> str:
    """A model can't be written."""
    return f"模型文件存不下来：{detail}。请检查磁盘空间，或用 HF_HOME 换一个目录。"


def hub_no_encoder(name: str) -> str:
    """What the hub has under a name is no model for texts."""
    return f"“{name}”不是 sentence-transformers 能用的文本向量模型，请换一个。"
