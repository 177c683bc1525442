"""Signing in with an organisation's own accounts, against a real provider process."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import text

from tests.people.accounts import API, add_totp, invite
from tests.people.openid_provider import CLIENT, SECRET

HOUR = 3600


@pytest.fixture(scope="module")
def issuer():
    """The address of a provider that runs as long as these tests."""
    program = Path(__file__).with_name("openid_provider.py")
    with subprocess.Popen(  # noqa: S603  # our own provider
        [sys.executable, program], stdout=subprocess.PIPE, text=True
    ) as process:
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def provider(world, issuer):
    """The provider as the world's provider organisation has it, behaving well, for ``world``."""
    told = {"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "counts": ["mfa"]}
    path = f"{API}/organisations/{world.organisations['provider']}/openid"
    assert world.client("operator").put(path, json=told).status_code == 200
    behave(issuer, claims={"sub": f"erna-{world.mark}"})
    return issuer


def behave(issuer, **how):
    requests.put(f"{issuer}/behaviour", json=how, timeout=5).raise_for_status()


def begin(client, world, purpose="sign_in", **values):
    """Ask where to go; the address of the provider."""
    path = f"{API}/openid/{world.organisations['provider']}/beginning"
    answer = client.post(path, json={"purpose": purpose} | values)
    assert answer.status_code == 200, answer.json
    return answer.json["address"]


def there_and_back(client, address, **changed):
    """Follow the browser to the provider and back; where the app is told to go."""
    gone = requests.get(address, timeout=5, allow_redirects=False)
    back = urlsplit(gone.headers["Location"])
    query = {name: one[0] for name, one in parse_qs(back.query).items()} | changed
    answer = client.get(back.path, query_string=query)
    assert answer.status_code == 302, answer.json
    return answer.headers["Location"].removeprefix("/#/openid/")


def linked(world, name="facilitator"):
    """A browser whose person has linked their identity."""
    client = world.client(name)
    assert there_and_back(client, begin(client, world, "link")) == "linked"
    return client


def test_a_linked_person_signs_in(world, provider):
    assert provider
    linked(world)
    browser = world.client()
    assert there_and_back(browser, begin(browser, world)) == "in"
    assert browser.get(f"{API}/session").json["name"] == f"facilitator-{world.mark}"
    chosen = browser.get(f"{API}/openid/organisations").json
    assert str(world.organisations["provider"]) in {one["id"] for one in chosen}


def test_the_address_asks_for_a_code_with_pkce_state_and_nonce(world, provider):
    address = urlsplit(begin(world.client(), world))
    asked = {name: one[0] for name, one in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}" == provider
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 40
    assert asked["redirect_uri"] == "http://localhost/openid/return"


def test_who_is_linked_to_nobody_gets_no_account(world, provider):
    assert provider
    browser = world.client()
    assert there_and_back(browser, begin(browser, world)) == "identity-unknown"
    assert browser.get(f"{API}/session").status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"iss": "https://elsewhere.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
        {"claims": {"exp": 1}},
        {"claims": {"exp": None}},
        {"claims": {"sub": None}},
        {"signed": "by a stranger"},
        {"signed": "with our secret"},
    ],
)
def test_a_token_that_does_not_hold_lets_nobody_in(world, provider, wrong):
    linked(world)
    claims = {"sub": f"erna-{world.mark}"} | wrong.get("claims", {})
    behave(provider, **wrong | {"claims": claims})
    browser = world.client()
    assert there_and_back(browser, begin(browser, world)) == "identity-refused"
    assert browser.get(f"{API}/session").status_code == 401


@pytest.mark.parametrize("changed", [{"state": "another"}, {"code": "x"}, {"iss": "https://e.de"}])
def test_what_comes_back_changed_lets_nobody_in(world, provider, changed):
    assert provider
    linked(world)
    browser = world.client()
    assert there_and_back(browser, begin(browser, world), **changed) == "identity-refused"


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(world, provider):
    assert provider
    linked(world)
    asking, other = world.client(), world.client()
    gone = requests.get(begin(asking, world), timeout=5, allow_redirects=False)
    back = gone.headers["Location"].removeprefix("http://localhost")
    assert other.get(back).headers["Location"].endswith("identity-refused")
    assert asking.get(back).headers["Location"].endswith("/in")
    assert asking.get(back).headers["Location"].endswith("identity-refused")


