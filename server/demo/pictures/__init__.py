"""Drawn pictures that stand for photographs, so that no real street and nobody is shown.

``draw`` gives the same bytes for the same motif and seed. ``canvas`` is paper and ink, ``things``
what stands in several pictures, ``street``, ``buildings`` and ``places`` the motifs.
"""

from server.demo.dice import Dice
from server.demo.pictures.buildings import STOPS_AND_ROOMS
from server.demo.pictures.places import PLACES
from server.demo.pictures.street import STREET

MOTIFS = STREET | STOPS_AND_ROOMS | PLACES
WITH_LETTERS = {"lift_broken", "stop_step", "stop_good", "parking"}
"""What must not be mirrored, for it can be read."""


def draw(motif: str, seed: str) -> bytes:
    """A picture as JPEG, 1200 by 900, below 150 kB."""
    dice = Dice("picture", motif, seed)
    canvas = MOTIFS[motif](dice)
    return canvas.jpeg(mirrored=motif not in WITH_LETTERS and dice.falls(0.4))
