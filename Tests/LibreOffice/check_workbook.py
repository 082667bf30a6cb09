"""Opens workbooks in LibreOffice, and asserts that their formulas result in the values that stand beside them.

    python3 check_workbook.py FOLDER WORKBOOK.xlsx …

FOLDER is for what LibreOffice writes. The values of formulas are taken out before, so that none is only repeated. Each
sheet's elements must be in the order of ECMA-376 (CT_Worksheet), without which Excel takes a file for damaged, and each
page must be A4, landscape. Exit code 1 and a line for each failure.
"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells",
    "conditionalFormatting", "printOptions", "pageMargins", "pageSetup", "headerFooter", "ignoredErrors", "extLst",
]
# LibreOffice computes what it reads only where it is told to.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
FAILURES = []


def expect(is_true, what):
    if not is_true:
        FAILURES.append(what)
        if len(FAILURES) <= 20:
            print("FAILED:", what)


def cells(archive):
    """By sheet and place: whether there is a formula, and the number or text."""
    shared = []
    if "xl/sharedStrings.xml" in archive.namelist():
        for item in xml.fromstring(archive.read("xl/sharedStrings.xml")).iter(MAIN + "si"):
            shared.append("".join(text.text or "" for text in item.iter(MAIN + "t")))
    found = {}
    for name in sorted(n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")):
        for cell in xml.fromstring(archive.read(name)).iter(MAIN + "c"):
            value = cell.findtext(MAIN + "v") or ""
            if cell.get("t") == "s":
                value = shared[int(value)]
            found[name, cell.get("r")] = (cell.find(MAIN + "f") is not None, value)
    return found


def same(one, other):
    if one == other:
        return True
    try:
        one, other = float(one), float(other)
    except ValueError:
        return False
    return abs(one - other) <= 1e-9 * max(1, abs(one))


def office(work, kind, path):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", kind, "--outdir",
         str(work / "out"), str(path)], check=True, capture_output=True)
    return work / "out" / f"{path.stem}.{kind}"


def check(work, path):
    stripped = work / "stripped.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(stripped, "w", zipfile.ZIP_DEFLATED) as target:
        written = cells(source)
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/"):
                elements = [element.tag.removeprefix(MAIN) for element in xml.fromstring(text)]
                places = [ORDER.index(element) for element in elements]
                expect(places == sorted(places), f"{path}: {name} has its elements in the order {elements}")
                text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", text)
            target.writestr(name, text)
    with zipfile.ZipFile(office(work, "xlsx", stripped)) as archive:
        computed = cells(archive)
    formulas = 0
    for place, (is_formula, value) in written.items():
        if is_formula:
            formulas += 1
            result = computed.get(place, (False, ""))[1]
            expect(same(value, result), f"{path}: {place} is {value}, and LibreOffice computes {result}")
    printed = office(work, "pdf", path).read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    expect(pages, f"{path}: no pages are printed")
    for width, height in re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", printed):
        expect(abs(float(width) - 842) < 2 and abs(float(height) - 595) < 2, f"{path}: a page is {width} × {height}")
    print(f"{path}: {formulas} formulas, {pages} pages")


def main():
    work = pathlib.Path(sys.argv[1]).resolve()
    (work / "profile/user").mkdir(parents=True)
    (work / "profile/user/registrymodifications.xcu").write_text(SETTINGS)
    for path in sys.argv[2:]:
        check(work, pathlib.Path(path))
    sys.exit(1 if FAILURES else 0)


main()
