"""Opens a report in Chromium, uses it as people do, and asserts what it then shows.

    python3 check_report.py FOLDER [--shots DIR]

FOLDER holds report.html and map.svg. Needs the Python package playwright and Chromium; with the package
axe-playwright-python the rules of axe-core run too. Exit code 1 and a line for each failure; 77 where something is
missing that the check needs.
"""

import json
import pathlib
import shutil
import sys

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    print("skipped: the Python package playwright is not installed")
    sys.exit(77)

CHROMIUM = next((path for path in map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]) if path), None)
if CHROMIUM is None:
    print("skipped: there is no Chromium on the PATH")
    sys.exit(77)

FAILURES = []


def expect(is_true, what):
    if not is_true:
        FAILURES.append(what)
        print("FAILED:", what)


def open_page(browser, url, **options):
    """A page, and what went wrong in it: console messages, errors and requests to anywhere else."""
    context = browser.new_context(**options)
    page = context.new_page()
    wrong = []
    page.on("console", lambda message: wrong.append(f"console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda request: request.url == url or request.url.startswith("data:") or wrong.append(request.url))
    page.goto(url)
    page.wait_for_timeout(300)
    return page, wrong


def check_map(page, data):
    drawn = page.locator("#units path").count()
    named = page.locator("#units path[role=option][aria-label]").count()
    expect(drawn == named, f"{drawn} units are drawn and {named} have a name")
    # Every unit by keyboard alone, from the first on.
    visited = page.evaluate(
        """() => {
          const first = document.querySelector('#units path[tabindex="0"]');
          first.focus();
          const seen = new Set([document.activeElement.id]);
          for (let step = 0; step < document.querySelectorAll('#units path').length; step += 1) {
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
            seen.add(document.activeElement.id);
          }
          return seen.size;
        }"""
    )
    expect(visited == drawn, f"{visited} of {drawn} units are reached by arrow keys")
    stops = page.locator('#units path[tabindex="0"]').count()
    expect(stops == 1, f"the map has {stops} places in the order of Tab")
    page.keyboard.press("Home")
    unit = page.evaluate("Number(document.activeElement.id.slice(1))")
    expect(unit == next(u for u in data["order"] if page.locator(f"#u{u}").count()), "Home goes to the first in rank")
    page.keyboard.press("Enter")
    expect(page.locator(f"#r{unit}.selected").count() == 1, "Enter on the map selects the row")
    name = data["units"][unit][data["at"]["name"]]
    expect(name in page.locator("#details").inner_text(), "the selected unit's figures are shown")
    expect(page.locator("#chosen[d]").count() == 1, "the selected unit is outlined")
    page.keyboard.press("Escape")
    expect(page.locator("tr.selected").count() == 0, "Escape lets go")
    for view in page.locator("input[name=view]").all():
        value = view.get_attribute("value")
        page.locator(f"input[name=view][value={value}] + span").click()
        expect(page.locator("#map-section").get_attribute("data-view") == value, f"the map shows {value}")
        expect(page.locator(f".legend.{value}").is_visible(), f"the legend of {value} is shown")
    page.locator("input[name=view][value=coverage] + span").click()


def check_table(page, data):
    rows = page.locator("#ranking tbody tr")
    expect(rows.count() == len(data["units"]), "every unit has a row")
    for header in page.locator("#ranking thead th").all():
        index = int(header.get_attribute("data-column"))
        key = header.inner_text()
        for direction in ("ascending", "descending"):
            header.locator("button").click()
            if header.get_attribute("aria-sort") != direction:
                header.locator("button").click()
            expect(header.get_attribute("aria-sort") == direction, f"{key} sorts {direction}")
            expect(page.locator("#ranking th[aria-sort]").count() == 1, "one column says that it sorts")
            order = page.evaluate("[...document.querySelectorAll('#ranking tbody tr')].map(r => Number(r.id.slice(1)))")
            values = [data["units"][unit][index] for unit in order]
            known = [value for value in values if value is not None]
            expect(values[: len(known)] == known, f"{key}: units without a value are last")
            if index == data["at"]["status"]:
                known = [[status for status, _ in data["statuses"]].index(value) for value in known]
            if known and not isinstance(known[0], str):
                expect(known == sorted(known, reverse=direction == "descending"), f"{key} is in order, {direction}")
    name = data["units"][data["order"][0]][data["at"]["name"]]
    page.fill("#filter", name.lower())
    shown = page.locator("#ranking tbody tr:visible")
    wanted = [u for u in data["units"] if name.lower() in "\n".join(filter(None, u[:3])).lower()]
    expect(shown.count() == len(wanted), f"the filter leaves {shown.count()} rows of {len(wanted)}")
    expect(page.locator("#filter-count").inner_text() != "", "the filter says how many rows are left")
    link = shown.first.locator("a")
    unit = int(shown.first.get_attribute("id")[1:])
    link.click()
    expect(page.locator(f"#u{unit}[aria-selected=true]").count() == page.locator(f"#u{unit}").count(), "a row selects its unit")
    page.fill("#filter", "no unit has this name")
    expect(page.locator("#no-rows").is_visible(), "the table says when nothing matches")
    page.locator("button[type=reset]").click()
    page.wait_for_timeout(50)
    expect(page.locator("#ranking tbody tr:visible").count() == len(data["units"]), "reset brings all rows back")


def check_axe(page):
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        print("axe: left out, axe-playwright-python is not installed")
        return
    # The page's own policy lets no other script in, so axe runs in a page that bypasses it.
    results = Axe().run(page).response
    for violation in results["violations"]:
        nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        expect(False, f"axe {violation['id']} ({violation['impact']}): {violation['help']} – {nodes}")
    print(f"axe: {len(results['passes'])} rules pass, {len(results['violations'])} fail")


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[sys.argv.index("--shots") + 1]) if "--shots" in sys.argv else None
    url = (folder / "report.html").as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page, wrong = open_page(browser, url, viewport={"width": 1280, "height": 900})
        data = json.loads(page.locator("#report-data").inner_text() or page.evaluate("document.getElementById('report-data').textContent"))
        check_map(page, data)
        check_table(page, data)
        for entry in wrong:
            expect(False, entry)
        if shots:
            shots.mkdir(parents=True, exist_ok=True)
            page.reload()
            page.screenshot(path=shots / "1280.png", full_page=True)
            for view in ("uncovered", "cold", "clusters", "reach"):
                choice = page.locator(f"input[name=view][value={view}] + span")
                if choice.count():
                    choice.click()
                    page.locator("#map-section").screenshot(path=shots / f"1280-{view}.png")
        page.reload()
        page.emulate_media(media="print")
        page.pdf(path=(shots or folder.parent) / "report.pdf", prefer_css_page_size=True)
        page.context.close()

        page, wrong = open_page(browser, url, viewport={"width": 390, "height": 844}, bypass_csp=True)
        width = page.evaluate("document.documentElement.scrollWidth")
        expect(width <= 390, f"at 390 pixels the page is {width} wide")
        check_axe(page)
        hidden = page.evaluate(
            """() => {
              const seen = row => [...row.cells].map(cell => getComputedStyle(cell).display !== 'none').join();
              const table = document.getElementById('ranking');
              return seen(table.tHead.rows[0]) === seen(table.tBodies[0].rows[0]);
            }"""
        )
        expect(hidden, "at 390 pixels the columns left out are the same in head and body")
        if shots:
            page.screenshot(path=shots / "390.png", full_page=True)
        page.context.close()

        page, wrong = open_page(browser, url, java_script_enabled=False, viewport={"width": 1280, "height": 900})
        expect(page.locator("#ranking tbody tr").count() == len(data["units"]), "without scripts the table is whole")
        expect(page.locator(".legend.coverage").is_visible(), "without scripts the map shows coverage")
        expect(not page.locator(".filter").is_visible(), "without scripts there is nothing that needs them")
        page.context.close()

        page, wrong = open_page(browser, url, viewport={"width": 1280, "height": 900}, bypass_csp=True)
        check_axe(page)
        page.context.close()

        page, wrong = open_page(browser, (folder / "map.svg").as_uri(), viewport={"width": 1280, "height": 960})
        for entry in wrong:
            expect(False, f"map.svg: {entry}")
        if shots:
            page.screenshot(path=shots / "map.png")
        browser.close()
    print("report.html and map.svg:", f"{len(FAILURES)} failures" if FAILURES else "as they should be")
    sys.exit(1 if FAILURES else 0)


main()
