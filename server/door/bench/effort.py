"""How much computing a process and everything it started has taken, from Linux's own books."""

import os
from pathlib import Path

TICKS_S = os.sysconf("SC_CLK_TCK")
PARENT, USER, REAPED_SYSTEM = 1, 11, 15


def cpu_s(pid: int) -> float:
    """Seconds of a process, of all its living descendants, and of those that ended before."""
    books = {int(path.name): book(path) for path in Path("/proc").glob("[0-9]*")}
    family, children = {pid}, {pid}
    while children:
        children = {one for one, read in books.items() if read and read[0] in family} - family
        family |= children
    return sum(read[1] for one in family if (read := books.get(one)))


def book(path: Path) -> tuple[int, float] | None:
    """A process's parent and its seconds; nothing if it has just ended."""
    try:
        # The name may hold blanks and brackets; it ends with the last bracket.
        parts = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(parts[PARENT]), sum(map(int, parts[USER:REAPED_SYSTEM])) / TICKS_S
