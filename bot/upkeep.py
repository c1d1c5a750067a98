"""Is this installation well? One finding for each thing that can be checked."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import func
from sqlmodel import col, select

from bot import texts
from bot.messages.contents import Channel
from bot.messages.tables import UNFINISHED, Inbox, Outbox, Stage
from knowledge import changes
from knowledge.database import reading
from knowledge.documents import Document, Place, count_passages, live
from knowledge.errors import WuhaoError
from knowledge.home import Home
from knowledge.index.contract import Index
from knowledge.projects.lookups import count_current
from knowledge.settings import Settings
from knowledge.texts import home_unwritable

LOG = logging.getLogger(__name__)
LEAST_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    name: str
    is_well: bool
    detail: str


def examine(settings: Settings) -> list[Finding]:
    """Check what there is to check; a fault in one thing doesn't hide the others."""
    home = Home(settings)
    checks: tuple[tuple[str, Callable[[Home], tuple[bool, str]]], ...] = (
        ("数据目录", _folder),
        ("数据库", _database),
        ("资料文件", _files),
        ("全文索引", lambda home: _index(home, home.lexical)),
        ("向量索引", _vectors),
        ("编码器", _encoder),
        ("消息", _messages),
    )
    return [_checked(name, check, home) for name, check in checks]


def _checked(name: str, check: Callable[[Home], tuple[bool, str]], home: Home) -> Finding:
    try:
        return Finding(name, *check(home))
    except WuhaoError as error:
        return Finding(name, False, str(error))
    except Exception as error:  # whatever a library makes of a damaged home
        LOG.debug("%s", name, exc_info=True)
        return Finding(name, False, f"检查时出错：{str(error).partition(chr(10))[0]}")


def _folder(home: Home) -> tuple[bool, str]:
    folder = home.settings.home
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError:
        return False, home_unwritable(str(folder))
    return free >= LEAST_FREE_BYTES, f"{folder.absolute()}，可写，剩余 {free / 1e9:.1f} GB"


def _database(home: Home) -> tuple[bool, str]:
    with reading(home.engine) as session:
        documents = session.exec(select(func.count(col(Document.id))).where(live())).one()
        passages, projects = count_passages(session), count_current(session)
    backend = home.engine.dialect.name
    return True, f"{backend}，结构为当前版本；文件 {documents} 份，段落 {passages} 段，项目 {projects} 个"


def _files(home: Home) -> tuple[bool, str]:
    with reading(home.engine) as session:
        paths = session.exec(select(Place.path)).all()
    missing = [path for path in paths if not _is_there(path)]
    if missing:
        return False, f"{len(missing)} 个文件已不在原处（如 {missing[0]}），请重新导入其所在目录"
    return True, f"{len(paths)} 个文件都在原处"


def _is_there(path: str) -> bool:
    """Whether a file is, or the container that it lies in."""
    from ingest.containers import parted  # the readers take a second to import

    return Path(parted(path, lambda one: Path(one).is_file())[0]).is_file()


def _index(home: Home, index: Index) -> tuple[bool, str]:
    with reading(home.engine) as session:
        latest = changes.latest(session)
        expected = count_passages(session) + count_current(session)
    behind = latest - index.cursor
    if behind > 0:
        return False, f"落后 {behind} 处改动，运行 wuhao rebuild 或再次导入即可补上"
    return len(index) == expected, f"{len(index)} 条，应有 {expected} 条"


def _vectors(home: Home) -> tuple[bool, str]:
    """What answers; also which encoder is still at work, where that was changed."""
    answering, changing = home.vectors.answering, home.changing
    if answering is None:
        return False, changing or ""
    is_well, detail = _index(home, answering)
    return is_well, f"{detail}；{changing}" if changing else detail


def _messages(home: Home) -> tuple[bool, str]:
    """What isn't handled or delivered; on the web what waits is merely unread."""
    with reading(home.engine) as session:
        came = select(func.count(col(Inbox.id)))
        went = select(func.count(col(Outbox.id)))
        unhandled = session.exec(came.where(col(Inbox.stage).in_(UNFINISHED))).one()
        unsent = session.exec(
            went.where(col(Outbox.stage).in_(UNFINISHED), Outbox.channel == Channel.TELEGRAM)
        ).one()
        failed = [session.exec(came.where(Inbox.stage == Stage.FAILED)).one()]
        failed += [session.exec(went.where(Outbox.stage == Stage.FAILED)).one()]
    return not any(failed), texts.messages(unhandled, unsent, *failed)


def _encoder(home: Home) -> tuple[bool, str]:
    return True, f"{home.encoder.dimension} 维，指纹 {home.encoder.fingerprint[:12]}"
