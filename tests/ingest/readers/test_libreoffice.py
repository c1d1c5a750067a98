"""LibreOffice reads for us, in a cage: no macro, no network, no time without end; and it may be absent."""

import http.server
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from ingest import texts
from ingest.readers import libreoffice, read
from ingest.readers.formats import Format
from ingest.readers.progress import watching
from ingest.taken import Job, Part, Text
from ingest.workers import Workers
from knowledge.errors import UnreadableFile
from tests.ingest.readers.golden import document

needs_libreoffice = pytest.mark.skipif(
    libreoffice.program() is None, reason="this machine has no LibreOffice"
)


def reason(name: str, data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(name, data)
    return str(caught.value)


@pytest.mark.usefixtures("without_libreoffice")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("notice.doc", texts.OLD_WORD),
        ("notice.rtf", texts.RICH_TEXT),
        ("notice.odt", texts.OPEN_DOCUMENT),
        ("slides.ppt", texts.OLD_SLIDES),
    ],
)
def test_where_it_is_absent_a_person_is_told_what_to_do(name: str, said: str) -> None:
    libreoffice.converted.cache_clear()
    assert reason(name, document(name)) == said
    assert "LibreOffice" in said


def slow_office(folder: Path) -> str:
    """A program that starts another, writes down who that is, and never ends."""
    script = folder / "soffice"
    script.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {folder}/child\nwait\n")
    script.chmod(0o755)
    return str(script)


def test_what_takes_too_long_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: slow_office(tmp_path))
    monkeypatch.setattr(libreoffice, "TIME_OUT", 0.5)
    assert reason("a.rtf", b"{\\rtf1 slow}") == texts.CONVERSION_TOO_LONG
    child = int((tmp_path / "child").read_text())
    for _ in range(100):
        if not is_running(child):
            return
        time.sleep(0.02)
    raise AssertionError("the child goes on")


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


@pytest.fixture
def another_converts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileLock]:
    """Some other process is at it, until the lock is released."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lock = FileLock(tmp_path / f"wuhao-soffice-{os.getuid()}.lock", thread_local=False)
    with lock:
        yield lock


def test_whose_turn_does_not_come_is_told_so(
    another_converts: FileLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: "/bin/true")
    monkeypatch.setattr(libreoffice, "WAIT", 0.1)
    assert another_converts.is_locked
    assert reason("a.rtf", b"{\\rtf1 waits}") == texts.NOT_ITS_TURN


@needs_libreoffice
def test_to_wait_for_ones_turn_is_no_hanging(
    another_converts: FileLock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    file = tmp_path / "notice.rtf"
    file.write_bytes(document("notice.rtf"))
    patience = 2.0
    threading.Timer(1.5 * patience, another_converts.release).start()
    told = [said for _, said in Workers(patience=patience).read([Job(str(file), 1, date(2026, 1, 1))])]
    assert not another_converts.is_locked
    assert [type(said.outcome) for said in told if isinstance(said, Part)] == [Text]


def test_more_time_is_asked_for_the_turn_and_the_conversion_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: quick_office(tmp_path))
    allowed: list[float] = []
    with watching(lambda _: None, allowed.append):
        libreoffice.converted(Format.RTF, b"{\\rtf1 quick}")
    turn, conversion, after = allowed
    assert turn > libreoffice.WAIT > conversion > libreoffice.TIME_OUT > after == 0


def quick_office(folder: Path) -> str:
    """A program that makes a file at once."""
    script = folder / "soffice"
    script.write_text("#!/bin/sh\nmkdir -p out\necho made > out/given.docx\n")
    script.chmod(0o755)
    return str(script)


@needs_libreoffice
def test_a_file_cut_off_is_refused() -> None:
    assert reason("notice.doc", document("notice.doc")[:4000]) == texts.NOT_CONVERTED


FLAT = """<?xml version="1.0"?><office:document
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:scripts><office:script script:language="ooo:Basic"><ooo:libraries>
<ooo:library-embedded ooo:name="Standard"><ooo:module ooo:name="M"><ooo:source-code>
Sub Main
Shell("touch {ran}")
End Sub
</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>
<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load"
 xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/></office:event-listeners>
</office:scripts>
<office:body><office:text><text:p>第一条 适用。<draw:frame svg:width="2cm" svg:height="2cm">
<draw:image xlink:href="http://127.0.0.1:{port}/seen.png"/></draw:frame></text:p></office:text></office:body>
</office:document>"""


@needs_libreoffice
def test_macros_do_not_run_and_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    route = libreoffice.NEEDS_LIBREOFFICE[Format.ODT]
    flat = libreoffice.Route(".fodt", "OpenDocument Text Flat XML", route.into, route.without)
    monkeypatch.setitem(libreoffice.NEEDS_LIBREOFFICE, Format.ODT, flat)
    ran = tmp_path / "ran"
    try:
        made = libreoffice.converted(Format.ODT, FLAT.format(ran=ran, port=server.server_port).encode())
    finally:
        server.shutdown()
        server.server_close()
    assert [block.text for block in read("a.docx", made).blocks] == ["第一条 适用。"]
    assert asked == []
    assert list(tmp_path.iterdir()) == []
