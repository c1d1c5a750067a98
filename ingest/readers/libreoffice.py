"""What LibreOffice reads for us, where it is on the machine: it turns a file into one that a reader reads."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from ingest import texts
from ingest.readers.formats import Format
from ingest.readers.ole2 import is_locked_word
from ingest.readers.progress import takes
from knowledge.errors import UnreadableFile

TIME_OUT = 60.0
WAIT = 600.0
_AROUND = 30.0  # seconds for what is done before and after
_LIMITS = "ulimit -t 120; ulimit -v 6000000; ulimit -f 614400; "  # seconds, KiB, half KiB
_FOUND_BY = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


@dataclass(frozen=True, slots=True)
class Route:
    """How a format is read: under which suffix and by which filter of LibreOffice's, and as what."""

    suffix: str
    filter: str
    into: Format
    without: str  # what a person is told where there is no LibreOffice


NEEDS_LIBREOFFICE = {
    Format.DOC: Route(".doc", "MS Word 97", Format.DOCX, texts.OLD_WORD),
    Format.RTF: Route(".rtf", "Rich Text Format", Format.DOCX, texts.RICH_TEXT),
    Format.ODT: Route(".odt", "writer8", Format.DOCX, texts.OPEN_DOCUMENT),
    Format.ODS: Route(".ods", "calc8", Format.XLSX, texts.OPEN_DOCUMENT),
    Format.PPT: Route(".ppt", "MS PowerPoint 97", Format.PPTX, texts.OLD_SLIDES),
    Format.ODP: Route(".odp", "impress8", Format.PPTX, texts.OPEN_DOCUMENT),
}
_INTO = {
    Format.DOCX: ("docx", "MS Word 2007 XML"),
    Format.XLSX: ("xlsx", "Calc MS Excel 2007 XML"),
    Format.PPTX: ("pptx", "Impress MS PowerPoint 2007 XML"),
}

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is; None where it isn't."""
    return next((found for name in _FOUND_BY if (found := shutil.which(name))), None)


@lru_cache(maxsize=1)
def converted(form: Format, data: bytes) -> bytes:
    """The file in the format that NEEDS_LIBREOFFICE names for it; UnreadableFile where that can't be done."""
    route = NEEDS_LIBREOFFICE[form]
    if form is Format.DOC and is_locked_word(data):
        raise UnreadableFile(texts.LOCKED)
    office = program()
    if office is None:
        raise UnreadableFile(route.without)
    with _alone():
        takes(TIME_OUT + _AROUND)
        made = _made(office, route, data)
    takes(0)
    return made


@contextmanager
def _alone() -> Iterator[None]:
    """No other process's: LibreOffice takes the memory of several readers. To wait for one's turn is no hanging."""
    lock = FileLock(Path(tempfile.gettempdir()) / f"wuhao-soffice-{os.getuid()}.lock", timeout=WAIT)
    takes(WAIT + _AROUND)
    try:
        lock.acquire()
    except Timeout as fault:
        raise UnreadableFile(texts.NOT_ITS_TURN) from fault
    try:
        yield
    finally:
        lock.release()


def _made(office: str, route: Route, data: bytes) -> bytes:
    """What LibreOffice makes of the file, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="wuhao-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        given = folder / f"given{route.suffix}"
        given.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        _run(office, route, given)
        kind, _ = _INTO[route.into]
        try:
            return (folder / "out" / f"given.{kind}").read_bytes()
        except OSError as fault:
            raise UnreadableFile(texts.NOT_CONVERTED) from fault


def _run(office: str, route: Route, given: Path) -> None:
    """LibreOffice over one file, in a profile of its own; whatever it started ends with it."""
    folder = given.parent
    kind, writer = _INTO[route.into]
    command = [
        *("/bin/sh", "-c", f'{_LIMITS}exec "$0" "$@"', office),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={route.filter}",
        *("--convert-to", f"{kind}:{writer}", "--outdir", str(folder / "out"), str(given)),
    ]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, env=environment, cwd=folder,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(TIME_OUT)
    except subprocess.TimeoutExpired as fault:
        raise UnreadableFile(texts.CONVERSION_TOO_LONG) from fault
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
