"""Measurements as a table on a terminal."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = (
    "workload",
    "goal",
    "per second",
    "median",
    "p95",
    "CPU web",
    "CPU pg",
    "CPU phones",
    "lost",
)
HUNDRED = 100


@dataclass(frozen=True)
class Measurement:
    """What one workload took.

    Attributes:
        goal: operations a second that are hoped for; 0 where nothing is.
        latencies_s: of each request.
        cpu_s: of the web server, the database and the phones that pressed.
        lost: operations that were sent and not acknowledged.
    """

    name: str
    goal: int
    operations: int
    took_s: float
    latencies_s: Sequence[float]
    cpu_s: tuple[float, float, float]
    lost: int = 0

    def row(self) -> tuple[str, ...]:
        """One line of the table; CPU in milliseconds for one operation."""
        ordered = sorted(self.latencies_s)
        p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // HUNDRED)]
        each = (f"{used * 1000 / self.operations:.2f} ms" for used in self.cpu_s)
        return (
            self.name,
            f"{self.goal:,}" if self.goal else "",
            f"{self.operations / self.took_s:,.0f}",
            f"{statistics.median(ordered) * 1000:.0f} ms",
            f"{p95 * 1000:.0f} ms",
            *each,
            str(self.lost),
        )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows below each other, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
