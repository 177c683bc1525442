"""Pictures of whole places: the underpass, the crossing, the pool, a café table."""

from server.demo.dice import Dice
from server.demo.pictures import things
from server.demo.pictures.canvas import (
    ASPHALT,
    CORAL,
    GREEN,
    GROUND,
    HEIGHT,
    INK,
    LEAF,
    NIGHT,
    PAPER,
    PETROL,
    PLATE,
    PLUM,
    RED,
    SAND,
    STONE,
    SUN,
    WALLS,
    WATER,
    WIDTH,
    Canvas,
    around,
)
from server.demo.pictures.street import pavement


def underpass(dice: Dice, *, lit: bool) -> Canvas:
    """The underpass, dark or lit, with its bend."""
    paper = Canvas("#2A3F45" if not lit else "#E9E4D4")
    wall, floor, end = ("#3C5258", "#22343A", "#16262B") if not lit else (PAPER, STONE, PLATE)
    paper.shape([(-20, -20), (390, 300), (390, 640), (-20, 940)], wall)
    paper.shape([(1220, -20), (810, 300), (810, 640), (1220, 940)], wall)
    paper.shape([(-20, 940), (390, 640), (810, 640), (1220, 940)], floor)
    paper.shape([(-20, -20), (390, 300), (810, 300), (1220, -20)], "#31474D" if not lit else SAND)
    paper.box(390, 300, (420, 340), end)
    paper.shape(
        [(640, 300), (810, 300), (810, 640), (640, 600)], "#0F1C20" if not lit else WALLS[0]
    )
    for number, y in enumerate((70, 150, 220)):
        on = lit or number == dice.between(0, 2) // 1
        half = 130 - number * 34
        paper.shape(
            [
                (600 - half, y),
                (600 + half, y),
                (600 + half * 0.8, y + 30 - number * 7),
                (600 - half * 0.8, y + 30 - number * 7),
            ],
            SUN if on else "#5F7378",
        )
    for row in range(1, 4):
        for left, right in (
            ((-20, 235 * row), (390, 300 + 85 * row)),
            ((1220, 235 * row), (810, 300 + 85 * row)),
        ):
            paper.line([left, right], "#4C6268" if not lit else "#D6CEBD", 4)
    if lit:
        paper.disc((600, 420), 56, SKY_GLASS)
        paper.line([(575, 440), (620, 395)], PAPER, 8)
        _drawings(paper, dice)
    else:
        paper.line([(190, 560), (260, 470), (230, 610), (320, 500)], "#6A8A8F", 9)
    return paper


SKY_GLASS = "#CFE4E6"


def _drawings(paper: Canvas, dice: Dice) -> None:
    """A few bright spots on the wall."""
    for number in range(4):
        at = (60 + number * 80, 330 + number * 34)
        tint = dice.pick((CORAL, SUN, PETROL, GREEN))
        paper.shape(around(at, 34 - number * 5, 5 + number, dice.share()), tint, 4)


def underpass_dark(dice: Dice) -> Canvas:
    """Dead lamps."""
    return underpass(dice, lit=False)


def underpass_lit(dice: Dice) -> Canvas:
    """New lamps and a mirror."""
    return underpass(dice, lit=True)


def dark_path(dice: Dice) -> Canvas:
    """One lamp on a long path at night."""
    paper = Canvas(NIGHT)
    paper.disc((980, 140), 60, "#F6EBD6")
    for number in range(6):
        things.house(paper, -40 + number * 230, 470, (170, dice.between(110, 190)), dice)
    paper.box(-20, 470, (WIDTH + 40, 460), "#24403A")
    paper.shape([(520, 470), (640, 470), (980, 940), (260, 940)], "#40565A")
    things.lamp(paper, (300, 690), 380, "#FFDF8F")
    things.lamp(paper, (790, 560), 240, None)
    return paper


def crossing(dice: Dice) -> Canvas:
    """Traffic lights that change too soon, without a sound."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 400)
    things.terrace(paper, 440, dice)
    paper.box(-20, 440, (WIDTH + 40, 500), ASPHALT)
    for stripe in range(7):
        x = 250 + stripe * 116
        paper.shape(
            [(x, 500), (x + 56, 500), (x + 70 + stripe * 14, 940), (x - 30 + stripe * 14, 940)],
            PAPER,
            0,
        )
    paper.line([(180, 880), (180, 330)], INK, 22)
    paper.pill(110, 110, (140, 330), NIGHT)
    for number, tint in enumerate((RED, "#3F5358", "#5FA463")):
        paper.disc((180, 170 + number * 104), 40, tint if number != 1 else "#3F5358")
    paper.pill(120, 560, (120, 100), SUN)
    paper.disc((180, 610), 24, INK)
    things.walker(paper, (700, 800), 230)
    return paper


def parking(dice: Dice) -> Canvas:
    """A wide bay with its sign."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 360)
    for number in range(5):
        things.tree(paper, (120 + number * 250, 400), 220, dice)
    paper.box(-20, 390, (WIDTH + 40, 560), ASPHALT)
    paper.box(-20, 390, (WIDTH + 40, 50), LEAF)
    for x, low in ((330, 160), (720, 800), (1010, 1250)):
        paper.line([(x, 470), (low, 900)], PAPER, 16)
    things.wheelchair(paper, (500, 780), 170)
    paper.line([(880, 470), (880, 180)], INK, 15)
    paper.pill(800, 90, (160, 160), PETROL)
    paper.letters((850, 118), "P", 100, PAPER)
    return paper


