"""An office: a folder of files, and the home that they are taken in to, run after run."""

import os
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

from ingest.report import Report
from ingest.run import ingest
from ingest.workers import Reads
from knowledge.database import reading
from knowledge.documents import Document, Passage, Place, Relation, live
from knowledge.home import Home
from knowledge.projects.tables import Project
from tests.conftest import INGESTED_AT
from tests.fakes import home_at
from tests.ingest.here import Here as Here

RENT = (
    "标准厂房租金补贴办法\n\n第一条　为了降低企业成本，制定本办法。\n\n第二条　按每平方米每月三元补贴租金。\n"
)
TALENT = "产业人才引进若干措施\n\n第一条　引进博士的，发放安家补贴二十万元。\n"
POWER = "降低用电成本通知\n\n园区企业用电执行优惠电价。\n"
LEDGER = "项目编号,项目名称,所属园区,项目阶段,总投资（万元）\n{rows}"
BATTERY = "LC-2024-001,储能电池基地,澜川经开区,竣工,198000\n"
MOTOR = "LC-2024-007,微型电机项目,青石产业开发区,投产,36000\n"


class Office:
    def __init__(self, folder: Path, database_url: str | None = None) -> None:
        self.workers: Reads | None = None
        self.files = folder / "文件"
        self.files.mkdir()
        self.home: Home = home_at(folder / "home", database_url)
        self.now: datetime = INGESTED_AT

    @property
    def engine(self) -> Engine:
        return self.home.engine

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.files / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def move(self, name: str, to: str) -> None:
        (self.files / to).parent.mkdir(parents=True, exist_ok=True)
        (self.files / name).rename(self.files / to)

    def remove(self, name: str) -> None:
        (self.files / name).unlink()

    def touch(self, name: str) -> None:
        stat = (self.files / name).stat()
        os.utime(self.files / name, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))

    def ingest(self, *names: str, asked: str | None = None) -> Report:
        """A run over the named files and folders, over all by default."""
        self.now += timedelta(minutes=1)
        given = [self.files / name for name in names or [""]]
        return ingest(self.engine, given, self.now, asked, workers=self.workers)

    def told(self, report: Report) -> dict[str, list[str]]:
        """What a run did, by names in the folder; only what there is."""
        lists = {
            "added": report.added,
            "replaced": report.replaced,
            "moved": report.moved,
            "retired": report.retired,
            "failed": [failure.path for failure in report.failed],
        }
        return {
            what: [os.path.relpath(path, self.files) for path in paths]
            for what, paths in lists.items()
            if paths
        }

    def audiences(self) -> dict[str, str]:
        """The live documents, by title."""
        with reading(self.engine) as session:
            documents = session.exec(select(Document).where(live())).all()
            assert len({document.text_hash for document in documents}) == len(documents)
            return {document.title: document.audience for document in documents}

    def document(self, title: str) -> Document:
        with reading(self.engine) as session:
            return session.exec(select(Document).where(live(), Document.title == title)).one()

    def texts(self) -> str:
        """All that the live documents say."""
        with reading(self.engine) as session:
            passages = select(Passage.text).join(Document, col(Document.id) == Passage.document_id)
            return "\n".join(session.exec(passages.where(live()).order_by(col(Passage.id))))

    def places(self) -> list[str]:
        with reading(self.engine) as session:
            paths = session.exec(select(Place.path).order_by(col(Place.path))).all()
            return [os.path.relpath(path, self.files) for path in paths]

    def codes(self) -> list[str]:
        """The codes of the projects in the ledgers."""
        with reading(self.engine) as session:
            return sorted(session.exec(select(Project.code)).all())

    def is_whole(self) -> bool:
        """Whether every live document has its places and all of its passages, and nothing else has any."""
        with reading(self.engine) as session:
            documents = session.exec(select(Document)).all()
            placed = set(session.exec(select(Place.document_id)).all()) - {None}
            repealing = set(session.exec(select(Relation.document_id)).all())
            for document in documents:
                if document.retired_at is not None:
                    assert document.id not in placed
                    continue
                assert document.id in placed
                passages = session.exec(
                    select(Passage).where(Passage.document_id == document.id).order_by(col(Passage.ordinal))
                ).all()
                assert [passage.ordinal for passage in passages] == list(range(len(passages)))
                assert passages and passages[0].start == 0
                assert all(one.end == two.start for one, two in pairwise(passages))
            assert repealing <= {document.id for document in documents}
        return True
