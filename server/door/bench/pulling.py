"""Reading everything there is for a phone, page by page."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from server.door.bench.phone import Phone


@dataclass
class Pulled:
    """What a phone has read.

    Attributes:
        records: how each record was last told, by id.
    """

    changes: int = 0
    latencies_s: list[float] = field(default_factory=list)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)


def pull_everything(phone: Phone) -> Pulled:
    """Read from the beginning to the end."""
    read, cursor, more = Pulled(), "", True
    while more:
        begun = time.monotonic()
        page = json.loads(phone.ask("GET", f"/sync/pull?limit=500&after={cursor}"))
        read.latencies_s.append(time.monotonic() - begun)
        read.changes += len(page["changes"])
        read.records |= {one["record_id"]: one for one in page["changes"]}
        cursor, more = page["cursor"], page["more"]
    return read
