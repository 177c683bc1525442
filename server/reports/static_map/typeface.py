"""Letters as outlines, taken from the typeface of the app."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from server.reports.static_map.svg import number

CAP_HEIGHT = 0.668
"""Height of a capital as a share of the type size."""


@dataclass(frozen=True)
class Lettering:
    """How a text is set: size in pixels, weight of the variable font, extra space in pixels."""

    size: float
    weight: int
    spacing: float = 0.0


@dataclass(frozen=True)
class Typeface:
    """A variable font, read once."""

    font: TTFont = field(repr=False, hash=False, compare=False)
    path: Path

    @classmethod
    def read(cls, path: Path) -> "Typeface":
        """Read a font file (woff2 or ttf) with a weight axis."""
        return read_typeface(path)

    def advances(self, text: str, lettering: Lettering) -> list[float]:
        """The width of each letter in pixels."""
        glyphs, scale = self.glyphs(lettering.weight), self.scale(lettering.size)
        return [glyphs[self.glyph(letter)].width * scale + lettering.spacing for letter in text]

    def width(self, text: str, lettering: Lettering) -> float:
        """The width of a text in pixels."""
        return sum(self.advances(text, lettering)) - lettering.spacing

    def outline(self, letter: str, lettering: Lettering, place: Transform) -> str:
        """The path of a letter whose baseline begins at the origin of ``place``."""
        glyphs, scale = self.glyphs(lettering.weight), self.scale(lettering.size)
        pen = SVGPathPen(glyphs, ntos=number)
        glyphs[self.glyph(letter)].draw(TransformPen(pen, place.scale(scale, -scale)))
        return str(pen.getCommands())

    def line(self, text: str, lettering: Lettering, x: float, y: float) -> str:
        """The path of a text set straight, its baseline beginning at x and y."""
        paths = []
        for letter, advance in zip(text, self.advances(text, lettering), strict=True):
            paths.append(self.outline(letter, lettering, Transform().translate(x, y)))
            x += advance
        return "".join(paths)

    def scale(self, size: float) -> float:
        """Pixels per font unit."""
        return float(size / self.font["head"].unitsPerEm)

    def glyph(self, letter: str) -> str:
        """The name of the glyph; what the font lacks becomes a space, never a box."""
        table: dict[int, str] = self.font.getBestCmap()
        return table.get(ord(letter), table[ord(" ")])

    def glyphs(self, weight: int) -> Any:
        """The glyphs at a weight."""
        return glyphs_at(self, weight)


@cache
def read_typeface(path: Path) -> Typeface:
    """Read a font file once per process."""
    return Typeface(TTFont(path), path)


@cache
def glyphs_at(typeface: Typeface, weight: int) -> Any:
    """Glyph set of one weight; interpolating it anew for each letter would be slow."""
    return typeface.font.getGlyphSet(location={"wght": weight})
