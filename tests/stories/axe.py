"""axe, the checker of accessibility, and the widths at which nothing may lie beside the screen."""

from contextlib import suppress

from playwright.sync_api import Error, Page

from server.core.settings import CHECKOUT

AXE = CHECKOUT / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (only) => {
  const { violations } = await axe.run(document, {
    iframes: false, preload: false, resultTypes: ['violations'],
    ...(only && { runOnly: only }) });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`));
}"""
IN_FRAMES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""A frame is part of a page, so it needs no landmarks and no first heading of its own."""
FITS = "() => document.documentElement.scrollWidth <= innerWidth"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.tagName + '.' + one.className).slice(0, 4).join(', ')"""
NARROW = (360, 320)
"""A small phone; and a window of 1280 pixels at 400 %."""


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds on a page and in its frames, in the tenets of WCAG and its best practices.

    Args:
        rules: of axe, where not all of them are asked.
    """
    found: list[str] = []
    for frame in page.frames:
        if frame.evaluate("() => typeof axe") == "undefined":
            frame.evaluate(AXE.read_text())
        tags = IN_FRAMES if frame.parent_frame else None
        found += frame.evaluate(RUN, {"type": "rule", "values": rules} if rules else tags)
    return found


def violations_day_and_night(page: Page) -> list[str]:
    """What axe finds by day, and where by night only the colours differ, in these."""
    found = [f"light {one}" for one in violations(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark {one}" for one in violations(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    return found


def sideways(page: Page) -> list[str]:
    """What makes a page scroll sideways where it is narrow."""
    before = page.viewport_size
    assert before
    found: list[str] = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 640})
        # A busy machine lays the page out anew some time after the window became narrow.
        with suppress(Error):
            page.wait_for_function(FITS, timeout=3_000)
        if not page.evaluate(FITS):
            found.append(f"{width} px: {page.evaluate(TOO_WIDE)}")
    page.set_viewport_size(before)
    return found
