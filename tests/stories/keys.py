"""Hands on the keyboard only."""

from playwright.sync_api import Locator, Page, expect

from server.demo.people import password_of
from tests.stories.walking import arrive

MOST_TABS = 80
HAS_FOCUS = "one => one === document.activeElement"
SHOWS_FOCUS = """one => {
  const marks = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  };
  return marks(one) || (one.parentElement !== null && marks(one.parentElement));
}"""


def tab_to(page: Page, target: Locator, *, key: str = "Tab") -> None:
    """Press Tab until something has the focus, and see that it shows."""
    expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if target.evaluate(HAS_FOCUS):
            assert target.evaluate(SHOWS_FOCUS), f"the focus on {target} cannot be seen"
            return
    raise AssertionError(f"Tab does not reach {target}")


def use(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Reach something by Tab and use it."""
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def write(page: Page, label: str, words: str) -> None:
    """Reach a field by Tab and write into it."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def choose_by_arrows(page: Page, answer: str) -> None:
    """Reach a group of answers by Tab, one of them by the arrows, and choose it."""
    target = page.get_by_role("radio", name=answer, exact=True)
    tab_to(page, page.get_by_role("radio").first)
    for _ in range(20):
        if target.evaluate(HAS_FOCUS):
            break
        page.keyboard.press("ArrowDown")
    assert target.evaluate(SHOWS_FOCUS)
    page.keyboard.press("Space")
    expect(target).to_be_checked()


def sign_in(page: Page, login: str, arriving_at: str) -> None:
    """Sign in as somebody of the demo."""
    page.goto("/")
    arrive(page, "Anmelden")
    write(page, "Benutzername", login)
    write(page, "Passwort", password_of(login))
    page.keyboard.press("Enter")
    arrive(page, arriving_at)
