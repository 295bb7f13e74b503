"""A choice in a select box, as a patient person makes it: a rerun that redraws the box while it is open closes its list."""

from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.chromium import PATIENCE

TRIES = 6


def at_rest(page: Page) -> None:
    """The page has run to its end, and nothing of the run before is left on it."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator('[data-stale="true"]')).to_have_count(0)


def choose(page: Page, label: str, option: str) -> None:
    """Choose in the box of that label; the box shows the option and the page has run again when this returns."""
    box = page.get_by_role("combobox", name=label, exact=True)
    for left in reversed(range(TRIES)):
        at_rest(page)
        box.click(timeout=PATIENCE)
        box.fill(option)
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=5_000)
            expect(box).to_have_value(option, timeout=5_000)
        except (TimeoutError, AssertionError):
            if not left:
                raise
            page.keyboard.press("Escape")
        else:
            break
    at_rest(page)
