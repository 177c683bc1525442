"""Pictures of entrances, rooms, stops and signs."""

from server.demo.dice import Dice
from server.demo.pictures import things
from server.demo.pictures.canvas import (
    ASPHALT,
    CORAL,
    GREEN,
    GROUND,
    INK,
    KERB,
    LEAF,
    NIGHT,
    PAPER,
    PAVEMENT,
    PETROL,
    PLATE,
    PLUM,
    RED,
    SAND,
    STONE,
    SUN,
    WALLS,
    WIDTH,
    Canvas,
)
from server.demo.pictures.street import pavement


def entrance(dice: Dice, steps: int) -> Canvas:
    """A shop door with steps before it, or none."""
    paper = Canvas(dice.pick(WALLS))
    for brick in range(26):
        x, y = dice.between(0, 1140), dice.between(20, 600)
        paper.line([(x, y), (x + 46 + brick, y)], STONE, 6)
    pavement(paper, dice, 760)
    foot = 760 - steps * 56
    paper.box(430, foot - 470, (340, 470), dice.pick((PETROL, GREEN, PLUM, "#7A4B2A")))
    paper.box(470, foot - 430, (260, 220), "#BFD9DD")
    paper.disc((735, foot - 170), 17, SUN)
    things.window(paper, 90, foot - 420, (260, 250))
    things.window(paper, 850, foot - 420, (260, 250))
    paper.shape([(380, foot - 560), (820, foot - 560), (860, foot - 480), (340, foot - 480)], CORAL)
    for stripe in range(5):
        x = 400 + stripe * 88
        paper.shape(
            [(x, foot - 556), (x + 44, foot - 556), (x + 36, foot - 484), (x - 8, foot - 484)],
            PAPER,
            0,
        )
    for step in range(steps):
        wide = 420 + step * 70
        paper.box(600 - wide / 2, foot + step * 56, (wide, 56), KERB)
    things.wheelchair(paper, (190, 850), 190)
    return paper


def one_step(dice: Dice) -> Canvas:
    """One step."""
    return entrance(dice, 1)


def four_steps(dice: Dice) -> Canvas:
    """Four steps."""
    return entrance(dice, 4)


def heavy_door(dice: Dice) -> Canvas:
    """A heavy door."""
    return entrance(dice, 0)


def open_door(dice: Dice) -> Canvas:
    """Glass doors that open by themselves."""
    paper = Canvas(dice.pick(WALLS))
    pavement(paper, dice, 700)
    paper.box(190, 130, (820, 570), PETROL)
    paper.box(220, 210, (760, 490), PLATE)
    paper.box(400, 560, (400, 140), SAND, 4)
    for left in (220, 800):
        paper.box(left, 210, (180, 490), "#CFE4E6")
        paper.line([(left + 40, 420), (left + 110, 300)], PAPER, 10)
    for tip, tail in ((270, 370), (930, 830)):
        head = 24 if tip < tail else -24
        paper.line([(tail, 640), (tip, 640)], INK, 10)
        paper.line([(tip + head, 616), (tip, 640), (tip + head, 664)], INK, 10)
    paper.pill(520, 146, (160, 48), SUN)
    paper.disc((600, 170), 12, INK, 0)
    things.wheelchair(paper, (560, 790), 200)
    return paper


