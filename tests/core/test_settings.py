import base64
import stat

import pytest

from server.core.one_setting import WrongSetting
from server.core.own_keys import DEMO_KEY
from server.core.settings import Settings

A_KEY = base64.b64encode(b"a" * 32).decode()
B_KEY = base64.b64encode(b"b" * 32).decode()
LOGINS = ("OWNER", "FIELD", "RELEASE", "PLANNING")


@pytest.fixture
def demo(tmp_path):
    return {"GEGENSTROM_DATA": str(tmp_path / "data")}


@pytest.fixture
def production(demo):
    return demo | {
        "GEGENSTROM_MODE": "production",
        "GEGENSTROM_SECRET_KEY": "s" * 32,
        "GEGENSTROM_SEAL_KEYS": f"2:{A_KEY},1:{B_KEY}",
        "GEGENSTROM_PUBLIC_URL": "https://gegenstrom.example/",
    }


def database_urls(**changes):
    urls = {
        f"GEGENSTROM_DATABASE_{login}": f"postgresql://{login.lower()}:pw@db/gegenstrom"
        for login in LOGINS
    }
    return urls | {f"GEGENSTROM_DATABASE_{login}": url for login, url in changes.items()}


def test_nothing_needs_to_be_set(demo):
    settings = Settings.read(demo)
    assert (settings.mode, settings.host, settings.port, settings.workers) == (
        "demo",
        "127.0.0.1",
        8000,
        2,
    )
    assert settings.public_url == "http://localhost:8000"
    assert settings.has_private_cluster


def test_the_public_address_follows_the_port(demo):
    assert Settings.read(demo | {"GEGENSTROM_PORT": "8123"}).public_url == "http://localhost:8123"


def test_a_demo_keeps_the_keys_it_made(demo, tmp_path):
    first, second = Settings.read(demo), Settings.read(demo)
    assert first == second
    assert list(first.seal_keys) == [1]
    assert DEMO_KEY not in first.seal_keys.values()
    for path in (tmp_path / "data" / "secrets").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_demos_have_different_keys(demo, tmp_path):
    other = Settings.read({"GEGENSTROM_DATA": str(tmp_path / "other")})
    assert Settings.read(demo).seal_keys != other.seal_keys


def test_production_takes_what_it_is_given(production):
    settings = Settings.read(production | database_urls())
    assert settings.seal_keys == {2: b"a" * 32, 1: b"b" * 32}
    assert settings.public_url == "https://gegenstrom.example"
    assert settings.database_planning == "postgresql://planning:pw@db/gegenstrom"
    assert not settings.has_private_cluster


def test_production_makes_no_keys(production, tmp_path):
    del production["GEGENSTROM_SEAL_KEYS"]
    with pytest.raises(WrongSetting, match=r"^GEGENSTROM_SEAL_KEYS: is missing"):
        Settings.read(production)
    assert not (tmp_path / "data").exists()


def test_production_refuses_the_data_of_a_demo(demo, production):
    Settings.read(demo)
    with pytest.raises(WrongSetting, match=r"^GEGENSTROM_DATA: .* was a demo's"):
        Settings.read(production)


def test_production_refuses_the_key_of_the_examples(production):
    example = base64.b64encode(DEMO_KEY).decode()
    with pytest.raises(WrongSetting, match=r"^GEGENSTROM_SEAL_KEYS: is the key of the examples"):
        Settings.read(production | {"GEGENSTROM_SEAL_KEYS": f"2:{example},1:{A_KEY}"})


def test_production_serves_http_only_when_told_so_twice(production):
    production["GEGENSTROM_PUBLIC_URL"] = "http://gegenstrom.example"
    with pytest.raises(WrongSetting, match=r"^GEGENSTROM_PUBLIC_URL: must begin with https"):
        Settings.read(production)
    assert Settings.read(production | {"GEGENSTROM_ALLOW_HTTP": "yes"}).mode == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "test"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "\uff18\uff10"),
        ("WORKERS", "1.5"),
        ("WORKERS", "65"),
        ("SECRET_KEY", "short"),
        ("SEAL_KEYS", A_KEY),
        ("SEAL_KEYS", f"0:{A_KEY}"),
        ("SEAL_KEYS", f"1:{A_KEY},1:{B_KEY}"),
        ("SEAL_KEYS", "1:c2hvcnQ="),
        ("SEAL_KEYS", f"1:{A_KEY},"),
        ("PUBLIC_URL", "gegenstrom.example"),
        ("PUBLIC_URL", "ftp://gegenstrom.example"),
        ("PUBLIC_URL", "https://gegenstrom.example/path"),
        ("PUBLIC_URL", "https://me:pw@gegenstrom.example"),
        ("PUBLIC_URL", "http://localhost:port"),
        ("PUBLIC_URL", "http://[::1"),
        ("DATABASE_FIELD", "mysql://field@db/gegenstrom"),
        ("DATABASE_FIELD", "postgresql://db/gegenstrom"),
        ("DATABASE_FIELD", "postgresql://owner@db/gegenstrom"),
        ("DATABASE_FIELD", ""),
    ],
)
def test_a_wrong_setting_is_reported_by_name(demo, name, value):
    with pytest.raises(WrongSetting, match=rf"^GEGENSTROM_{name}: "):
        Settings.read(demo | database_urls() | {f"GEGENSTROM_{name}": value})


def test_a_misspelt_setting_is_reported(demo):
    with pytest.raises(WrongSetting, match=r"^GEGENSTROM_PROT: .*perhaps GEGENSTROM_PORT"):
        Settings.read(demo | {"GEGENSTROM_PROT": "8001"})


def test_the_data_must_be_a_folder(tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(WrongSetting, match=r"^GEGENSTROM_DATA: .*is not a folder"):
        Settings.read({"GEGENSTROM_DATA": str(tmp_path / "data")})


def test_no_secret_shows_when_settings_are_printed(production):
    shown = repr(Settings.read(production | database_urls()))
    assert "pw" not in shown
    assert "ssss" not in shown
    assert "aaaa" not in shown


def test_a_wrong_database_url_is_not_repeated(demo):
    with pytest.raises(WrongSetting) as refused:
        Settings.read(demo | database_urls(FIELD="mysql://field:hidden@db/x"))
    assert "hidden" not in str(refused.value)
