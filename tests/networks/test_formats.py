"""Files of easyNWK and Network Canvas: read without loss, written as they are read."""

import base64
import csv
import io
import json
from uuid import UUID
from zipfile import ZipFile

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.networks.formats import easynwk, legacy, network_canvas
from server.networks.formats.naming import Labels, relabelled
from server.networks.formats.taking_in import UnreadableFile
from server.networks.graph import graph_of
from server.networks.metrics import measure
from tests.networks.graphs import made_map, maps
from tests.networks.maps import draw

PERSON = UUID(int=7)
READ_BY_EASYNWK = {
    *("id", "name", "role", "roleDefault", "human", "currentGender", "genderDefault", "age"),
    *("note", "deceased", "edgeType", "edgeTypeByUser", "angle", "distance", "emoji", "conflict"),
    *("supportEmotional", "supportInstrumental", "supportInformational", "supportSocial"),
    "supportLinking",
}
NWK = (
    "E;Jörg;44;mag Kaffee\r\nF;1;3.2.2011\r\nF;2;14.11.2012\r\n"
    "N;1;Änne;w;Mu;wohnt nah\r\nN;2;+Karl;m;Va;\r\nN;3;Gelöscht;m;;\r\nN;4;Max;m;;\r\n"
    "P;1;1;0.6;0.4;2\r\nP;1;2;0.9;0.5;0\r\nP;2;1;0.55;0.45;1\r\nP;2;4;0.1;0.9;1\r\n"
    "L;1;1;2\r\nL;2;1;4\r\n"
)


@pytest.fixture
def rosa(samples):
    return (samples / "networks" / "easynwk_Rosa_Braunsteigl-Mueller.json").read_text("utf-8")


def unnumbered(maps):
    """Maps without ids: contacts by their place, people across maps by first appearance."""
    people, out = {}, []
    for one in maps:
        place = {contact["id"]: n for n, contact in enumerate(one["contacts"])}
        for contact in one["contacts"]:
            people.setdefault(contact["contact_id"], len(people))
        contacts = [
            contact | {"id": 0, "map_id": 0, "contact_id": people[contact["contact_id"]]}
            for contact in one["contacts"]
        ]
        ties = [(place[tie["one_id"]], place[tie["other_id"]]) for tie in one["ties"]]
        out.append(one | {"id": 0, "contacts": contacts, "ties": ties})
    return out


def test_rosa_comes_in_without_loss_and_with_the_golden_numbers(rosa):
    taken = easynwk.read(rosa, PERSON)
    assert taken.account() == []
    (one,) = taken.maps
    assert len(one["contacts"]) == 10
    assert len(one["ties"]) == 5
    found, name = measure(graph_of(one)), {c["id"]: c["name"] for c in one["contacts"]}
    whole = found["whole"]
    assert (whole["connectable"], whole["connected"], whole["ties"]) == (8, 7, 5)
    assert whole["density"] == pytest.approx(0.1786, abs=5e-5)
    assert whole["degree"] == pytest.approx({"mean": 1.25, "deviation": 1.299}, abs=5e-4)
    assert whole["closeness"] == pytest.approx({"mean": 4.571, "deviation": 2.321}, abs=5e-4)
    assert [name[one] for one in whole["stars"]] == ["Maria"]
    assert graph_of(one).degree(whole["stars"][0]) == 4
    assert {name[one] for one in whole["isolates"]} == {"Susi", "Dr. Maier", "Max"}
    assert [name[one] for one in whole["without_bond"]] == ["Josefine"]


def test_parts_of_rosas_map_have_the_golden_numbers(rosa):
    (one,) = easynwk.read(rosa, PERSON).maps
    found = measure(graph_of(one))
    rest = found["without_professionals"]
    assert (rest["connectable"], rest["connected"]) == (7, 6)
    assert rest["density"] == pytest.approx(0.2381, abs=5e-5)
    assert rest["degree"] == pytest.approx({"mean": 1.429, "deviation": 1.294}, abs=5e-4)
    sectors = {one["code"]: one for one in found["sectors"]}
    sizes = {code: one["connectable"] for code, one in sectors.items()}
    assert sizes == {"family": 4, "friends": 1, "colleagues": 2, "professionals": 1}
    assert sectors["family"]["degree"]["mean"] == 2
    assert sectors["family"]["density"] == pytest.approx(0.6667, abs=5e-5)
    assert sectors["colleagues"]["closeness"]["mean"] == 4.5
    assert sectors["family"]["e_i_index"] == pytest.approx(-0.6)


