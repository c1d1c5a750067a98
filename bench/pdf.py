"""How fast PDFs are read, and with how much memory: text, ruled tables, OCR.

`python -m bench.pdf [FILE…] [--pages 500] [--scans 3] [--repeat 3]`: the given files (the samples' PDFs
where none is given), a text of so many pages, and so many pages of the first file as a scan.
"""

import argparse
import io
import resource
import statistics
import time
from pathlib import Path

import pypdfium2

from ingest.readers.pdf import read_pdf
from tests.ingest.readers.printed import Stroke, Text, printed, ruled

SAMPLES = Path(__file__).parent.parent / "samples" / "policies"
LINE = "园区管委会应当在收到企业诉求之日起两个工作日内完成受理登记并明确办结时限"
COLUMNS, ROWS = (70.0, 220.0, 370.0, 520.0), 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    for name, default in (("pages", 500), ("scans", 3), ("repeat", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    files = [file.read_bytes() for file in asked.files or sorted(SAMPLES.glob("*.pdf"))]
    show("files", files, asked.repeat)
    if asked.pages:
        show(f"{asked.pages} pages with a table each", [made(asked.pages)], asked.repeat)
    if asked.scans:
        scans = scanned(files[0], asked.scans)
        read_pdf(scanned(files[0], 1))  # loads the models
        show(f"{asked.scans} scanned pages", [scans], 1)


def show(what: str, files: list[bytes], repeat: int) -> None:
    """The median of some runs, and the most memory so far."""
    pages = sum(map(count, files))
    wall, processor = [], []
    for _ in range(repeat):
        begun, spent = time.perf_counter(), time.process_time()
        for data in files:
            read_pdf(data)
        wall.append(time.perf_counter() - begun)
        processor.append(time.process_time() - spent)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = statistics.median(wall)
    print(
        f"{what}: {pages} pages, {pages / seconds:.2f} pages/s "
        f"({statistics.median(processor) / pages:.3f} s of processor a page), peak {peak} MB",
        flush=True,
    )


def count(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def made(pages: int) -> bytes:
    """Pages of 22 lines and a ruled table of six rows."""
    return printed([page(number) for number in range(pages)])


def page(number: int) -> list[Text | Stroke]:
    lines: list[Text | Stroke] = [Text(LINE, 70, 760 - 22 * at, 12) for at in range(22)]
    ys = [270.0 - 30 * at for at in range(ROWS + 1)]
    lines += ruled(COLUMNS, ys)
    for row, y in enumerate(ys[1:]):
        words = ("园区", "项目", "投资") if not row else (f"园区{row}", f"项目{number}", f"{row}000")
        lines += [Text(word, x + 4, y + 8, 12) for x, word in zip(COLUMNS, words, strict=False)]
    return lines


def scanned(data: bytes, pages: int) -> bytes:
    """The first pages of a PDF as pictures of 200 dots an inch, one after the other, again from the first."""
    document = pypdfium2.PdfDocument(data)
    images = [document[at % len(document)].render(scale=200 / 72).to_pil() for at in range(pages)]
    document.close()
    kept = io.BytesIO()
    images[0].save(kept, "PDF", save_all=True, append_images=images[1:], resolution=200)
    return kept.getvalue()


if __name__ == "__main__":
    main()
