"""The ruled lines of a scanned table."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.readers.layout.shapes import Rule

_PART = 26  # of a page's width: shorter strokes are writing
_LEAST_TURN = math.radians(0.05)
_THICK = 4.0
_MOST = 1500


def turned(picture: npt.NDArray[np.uint8], angle: float) -> npt.NDArray[np.uint8]:
    """The picture turned back by the angle that it leans at."""
    if abs(angle) < _LEAST_TURN:
        return picture
    import cv2

    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(angle), 1.0)
    white = (255, 255, 255)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderValue=white), dtype=np.uint8)


def ruled(picture: npt.NDArray[np.uint8], scale: float) -> tuple[Rule, ...]:
    """Long dark strokes along and across, in points; none where they are too many to be a table's."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    length = max(20, min(picture.shape[:2]) // _PART)
    rules = [
        *_strokes(dark, (length, 1), scale, cv2),
        *_strokes(dark, (1, length), scale, cv2),
    ]
    return tuple(rules) if len(rules) <= _MOST else ()


def _strokes(dark: Any, kernel: tuple[int, int], scale: float, cv2: Any) -> list[Rule]:
    """Breaks of a few pixels are closed first: scans have them."""
    wide, high = kernel
    gap = cv2.getStructuringElement(cv2.MORPH_RECT, (max(1, wide // 8), max(1, high // 8)))
    brush = cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
    found = cv2.morphologyEx(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, gap), cv2.MORPH_OPEN, brush)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    height = dark.shape[0]
    rules = []
    for left, top, width, tall, _ in boxes[1:].tolist():
        if min(width, tall) * scale <= _THICK:
            rules.append(_rule(left, top, width, tall, height, scale, high == 1))
    return rules


def _rule(left: int, top: int, width: int, tall: int, height: int, scale: float, level: bool) -> Rule:
    """A stroke's middle line."""
    if level:
        y = (height - top - tall / 2) * scale
        return Rule(left * scale, y, (left + width) * scale, y)
    x = (left + width / 2) * scale
    return Rule(x, (height - top - tall) * scale, x, (height - top) * scale)
