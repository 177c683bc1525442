"""What an app of each released contract sends is still understood, and answered as it expects.

A phone may come back after a year with the app of that year. So what an app has ever sent stays in
a file here, named by the day its contract was released; new members may be added to an answer, and
to a request only as ones that may be left out. A file is never changed.
"""

import json
from pathlib import Path
from string import Template
from uuid import uuid4

import pytest

from tests.makers import make_photograph, make_picture

RECORDED = sorted(Path(__file__).parent.glob("*.json"))
VERDICT = {"id", "verdict", "revision", "problem", "body", "overridden"}
IDS = ("device", "exploration", "walk", "finding", "other_finding", "photograph")


@pytest.fixture
def names(world):
    """What the recorded requests leave open."""
    picture = make_picture()
    announced = make_photograph("", picture)
    return (
        {name: str(uuid4()) for name in (*IDS, *(f"op{n}" for n in range(1, 20)))}
        | {"participant": str(world.participant), "facilitator": str(world.accounts["facilitator"])}
        | {"sha256": announced["sha256"], "size": announced["size_bytes"], "picture": picture}
    )


def filled(value, names):
    """A recorded value with this world's ids in it; a name alone stands for the thing itself."""
    if isinstance(value, dict):
        return {key: filled(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if isinstance(value, str) and value.startswith("$"):
        return names[value[1:]]
    return Template(value).substitute(names) if isinstance(value, str) else value


def test_there_is_a_record_of_a_released_contract():
    assert RECORDED


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)
def test_an_app_of_this_contract_is_understood(world, names, path):
    phone = world.client("facilitator")
    for request in json.loads(path.read_text()):
        sent = filled(request, names)
        data = {"data": sent["bytes"]} if "bytes" in sent else {"json": sent.get("body")}
        answer = phone.open(sent["path"], method=sent["method"], **data)
        assert answer.status_code == sent["status"], (sent["says"], answer.json)
        check(sent, answer.json)


def check(sent, said):
    """The answer has what that app reads of it."""
    verdicts = said.get("verdicts", [])
    assert [one["verdict"] for one in verdicts] == sent.get("verdicts", []), sent["says"]
    assert all(set(one) >= VERDICT for one in verdicts)
    assert set(said) >= set(sent.get("members", ()))
    for change in said.get("changes", ()):
        assert set(change) >= set(sent["change_members"])
