"""What people do on the phone, told in the words the screens use."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page, expect

from server.demo.people import password_of
from tests.makers import make_picture

HOME = "Was machen wir heute?"
ON_THE_WALK = "Was sehen Sie?"
THINGS = "Nichts geht verloren."


@dataclass(frozen=True)
class Answers:
    """What is answered when a finding is recorded; nothing means that the question is skipped."""

    kind: str
    topic: str
    detail: str | None = None
    speaker: str | None = None
    how_said: str | None = None
    felt: str | None = None
    groups: Sequence[str] = ()
    shows: str = ""
    """What is on the photograph; without it there is none."""
    note: str = ""


def heading(page: Page, words: str) -> Locator:
    """The heading of a screen."""
    return page.get_by_role("heading", level=1, name=words, exact=True)


def arrive(page: Page, words: str) -> None:
    """Wait until a screen is there; its heading has the focus, so a screen reader begins there."""
    expect(heading(page, words)).to_be_focused()


def press(page: Page, words: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=words, exact=True).click()


def sign_in(page: Page, login: str, arriving_at: str = HOME) -> None:
    """Sign in as somebody of the demo."""
    page.goto("/")
    arrive(page, "Anmelden")
    page.get_by_label("Benutzername").fill(login)
    page.get_by_label("Passwort").fill(password_of(login))
    press(page, "Anmelden")
    arrive(page, arriving_at)


def unlock(page: Page, login: str, password: str | None = None) -> None:
    """Open the app with the password it was locked with; needs no network."""
    expect(heading(page, "Gesperrt")).to_be_visible()
    page.get_by_label("Passwort", exact=True).fill(password or password_of(login))
    press(page, "Entsperren")
    expect(heading(page, "Gesperrt")).to_be_hidden()


def await_offline(page: Page) -> None:
    """Wait until the app needs no server any more."""
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")


def take_map_along(page: Page, name: str) -> None:
    """Keep a basemap on the phone."""
    page.goto("/#/settings")
    arrive(page, "Einstellungen")
    card = page.locator(".map").filter(has_text=name)
    card.get_by_role("button", name="Karte mitnehmen").click()
    expect(card).to_contain_text("auf diesem Gerät")
    press(page, "Zurück")
    arrive(page, HOME)


def start_exploration(page: Page, people: Sequence[str], title: str) -> str:
    """Begin a walk with these people; the walk's id."""
    page.get_by_role("link", name="Begehung Was gibt es draußen zu sehen?").click()
    arrive(page, "Wer ist dabei?")
    for person in people:
        page.get_by_role("checkbox", name=person, exact=True).click()
    press(page, "Weiter")
    arrive(page, "Wohin?")
    page.get_by_label("Name der Begehung").fill(title)
    press(page, "Los geht es")
    arrive(page, ON_THE_WALK)
    return page.url.split("/walks/")[1].split("?")[0]


def record(page: Page, answers: Answers) -> None:
    """Record a finding from the first question to the last."""
    begin_finding(page, answers)
    show_picture(page, answers)
    say_and_save(page, answers)


def begin_finding(page: Page, answers: Answers) -> None:
    """Record a finding up to the question for a photograph."""
    press(page, answers.kind)
    arrive(page, "Worum geht es?")
    choose(page, answers.topic)
    press(page, "Weiter")
    answer(page, "Was genau?", answers.detail)
    answer(page, "Wer hat es gesagt?", answers.how_said, ticks=[answers.speaker])
    if answers.kind != "Idee":
        answer(page, "Wie ist es für mich?", answers.felt)
    answer(page, "Für wen ist es so?", None, ticks=answers.groups)
    arrive(page, "Wo ist es?")
    expect(page.get_by_role("status").filter(has_text="Ort auf")).to_be_visible()
    press(page, "Weiter")
    arrive(page, "Fotos")


def answer(page: Page, question: str, choice: str | None, ticks: Sequence[str | None] = ()) -> None:
    """Answer a question and go on; without an answer, skip it."""
    arrive(page, question)
    if choice:
        choose(page, choice)
    for tick in filter(None, ticks):
        page.get_by_role("checkbox", name=tick, exact=True).click()
    press(page, "Weiter" if choice or any(ticks) else "Überspringen")


def choose(page: Page, choice: str) -> None:
    """Choose one of several answers."""
    page.get_by_role("radio", name=choice, exact=True).click()
    expect(page.get_by_role("radio", name=choice, exact=True)).to_be_checked()


def show_picture(page: Page, answers: Answers) -> None:
    """Add a photograph as the camera makes it, with its position and the camera's name inside."""
    if answers.shows:
        page.get_by_label("Foto auswählen").set_input_files([camera_file()])
        expect(page.get_by_role("img", name="Foto 1")).to_be_visible()
        page.get_by_label("Was ist auf dem Bild?").fill(answers.shows)
    press(page, "Weiter" if answers.shows else "Überspringen")


def camera_file() -> FilePayload:
    """A picture as a camera writes it, unlike any other."""
    picture = make_picture(exif=True, colour=f"#{secrets.token_hex(3)}")
    return {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": picture}


def say_and_save(page: Page, answers: Answers) -> None:
    """Say something about the finding, look at everything again and save it."""
    arrive(page, "Was möchten Sie dazu sagen?")
    page.get_by_role("textbox").fill(answers.note)
    press(page, "Weiter" if answers.note else "Überspringen")
    arrive(page, "Stimmt das so?")
    press(page, "Speichern")
    arrive(page, ON_THE_WALK)


def change_note(page: Page, finding: str, note: str) -> None:
    """Say something else about a finding of the list."""
    page.get_by_role("link", name="Als Liste zeigen").click()
    page.get_by_role("link", name=finding).click()
    page.get_by_role("link", name="Ändern", exact=True).click()
    arrive(page, "Stimmt das so?")
    press(page, "Ändern: Was möchten Sie dazu sagen?")
    arrive(page, "Was möchten Sie dazu sagen?")
    page.get_by_role("textbox").fill(note)
    press(page, "Weiter")
    arrive(page, "Stimmt das so?")
    press(page, "Speichern")
    arrive(page, ON_THE_WALK)


def expect_unsent(page: Page, count: int) -> None:
    """See how much the server does not have yet."""
    words = f"{count} ungesendet" if count else "Alles gesichert"
    expect(page.get_by_role("link", name=words)).to_be_visible()


def sign_in_to_send(page: Page, login: str) -> None:
    """Sign in where the app asks for it before it sends; everything arrives."""
    page.goto("/#/things")
    press(page, "Jetzt senden")
    page.get_by_label(f"Passwort von {login}").fill(password_of(login))
    press(page, "Anmelden")
    expect(page.get_by_text("Alles ist angekommen.")).to_be_visible()
