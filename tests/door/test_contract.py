import pytest

from server.door import contract as contracts
from server.door.contract import contract, in_order


@pytest.fixture
def kept(monkeypatch, tmp_path):
    """A folder that stands for where the app keeps the contract; nothing real is generated."""

    def write(folder):
        (folder / contracts.OPENAPI).write_text("one")
        (folder / contracts.TYPES).write_text("two")

    monkeypatch.setattr(contracts, "API", tmp_path)
    monkeypatch.setattr(contracts, "write_contract", write)
    return tmp_path


def test_a_stale_contract_is_told_and_not_touched(kept, capsys):
    (kept / contracts.TYPES).write_text("old")
    assert contract(check=True) == 2
    assert capsys.readouterr().err.count("is stale: ./gegenstrom contract") == 2
    assert (kept / contracts.TYPES).read_text() == "old"


def test_a_written_contract_is_not_stale(kept):
    assert contract(check=False) == 0
    assert (kept / contracts.OPENAPI).read_text() == "one"
    assert contract(check=True) == 0


def test_the_order_of_an_enumeration_does_not_change_the_contract():
    there = {"a": [{"enum": ["walk", None, "pins"]}], "enum": {"kind": "a property"}}
    assert in_order(there) == {"a": [{"enum": ["pins", "walk", None]}], "enum": there["enum"]}
