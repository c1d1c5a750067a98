"""Pictures of pages → their lines of text, by the models that rapidocr's own package brings.

Nothing is ever fetched: every model is named by its file.
"""

import math
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.readers import ocr_cache
from ingest.readers.layout.shapes import Line, Scan, usual_size
from ingest.readers.ocr_cache import keeping
from ingest.readers.ocr_marks import marked, punctuated
from ingest.readers.ocr_rules import ruled, turned

__all__ = ["POOR", "VERSION", "Picture", "keeping", "recognise"]

Picture = npt.NDArray[np.uint8]
"""Rows of pixels, in three colours (blue, green, red)."""

POOR = 0.85
"""A page that was recognised with less confidence is flagged."""

VERSION = f"rapidocr {version('rapidocr')} PP-OCRv6 small 1"

_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
_THREADS = 2
_LOOKED_AT = 1400  # pixels of the longer side
_LONG_SIDE = 842.0  # points: a picture is taken for a page of A4
_SLICE = 1.45  # a page's height by its width
_LONGEST = 2.2
_SURE_ENOUGH = 0.5  # of a line
_TURN_AT = 0.75
_SAME_SIZE = (0.72, 1.35)
_LOCK = threading.Lock()


def recognise(picture: Picture) -> Scan:
    """What is written on a page; a page that was recognised before isn't again."""
    name = ocr_cache.key(picture.tobytes(), picture.shape, VERSION)
    scan = ocr_cache.kept(name)
    if scan is None:
        scan = _recognise(picture)
        ocr_cache.keep(name, scan)
    return scan


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The models, loaded once in a process."""
    from rapidocr import RapidOCR

    spec = find_spec("rapidocr")
    assert spec and spec.origin
    models = Path(spec.origin).parent / "models"
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.max_side_len": _LOOKED_AT,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            **{f"{task}.model_path": str(models / file) for task, file in _MODELS.items()},
        }
    )


Found = tuple[str, float, npt.NDArray[np.float32]]
"""A line as the engine finds it: text, confidence, corners in pixels."""


def _recognise(picture: Picture) -> Scan:
    picture, found = _upright(picture)
    angle = _angle(found)
    lines = _lines(found, angle, picture.shape)
    size = _scale(picture.shape)
    rules = ruled(turned(picture, angle), size) if lines else ()
    return Scan(lines, rules, picture.shape[0] * size, _confidence(found))


def _upright(picture: Picture) -> tuple[Picture, list[Found]]:
    """The picture as it is to be held, and the lines on it: the way up that reads best."""
    found = _found(picture)
    if _is_sideways(found):  # lines that run downwards read all the same, those that run upwards don't
        picture = _rotated(picture, 1 if _confidence(found) >= _TURN_AT else 3)
        found = _found(picture)
    if found and _confidence(found) < _TURN_AT:
        over = _rotated(picture, 2)
        other = _found(over)
        if _confidence(other) > _confidence(found) + 0.05:
            return over, other
    return picture, found


def _rotated(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, quarters))


def _found(picture: Picture) -> list[Found]:
    found: list[Found] = []
    for begin, end in _slices(picture):
        with _LOCK:
            found += _read(picture[begin:end], begin)
    return [(text, score, box) for text, score, box in found if text.strip()]


def _read(picture: Picture, begin: int) -> Iterator[Found]:
    """Lines are looked for on a smaller picture, and read on the picture itself."""
    import cv2

    part = min(1.0, _LOOKED_AT / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=part, fy=part, interpolation=cv2.INTER_AREA) if part < 1 else picture
    boxes = _engine()(small, use_rec=False).boxes
    if boxes is None or not len(boxes):
        return iter(())
    boxes = np.asarray(boxes, dtype=np.float32) / part
    result = _engine().recognize_txt(_engine().crop_text_regions(picture, boxes))
    return zip(
        result.txts, map(float, result.scores), boxes + np.array((0, begin), dtype=np.float32), strict=True
    )


def _slices(picture: Picture) -> Iterator[tuple[int, int]]:
    """A long picture is cut where nothing is written, so that its type isn't made too small to read."""
    height, width = picture.shape[:2]
    begin, tall = 0, int(width * _SLICE)
    while height - begin > width * _LONGEST:
        near = picture[begin + tall * 4 // 5 : begin + tall].max(axis=2)
        spread = near.max(axis=1).astype(int) - near.min(axis=1)
        end = begin + tall * 4 // 5 + len(spread) - 1 - int(np.argmin(spread[::-1]))
        yield begin, end
        begin = end
    yield begin, height


def _confidence(found: Sequence[Found]) -> float:
    """The mean over all characters."""
    characters = sum(len(text) for text, _, _ in found)
    return sum(score * len(text) for text, score, _ in found) / characters if characters else 0.0


def _is_sideways(found: Sequence[Found]) -> bool:
    """Whether most lines of several characters run up or down the picture."""
    long = [box for text, _, box in found if len(text) > 3]
    tall = sum(float(np.ptp(box[:, 1])) > 1.5 * float(np.ptp(box[:, 0])) for box in long)
    return tall * 2 > len(long)


def _angle(found: Sequence[Found]) -> float:
    """How the page leans, in radians: the median of its long lines."""
    slopes = []
    for text, _, box in found:
        along = (box[1] - box[0] + box[2] - box[3]) / 2
        if len(text) >= 8 and along[0] > 0:
            slopes.append(math.atan2(along[1], along[0]))
    return median(slopes) if len(slopes) >= 3 else 0.0


def _scale(shape: Sequence[int]) -> float:
    """Points in a pixel."""
    return _LONG_SIDE / max(min(shape[0], int(shape[1] * math.sqrt(2))), 1)


def _lines(found: Sequence[Found], angle: float, shape: Sequence[int]) -> tuple[Line, ...]:
    """The lines as they would stand on an upright page, in points, with sizes made even."""
    scale, height = _scale(shape), shape[0]
    centre = np.array([shape[1] / 2, height / 2])
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    lines = []
    for text, score, box in found:
        if score >= _SURE_ENOUGH:
            corners = ((box - centre) @ turn + centre) * scale
            left, right = float(corners[[0, 3], 0].mean()), float(corners[[1, 2], 0].mean())
            top, bottom = float(corners[:2, 1].mean()), float(corners[2:, 1].mean())
            lines.append(Line(punctuated(text), left, right, height * scale - bottom, height * scale - top))
    usual = usual_size(lines)
    return marked([_even(line, usual) for line in lines])


def _even(line: Line, usual: float) -> Line:
    """Boxes are as high as what stands in them: nearly the usual size is the usual size."""
    least, most = _SAME_SIZE
    half = (usual if least * usual <= line.size <= most * usual else line.size) / 2
    return Line(line.text, line.left, line.right, line.middle - half, line.middle + half)