def ramp(dice: Dice) -> Canvas:
    """A ramp with a rail on both sides."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 400)
    things.house(paper, 720, 600, (460, 360), dice)
    paper.box(880, 340, (130, 200), PETROL)
    paper.box(-20, 760, (WIDTH + 40, 200), PAVEMENT)
    paper.shape([(90, 780), (800, 560), (1180, 560), (1180, 780)], KERB)
    paper.shape([(90, 780), (800, 560), (840, 600), (200, 800)], STONE)
    for lift in (150, 90):
        paper.line([(120, 770 - lift), (800, 560 - lift), (1150, 560 - lift)], INK, 12)
    for post in range(6):
        x = 130 + post * 134
        y = 768 - post * 41.5
        paper.line([(x, y), (x, y - 150)], INK, 12)
    things.wheelchair(paper, (430, 690), 160, -0.3)
    return paper


def lift(dice: Dice, *, broken: bool) -> Canvas:
    """The doors of a lift; when it is broken a note hangs there."""
    paper = Canvas(dice.pick(("#C9D3D2", "#D5D8CF", "#D8CFC0")))
    pavement(paper, dice, 760)
    paper.box(330, 120, (540, 640), "#7F8E90")
    for left in (366, 603):
        paper.box(left, 200, (231, 560), "#B9C6C7")
        paper.line([(left + 50, 470), (left + 120, 320)], PAPER, 10)
    paper.box(500, 138, (200, 46), NIGHT)
    paper.shape([(560, 172), (580, 148), (600, 172)], SUN if not broken else STONE, 0)
    paper.pill(930, 380, (90, 190), PAPER)
    for button in (430, 520):
        paper.disc((975, button), 24, SUN)
    if broken:
        paper.shape([(420, 330), (776, 312), (790, 480), (430, 500)], PAPER)
        paper.letters((452, 366), "DEFEKT", 58, RED)
        paper.disc((604, 322), 12, CORAL)
    things.wheelchair(paper, (180, 850), 180)
    return paper


def lift_broken(dice: Dice) -> Canvas:
    """Out of order."""
    return lift(dice, broken=True)


def lift_high(dice: Dice) -> Canvas:
    """Buttons too high up."""
    return lift(dice, broken=False)


def toilet(dice: Dice, *, clear: bool) -> Canvas:
    """A toilet with bars, with room beside it or things in the way."""
    paper = Canvas(dice.pick(("#DCEBE9", "#E9E4D4", "#E3E9DC")))
    for row in range(9):
        paper.line([(0, row * 80), (WIDTH, row * 80)], PAPER, 5)
    for column in range(16):
        paper.line([(column * 80, 0), (column * 80, 690)], PAPER, 5)
    paper.box(-20, 690, (WIDTH + 40, 240), "#9FB3B3")
    paper.pill(540, 250, (200, 200), PAPER)
    paper.shape([(520, 490), (760, 490), (730, 660), (690, 780), (590, 780), (550, 660)], PAPER)
    paper.disc((640, 490), (130, 44), PLATE)
    for side in (-1, 1):
        x = 640 + side * 210
        paper.line([(x, 330), (x, 470), (x - side * 20, 540), (x, 560)], INK, 26)
        paper.line([(x, 330), (x, 470), (x - side * 20, 540), (x, 560)], SUN, 13)
    paper.line([(1000, 0), (1000, 560)], RED, 8)
    paper.shape([(980, 560), (1020, 560), (1010, 620), (990, 620)], RED)
    if clear:
        things.wheelchair(paper, (230, 850), 215)
    else:
        _clutter(paper)
    return paper


def _clutter(paper: Canvas) -> None:
    """A cleaning cart and a folded chair."""
    paper.box(90, 500, (250, 260), CORAL)
    paper.box(110, 430, (90, 80), SUN)
    paper.box(220, 450, (90, 60), PETROL)
    paper.line([(60, 760), (60, 360)], INK, 12)
    for wheel in (130, 300):
        paper.disc((wheel, 790), 28, INK)
    paper.line([(330, 760), (400, 250)], "#9C7A58", 20)
    paper.shape([(385, 220), (440, 230), (430, 300), (370, 290)], KERB)
    paper.line([(420, 800), (500, 520), (440, 520), (500, 800)], INK, 12)


def toilet_crammed(dice: Dice) -> Canvas:
    """No room."""
    return toilet(dice, clear=False)


def toilet_clear(dice: Dice) -> Canvas:
    """Room on both sides."""
    return toilet(dice, clear=True)


def bench(dice: Dice) -> Canvas:
    """A bench with a back under a tree."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 480)
    paper.box(-20, 480, (WIDTH + 40, 460), LEAF)
    things.tree(paper, (dice.between(220, 320), 620), 470, dice)
    things.tree(paper, (1060, 520), 260, dice)
    paper.shape([(-20, 760), (1220, 700), (1220, 880), (-20, 940)], PAVEMENT)
    wood = dice.pick(("#B58B5E", "#9C7A58", "#C29A66"))
    for leg in (440, 900):
        paper.line([(leg, 440), (leg, 640), (leg - 30, 760)], INK, 20)
        paper.line([(leg, 640), (leg + 46, 760)], INK, 20)
        paper.line([(leg - 30, 556), (leg + 60, 556)], INK, 18)
    for slat in range(3):
        paper.pill(390, 446 + slat * 52, (560, 36), wood)
    for slat in range(2):
        paper.pill(390 - slat * 14, 622 + slat * 32, (560 + slat * 30, 30), wood)
    return paper


