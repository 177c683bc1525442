"""Codes that are shown once and typed or scanned once; only their hash is kept."""

import hashlib
import secrets

import segno

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U that could be misread, five bits a character."""
MISREAD = str.maketrans("ILO", "110")
GROUP = 4
SHORT = 3
"""Groups of a code that expires soon: 60 bits."""
LONG = 4
"""Groups of a code that lies in a drawer for years: 80 bits."""


def make_code(groups: int) -> str:
    """A random code in groups of four, such as ``7K3M-0QXZ-9A1B``."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(groups))


def make_digits() -> str:
    """A random code of digits, such as ``4821-0935-7714``, for people who read little: 40 bits."""
    return "-".join(f"{secrets.randbelow(10**GROUP):0{GROUP}}" for _ in range(SHORT))


def hashed(text: str) -> str:
    """SHA-256 in hex, for what the database need not know itself."""
    return hashlib.sha256(text.encode()).hexdigest()


def hashed_code(code: str) -> str:
    """The hash of a code however it was typed: hyphens, spaces, case and look-alikes are even."""
    letters = "".join(one for one in code.upper() if one.isalnum())
    return hashed(letters.translate(MISREAD))


def drawn(link: str) -> str:
    """A link as a QR code: SVG in a data address, four modules of quiet around it."""
    return segno.make(link, error="m").svg_data_uri(scale=4, border=4, light="#fff")