def test_rosa_goes_out_and_comes_in_as_she_was(rosa):
    before = easynwk.read(rosa, PERSON).maps
    assert unnumbered(easynwk.read(easynwk.write(before), PERSON).maps) == unnumbered(before)
    original = json.loads(rosa.removeprefix("\ufeff"))["versions"][0]["nwk"]
    (written,) = json.loads(easynwk.write(before))["versions"]
    for theirs, ours in zip(original["alteri"], written["nwk"]["alteri"], strict=True):
        same = theirs.keys() & READ_BY_EASYNWK - {
            "id",
            "roleDefault",
            "genderDefault",
            "edgeTypeByUser",
        }
        assert {name: ours[name] for name in same - {"angle", "distance"}} == {
            name: theirs[name] for name in same - {"angle", "distance"}
        }
        assert (ours["angle"], ours["distance"]) == pytest.approx(
            (theirs["angle"], theirs["distance"])
        )


def test_the_written_file_has_the_fields_that_easynwk_reads_and_no_other():
    record = json.loads(easynwk.write([made_map([{}, {}], [(0, 1)])]))
    assert set(record) == {"versions", "currentVersion"}
    (version,) = record["versions"]
    assert set(version) == {"id", "title", "date", "nwk"}
    network = version["nwk"]
    assert set(network) == {"ego", "alteri", "connections"}
    assert set(network["ego"]) == {"name", "currentGender", "age", "note", "emoji"}
    assert {frozenset(one) for one in network["alteri"]} == {frozenset(READ_BY_EASYNWK)}
    assert network["connections"] == [{"id1": 1, "id2": 2}]


