"""A network map as a graph: what the metrics, the comparison and the exports compute on."""

from collections.abc import Mapping
from typing import Any

import networkx as nx

from server.networks.vocabulary import CIRCLES, SUPPORT_KINDS, Bond
from server.sync.kinds import Body

OUTER_EDGE = 100.0
RINGS = (33.33, 66.67)
"""Where easyNWK draws its horizons."""
RING_DISTANCES: Mapping[str, float] = {"inner": 20.0, "middle": 50.0, "outer": 83.0}
LAPSED = frozenset({"not_any_more", "never", "would_like"})
TIE_ENDED = "ended"


def graph_of(one: Body) -> nx.Graph:
    """The contacts of a map as nodes and what they have to do with each other as edges.

    The person in the middle is not in it. A contact whose tie has ended no longer counts as one.

    Args:
        one: a map with ``contacts`` and ``ties``, as ``queries`` reads it.
    """
    graph = nx.Graph()
    for contact in one["contacts"]:
        graph.add_node(contact["id"], **attributes(contact))
    for tie in one["ties"]:
        ends = (tie["one_id"], tie["other_id"])
        if tie["kind"] != TIE_ENDED and all(end in graph for end in ends):
            graph.add_edge(*ends, kind=tie["kind"])
    return graph


def attributes(contact: Body) -> dict[str, Any]:
    """What the metrics ask of a contact."""
    return {
        "sector": contact["sector"],
        "circle": contact["circle"],
        "distance": distance_of(contact),
        "living": contact["living"] == "living",
        "human": contact["kind"] == "person",
        "bond": bond_of(contact),
        "support": {kind: contact[f"support_{kind}"] for kind in SUPPORT_KINDS},
    }


def distance_of(contact: Body) -> float | None:
    """How far from the middle it stands; nothing where it was not placed."""
    if contact["distance"] is not None:
        return float(contact["distance"])
    return RING_DISTANCES.get(contact["circle"])


def circle_of(distance: float) -> str:
    """The ring of a distance."""
    return CIRCLES[sum(distance >= edge for edge in RINGS)]


def bond_of(contact: Body) -> Bond:
    """How the person is connected with it: as said, or as the rest of the answers has it.

    There is none to who has died, or whom the person does not meet any more; several where help of
    at least two kinds is given or got.
    """
    if contact["bond"] is not None:
        return Bond(contact["bond"])
    if contact["living"] != "living" or contact["frequency"] in LAPSED:
        return Bond.NONE
    helping = [
        kind for kind in SUPPORT_KINDS if contact[f"support_{kind}"] in {"i_give", "i_get", "both"}
    ]
    return Bond.MULTIPLEX if len(helping) > 1 else Bond.SINGLE
