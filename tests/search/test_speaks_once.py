"""What the search of the site says of a question is read aloud once."""

from playwright.sync_api import Page, expect

# What a screen reader says: each text of a live region that is not busy.
LISTEN = """(status) => {
  window.said = [];
  new MutationObserver(() => {
    const words = status.textContent;
    if (words && status.getAttribute("aria-busy") !== "true") window.said.push(words);
  }).observe(status, { childList: true });
}"""


def test_one_question_is_answered_in_one_message(page: Page) -> None:
    page.goto("/en/")
    page.locator("a.vsc-opener").click()
    status = page.locator("dialog [role=status]").first
    status.evaluate(LISTEN)
    page.locator("dialog input[type=text]").fill("herbarium")
    expect(status).to_contain_text("Found")
    assert page.evaluate("said") == [status.inner_text()]
    page.locator("dialog input[type=text]").fill("zzzzqqqq")
    expect(status).to_contain_text("Nothing found")
    assert len(page.evaluate("said")) == 2
