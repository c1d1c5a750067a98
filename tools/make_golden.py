"""Make the documents that the readers are tried on: LibreOffice writes what is typed in tests/ingest/golden/typed.

    python -m tools.make_golden

The documents are kept, so that the tests need no LibreOffice; what must be read of each is typed beside it.
`notice.ofd` isn't made here: easyofd 0.x made it (`OFD().pdf2ofd(pdf, optional_text=True)`) of LibreOffice's PDF.
"""

import gzip
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
