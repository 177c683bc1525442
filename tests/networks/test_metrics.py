"""Metrics by hand, against brute force on any map, and against networkx where it knows them."""

from collections import Counter
from itertools import combinations, permutations
from math import log2

import networkx as nx
import pytest
from hypothesis import given, settings

from server.networks import metrics
from server.networks.graph import graph_of
from server.networks.vocabulary import PROFESSIONAL_SECTORS, SUPPORT_KINDS, Bond
from tests.networks.graphs import SECTORS, drawn, id_of, maps

LOOK_AT = settings(max_examples=60, deadline=None, derandomize=True)
CENTRE = "ego"


def edges_of(one):
    return {frozenset((tie["one_id"], tie["other_id"])) for tie in one["ties"]}


def counted(one):
    """The connectable, said again from the records."""
    graph = graph_of(one)
    return [
        contact["id"]
        for contact in one["contacts"]
        if contact["kind"] == "person"
        and contact["living"] == "living"
        and graph.nodes[contact["id"]]["distance"] is not None
        and graph.nodes[contact["id"]]["distance"] <= 100
    ]


@given(maps())
@LOOK_AT
def test_size_density_and_degree_are_what_counting_says(one):
    graph, people, edges = graph_of(one), counted(one), edges_of(one)
    assert metrics.connectable(graph) == people
    inside = [pair for pair in combinations(people, 2) if frozenset(pair) in edges]
    possible = len(people) * (len(people) - 1) / 2
    assert metrics.density(graph, people) == (
        pytest.approx(len(inside) / possible) if possible else None
    )
    assert metrics.degrees(graph, people) == {
        node: sum(node in pair for pair in inside) for node in people
    }
    whole = metrics.measure(graph)["whole"]
    assert whole["ties"] == len(inside)
    assert whole["connected"] + len(whole["without_bond"]) == whole["connectable"]
    if people:
        assert whole["degree"]["mean"] == pytest.approx(2 * len(inside) / len(people))


@given(maps(most=7))
@LOOK_AT
def test_cliques_are_all_groups_that_know_each_other_and_take_in_nobody(one):
    graph, people, edges = graph_of(one), counted(one), edges_of(one)

    def know(group):
        return all(frozenset(pair) in edges for pair in combinations(group, 2))

    groups = [
        set(group)
        for size in range(3, len(people) + 1)
        for group in combinations(people, size)
        if know(group)
    ]
    largest = [one for one in groups if not any(one < other for other in groups)]
    found = metrics.cliques(graph, people)
    assert sorted(map(sorted, largest)) == sorted(found)
    assert [len(group) for group in found] == sorted(map(len, largest), reverse=True)


@given(maps())
@LOOK_AT
def test_stars_isolates_and_bridges_are_what_looking_says(one):
    graph, people, edges = graph_of(one), counted(one), edges_of(one)
    known = metrics.degrees(graph, people)
    most = max(known.values(), default=0)
    assert metrics.stars(graph, people) == [node for node in people if known[node] == most > 0]
    alone = [
        node for node in people if not known[node] and graph.nodes[node]["bond"] is not Bond.NONE
    ]
    assert metrics.isolates(graph, people) == alone
    sector = {contact["id"]: contact["sector"] for contact in one["contacts"]}
    across = {
        pair
        for pair in edges
        if None not in {sector[end] for end in pair} and len({sector[end] for end in pair}) == 2
    }
    assert {frozenset(pair) for pair in metrics.bridges(graph)} == across


@given(maps())
@LOOK_AT
def test_e_i_index_and_entropy_are_within_their_bounds_and_as_defined(one):
    graph = graph_of(one)
    for code in SECTORS:
        index = metrics.e_i_index(graph, code)
        ends = [[graph.nodes[end]["sector"] == code for end in pair] for pair in graph.edges]
        external, internal = sum(1 for x in ends if any(x) and not all(x)), sum(map(all, ends))
        if external + internal:
            assert index == (external - internal) / (external + internal)
            assert -1 <= index <= 1
        else:
            assert index is None
    shares = Counter(c["sector"] for c in one["contacts"] if c["sector"] is not None)
    total = shares.total()
    if total:
        bits = -sum(n / total * log2(n / total) for n in shares.values())
        assert metrics.entropy(graph, graph) == pytest.approx(bits)
        assert 0 <= metrics.entropy(graph, graph) <= log2(len(SECTORS))
    else:
        assert metrics.entropy(graph, graph) is None


@given(maps())
@LOOK_AT
def test_help_is_counted_by_kind_and_direction(one):
    graph = graph_of(one)
    covered = metrics.coverage(graph)
    for kind in SUPPORT_KINDS:
        said = [contact[f"support_{kind}"] for contact in one["contacts"]]
        assert covered[kind]["got"] == said.count("i_get") + said.count("both")
        assert covered[kind]["given"] == said.count("i_give") + said.count("both")
        assert covered[kind]["paid"] <= covered[kind]["got"]
    share = metrics.reciprocity(graph, graph)
    assert share is None or 0 <= share <= 1
    paid = [c for c in one["contacts"] if c["sector"] in PROFESSIONAL_SECTORS]
    assert metrics.professional_share(graph, list(graph)) == (
        len(paid) / len(one["contacts"]) if one["contacts"] else None
    )


@given(maps())
@LOOK_AT
def test_with_the_person_in_the_middle_networkx_knows_the_same_isolates(one):
    graph, people = graph_of(one), counted(one)
    around = nx.Graph(graph.subgraph(people))
    around.add_edges_from((CENTRE, node) for node in metrics.connected(graph))
    alone = {node for node in people if nx.degree(around, node) == 1 and CENTRE in around[node]}
    assert set(metrics.isolates(graph, people)) == alone if CENTRE in around else not alone


def test_fewer_than_two_have_no_density():
    assert metrics.density(drawn([], []), []) is None
    assert metrics.density(drawn([{}], []), [id_of(0)]) is None
    assert metrics.density(drawn([{}, {}], []), [id_of(0), id_of(1)]) == 0
    assert metrics.measure(drawn([], []))["whole"]["degree"] is None


def test_institutions_can_be_tied_but_do_not_count_as_people():
    graph = drawn([{}, {"kind": "institution"}, {}], [(0, 1), (1, 2)])
    assert graph.degree(id_of(1)) == 2
    assert metrics.connectable(graph) == [id_of(0), id_of(2)]
    assert metrics.measure(graph)["contacts"] == 3


def test_help_goes_both_ways_also_by_two_kinds():
    given_and_got = {"support_emotional": "i_get", "support_practical": "i_give"}
    only_got = {"support_emotional": "i_get"}
    graph = drawn([given_and_got, only_got, {"support_emotional": None}], [])
    assert metrics.reciprocity(graph, graph) == pytest.approx(1 / 2)


def test_a_tie_that_ended_is_no_tie_and_a_dense_map_has_not_too_many_cliques():
    people = [{} for _ in range(24)]
    # Eight groups of three who do not know their own group: 3^8 cliques.
    ties = [
        (one, other)
        for one, other in permutations(range(24), 2)
        if one < other and one // 3 != other // 3
    ]
    found = metrics.cliques(drawn(people, ties), [id_of(n) for n in range(24)])
    assert len(found) == metrics.MOST_CLIQUES