def test_a_provider_that_says_to_be_another_is_not_gone_to(world, provider):
    behave(provider, described="https://elsewhere.example")
    path = f"{API}/openid/{world.organisations['provider']}/beginning"
    answer = world.client().post(path, json={"purpose": "sign_in"})
    assert answer.status_code == 424
    assert answer.json["type"] == "/problems/provider-unreachable"


def test_only_a_claim_the_organisation_named_counts_as_second_factor(world, provider, strict):
    assert strict.mode == "production"
    erna = {"sub": f"erna-{world.mark}"}
    link_as_operator(world)
    for claims, held_back in (({}, True), ({"amr": ["pwd"]}, True), ({"amr": ["mfa"]}, False)):
        behave(provider, claims=erna | claims)
        browser = world.client()
        assert there_and_back(browser, begin(browser, world)) == "in"
        assert browser.get(f"{API}/session").json["held_back"] is held_back, claims


def link_as_operator(world):
    """Linking is for who is not held back, or is: it opens nothing by itself."""
    client = world.client("coordinator")
    assert there_and_back(client, begin(client, world, "link")) == "linked"


def test_an_account_with_a_second_factor_is_not_entered_without_one(world, provider):
    client = linked(world)
    add_totp(client, "password-facilitator")
    browser = world.client()
    assert there_and_back(browser, begin(browser, world)) == "second-factor-needed"
    assert browser.get(f"{API}/session").status_code == 401
    behave(provider, claims={"sub": f"erna-{world.mark}", "acr": "mfa"})
    assert there_and_back(browser, begin(browser, world)) == "in"


def test_an_invited_person_begins_with_it_once(world, provider, owner):
    assert provider
    code = invite(world.client("coordinator"), world)["code"]
    browser = world.client()
    assert there_and_back(browser, begin(browser, world, "invitation", code=code)) == "in"
    caller = browser.get(f"{API}/session").json
    assert (caller["role"], caller["display_name"]) == ("facilitator", "Erna Amt")
    refused = world.client().post(f"{API}/invitations/opening", json={"code": code})
    assert refused.status_code == 404, "the invitation is used"
    again = invite(world.client("coordinator"), world)["code"]
    other = world.client()
    address = begin(other, world, "invitation", code=again)
    assert there_and_back(other, address) == "identity-taken"
    with owner.connect() as connection:
        kept = connection.scalars(text("select it::text from people.identity_links it")).all()
    assert not [row for row in kept if f"erna-{world.mark}" in row], "only a hash is kept"


def test_an_invitation_to_another_organisation_does_not_open(world, provider):
    assert provider
    code = invite(world.client("operator"), world, organisation="other_provider")["code"]
    browser = world.client()
    address = begin(browser, world, "invitation", code=code)
    assert there_and_back(browser, address) == "code-refused"


def test_linking_is_for_who_is_signed_in_and_takes_from_nobody(world, provider):
    assert provider
    path = f"{API}/openid/{world.organisations['provider']}/beginning"
    assert world.client().post(path, json={"purpose": "link"}).status_code == 401
    linked(world)
    other = world.client("colleague")
    assert there_and_back(other, begin(other, world, "link")) == "identity-taken"


def test_the_secret_is_sealed_and_never_read_again(world, provider, owner):
    path = f"{API}/organisations/{world.organisations['provider']}/openid"
    read = world.client("operator").get(path)
    assert read.json == {"issuer": provider, "client_id": CLIENT, "counts": ["mfa"]}
    with owner.connect() as connection:
        rows = connection.scalars(text("select it::text from people.identity_providers it")).all()
    assert rows
    assert not [row for row in rows if SECRET in row or SECRET.encode().hex() in row]
    plain = world.client("operator").put(
        path, json={"issuer": "http://elsewhere.example", "client_id": "x"}
    )
    assert plain.status_code == 422
    assert world.client("operator").delete(path).status_code == 204
    assert world.client("operator").get(path).status_code == 404