@given(st.lists(maps(most=5), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_what_was_written_once_is_written_the_same_again(drawn):
    once = easynwk.read(easynwk.write(drawn), PERSON).maps
    again = easynwk.read(easynwk.write(once), PERSON).maps
    assert unnumbered(again) == unnumbered(once)
    assert [len(one["contacts"]) for one in once] == [len(one["contacts"]) for one in drawn]
    assert [len(one["ties"]) for one in once] == [len(one["ties"]) for one in drawn]


def test_all_versions_come_in_and_people_stay_the_same_across_them():
    taken = legacy.read(NWK.encode("windows-1252").decode(legacy.ENCODING), PERSON)
    first, second = taken.maps
    assert [one["date"].isoformat() for one in taken.maps] == ["2011-02-03", "2012-11-14"]
    assert [one["name"] for one in first["contacts"]] == ["Änne", "Karl"]
    assert [one["name"] for one in second["contacts"]] == ["Änne", "Max"]
    assert first["contacts"][0]["contact_id"] == second["contacts"][0]["contact_id"]
    assert first["contacts"][0]["sector"] == "family"
    assert first["contacts"][0]["distance"] == pytest.approx(28.28, abs=0.01)
    assert first["contacts"][1]["living"] == "deceased"
    assert second["contacts"][1]["sector"] == "colleagues"
    assert [len(one["ties"]) for one in taken.maps] == [1, 1]
    lost = {one["code"]: one["times"] for one in taken.account()}
    assert lost == {"contact_without_place": 1, "role_abbreviation": 2}


def test_what_cannot_be_taken_over_is_told():
    alter = {"id": 1, "name": "A", "angle": 10, "distance": 900, "currentGender": "x"}
    network = {
        "ego": {"name": "Ich", "emoji": "🙂"},
        "alteri": [alter | {"contactOfPartner": True}],
        "connections": [{"id1": 1, "id2": 99}],
    }
    taken = easynwk.read(json.dumps(network), PERSON)
    assert {one["code"] for one in taken.account()} == {
        "ego_picture",
        "too_far_out",
        "gender",
        "contact_of_partner",
        "tie_without_ends",
        "date_missing",
    }
    assert len(taken.maps[0]["contacts"]) == 1


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"versions": [{}]}', "Hallo;du"])
def test_anything_else_is_refused(text):
    reader = easynwk if text[:1] in "{[" and text else legacy
    with pytest.raises(UnreadableFile):
        reader.read(text, PERSON)


def test_network_canvas_files_hold_the_same_nodes_and_edges(samples):
    one = made_map([{"name": "=1+1"}, {"kind": "institution"}, {}], [(0, 1), (1, 2)])
    with ZipFile(io.BytesIO(network_canvas.write_zip(one))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    tables = {
        name.split("_", 2)[2].removesuffix(".csv"): list(csv.DictReader(io.StringIO(text)))
        for name, text in files.items()
    }
    assert set(tables) == {"ego", "attributeList_Contact", "edgeList_know_each_other"}
    nodes, edges = tables["attributeList_Contact"], tables["edgeList_know_each_other"]
    assert [row["networkCanvasUUID"] for row in nodes] == [str(c["id"]) for c in one["contacts"]]
    assert nodes[0]["name"] == "'=1+1"
    assert [(row["from"], row["to"]) for row in edges] == [("1", "2"), ("2", "3")]
    folder = samples / "networks"
    for kind, ours in (
        ("ego", tables["ego"]),
        ("attributeList_Person", nodes),
        ("edgeList_DrugTie", edges),
    ):
        (path,) = folder.glob(f"case_1_*_{kind}.csv")
        theirs = next(csv.reader(path.read_text("utf-8").splitlines()))
        reserved = [name for name in theirs if name in {"nodeID", "edgeID", "from", "to"}]
        reserved += [name for name in theirs if name.startswith(("networkCanvas", "session"))]
        reserved += [name for name in theirs if name.startswith("Cords_")]
        assert set(reserved) <= set(ours[0]), kind


def test_graphml_is_read_by_networkx_as_the_same_graph():
    one = made_map([{}, {"name": "Änne"}, {}], [(0, 1), (1, 2)])
    read = nx.read_graphml(io.BytesIO(network_canvas.write_graphml(one)), force_multigraph=True)
    assert read.is_multigraph()
    assert set(read.edges()) == {("1", "2"), ("2", "3")}
    assert read.nodes["2"]["name"] == "Änne"
    assert read.nodes["1"]["networkCanvasUUID"] == str(one["contacts"][0]["id"])
    assert 0 <= read.nodes["1"]["Cords_X"] <= 1
    assert read.graph["nc:sessionUUID"] == str(one["id"])


@pytest.mark.parametrize("labels", [Labels.INITIALS, Labels.SYMBOLS])
def test_without_names_no_word_of_anybody_goes_out(labels):
    said = {"name": "Vera Kanarie", "role_words": "Kanarie", "age": "Kanarie", "note": "Kanarie"}
    one = made_map(
        [said | {"symbol": "Kanarie"}], [], title="Kanarie", words="Kanarie", ego_name="Kanarie"
    )
    bare = relabelled(one, labels)
    written = easynwk.write([bare]) + network_canvas.write_graphml(bare).decode()
    assert "Kanarie" not in written
    assert ("VK." in written) == (labels is Labels.INITIALS)


def test_a_file_is_previewed_and_nothing_is_kept(world):
    phone = world.client("facilitator")
    file = base64.b64encode(NWK.encode("windows-1252")).decode()
    path = f"/api/v1/participants/{world.participant}/network-imports"
    answer = phone.post(path, json={"file": file})
    assert answer.status_code == 200, answer.json
    assert [len(one["contacts"]) for one in answer.json["maps"]] == [2, 2]
    assert phone.get(f"/api/v1/participants/{world.participant}/stored").json["network_maps"] == []
    refused = phone.post(path, json={"file": base64.b64encode(b"PNG").decode()})
    assert refused.status_code == 422
    assert refused.json["type"].endswith("unreadable-file")


@pytest.mark.parametrize("wanted", ["easynwk", "network-canvas", "graphml", "metrics"])
def test_no_file_name_carries_a_name(world, wanted):
    phone = world.client("facilitator")
    drawn = draw(phone, world.participant, "Unverkennbar", "Bruder")
    path = f"/api/v1/network-maps/{drawn.id}/files/{wanted}"
    with phone.get(f"{path}?labels=names") as named, phone.get(path) as bare:
        assert named.status_code == bare.status_code == 200
        assert "Unverkennbar" not in named.headers["Content-Disposition"]
        assert b"Unverkennbar" not in bare.data


def test_numbers_of_a_map_are_told_by_ids(world):
    phone = world.client("facilitator")
    drawn = draw(phone, world.participant, "A", "B", "C")
    found = phone.get(f"/api/v1/network-maps/{drawn.id}/metrics").json
    assert found["whole"]["stars"] == [drawn.contacts["B"]]
    assert found["whole"]["ties"] == 2
    assert found["reciprocity"] == 1
    assert phone.get(f"/api/v1/network-maps/{drawn.id}/files/nothing").status_code == 404