def no_bench(dice: Dice) -> Canvas:
    """A long way without a seat."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 420)
    paper.box(-20, 420, (WIDTH + 40, 520), LEAF)
    paper.shape([(560, 420), (640, 420), (1000, 940), (200, 940)], PAVEMENT)
    for side in (170, 1040):
        things.tree(paper, (side, 560), 260, dice)
    for left, top in ((480, 720), (690, 720)):
        paper.line([(left, top), (left + 60, top)], INK, 6)
    for dash in range(5):
        paper.line([(440 + dash * 66, 640), (476 + dash * 66, 640)], RED, 9)
        paper.line([(440 + dash * 66, 740), (476 + dash * 66, 740)], RED, 9)
    for edge in (430, 756):
        paper.line([(edge, 640), (edge, 672)], RED, 9)
        paper.line([(edge, 706), (edge, 740)], RED, 9)
    things.walker(paper, (600, 600), 110)
    return paper


def stop(dice: Dice, *, roof: bool) -> Canvas:
    """A bus at its stop, with the step it leaves."""
    paper = Canvas(GROUND)
    things.sky(paper, dice, 400)
    things.terrace(paper, 420, dice)
    paper.box(-20, 420, (WIDTH + 40, 300), ASPHALT)
    _bus(paper, dice.pick((SUN, CORAL, PETROL)))
    pavement(paper, dice, 740)
    things.kerb_block(paper, 716, 34)
    paper.line([(150, 850), (150, 260)], INK, 16)
    paper.disc((150, 230), 74, SUN)
    paper.disc((150, 230), 58, GREEN, 5)
    paper.letters((124, 192), "H", 74, SUN)
    if roof:
        paper.shape([(20, 330), (320, 330), (340, 380), (0, 380)], PETROL)
    else:
        things.ruler(paper, (420, 744), 118, 12)
    return paper


def _bus(paper: Canvas, colour: str) -> None:
    """A bus from its door side."""
    paper.pill(330, 190, (820, 470), colour)
    for pane in range(4):
        paper.box(560 + pane * 148, 250, (124, 170), "#CFE4E6")
    paper.box(370, 250, (150, 380), "#CFE4E6")
    paper.line([(445, 250), (445, 630)], INK, 8)
    for wheel in (690, 1010):
        paper.disc((wheel, 656), 62, INK)
        paper.disc((wheel, 656), 26, STONE)


def stop_step(dice: Dice) -> Canvas:
    """A high step into the bus."""
    return stop(dice, roof=False)


def stop_good(dice: Dice) -> Canvas:
    """A stop that works."""
    return stop(dice, roof=True)


STOPS_AND_ROOMS = {
    "one_step": one_step,
    "four_steps": four_steps,
    "heavy_door": heavy_door,
    "open_door": open_door,
    "ramp": ramp,
    "lift_broken": lift_broken,
    "lift_high": lift_high,
    "toilet_crammed": toilet_crammed,
    "toilet_clear": toilet_clear,
    "bench": bench,
    "no_bench": no_bench,
    "stop_step": stop_step,
    "stop_good": stop_good,
}
