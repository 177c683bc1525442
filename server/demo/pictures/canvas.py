"""Drawing with ink and flat colour, in points of a picture 1200 wide and 900 high."""

import math
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

Place = tuple[float, float]
WIDTH, HEIGHT = 1200, 900
FINE = 2
"""Drawn so much larger and then made smaller, so that edges are smooth."""

INK = "#10262B"
PAPER = "#FFFFFF"
PLATE = "#FFF3D9"
GROUND = "#F5F2EA"
STONE = "#D8C5AC"
SAND = "#E1D9C8"
ASPHALT = "#8E9A9B"
PAVEMENT = "#CFC5B0"
KERB = "#EAE5D8"
LEAF = "#A9C79A"
LEAF_DEEP = "#7FA877"
SKY = "#DDECEA"
PETROL = "#0A4F5C"
WATER = "#A6D0CF"
SUN = "#FFC53D"
CORAL = "#CF4526"
RED = "#A3201A"
GREEN = "#1A5E29"
PLUM = "#6A2350"
NIGHT = "#1E3238"
WALLS = ("#F3DDB8", "#E9CDB2", "#DCE3CF", "#EFD9C9", "#D9E2DE", "#F0E3C4")
STROKE = 7


class Canvas:
    """A sheet of paper; every shape gets an outline of ink unless told otherwise."""

    def __init__(self, ground: str) -> None:
        self._image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def shape(self, corners: Sequence[Place], fill: str, ink: float = STROKE) -> None:
        """A closed surface."""
        scaled = [(x * FINE, y * FINE) for x, y in corners]
        self._draw.polygon(scaled, fill=fill)
        if ink:
            self.line([*corners, corners[0]], INK, ink)

    def box(self, left: float, top: float, size: Place, fill: str, ink: float = STROKE) -> None:
        """An upright rectangle."""
        right, bottom = left + size[0], top + size[1]
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill, ink)

    def line(self, places: Sequence[Place], colour: str = INK, width: float = STROKE) -> None:
        """A line with round joints and ends."""
        scaled = [(x * FINE, y * FINE) for x, y in places]
        self._draw.line(scaled, fill=colour, width=round(width * FINE), joint="curve")
        reach = width * FINE / 2
        for x, y in (scaled[0], scaled[-1]):
            self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=colour)

    def disc(self, at: Place, reach: float | Place, fill: str, ink: float = STROKE) -> None:
        """A circle, or an ellipse where ``reach`` is two."""
        wide, high = reach if isinstance(reach, tuple) else (reach, reach)
        for grown, colour in ((ink / 2, INK), (-ink / 2, fill)):
            if ink or colour is fill:
                edges = at[0] - wide - grown, at[1] - high - grown
                far = at[0] + wide + grown, at[1] + high + grown
                self._draw.ellipse([edge * FINE for edge in (*edges, *far)], fill=colour)

    def ring(self, at: Place, reach: float, colour: str = INK, width: float = STROKE) -> None:
        """A circle without a middle."""
        edges = (at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)
        scaled = [edge * FINE for edge in edges]
        self._draw.ellipse(scaled, outline=colour, width=round(width * FINE))

    def pill(self, left: float, top: float, size: Place, fill: str, ink: float = STROKE) -> None:
        """A rectangle with round corners."""
        edges = (left, top, left + size[0], top + size[1])
        self._draw.rounded_rectangle(
            [edge * FINE for edge in edges],
            radius=min(*size, 150) * 0.28 * FINE,
            fill=fill,
            outline=INK if ink else None,
            width=round(ink * FINE),
        )

    def letters(self, at: Place, strokes: str, size: float, colour: str = INK) -> None:
        """Words in capitals drawn from straight strokes, for signs; no font is needed."""
        x = at[0]
        for letter in strokes:
            for stroke in LETTERS.get(letter, ()):
                places = [(x + px * size, at[1] + py * size) for px, py in stroke]
                self.line(places, colour, max(3, size * 0.16))
            x += size * 0.92

    def jpeg(self, *, mirrored: bool) -> bytes:
        """The picture as JPEG without any notes in it."""
        small = self._image.reduce(FINE)
        if mirrored:
            small = small.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        out = BytesIO()
        small.save(out, "JPEG", quality=72, optimize=True)
        return out.getvalue()


def around(at: Place, reach: float, corners: int, turn: float = 0.0) -> list[Place]:
    """The corners of a regular figure."""
    angles = [turn + math.tau * n / corners for n in range(corners)]
    return [(at[0] + reach * math.cos(a), at[1] + reach * math.sin(a)) for a in angles]


# Strokes on a field 0.7 wide and 1 high, y downwards.
LETTERS: dict[str, list[list[Place]]] = {
    "A": [[(0, 1), (0.35, 0), (0.7, 1)], [(0.15, 0.65), (0.55, 0.65)]],
    "B": [[(0, 0), (0, 1), (0.6, 0.9), (0.6, 0.55), (0, 0.5), (0.5, 0.4), (0.5, 0.1), (0, 0)]],
    "C": [[(0.65, 0.1), (0.2, 0), (0, 0.3), (0, 0.7), (0.2, 1), (0.65, 0.9)]],
    "D": [[(0, 0), (0, 1), (0.4, 1), (0.65, 0.75), (0.65, 0.25), (0.4, 0), (0, 0)]],
    "E": [[(0.6, 0), (0, 0), (0, 1), (0.6, 1)], [(0, 0.5), (0.5, 0.5)]],
    "F": [[(0.6, 0), (0, 0), (0, 1)], [(0, 0.5), (0.5, 0.5)]],
    "H": [[(0, 0), (0, 1)], [(0.65, 0), (0.65, 1)], [(0, 0.5), (0.65, 0.5)]],
    "K": [[(0, 0), (0, 1)], [(0.6, 0), (0, 0.5), (0.6, 1)]],
    "P": [[(0, 1), (0, 0), (0.45, 0), (0.62, 0.15), (0.62, 0.38), (0.45, 0.52), (0, 0.52)]],
    "T": [[(0, 0), (0.7, 0)], [(0.35, 0), (0.35, 1)]],
    "W": [[(0, 0), (0.18, 1), (0.36, 0.35), (0.54, 1), (0.72, 0)]],
}
