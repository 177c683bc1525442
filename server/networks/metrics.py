"""Metrics of a network map. Each is explained to the person in a sentence; none is a score.

Sources: Pantucek-Eisenbacher's *Netzwerkkarte* as its program easyNWK computes it (size, density,
closeness, degree, stars, isolates); Krackhardt & Stern 1988 (E-I index); Shannon 1948 (entropy);
Bron & Kerbosch 1973 (cliques); Tracy & Whittaker 1990 (kinds of support and their direction).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from itertools import islice
from math import isclose, log2, sqrt
from typing import Any
from uuid import UUID

import networkx as nx

from server.networks.graph import OUTER_EDGE
from server.networks.vocabulary import GETS, GIVES, PROFESSIONAL_SECTORS, SUPPORT_KINDS, Bond

SMALLEST_CLIQUE = 3
MOST_CLIQUES = 50
CLOSEST = 9
DIRECTIONS = GETS | GIVES


def connectable(graph: nx.Graph, nodes: Collection[UUID] | None = None) -> list[UUID]:
    """Who could be connected with the person and with others: people who live and are on the map.

    easyNWK's ``isConnectable``: human, not deceased, within the outer edge. Institutions and
    animals are shown and can have ties here, but they do not enter numbers that are compared.
    """
    return [
        node
        for node, data in graph.nodes(data=True)
        if (nodes is None or node in nodes)
        and data["human"]
        and data["living"]
        and data["distance"] is not None
        and data["distance"] <= OUTER_EDGE
    ]


def connected(graph: nx.Graph, nodes: Collection[UUID] | None = None) -> list[UUID]:
    """Those of the connectable with whom the person really has to do (easyNWK: edge type ≥ 1)."""
    return [
        node for node in connectable(graph, nodes) if graph.nodes[node]["bond"] is not Bond.NONE
    ]


def density(graph: nx.Graph, nodes: Collection[UUID]) -> float | None:
    """Ties among these of all there could be: 2E / N(N-1), without the person in the middle.

    Pantucek 8.2.2. None where fewer than two leave nothing that could be (easyNWK: 0).
    """
    if len(nodes) <= 1:
        return None
    return float(nx.density(graph.subgraph(nodes)))


def degrees(graph: nx.Graph, nodes: Collection[UUID]) -> dict[UUID, int]:
    """How many of these each of them knows, in their order; ties to others are not counted."""
    known = graph.subgraph(nodes).degree()
    return {node: known[node] for node in nodes}


def mean_and_deviation(values: Collection[float]) -> tuple[float, float] | None:
    """The mean and the standard deviation of a whole population; None of nothing."""
    if not values:
        return None
    mean = sum(values) / len(values)
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / len(values))


def closeness(graph: nx.Graph, nodes: Iterable[UUID]) -> list[int]:
    """How near each stands, from 9 in the middle to 0 at the edge (easyNWK: max(9-⌊9d/100⌋, 0))."""
    return [
        max(CLOSEST - int(graph.nodes[node]["distance"] * CLOSEST // OUTER_EDGE), 0)
        for node in nodes
    ]


def stars(graph: nx.Graph, nodes: Collection[UUID]) -> list[UUID]:
    """Who knows most of the others; nobody where nobody knows anybody."""
    found = degrees(graph, nodes)
    most = max(found.values(), default=0)
    return [node for node, degree in found.items() if degree == most > 0]


def isolates(graph: nx.Graph, nodes: Collection[UUID]) -> list[UUID]:
    """Who has to do with the person and with nobody else on the whole map."""
    known = degrees(graph, connectable(graph))
    return [node for node in connected(graph, nodes) if not known[node]]


def cliques(graph: nx.Graph, nodes: Collection[UUID]) -> list[list[UUID]]:
    """Groups of at least three who all know each other and take in nobody more.

    Bron & Kerbosch, as networkx does it with pivots; the largest of the first fifty, for a dense
    map can have more than anybody could look at.
    """
    found = (one for one in nx.find_cliques(graph.subgraph(nodes)) if len(one) >= SMALLEST_CLIQUE)
    return sorted(
        (sorted(one) for one in islice(found, MOST_CLIQUES)), key=lambda one: (-len(one), one)
    )


def bridges(graph: nx.Graph) -> list[tuple[UUID, UUID]]:
    """Ties between different parts of life (older versions of easyNWK: *Brücken*)."""
    return sorted(
        (min(one, other), max(one, other))
        for one, other in graph.edges
        if differs(graph, one, other)
    )


def differs(graph: nx.Graph, one: UUID, other: UUID) -> bool:
    """Whether two stand in different sectors; who stands in none differs from nobody."""
    sectors = {graph.nodes[node]["sector"] for node in (one, other)}
    return len(sectors) > 1 and None not in sectors


def e_i_index(graph: nx.Graph, sector: str) -> float | None:
    """(E-I) / (E+I) of a sector: -1 where its people know only each other, 1 only others.

    Krackhardt & Stern 1988. None where nobody of it knows anybody.
    """
    external = internal = 0
    for one, other in graph.edges:
        inside = [graph.nodes[node]["sector"] == sector for node in (one, other)]
        internal += all(inside)
        external += any(inside) and not all(inside)
    return (external - internal) / (external + internal) if external + internal else None


def reciprocity(graph: nx.Graph, nodes: Iterable[UUID]) -> float | None:
    """Of those who help or are helped, the share with whom help goes both ways.

    Both ways: at least one kind is mutual, or the person gives one kind and gets another. None
    where there is no help.
    """
    helping = [said for node in nodes if (said := directions(graph, node))]
    mutual = [said for said in helping if said & GIVES and said & GETS]
    return len(mutual) / len(helping) if helping else None


def directions(graph: nx.Graph, node: UUID) -> set[str]:
    """In which directions there is help of any kind."""
    return {said for said in graph.nodes[node]["support"].values() if said in DIRECTIONS}


def professional_share(graph: nx.Graph, nodes: Collection[UUID]) -> float | None:
    """How many of these help for a living. None of nobody."""
    if not nodes:
        return None
    paid = [node for node in nodes if graph.nodes[node]["sector"] in PROFESSIONAL_SECTORS]
    return len(paid) / len(nodes)


def coverage(graph: nx.Graph) -> dict[str, dict[str, int]]:
    """For each kind of help, from how many the person gets it and to how many they give it.

    Whoever is on the map counts, institutions as well. Nought got is a kind that nobody gives.
    """
    said = {
        kind: [data["support"][kind] for _, data in graph.nodes(data=True)]
        for kind in SUPPORT_KINDS
    }
    return {
        kind: {
            "got": sum(one in GETS for one in answers),
            "given": sum(one in GIVES for one in answers),
            "paid": sum(
                data["support"][kind] in GETS and data["sector"] in PROFESSIONAL_SECTORS
                for _, data in graph.nodes(data=True)
            ),
        }
        for kind, answers in said.items()
    }


def entropy(graph: nx.Graph, nodes: Iterable[UUID]) -> float | None:
    """How evenly these are spread over the parts of life: Σ p·log₂(1/p), in bits (Shannon).

    Nought where all stand in one; None where nobody stands anywhere.
    """
    counted = Counter(
        sector for node in nodes if (sector := graph.nodes[node]["sector"]) is not None
    )
    total = sum(counted.values())
    if not total:
        return None
    bits = sum(n / total * log2(total / n) for n in counted.values())
    return 0.0 if isclose(bits, 0, abs_tol=1e-12) else bits


def selection(graph: nx.Graph, nodes: Collection[UUID] | None = None) -> dict[str, Any]:
    """The metrics of a part of the map, such as one sector; of all of it without ``nodes``."""
    could, has = connectable(graph, nodes), connected(graph, nodes)
    known = degrees(graph, could)
    return {
        "connectable": len(could),
        "connected": len(has),
        "ties": graph.subgraph(could).number_of_edges(),
        "density": density(graph, could),
        "degree": described(list(known.values())),
        "closeness": described(closeness(graph, has)),
        "stars": stars(graph, could),
        "isolates": isolates(graph, could),
        "without_bond": [node for node in could if node not in has],
    }


def described(values: Collection[float]) -> dict[str, float] | None:
    """Mean and deviation by name."""
    found = mean_and_deviation(values)
    return None if found is None else {"mean": found[0], "deviation": found[1]}


def by(graph: nx.Graph, name: str) -> dict[str, list[UUID]]:
    """Nodes by an attribute; who has none is left out."""
    found: dict[str, list[UUID]] = {}
    for node, data in graph.nodes(data=True):
        if data[name] is not None:
            found.setdefault(data[name], []).append(node)
    return found


def measure(graph: nx.Graph) -> dict[str, Any]:
    """All metrics of a map."""
    could, sectors = connectable(graph), by(graph, "sector")
    paid = {node for code in PROFESSIONAL_SECTORS for node in sectors.get(code, [])}
    others = [node for node in graph if node not in paid]
    measured: dict[str, Callable[[], Any]] = {
        "whole": lambda: selection(graph),
        "without_professionals": lambda: selection(graph, others),
        "contacts": graph.number_of_nodes,
        "sectors": lambda: [
            {"code": code, "contacts": len(nodes), "e_i_index": e_i_index(graph, code)}
            | selection(graph, nodes)
            for code, nodes in sorted(sectors.items())
        ],
        "circles": lambda: [
            {"code": code, "contacts": len(nodes)}
            for code, nodes in sorted(by(graph, "circle").items())
        ],
        "cliques": lambda: cliques(graph, could),
        "bridges": lambda: [list(pair) for pair in bridges(graph)],
        "reciprocity": lambda: reciprocity(graph, graph),
        "professional_share": lambda: professional_share(graph, list(graph)),
        "coverage": lambda: [{"code": kind} | found for kind, found in coverage(graph).items()],
        "entropy": lambda: entropy(graph, graph),
    }
    return {name: compute() for name, compute in measured.items()}
