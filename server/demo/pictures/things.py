"""Things that stand in several pictures: houses, trees, wheels, lamps."""

import math

from server.demo.dice import Dice
from server.demo.pictures.canvas import (
    CORAL,
    INK,
    KERB,
    LEAF,
    LEAF_DEEP,
    PAPER,
    PETROL,
    PLATE,
    SKY,
    STONE,
    SUN,
    WALLS,
    WIDTH,
    Canvas,
    Place,
    around,
)


def sky(paper: Canvas, dice: Dice, horizon: float) -> None:
    """Sun or clouds."""
    paper.box(-20, -20, (WIDTH + 40, horizon + 20), dice.pick((SKY, "#E6F0EC", "#F6EBD6")), 0)
    if dice.falls(0.5):
        paper.disc((dice.between(140, 320), dice.between(100, 150)), 52, SUN)
    for _ in range(2):
        x, y = dice.between(420, 1050), dice.between(80, 190)
        for step, reach in ((-56, 30), (0, 46), (58, 32)):
            paper.disc((x + step, y - reach * 0.2), reach, PAPER, 0)
        paper.pill(x - 92, y - 8, (190, 38), PAPER, 0)


def house(paper: Canvas, left: float, ground: float, size: Place, dice: Dice) -> None:
    """A house front with windows and a roof."""
    wide, high = size
    roof = dice.pick((CORAL, "#B98208", PETROL, "#9A5A4A"))
    peak = (left + wide / 2, ground - high - wide * 0.34)
    paper.box(left, ground - high, size, dice.pick(WALLS))
    paper.shape([(left - 16, ground - high), peak, (left + wide + 16, ground - high)], roof)
    columns = max(2, int(wide // 110))
    for row in range(max(1, int(high // 130))):
        for column in range(columns):
            x = left + wide * (column + 0.5) / columns - 25
            window(paper, x, ground - high + 34 + row * 120, (50, 66))


def window(paper: Canvas, left: float, top: float, size: Place) -> None:
    """A window with a cross."""
    paper.box(left, top, size, "#BFD9DD", 5)
    paper.line([(left + size[0] / 2, top), (left + size[0] / 2, top + size[1])], INK, 4)
    paper.line([(left, top + size[1] / 2), (left + size[0], top + size[1] / 2)], INK, 4)


def terrace(paper: Canvas, ground: float, dice: Dice) -> None:
    """A row of houses from edge to edge."""
    left = -dice.between(20, 120)
    while left < WIDTH:
        wide = dice.between(200, 330)
        house(paper, left, ground, (wide, dice.between(170, 300)), dice)
        left += wide


def tree(paper: Canvas, at: Place, size: float, dice: Dice) -> None:
    """A round tree."""
    x, ground = at
    paper.box(x - size * 0.07, ground - size * 0.6, (size * 0.14, size * 0.6), "#9C7A58", 5)
    crown = dice.pick((LEAF, LEAF_DEEP, "#B9CC8F"))
    paper.disc((x, ground - size), size * 0.5, crown)
    for _ in range(5):
        turn, far = dice.between(0, math.tau), dice.between(0.1, 0.32) * size
        spot = (x + far * math.cos(turn), ground - size + far * math.sin(turn))
        paper.disc(spot, size * 0.045, LEAF_DEEP if crown != LEAF_DEEP else LEAF, 0)


def wheelchair(paper: Canvas, at: Place, size: float, tilt: float = 0.0) -> None:
    """An empty wheelchair from the side, looking right; ``at`` is where the big wheel stands."""

    def put(x: float, y: float) -> Place:
        cosine, sine = math.cos(tilt), math.sin(tilt)
        x, y = x * size, y * size
        return at[0] + x * cosine - y * sine, at[1] + x * sine + y * cosine

    paper.line([put(-0.42, -1.55), put(-0.6, -1.6)], INK, 14)
    paper.line([put(-0.42, -1.55), put(-0.34, -0.75)], PETROL, 22)
    paper.shape([put(-0.4, -0.92), put(0.55, -0.92), put(0.55, -0.74), put(-0.36, -0.74)], CORAL)
    paper.line([put(0.52, -0.76), put(0.78, -0.22), put(1.06, -0.22)], INK, 13)
    paper.line([put(0.1, -0.76), put(0.62, -0.3)], INK, 9)
    paper.line([put(-0.3, -1.16), put(0.34, -1.16), put(0.34, -0.92)], INK, 11)
    paper.disc(put(0.66, -0.16), 0.16 * size, PLATE)
    hub = put(0, -0.62)
    paper.ring(hub, 0.62 * size, INK, 17)
    paper.ring(hub, 0.47 * size, STONE, 7)
    for place in around(hub, 0.52 * size, 9, tilt):
        paper.line([hub, place], INK, 3)
    paper.disc(hub, 0.09 * size, SUN)


def walker(paper: Canvas, at: Place, size: float) -> None:
    """A wheeled walker from the side."""
    x, ground = at
    grip = (x - size * 0.5, ground - size * 1.35)
    paper.line([(x - size * 0.45, ground - size * 0.15), (x - size * 0.1, ground - size)], INK, 12)
    paper.line([(x + size * 0.5, ground - size * 0.15), (x, ground - size * 1.2), grip], INK, 12)
    paper.box(x - size * 0.3, ground - size * 0.8, (size * 0.55, size * 0.36), PETROL)
    for wheel in (-0.45, 0.5):
        paper.disc((x + wheel * size, ground - size * 0.16), size * 0.16, SUN)
        paper.disc((x + wheel * size, ground - size * 0.16), size * 0.05, INK, 0)


def lamp(paper: Canvas, at: Place, high: float, glow: str | None) -> None:
    """A street lamp, lit or dead."""
    x, ground = at
    paper.line([(x, ground), (x, ground - high), (x + 60, ground - high)], INK, 13)
    if glow:
        paper.shape(
            [
                (x + 40, ground - high + 30),
                (x + 92, ground - high + 30),
                (x + 190, ground),
                (x - 40, ground),
            ],
            glow,
            0,
        )
    paper.pill(x + 30, ground - high - 8, (70, 36), glow or STONE)


def kerb_block(paper: Canvas, top: float, high: float, slant: float = 0) -> None:
    """A kerb from the left edge to the right, with joints."""
    corners = [(-20, top), (WIDTH + 20, top - slant), (WIDTH + 20, top + high - slant)]
    paper.shape([*corners, (-20, top + high)], KERB)
    for joint in range(80, WIDTH, 260):
        lift = slant * (joint + 20) / (WIDTH + 40)
        paper.line([(joint, top - lift), (joint, top + high - lift)], INK, 4)


def ruler(paper: Canvas, at: Place, high: float, marks: int) -> None:
    """An upright ruler standing on the ground."""
    x, ground = at
    paper.box(x, ground - high, (58, high), SUN)
    for mark in range(1, marks):
        y = ground - high * mark / marks
        paper.line([(x, y), (x + (34 if mark % 5 == 0 else 20), y)], INK, 4)


def plate(paper: Canvas, at: Place, size: Place, fill: str = PAPER) -> None:
    """A sign on a post."""
    x, ground = at
    paper.line([(x, ground), (x, ground - size[1] - 220)], INK, 13)
    paper.pill(x - size[0] / 2, ground - size[1] - 240, size, fill)
