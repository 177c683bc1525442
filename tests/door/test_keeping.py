"""The first operator and the rewrapping of keys, on a database as new as in production."""

import os
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import make_url

from server import create_app
from server.core.seals import Keyring, SealBroken, use_keyring
from server.door import keeping
from server.door.commands import parser
from server.door.prepare import Obstacle
from tests.makers import close_connections
from tests.people.accounts import API, PASSWORD

DATABASE = "production"
LOGINS = ("owner", "field", "release", "planning")


@pytest.fixture(scope="module")
def production(cluster, settings):
    """Settings of an installation that nobody has touched yet."""
    owner = make_url(settings.database_owner).username
    with psycopg.connect(cluster.superuser_url, autocommit=True) as admin:
        admin.execute(f"create database {DATABASE} owner {owner}")
    with psycopg.connect(moved(cluster.superuser_url), autocommit=True) as admin:
        admin.execute("create extension postgis schema public")
    urls = {f"database_{one}": moved(getattr(settings, f"database_{one}")) for one in LOGINS}
    yield replace(settings, **urls)
    use_keyring(Keyring(settings.seal_keys))


def moved(url):
    return make_url(url).set(database=DATABASE).render_as_string(hide_password=False)


def rows(settings, question):
    with psycopg.connect(settings.database_owner) as owner:
        return owner.execute(question).fetchall()


def test_the_first_operator_gets_a_code_and_makes_the_rest(production, capsys):
    assert keeping.operator(production, "Betrieb", another=False) == 0
    code = capsys.readouterr().out
    assert len(code.strip()) == 14
    assert code.count("\n") == 1, "the code and nothing else"
    app = create_app(production)
    browser = app.test_client()
    browser.environ_base["HTTP_ORIGIN"] = "http://localhost"
    refused = browser.post(f"{API}/session", json={"name": "betrieb", "password": PASSWORD})
    assert refused.status_code == 403, "without the code nobody gets in"
    chosen = {"code": code.strip(), "password": PASSWORD}
    assert browser.post(f"{API}/password-resets/use", json=chosen).status_code == 204
    assert browser.post(f"{API}/password-resets/use", json=chosen).status_code == 404, "once"
    caller = browser.post(f"{API}/session", json={"name": "betrieb", "password": PASSWORD})
    assert caller.json["role"] == "operator"
    organisation = browser.post(
        f"{API}/organisations", json={"name": "Landkreis Wirletal", "kind": "municipality"}
    )
    assert organisation.status_code == 201, organisation.json
    invitation = {"organisation_id": organisation.json["id"], "role": "planner", "for_whom": ""}
    assert browser.post(f"{API}/invitations", json=invitation).status_code == 201
    close_connections(app)


def test_a_second_operator_is_made_only_if_it_is_said(production, capsys):
    with pytest.raises(Obstacle, match="--another"):
        keeping.operator(production, "zweite", another=False)
    with pytest.raises(Obstacle, match="another account has this name"):
        keeping.operator(production, "BETRIEB", another=True)
    assert capsys.readouterr().out == ""
    assert keeping.operator(production, "zweite", another=True) == 0
    names = [name for (name,) in rows(production, "select name from people.accounts order by 1")]
    assert names == ["betrieb", "zweite"]


def test_after_rewrapping_the_old_seal_key_is_needed_for_nothing(production, capsys):
    (old,) = production.seal_keys.values()
    new = os.urandom(32)
    both = replace(production, seal_keys={1: old, 2: new})
    held = "select holder_id, wrapped, wrapped_with from people.keys"
    before = {
        holder: Keyring({1: old}).unwrap(wrapped, 1) for holder, wrapped, _ in rows(both, held)
    }
    assert len(before) >= 2
    assert keeping.rewrap(both) == 0
    assert f"{len(before)} keys" in capsys.readouterr().out
    for holder, wrapped, number in rows(both, held):
        assert number == 2
        assert Keyring({2: new}).unwrap(wrapped, 2) == before[holder], (
            "the same key, other wrapping"
        )
        with pytest.raises(SealBroken):
            Keyring({1: old}).unwrap(wrapped, number)
    keeping.rewrap(both)
    assert "0 keys" in capsys.readouterr().out


@pytest.mark.parametrize("line", [["operator", "anna", "--another"], ["seals", "rewrap"]])
def test_the_command_line_knows_them(line):
    assert parser().parse_args(line).do
