"""Pictures of what lies and stands in the street."""

from itertools import pairwise

from server.demo.dice import Dice
from server.demo.pictures import things
from server.demo.pictures.canvas import (
    ASPHALT,
    CORAL,
    GREEN,
    GROUND,
    HEIGHT,
    INK,
    KERB,
    LEAF,
    LEAF_DEEP,
    PAPER,
    PAVEMENT,
    PETROL,
    PLATE,
    RED,
    SAND,
    STONE,
    SUN,
    WIDTH,
    Canvas,
)


def pavement(paper: Canvas, dice: Dice, top: float) -> None:
    """Ground of slabs from a height down to the lower edge."""
    paper.box(-20, top, (WIDTH + 40, HEIGHT - top + 20), dice.pick((PAVEMENT, STONE, SAND)))
    for row in range(1, 5):
        y = top + (HEIGHT - top) * (row / 5) ** 1.2
        paper.line([(0, y), (WIDTH, y)], "#B5A98F", 4)
    for column in range(-6, 19):
        low = 600 + (column - 6) * 170
        paper.line([(600 + (column - 6) * 95, top), (low, HEIGHT)], "#B5A98F", 4)


def kerb_high(dice: Dice) -> Canvas:
    """A kerb nobody rolls over, with a ruler and a wheel before it."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 420)
    things.terrace(paper, 430, dice)
    pavement(paper, dice, 430)
    high = dice.between(105, 135)
    paper.box(-20, 700 - high, (WIDTH + 40, high), KERB)
    for joint in range(100, WIDTH, 250):
        paper.line([(joint, 700 - high), (joint, 700)], INK, 4)
    paper.box(-20, 700, (WIDTH + 40, 240), ASPHALT)
    things.wheelchair(paper, (dice.between(330, 420), 800), 250)
    things.ruler(paper, (dice.between(860, 960), 702), high + 60, 16)
    return paper


def kerb_low(dice: Dice) -> Canvas:
    """A lowered kerb with plates that a cane can feel."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 400)
    things.terrace(paper, 410, dice)
    pavement(paper, dice, 410)
    paper.shape([(300, 560), (900, 560), (980, 672), (220, 672)], PAPER)
    for row in range(4):
        for column in range(11):
            paper.disc((300 + column * 60 - row * 6 + 2 * column, 584 + row * 24), 9, SAND, 4)
    paper.box(-20, 676, (WIDTH + 40, 34), KERB)
    paper.box(-20, 710, (WIDTH + 40, 240), ASPHALT)
    for stripe in range(3):
        x = 330 + stripe * 200
        paper.shape([(x, 730), (x + 110, 730), (x + 130, 900), (x - 20, 900)], PAPER, 0)
    things.wheelchair(paper, (dice.between(480, 620), 690), 225)
    return paper


def cobbles(dice: Dice) -> Canvas:
    """Rough stones up to the houses, and a wheel that gets stuck."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 330)
    things.terrace(paper, 350, dice)
    paper.box(-20, 350, (WIDTH + 40, 600), "#8F8672")
    y, row = 372.0, 0
    while y < HEIGHT + 60:
        high = 24 + (y - 350) * 0.125
        wide = high * 2.1
        x = -wide * dice.share()
        while x < WIDTH + wide:
            size = (wide * dice.between(0.44, 0.52), high * dice.between(0.42, 0.5))
            tone = dice.pick(("#CBBFA5", "#D8CDB6", "#BDB196", "#C6BBA6"))
            paper.disc((x, y + dice.between(-3, 3)), size, tone, 4)
            x += wide * 1.06
        y += high * 0.98
        row += 1
    things.walker(paper, (dice.between(460, 700), 800), 300)
    return paper


def loose(dice: Dice) -> Canvas:
    """Deep gravel with two furrows."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 360)
    paper.box(-20, 360, (WIDTH + 40, 600), LEAF)
    for place in range(5):
        things.tree(paper, (90 + place * 260, dice.between(380, 420)), 210, dice)
    paper.shape([(420, 400), (780, 400), (1120, 920), (80, 920)], "#DCD2BC")
    for _ in range(420):
        y = dice.between(410, 895)
        spread = (y - 400) * 0.58 + 170
        at = (600 + dice.between(-spread, spread), y)
        paper.disc(at, 3 + (y - 400) * 0.014, dice.pick(("#B8AC93", "#F0E8D6", "#A3977E")), 0)
    for low, high in ((430, 545), (640, 610)):
        paper.line([(low, 900), (high, 600)], "#9B8F76", 26)
    things.wheelchair(paper, (600, 700), 190)
    return paper


