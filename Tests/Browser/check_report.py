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


def overlaps(page):
    """Pairs of names and figures on the map that lie over each other."""
    return page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll('svg.map .labels text')].filter(e => {
            const style = getComputedStyle(e);
            return style.display !== 'none' && e.textContent && getComputedStyle(e.parentElement).display !== 'none';
          });
          const frame = document.querySelector('svg.map').getBoundingClientRect();
          const boxes = shown.map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) =>
            b.width > 0 && b.right > frame.left && b.left < frame.right && b.bottom > frame.top && b.top < frame.bottom);
          const found = [];
          boxes.forEach(([e, a], i) => boxes.slice(0, i).forEach(([f, b]) => {
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            // Boxes of letters are higher than what is seen of them.
            if (wide > 2 && high > 4) { found.push(e.textContent + ' / ' + f.textContent); }
          }));
          return [boxes.length, found];
        }"""
    )


def check_zoom(page, data):
    """Buttons, keys, wheel and drag; names never lie over each other, and keep their size."""
    box = lambda: [float(number) for number in page.locator("svg.map").get_attribute("viewBox").split()]
    home = box()
    for step in range(5):
        for view in ("coverage", "uncovered"):
            page.locator(f"input[name=view][value={view}] + span").click()
            page.wait_for_timeout(120)
            count, found = overlaps(page)
            expect(not found, f"{view}, magnified {step} times: {len(found)} of {count} labels overlap: {found[:4]}")
        page.locator("#zoom-in").click()
    expect(box()[2] < home[2] / 5, "the button magnifies")
    size = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('.labels .region')].map(e => e.getBoundingClientRect().height))")
    expect(size < 45, f"names keep their size: {size} pixels high")
    page.locator("#zoom-all").click()
    expect(box() == home, "the third button shows all")
    page.locator('#units path[tabindex="0"]').focus()
    page.keyboard.press("+")
    magnified = box()
    expect(magnified[2] < home[2], "+ magnifies")
    page.keyboard.press("Shift+ArrowRight")
    expect(box()[0] > magnified[0], "Shift with an arrow moves the map")
    page.keyboard.press("0")
    expect(box() == home, "0 shows all")
    page.evaluate("document.activeElement.blur()")
    frame = page.locator("svg.map").bounding_box()
    centre = (frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2)
    page.mouse.move(*centre)
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(100)
    expect(box() == home, "the wheel over a map that nobody touched is the page's")
    page.evaluate("window.scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    page.wait_for_timeout(100)
    expect(box()[2] < home[2], "Ctrl with the wheel magnifies")
    before = box()
    page.mouse.down()
    page.mouse.move(centre[0] - 80, centre[1], steps=4)
    page.mouse.up()
    expect(box()[0] > before[0], "dragging moves the map")
    expect(page.locator("tr.selected").count() == 0, "and selects nothing")
    page.locator("#zoom-all").click()
    for inset in page.locator("button.inset").all():
        expect(inset.locator("path").count() > 2, "an inset shows units")
        inset.click()
        expect(box()[2] < home[2] / 3, "an inset magnifies the map")
        page.locator("#zoom-all").click()


def check_circles(page):
    outside = page.evaluate(
        """() => [...document.querySelectorAll('#circles circle')].filter(circle => {
          const unit = document.getElementById('u' + circle.id.slice(1));
          // Whole units of the drawing: a tenth of a pixel aside is aside of nothing.
          return ![[0, 0], [3, 0], [-3, 0], [0, 3], [0, -3]].some(([x, y]) =>
            unit.isPointInFill(new DOMPoint(circle.cx.baseVal.value + x, circle.cy.baseVal.value + y)));
        }).length"""
    )
    circles = page.locator("#circles circle").count()
    expect(circles > 0 and outside == 0, f"{outside} of {circles} circles are outside of their units")


def check_first_screen(page, height):
    """What a head of office sees without scrolling."""
    for what in (".lede", "svg.map", ".strip .legend.coverage"):
        box = page.locator(what).first.bounding_box()
        expect(box is not None and box["y"] + box["height"] <= height, f"{what} is on the first screen: {box}")
    if height < 800:
        for what in (".brief", "#overview .facts"):
            box = page.locator(what).first.bounding_box()
            expect(box is not None and box["y"] + box["height"] <= height, f"{what} is on the first screen: {box}")


def check_filters(page, data):
    """A part and a segment change map, legend, table and totals."""
    at = data["at"]
    number = lambda text: int("".join(character for character in text if character.isdigit()) or 0)
    group = page.locator("#filter-group")
    if group.count():
        value = group.locator("option").nth(1).get_attribute("value")
        depth, index = map(int, value.split("."))
        chosen = data["groups"][depth][index]
        members = chosen.get("units", [unit for unit, u in enumerate(data["units"]) if u[at["parent"]] == index])
        group.select_option(value)
        page.wait_for_timeout(150)
        expect(page.locator("#ranking tbody tr:visible").count() == len(members), "the table is limited to the part")
        out = page.locator("#units path.out").count()
        expect(out == page.locator("#units path").count() - len([u for u in members if page.locator(f"#u{u}").count()]), "so is the map")
        gap = sum(data["units"][unit][at["gap"]] or 0 for unit in members)
        expect(str(number(f"{gap}")) in "".join(c for c in page.locator("#filter-count").inner_text() if c.isdigit()), "the totals are the part's")
        shown = sum(number(entry.inner_text()) for entry in page.locator(".legend.coverage li[data-class] .value").all())
        expect(shown == len(members), f"the legend counts the part: {shown} of {len(members)}")
    segment = page.locator("#filter-segment")
    if segment.count():
        segment.select_option("0")
        page.wait_for_timeout(150)
        rows = page.locator("#ranking tbody tr:visible")
        unit = int(rows.first.get_attribute("id")[1:])
        own = data["units"][unit][at["segments"]][0]
        cells = rows.first.locator("td").all_text_contents()
        expect(any(number(cell) == own[1] for cell in cells), f"the row shows the segment: {own} in {cells}")
        coverage = 100 * (own[0] - own[1]) / own[0]
        index = sum(coverage >= bound for bound in data["bounds"])
        expect(f"c{index}" in page.locator(f"#u{unit}").get_attribute("class").split(), "the map has the segment's colours")
    page.locator("button[type=reset]").click()
    page.wait_for_timeout(200)
    expect(page.locator("#units path.out").count() == 0, "clearing the filter shows all again")
    expect(page.locator("#filter-count").inner_text() == "", "and leaves no totals")


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
            if index == data["at"]["parent"]:
                values = [None if value is None else data["groups"][-1][value]["name"] for value in values]
            known = [value for value in values if value is not None]
            expect(values[: len(known)] == known, f"{key}: units without a value are last")
            if index == data["at"]["status"]:
                known = [[status for status, _ in data["statuses"]].index(value) for value in known]
            if known and not isinstance(known[0], str):
                expect(known == sorted(known, reverse=direction == "descending"), f"{key} is in order, {direction}")
    name = data["units"][data["order"][0]][data["at"]["name"]]
    page.fill("#filter", name.lower())
    shown = page.locator("#ranking tbody tr:visible")
    parent = lambda u: data["groups"][-1][u[2]]["name"] if u[2] is not None else None
    wanted = [u for u in data["units"] if name.lower() in "\n".join(filter(None, [*u[:2], parent(u)])).lower()]
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
        check_zoom(page, data)
        check_circles(page)
        check_filters(page, data)
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
        printed = page.locator("#ranking tbody tr:visible").count()
        expect(printed <= 50, f"{printed} rows of the ranking are printed")
        expect(not page.locator(".tools").is_visible() and page.locator(".brief").first.is_visible(), "the first page has the overview and no controls")
        page.pdf(path=(shots or folder.parent) / "report.pdf", prefer_css_page_size=True)
        page.context.close()

        page, wrong = open_page(browser, url, viewport={"width": 1366, "height": 768})
        check_first_screen(page, 768)
        if shots:
            page.screenshot(path=shots / "1366.png")
        page.context.close()

        page, wrong = open_page(browser, url, viewport={"width": 390, "height": 844}, bypass_csp=True)
        box = page.locator("svg.map").bounding_box()
        expect(box["y"] + box["height"] <= 844, f"at 390 pixels the map is on the first screen: {box}")
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
        rows = page.locator("#ranking tbody tr").count()
        expect(rows == min(100, len(data["units"])), f"without scripts the table has its first rows: {rows}")
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
