"""The pages in a real browser: widths, directions, keyboard, contrast, the way to the words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.pages.site import Site

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/about",
    "/search?q=united",
    "/query?query=SELECT%20*%20%7B%20%3Fs%20a%20%3Fkind%20%7D%20LIMIT%205",
    "/queries",
    "/documents/",
    "/documents/{slug}",
    "/coverage/{slug}",
    "/dumps/",
    "/ontology",
    "/page/state/azerbaijan",
    "/page/state/armenia",
    "/page/nothing/here",
)
# Every colour of text with what lies behind it, and whether the text is large.
_COLOURS = """
const found = [];
for (const element of document.querySelectorAll("main *, header *, footer *")) {
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !element.checkVisibility() || element.closest(".skip, .hidden")) continue;
  const style = getComputedStyle(element);
  let behind = element, back = "";
  while (behind) {
    back = getComputedStyle(behind).backgroundColor;
    if (!/rgba\\(.*, 0\\)$/.test(back)) break;
    behind = behind.parentElement;
  }
  const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 600;
  const large = size >= 24 || (bold && size >= 18.66);
  found.push([style.color, back, large, element.outerHTML.slice(0, 80)]);
}
return found;
"""


def open_page(driver: WebDriver, site: Site, path: str, *, width: int = 1200) -> None:
    driver.set_window_size(width, 900)
    driver.get(site.address + path.format(slug=site.slug))


def _device_width(driver: WebDriver, width: int) -> None:
    # A window cannot be narrower than the browser's own frame allows; a device can.
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.parametrize("width", [360, 390, 768, 1400])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_page_is_wider_than_the_screen(
    driver: WebDriver, site: Site, width: int, tag: str
) -> None:
    _device_width(driver, width)
    for path in PATHS:
        joint = "&" if "?" in path else "?"
        open_page(driver, site, f"{path}{joint}lang={tag}")
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        assert wide <= width, path
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_browser_has_nothing_to_complain_of(driver: WebDriver, site: Site) -> None:
    _log(driver)
    for path in PATHS:
        if "nothing" not in path:
            open_page(driver, site, path)
    said = _log(driver)
    assert [entry["message"] for entry in said if entry["level"] != "INFO"] == []


def _log(driver: WebDriver) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = driver.get_log("browser")  # type: ignore[no-untyped-call]
    return entries


def test_arabic_pages_run_from_the_right(driver: WebDriver, site: Site) -> None:
    for tag, near in (("ar", "right"), ("en", "left")):
        open_page(driver, site, f"/page/state/azerbaijan?lang={tag}")
        edges = driver.execute_script(
            "const main = document.querySelector('main').getBoundingClientRect();"
            "const range = document.createRange();"
            "range.selectNodeContents(document.querySelector('h1'));"
            "const text = range.getBoundingClientRect();"
            "return {left: text.left - main.left, right: main.right - text.right};"
        )
        assert abs(edges[near]) < 2
        assert max(edges.values()) > 100


def test_arabic_text_runs_from_the_right_in_an_english_page(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/documents/{slug}?lang=en")
    text = driver.find_element(By.CSS_SELECTOR, ".document")
    assert text.value_of_css_property("direction") == "rtl"
    assert driver.find_element(By.TAG_NAME, "html").value_of_css_property("direction") == "ltr"


def test_the_keyboard_reaches_the_content_first(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/documents/{slug}")
    driver.switch_to.active_element.send_keys(Keys.TAB)
    skip = driver.switch_to.active_element
    assert (skip.get_attribute("href") or "").endswith("#content")
    assert skip.location["x"] >= 0
    skip.send_keys(Keys.ENTER)
    assert driver.switch_to.active_element.get_attribute("id") == "content"


def test_focus_is_seen(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/")
    for _ in range(12):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = driver.switch_to.active_element
        width = focused.value_of_css_property("outline-width")
        assert float(width.removesuffix("px")) >= 2, focused.get_attribute("outerHTML")


def test_a_statement_leads_to_its_words(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/page/state/azerbaijan?lang=en")
    statement = driver.find_elements(By.CSS_SELECTOR, "li.statement")[-1]
    words = statement.find_element(By.CSS_SELECTOR, "mark:not(.context)").text
    statement.find_element(By.LINK_TEXT, "Read it in its place").click()
    assert driver.current_url.startswith(f"{site.address}/documents/")
    first = driver.find_element(By.CSS_SELECTOR, ".target:target + a mark")
    top = driver.execute_script("return arguments[0].getBoundingClientRect().top", first)
    assert 0 <= top < 900
    assert words.split()[0].startswith(first.text.split()[0]) or first.text in words


def test_a_number_leads_to_the_list_and_back(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/documents/{slug}")
    number = driver.find_elements(By.CSS_SELECTOR, ".document sup a")[3]
    driver.execute_script("arguments[0].click()", number)
    item = driver.find_element(By.CSS_SELECTOR, "li:target")
    assert item.get_attribute("id") == f"s{number.text}"
    item.find_element(By.CSS_SELECTOR, "a").click()
    assert driver.find_elements(By.CSS_SELECTOR, ".target:target")


def test_a_query_is_run_without_scripts(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/query?lang=ar")
    field = driver.find_element(By.ID, "query")
    assert field.value_of_css_property("direction") == "ltr"
    field.clear()
    field.send_keys('SELECT ?قرار ?رقم { VALUES (?قرار ?رقم) { ("ع" 1) } }')
    driver.find_element(By.CSS_SELECTOR, "main form button").click()
    heads = driver.find_elements(By.CSS_SELECTOR, "thead th")
    assert [head.text for head in heads] == ["قرار", "رقم"]
    # The first column stands at the right, as everything in an Arabic page.
    assert heads[0].location["x"] > heads[1].location["x"]
    assert "lang=ar" in driver.current_url


def test_a_name_is_found_from_the_home_page(driver: WebDriver, site: Site) -> None:
    open_page(driver, site, "/?lang=ar")
    field = driver.find_element(By.ID, "q")
    field.send_keys("اذربيجان", Keys.ENTER)
    driver.find_element(By.CSS_SELECTOR, "tbody a").click()
    assert driver.find_element(By.TAG_NAME, "h1").text == "أذربيجان"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_enough_contrast(driver: WebDriver, site: Site, scheme: str) -> None:
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    try:
        for path in PATHS:
            open_page(driver, site, path)
            for colour, behind, is_large, where in driver.execute_script(_COLOURS):
                ratio = contrast(colour, behind)
                assert ratio >= (3 if is_large else 4.5), (path, colour, behind, where)
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def contrast(first: str, second: str) -> float:
    """Return the contrast of two CSS colours (WCAG 2.2, success criterion 1.4.3)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)][:3]
    scale = 1.0 if colour.startswith("color(") else 255.0
    red, green, blue = (
        v / 12.92 if (v := part / scale) <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def test_pages_print_without_navigation(driver: WebDriver, site: Site) -> None:
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        open_page(driver, site, "/documents/{slug}")
        assert not driver.find_element(By.CSS_SELECTOR, "header nav ul").is_displayed()
        assert driver.find_element(By.CSS_SELECTOR, ".document").is_displayed()
    finally:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