def slippery(dice: Dice) -> Canvas:
    """Wet boards over a brook."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 330)
    paper.box(-20, 330, (WIDTH + 40, 600), LEAF)
    paper.shape([(-20, 520), (1220, 470), (1220, 720), (-20, 790)], "#A6D0CF")
    for wave in range(9):
        x = dice.between(20, 1080)
        paper.line([(x, 560 + wave * 18), (x + 90, 556 + wave * 18)], PAPER, 5)
    paper.shape([(470, 400), (730, 400), (900, 920), (300, 920)], "#B58B5E")
    for board in range(15):
        y = 412 + board * board * 1.6 + board * 12
        lean = (y - 400) * 0.328
        paper.line([(470 - lean, y), (730 + lean, y)], INK, 4)
        paper.line([(500, y + 8), (540, y + 8)], PAPER, 4)
    for side in (-1, 1):
        x = 600 + side * 150
        paper.line([(x, 330), (600 + side * 330, 760)], INK, 15)
        for post in range(4):
            at = x + side * post * 52
            paper.line([(at, 350 + post * 118), (at, 450 + post * 140)], INK, 12)
    for _ in range(40):
        x, y = dice.between(0, WIDTH), dice.between(0, 700)
        paper.line([(x, y), (x - 12, y + 38)], PETROL, 4)
    return paper


def bins(dice: Dice) -> Canvas:
    """Three bins across the pavement."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 380)
    things.terrace(paper, 480, dice)
    pavement(paper, dice, 480)
    things.kerb_block(paper, 740, 44)
    paper.box(-20, 784, (WIDTH + 40, 160), ASPHALT)
    for number, lid in enumerate((SUN, PETROL, "#7A5C3E")):
        x, ground = 330 + number * 190 + dice.between(-18, 18), 690 + dice.between(-14, 20)
        body = [(x - 70, ground - 230), (x + 70, ground - 230), (x + 54, ground), (x - 54, ground)]
        paper.shape(body, "#5C6B6C" if number else "#6F7F80")
        paper.pill(x - 82, ground - 264, (164, 44), lid)
        paper.disc((x - 40, ground - 4), 18, INK)
    things.walker(paper, (1010, 745), 210)
    return paper


def boards(dice: Dice) -> Canvas:
    """Boards and chairs of shops on the pavement."""
    paper = Canvas(GROUND)
    things.terrace(paper, 500, dice)
    pavement(paper, dice, 500)
    for number in range(3):
        x, ground = 260 + number * 270, 700 + number * 46
        tint = (CORAL, PETROL, GREEN)[number]
        paper.shape(
            [(x, ground - 260), (x + 150, ground - 260), (x + 185, ground), (x - 35, ground)], tint
        )
        paper.shape(
            [
                (x + 14, ground - 236),
                (x + 136, ground - 236),
                (x + 156, ground - 60),
                (x - 6, ground - 60),
            ],
            PLATE,
        )
        for row in range(4):
            y = ground - 205 + row * 36
            paper.line([(x + 20, y), (x + dice.between(80, 132), y)], INK, 7)
    return paper


def hedge(dice: Dice) -> Canvas:
    """A hedge that takes half the way."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 420)
    pavement(paper, dice, 420)
    paper.shape([(-20, 240), (720, 380), (820, 620), (560, 940), (-20, 940)], LEAF_DEEP)
    for _ in range(120):
        x, y = dice.between(0, 760), dice.between(280, 880)
        if x < 820 - abs(y - 560) * 0.7:
            paper.disc((x, y), dice.between(16, 34), dice.pick((LEAF, "#6F9868", LEAF_DEEP)), 4)
    things.kerb_block(paper, 820, 40)
    things.wheelchair(paper, (930, 800), 190)
    return paper


def works(dice: Dice) -> Canvas:
    """A building site with nothing but tape around it."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 380)
    things.terrace(paper, 430, dice)
    pavement(paper, dice, 430)
    paper.shape([(300, 620), (900, 600), (980, 800), (240, 830)], "#6B5138")
    for _ in range(26):
        at = (dice.between(300, 900), dice.between(650, 790))
        paper.disc(at, dice.between(8, 20), "#A48A66", 4)
    posts = (220, 520, 800, 1010)
    for x in posts:
        paper.line([(x, 840), (x, 560)], INK, 16)
        paper.disc((x, 556), 20, SUN)
    for left, right in pairwise(posts):
        for part in range(8):
            start, far = (left + (right - left) * (part + n) / 8 for n in (0, 1))
            tint = RED if part % 2 else PAPER
            paper.shape([(start, 640), (far, 640), (far, 682), (start, 682)], tint, 3)
    return paper


def no_path(dice: Dice) -> Canvas:
    """A country road without a pavement."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 400)
    paper.box(-20, 400, (WIDTH + 40, 560), LEAF)
    paper.shape(
        [(-20, 470), (300, 430), (640, 450), (1220, 410), (1220, 400), (-20, 400)], LEAF_DEEP
    )
    paper.shape([(545, 430), (655, 430), (1160, 940), (40, 940)], ASPHALT)
    for mark in range(6):
        y = 448 + mark * mark * 16
        paper.line([(600, y), (600, y + 10 + mark * 9)], PAPER, 5 + mark * 2.4)
    for side, size in ((140, 330), (1070, 300), (330, 190), (890, 170)):
        things.tree(paper, (side, 480 + size * 0.32), size, dice)
    things.wheelchair(paper, (850, 850), 130)
    return paper


def slope(dice: Dice) -> Canvas:
    """A steep way with its angle drawn beside it."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, HEIGHT)
    paper.shape([(-20, 860), (1220, 500), (1220, 940), (-20, 940)], LEAF)
    paper.shape([(-20, 780), (1220, 420), (1220, 560), (-20, 920)], PAVEMENT)
    for number in range(3):
        x = 260 + number * 360
        things.tree(paper, (x, 700 - x * 0.29), 230, dice)
    things.wheelchair(paper, (620, 668), 200, -0.28)
    paper.line([(150, 862), (1080, 862)], RED, 9)
    paper.line([(150, 862), (1080, 592)], RED, 9)
    paper.line([(1040, 862), (1040, 604)], RED, 6)
    return paper


STREET = {
    "kerb_high": kerb_high,
    "kerb_low": kerb_low,
    "cobbles": cobbles,
    "loose": loose,
    "slippery": slippery,
    "bins": bins,
    "boards": boards,
    "hedge": hedge,
    "works": works,
    "no_path": no_path,
    "slope": slope,
}
