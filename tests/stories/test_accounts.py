"""Accounts in a real browser: an invitation on paper becomes an account, and a passkey opens it."""

from playwright.sync_api import CDPSession, Page, expect

from server.demo.people import password_of

NAME = "nora.neu"
PASSWORD = "vier Worte die bleiben"
DISPLAY_NAME = "Nora Neu"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_an_invitation_becomes_an_account_and_a_passkey_opens_it(office, phone, shots):
    link = invite(office.start())
    phone.watch.expect(r"status of 403 .*/api/v1/session$")  # the password alone is not enough
    phone.watch.expect(r"status of 401 .*/api/v1/")  # what was on its way while signing out
    page = phone.start()
    add_authenticator(page)
    come_in(page, link)
    page.screenshot(path=shots / "come-in.png")
    recovery_code = make_first_passkey(page)

    sign_out(page)
    press(page, "Mit Passkey anmelden")
    expect(page.get_by_role("link", name=DISPLAY_NAME)).to_be_visible()

    sign_out(page)
    say_password(page, NAME, PASSWORD)
    page.get_by_label("Code aus der App oder Ersatzcode").fill(recovery_code)
    press(page, "Anmelden")
    expect(page.get_by_role("link", name=DISPLAY_NAME)).to_be_visible()


def test_a_device_that_does_not_recognise_its_person_makes_no_passkey(office):
    page = office.start()
    session, authenticator = add_authenticator(page)
    page.goto("/")
    say_password(page, "tom", password_of("tom"))
    page.locator("input[name=username]").wait_for(state="detached")
    recognise(session, authenticator, recognised=False)
    ask_for_passkey(page, password_of("tom"))
    expect(page.get_by_text("Der Passkey wurde nicht angelegt.")).to_be_visible()
    recognise(session, authenticator, recognised=True)
    press(page, "Weiter")
    press(page, "Ich habe sie aufgehoben")
    press(page, "Entfernen: Passkey")
    page.get_by_label("Zuerst Ihr Passwort").fill(password_of("tom"))
    press(page, "Weiter")
    expect(page.get_by_text("Noch keine eingerichtet.")).to_be_visible()


def invite(page: Page) -> str:
    """Invite somebody as a coordinator; the link on the sheet."""
    page.goto("/")
    say_password(page, "jana", password_of("jana"))
    page.get_by_role("link", name="Mitglieder").click()
    page.get_by_label("Für wen?").fill("Frau Neu")
    press(page, "Einladung erzeugen")
    expect(page.get_by_role("img", name="QR-Code mit dem Link")).to_be_visible()
    return page.locator("dd.link").inner_text()


def come_in(page: Page, link: str) -> None:
    """Make an account with an invitation."""
    page.goto(link)
    page.get_by_label("Ihr Name, wie andere ihn sehen").fill(DISPLAY_NAME)
    page.get_by_label("Benutzername zum Anmelden").fill(NAME)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    press(page, "Konto anlegen")
    expect(page.get_by_role("link", name=DISPLAY_NAME)).to_be_visible()


def make_first_passkey(page: Page) -> str:
    """Make a passkey; one of the recovery codes that come with it."""
    ask_for_passkey(page, PASSWORD)
    expect(page.get_by_role("heading", name="Ersatzcodes")).to_be_visible()
    recovery_code = page.locator("ol li").first.inner_text()
    press(page, "Ich habe sie aufgehoben")
    expect(page.get_by_text("10 Ersatzcodes sind noch frei.")).to_be_visible()
    return recovery_code


def ask_for_passkey(page: Page, password: str) -> None:
    page.goto("/#/account")
    press(page, "Passkey anlegen")
    page.get_by_label("Zuerst Ihr Passwort").fill(password)
    press(page, "Weiter")


def sign_out(page: Page) -> None:
    page.goto("/#/settings")
    press(page, "Abmelden")
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()


def say_password(page: Page, name: str, password: str) -> None:
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort", exact=True).fill(password)
    press(page, "Anmelden")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def add_authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a device that recognises its person, as a phone does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, added["authenticatorId"]


def recognise(session: CDPSession, authenticator: str, *, recognised: bool) -> None:
    values = {"authenticatorId": authenticator, "isUserVerified": recognised}
    session.send("WebAuthn.setUserVerified", values)
