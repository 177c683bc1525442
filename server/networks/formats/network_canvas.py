"""Network Canvas: its CSV files in one ZIP, and GraphML, with its column names.

One node type (Contact) and one edge type for each kind of tie. Positions are x and y from 0 to 1,
y downward, as Network Canvas has them. File names hold dates and ids, never a name.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import networkx as nx

from server.networks.graph import bond_of
from server.networks.placing import on_paper, placed
from server.networks.vocabulary import SUPPORT_FIELDS, sectors
from server.sync.kinds import Body

PROTOCOL: Final = "Gegenstrom"
CASE: Final = "map"
NODE_TYPE: Final = "Contact"
CODES: Final = (
    "kind",
    "role",
    "circle",
    "living",
    "frequency",
    "distance_band",
    "burden",
    "known_since",
    "travel_time",
    *SUPPORT_FIELDS,
)
EDGE_COLUMNS: Final = (
    "edgeID",
    "from",
    "to",
    "networkCanvasEgoUUID",
    "networkCanvasUUID",
    "networkCanvasSourceUUID",
    "networkCanvasTargetUUID",
)

Row = dict[str, Any]


def write_zip(one: Body) -> bytes:
    """The files of one map, as Network Canvas would export an interview."""
    out = io.BytesIO()
    start = f"{CASE}_{one['id']}"
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(f"{start}_ego.csv", table([ego_row(one)]))
        archive.writestr(f"{start}_attributeList_{NODE_TYPE}.csv", table(node_rows(one)))
        for kind in sorted({tie["kind"] for tie in one["ties"]}):
            rows = [row for row in edge_rows(one) if row.pop("kind") == kind]
            archive.writestr(f"{start}_edgeList_{kind}.csv", table(rows))
    return out.getvalue()


def ego_row(one: Body) -> Row:
    """The person and the session; times of day are not known."""
    return {
        "networkCanvasEgoUUID": one["participant_id"],
        "networkCanvasCaseID": CASE,
        "networkCanvasSessionID": one["id"],
        "networkCanvasProtocolName": PROTOCOL,
        "sessionStart": one["date"].isoformat(),
        "sessionFinish": one["date"].isoformat(),
        "sessionExported": "",
        "circle_question": one["circle_question"],
        "sector_set": one["sector_set"],
    }


def node_rows(one: Body) -> list[Row]:
    """A row for each contact; a category becomes one column for each of its values."""
    positions = placed(one)
    rows = []
    for number, contact in enumerate(one["contacts"], start=1):
        x, y = on_paper(*positions[contact["id"]])
        rows.append(
            {
                "nodeID": number,
                "networkCanvasEgoUUID": one["participant_id"],
                "networkCanvasUUID": contact["id"],
                "name": contact["name"],
                "person": contact["contact_id"],
                "Cords_x": x,
                "Cords_y": y,
                "bond": bond_of(contact),
            }
            | {name: contact[name] or "" for name in CODES}
            | {
                f"sector_{code}": str(contact["sector"] == code).lower()
                for code in sectors(one["sector_set"])
            }
        )
    return rows


def edge_rows(one: Body) -> list[Row]:
    """A row for each tie, with its kind."""
    numbers = {contact["id"]: n for n, contact in enumerate(one["contacts"], start=1)}
    values = (
        (n, numbers[tie["one_id"]], numbers[tie["other_id"]], one["participant_id"], tie["id"])
        for n, tie in enumerate(one["ties"], start=1)
    )
    return [
        dict(zip(EDGE_COLUMNS, (*row, tie["one_id"], tie["other_id"]), strict=True))
        | {"kind": tie["kind"]}
        for row, tie in zip(values, one["ties"], strict=True)
    ]


def table(rows: Sequence[Row]) -> str:
    """Rows as CSV with a header; of nothing, nothing.

    What somebody said may begin like a formula: a spreadsheet must not compute it.
    """
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def write_graphml(one: Body) -> bytes:
    """One map as GraphML, a multigraph as Network Canvas writes it."""
    graph = nx.MultiGraph(
        **{
            "nc:caseId": CASE,
            "nc:sessionUUID": str(one["id"]),
            "nc:protocolName": PROTOCOL,
        }
    )
    for row in node_rows(one):
        row["Cords_X"], row["Cords_Y"] = row.pop("Cords_x"), row.pop("Cords_y")
        row["type"] = NODE_TYPE
        graph.add_node(str(row["nodeID"]), **plain(row.items()))
    for row in edge_rows(one):
        ends = (str(row.pop("from")), str(row.pop("to")))
        graph.add_edge(*ends, key=str(row.pop("edgeID")), **plain(row.items()))
    out = io.BytesIO()
    nx.write_graphml(graph, out, named_key_ids=True)
    return out.getvalue()


def plain(items: Iterable[tuple[str, Any]]) -> Row:
    """Values that GraphML has types for."""
    return {name: str(value) if isinstance(value, UUID | str) else value for name, value in items}