def pool(dice: Dice) -> Canvas:
    """The pool with its lanes."""
    paper = Canvas("#E9E4D4")
    for pane in range(5):
        paper.box(40 + pane * 230, 50, (200, 250), SKY_GLASS)
    paper.box(-20, 330, (WIDTH + 40, 600), SAND)
    paper.shape([(240, 400), (960, 400), (1180, 880), (20, 880)], WATER)
    for lane in (1, 2, 3):
        top, low = 240 + lane * 180, 20 + lane * 290
        for part in range(9):
            share, far = part / 9, (part + 0.6) / 9
            paper.line(
                [
                    (top + (low - top) * share, 404 + 470 * share),
                    (top + (low - top) * far, 404 + 470 * far),
                ],
                CORAL if part % 2 else PAPER,
                7 + part * 1.2,
            )
    for _ in range(14):
        x, y = dice.between(260, 900), dice.between(440, 850)
        paper.line([(x, y), (x + 26, y - 8), (x + 52, y)], PAPER, 5)
    paper.line([(1010, 430), (1010, 300), (1070, 300), (1070, 450)], INK, 14)
    return paper


def table(dice: Dice) -> Canvas:
    """Two cups at a table with room for a wheelchair."""
    paper = Canvas(dice.pick(WALLS))
    things.window(paper, 120, 90, (360, 330))
    things.window(paper, 700, 90, (360, 330))
    pavement(paper, dice, 620)
    paper.disc((600, 600), (330, 90), "#B58B5E")
    paper.line([(600, 690), (600, 850)], INK, 30)
    paper.line([(500, 856), (700, 856)], INK, 22)
    for x, tint in ((480, CORAL), (700, PETROL)):
        paper.ring((x + 62, 540), 30, INK, 10)
        paper.shape([(x - 60, 490), (x + 60, 490), (x + 42, 590), (x - 42, 590)], tint)
        for curl in (-22, 18):
            paper.line([(x + curl, 460), (x + curl + 14, 436), (x + curl, 412)], INK, 6)
    paper.disc((600, 612), (60, 18), PAPER)
    paper.shape([(560, 600), (640, 600), (600, 560)], SUN)
    return paper


def way(dice: Dice) -> Canvas:
    """A wide, smooth way along the water."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 400)
    paper.box(-20, 400, (WIDTH + 40, 540), LEAF)
    paper.shape([(-20, 430), (430, 420), (330, 560), (-20, 760)], WATER)
    paper.shape([(520, 420), (660, 420), (1110, 940), (170, 940)], "#C9CDC8")
    for at, size in (((760, 500), 230), ((950, 600), 330), ((420, 470), 150)):
        things.tree(paper, at, size, dice)
    things.wheelchair(paper, (520, 830), 165)
    paper.line([(250, HEIGHT - 30), (540, 440)], PAPER, 6)
    return paper


def timetable(dice: Dice) -> Canvas:
    """A board with far too much on it."""
    paper = Canvas(dice.pick(WALLS))
    pavement(paper, dice, 780)
    for post in (300, 900):
        paper.line([(post, 860), (post, 90)], INK, 20)
    paper.pill(230, 90, (740, 600), PAPER)
    paper.box(270, 130, (660, 70), PETROL)
    for column in range(5):
        for row in range(13):
            y = 232 + row * 33
            left = 286 + column * 130
            paper.line([(left, y), (left + dice.between(36, 100), y)], INK, 5)
    for number in range(4):
        at = (dice.between(300, 900), dice.between(240, 640))
        paper.disc(at, 13, (CORAL, SUN, PETROL, PLUM)[number], 4)
    return paper


PLACES = {
    "underpass_dark": underpass_dark,
    "underpass_lit": underpass_lit,
    "dark_path": dark_path,
    "crossing": crossing,
    "parking": parking,
    "pool": pool,
    "table": table,
    "way": way,
    "timetable": timetable,
}
