"""Make the documents that the readers are tried on: LibreOffice writes what is typed in tests/ingest/golden/typed.

    python -m tools.make_golden

The documents are kept, so that the tests need no LibreOffice; what must be read of each is typed beside it.
`notice.ofd` isn't made here: easyofd 0.x made it (`OFD().pdf2ofd(pdf, optional_text=True)`) of LibreOffice's PDF.
"""

import gzip
import shutil
import subprocess
import tempfile
from pathlib import Path

GOLDEN = Path("tests/ingest/golden")
MADE = {
    "notice.fodt": {
        "docx": "MS Word 2007 XML",
        "doc": "MS Word 97",
        "rtf": "Rich Text Format",
        "odt": "writer8",
    },
    "ledger.fods": {
        "xlsx": "Calc MS Excel 2007 XML",
        "xls": "MS Excel 97",
        "ods": "calc8",
        "csv": "Text - txt - csv (StarCalc):44,34,76,1",  # commas, quotes, UTF-8
    },
    "slides.fodp": {
        "pptx": "Impress MS PowerPoint 2007 XML",
        "ppt": "MS PowerPoint 97",
        "odp": "impress8",
    },
}
MOST_BYTES = 40_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for typed, forms in MADE.items():
            for suffix, form in forms.items():
                convert(GOLDEN / "typed" / typed, suffix, form, Path(folder))
        pack(Path(folder))


def pack(folder: Path) -> None:
    """An archive by Info-ZIP, as a person makes one: a file in a folder, another beside it."""
    inner = folder / "packed" / "通知"
    inner.mkdir(parents=True)
    shutil.copy(GOLDEN / "notice.txt", inner / "办法.txt")
    shutil.copy(GOLDEN / "ledger.csv", inner.parent / "台账.csv")
    subprocess.run(["zip", "-q", "-X", "-r", str(folder / "papers.zip"), "."], check=True, cwd=inner.parent)
    shutil.copy(folder / "papers.zip", GOLDEN / "papers.zip")


def convert(typed: Path, suffix: str, form: str, folder: Path) -> None:
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", f"{suffix}:{form}", "--outdir", str(folder), str(typed)),
        ],
        check=True,
        timeout=120,
    )
    made = (folder / f"{typed.stem}.{suffix}").read_bytes()
    kept = GOLDEN / f"{typed.stem}.{suffix}"
    if len(made) > MOST_BYTES:
        kept, made = kept.with_suffix(f".{suffix}.gz"), gzip.compress(made, mtime=0)
    assert len(made) <= MOST_BYTES, (typed, suffix, len(made))
    kept.write_bytes(made)


if __name__ == "__main__":
    main()
