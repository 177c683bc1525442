"""Graphs for tests: drawn by hand or by hypothesis, without a database."""

from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from server.networks.graph import graph_of
from server.networks.schemas import ContactSchema, NetworkMapSchema, TieSchema
from server.networks.vocabulary import SUPPORT_FIELDS, sectors, support_answers
from tests.networks.maps import make_contact, make_map, make_tie

MAP = "00000000-0000-7000-8000-0000000000ff"
SECTORS = sectors("four_areas")


def id_of(number: int) -> UUID:
    return UUID(int=number + 1)


def made_map(
    contacts: list[dict[str, Any]], ties: list[tuple[int, int]], **values: Any
) -> dict[str, Any]:
    """A map as ``queries`` reads one; contacts are numbered from nought."""
    return NetworkMapSchema().load(make_map(UUID(int=1), **values)) | {
        "id": UUID(MAP),
        "contacts": [
            ContactSchema().load(
                make_contact(MAP, contact_id=str(UUID(int=1000 + number)))
                | {"name": f"K{number}"}
                | one
            )
            | {"id": id_of(number)}
            for number, one in enumerate(contacts)
        ],
        "ties": [
            TieSchema().load(make_tie(MAP, str(id_of(one)), str(id_of(other))))
            | {"id": UUID(int=5000 + number)}
            for number, (one, other) in enumerate(ties)
        ],
    }


@st.composite
def maps(draw: Any, most: int = 9) -> dict[str, Any]:
    """Maps with all kinds of contacts and ties."""
    said = st.sampled_from([None, *sorted(support_answers())])
    contact = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["person", "person", "person", "institution", "animal"]),
            "living": st.sampled_from(["living", "living", "living", "deceased"]),
            "sector": st.sampled_from([None, *SECTORS]),
            "circle": st.sampled_from(["inner", "middle", "outer", "not_placed"]),
            "distance": st.none() | st.floats(0, 120),
            "bond": st.sampled_from([None, "none", "single", "multiplex"]),
        }
        | dict.fromkeys(SUPPORT_FIELDS, said)
    )
    contacts = draw(st.lists(contact, max_size=most))
    pairs = [(one, other) for one in range(len(contacts)) for other in range(one)]
    ties = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return made_map(contacts, ties)


def drawn(*args: Any, **values: Any) -> Any:
    """The graph of a map made by hand."""
    return graph_of(made_map(*args, **values))
