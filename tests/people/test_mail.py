"""Codes by mail, where an installation has a mail server; without one nothing changes."""

import email
import logging
import socket
from dataclasses import replace
from email import policy

import pytest
from aiosmtpd.controller import Controller

from server.core.addresses import read_mail
from server.core.one_setting import WrongSetting
from tests.people.accounts import API, guest, invite

SENDER = "gegenstrom@wirletal.example"


class Postbox:
    """Keeps what arrives, or takes nothing."""

    def __init__(self):
        self.mails, self.refusing = [], False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  # as aiosmtpd calls it
        if self.refusing:
            return "554 no"
        text = envelope.content
        self.mails.append(
            (envelope.rcpt_tos, email.message_from_bytes(text, policy=policy.default))
        )
        return "250 taken"


@pytest.fixture
def postbox(app, settings):
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    told = replace(settings, smtp_url=f"smtp://127.0.0.1:{port}", mail_from=SENDER)
    app.extensions["settings"] = told
    yield box
    app.extensions["settings"] = settings
    server.stop()


def test_an_invitation_comes_by_mail_and_opens(world, postbox, caplog):
    caplog.set_level(logging.DEBUG)
    to = f"neu-{world.mark}@wirletal.example"
    coordinator = world.client("coordinator")
    made = invite(coordinator, world, mail_to=to, for_whom="Frau Geheim")
    assert made["mailed"] is True
    ((receivers, mail),) = postbox.mails
    assert receivers == [to]
    assert mail["From"] == SENDER
    assert mail.get_content_type() == "text/plain"
    text = mail.get_content()
    assert "Sie sind eingeladen" in text
    assert made["link"] in text
    assert "Geheim" not in text
    begun = world.client().post(f"{API}/accounts", json=guest(world, made["code"]))
    assert begun.status_code == 201
    ours = [one.getMessage() for one in caplog.records if one.name != "mail.log"]  # the server's
    for word in (to, made["code"], "Geheim"):
        assert not [line for line in ours if word in line]
    assert coordinator.get(f"{API}/managed-organisations").json[0]["mails"] is True


def test_a_code_for_a_new_password_comes_by_mail(world, postbox):
    path = f"{API}/accounts/{world.accounts['colleague']}/password-reset"
    body = {"mail_to": "kollegin@wirletal.example"}
    made = world.client("coordinator").post(path, json=body).json
    assert made["mailed"] is True
    ((_, mail),) = postbox.mails
    assert made["code"] in mail.get_content()


def test_without_an_address_nothing_is_sent(world, postbox):
    assert invite(world.client("coordinator"), world)["mailed"] is False
    assert postbox.mails == []


def test_a_server_that_refuses_leaves_the_printed_code(world, postbox):
    postbox.refusing = True
    made = invite(world.client("coordinator"), world, mail_to="neu@wirletal.example")
    assert made["mailed"] is False
    opened = world.client().post(f"{API}/invitations/opening", json={"code": made["code"]})
    assert opened.status_code == 200


def test_without_a_server_the_code_is_handed_out_as_ever(world):
    coordinator = world.client("coordinator")
    assert coordinator.get(f"{API}/managed-organisations").json[0]["mails"] is False
    assert invite(coordinator, world, mail_to="neu@wirletal.example")["mailed"] is False


@pytest.mark.parametrize("to", ["no address", "a@b\r\nBcc: x@y.de", "a@b c"])
def test_what_is_no_address_is_refused(world, postbox, to):
    body = {"organisation_id": str(world.organisations["provider"]), "role": "facilitator"}
    answer = world.client("coordinator").post(f"{API}/invitations", json=body | {"mail_to": to})
    assert answer.status_code == 422
    assert postbox.mails == []


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"GEGENSTROM_SMTP_URL": "http://x"}, "GEGENSTROM_SMTP_URL"),
        ({"GEGENSTROM_SMTP_URL": "smtp://mail.example"}, "GEGENSTROM_MAIL_FROM"),
        ({"GEGENSTROM_MAIL_FROM": "a@b.de"}, "GEGENSTROM_SMTP_URL"),
    ],
)
def test_a_wrong_setting_is_named(environ, name):
    with pytest.raises(WrongSetting) as caught:
        read_mail(environ)
    assert caught.value.name == name
