"""Opens what `jangkau analyze` wrote in QGIS itself, without a screen, and says what is wrong with it.

    check_qgis.py FOLDER [PICTURES]

FOLDER is copied elsewhere first, because it must be movable as a whole. With PICTURES, maps, layouts and the first pages of
the atlas are drawn there as PNG. Ends with 0 where nothing is wrong, 1 where something is.
"""

import json
import math
import os
import re
import shutil
import sys
import tempfile

from qgis.core import (
    QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsGeometryGeneratorSymbolLayer,
    QgsLayerTree, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemPicture,
    QgsLayoutItemScaleBar, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsRectangle, QgsVectorLayer,
    QgsVectorLayerFeatureCounter,
)
from qgis.PyQt.QtCore import QByteArray, QSize
from qgis.PyQt.QtGui import QColor

LAYERS = ["coverage", "clusters", "gaps", "parents", "services"]
POINTS = ["services"]
OVERLAYS = {"coverage": 1}  # rules at the end that are drawn over the class of a feature
faults = []


def check(holds, text):
    if not holds:
        faults.append(text)


def bounds(label):
    """The numbers of '20 % sampai < 40 %' and '20% to <40%', and whether the upper one belongs."""
    found = re.fullmatch(r"([\d.,]+) ?%(?: (?:sampai|to) (<? ?)([\d.,]+) ?%)?", label)
    if not found:
        return None
    number = lambda text: float(text.replace(",", "."))
    lower = number(found[1])
    return lower, number(found[3] or found[1]), not (found[2] or "").strip()


def expected_counts(name, rules, features):
    """From the GeoJSON and the words of the legend alone."""
    properties = [feature["properties"] for feature in features]
    if name == "coverage":
        counts = []
        classes = [rule for rule in rules if bounds(rule.label())]
        for rule in rules:
            if rule in classes:
                low, high, closed = bounds(rule.label())
                values = [p["coverage_pct"] for p in properties if p["coverage_pct"] is not None]
                counts.append(sum(low <= v < high or closed and v == high for v in values))
            else:
                status = {5: "no_data", 6: "suppressed", 7: "target_met"}[rules.index(rule) - len(classes) + 5]
                counts.append(sum(p["status"] == status for p in properties))
        return counts
    if name == "clusters":
        kinds = [(p["method"], p["significant"]) for p in properties]
        return [
            sum(method == "scan" and bool(s) for method, s in kinds), sum(method == "scan" and not s for method, s in kinds),
            sum(method == "cold_spot" for method, _ in kinds), sum(method == "threshold" for method, _ in kinds),
        ]
    if name in ("parents", "services"):
        return [len(properties)]
    kinds = [p["kind"] for p in properties]
    return [kinds.count(kind) for kind in ("no_data", "out_of_reach", "boundary_hole", "boundary_overlap")]


def counts_in_qgis(layer, rules):
    counter = QgsVectorLayerFeatureCounter(layer)
    counter.run()
    return [counter.featureCount(rule.ruleKey()) for rule in rules]


def check_layer(layer, name, features, what):
    check(layer.isValid(), f"{what}: not valid")
    check(layer.featureCount() == len(features), f"{what}: {layer.featureCount()} features, not {len(features)}")
    if not layer.isSpatial():
        # GDAL cannot know the geometry of a GeoJSON file without features.
        check(not features, f"{what}: no geometry")
        return []
    check(layer.crs().authid() in ("EPSG:4326", "OGC:CRS84"), f"{what}: CRS {layer.crs().authid()}")
    renderer = layer.renderer()
    check(renderer.type() == "RuleRenderer", f"{what}: renderer {renderer.type()}")
    if renderer.type() != "RuleRenderer":
        return []
    rules = renderer.rootRule().children()
    check(all(rule.label() for rule in rules), f"{what}: a rule without a name")
    check(len({rule.label() for rule in rules}) == len(rules), f"{what}: rules of the same name")
    if features:
        found, expected = counts_in_qgis(layer, rules), expected_counts(name, rules, features)
        check(found == expected, f"{what}: {found} features by rule, not {expected}")
        once = sum(found[: len(rules) - OVERLAYS.get(name, 0)])
        check(once == len(features), f"{what}: {once} of {len(features)} features are drawn")
        print(f"{what}: " + ", ".join(f"{rule.label()}: {count}" for rule, count in zip(rules, found)))
    for field in layer.fields():
        if not (name in ("coverage", "parents") and field.name() == "id") and field.name() != "fid":
            check(field.alias(), f"{what}: {field.name()} has no alias")
    check(name == "gaps" or not features or layer.labelsEnabled(), f"{what}: no labels")
    return rules


def picture(layers, extent, path, width=1400):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputDpi(130)
    settings.setOutputSize(QSize(width, max(1, int(width * extent.height() / extent.width()))))
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    check(not job.errors(), f"{path}: {[error.message for error in job.errors()]}")
    image = job.renderedImage()
    if path:
        image.save(path)
    return image


def check_colours(layer, rules, what):
    """The colour of every class that has features is to be seen in the picture."""
    image = picture([layer], layer.extent().buffered(0.05 * layer.extent().width()), None)
    seen = {image.pixel(x, y) & 0xFFFFFF for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    for rule, count in zip(rules, counts_in_qgis(layer, rules)):
        fill = rule.symbol().symbolLayer(0)
        if count and fill.layerType() == "SimpleFill":
            check(fill.fillColor().rgb() & 0xFFFFFF in seen, f"{what}: the colour of {rule.label()} is not to be seen")


def main(folder, pictures):
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    messages = []
    application.messageLog().messageReceived.connect(lambda text, tag, level: messages.append(f"{tag}: {text}"))
    with tempfile.TemporaryDirectory() as elsewhere:
        moved = os.path.join(elsewhere, "moved")
        shutil.copytree(folder, moved)
        data = {name: json.load(open(f"{moved}/{name}.geojson"))["features"] for name in LAYERS}

        for name in LAYERS:
            layer = QgsVectorLayer(f"{moved}/{name}.geojson", name, "ogr")
            rules = check_layer(layer, name, data[name], f"{name}.geojson")
            if name == "coverage":
                check_colours(layer, rules, "coverage.geojson")
            if pictures and data[name]:
                extent = layer.extent().buffered(0.04 * layer.extent().width())
                picture([layer], extent, f"{pictures}/{name}.png")
            layer = QgsVectorLayer(f"{moved}/coverage.gpkg|layername={name}", name, "ogr")
            check_layer(layer, name, data[name], f"coverage.gpkg, {name}")
            wanted = 1 if name in POINTS else 6
            check(layer.wkbType() == wanted, f"coverage.gpkg, {name}: geometry {layer.wkbType()}")
            check(layer.metadata().abstract() or layer.htmlMetadata(), f"coverage.gpkg, {name}: no description")

        project = QgsProject.instance()
        check(project.read(f"{moved}/jangkau.qgz"), "jangkau.qgz: not read")
        check_project(project, moved, data, pictures)
        project.clear()
    faults.extend(f"QGIS says: {message}" for message in messages)
    for fault in faults:
        print("FAULT", fault)
    print("QGIS found no fault" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


# What the tree may hold and how much of each table it is: the table, and a test of a feature's properties.
PARTS = {
    "coverage": ("coverage", lambda p: True),
    "uncovered": ("coverage", lambda p: True),
    "parents": ("parents", lambda p: True),
    "veil": ("parents", lambda p: True),
    "services": ("services", lambda p: True),
    "clusters": ("clusters", lambda p: p["method"] == "scan" and p["significant"] and p["order"] <= 10),
    "scan": ("clusters", lambda p: p["method"] == "scan"),
    "cold_spots": ("clusters", lambda p: p["method"] == "cold_spot"),
    "threshold": ("clusters", lambda p: p["method"] == "threshold"),
    "reach": ("gaps", lambda p: p["kind"] == "out_of_reach"),
    "holes": ("gaps", lambda p: p["kind"] == "boundary_hole"),
    "overlaps": ("gaps", lambda p: p["kind"] == "boundary_overlap"),
    "no_data": ("gaps", lambda p: p["kind"] == "no_data"),
}
VISIBLE = ["services", "clusters", "parents", "coverage"]
DEFECTS = ["holes", "overlaps", "no_data"]


def part(layer):
    return layer.id()[len("jangkau_layer_"):]


def check_project(project, folder, data, pictures):
    check(project.crs().authid() == "EPSG:4326", f"jangkau.qgz: CRS {project.crs().authid()}")
    check(project.title(), "jangkau.qgz: no title")
    check(project.metadata().abstract(), "jangkau.qgz: no abstract")
    root = project.layerTreeRoot()
    optional = {"parents": bool(data["parents"]), "veil": bool(data["parents"]), "services": bool(data["services"]),
                "reach": bool(data["services"])}
    wanted = {name for name in PARTS if optional.get(name, True)}
    layers = {part(layer): layer for layer in root.layerOrder()}
    check(set(layers) == wanted, f"jangkau.qgz: layers {sorted(layers)}")
    check(set(project.mapLayers()) == {layer.id() for layer in layers.values()}, "jangkau.qgz: a layer is in no tree")

    visible = [part(node.layer()) for node in root.findLayers() if node.isVisible()]
    check(visible == [name for name in VISIBLE if name in wanted], f"jangkau.qgz: {visible} are seen at opening")
    order = [part(layer) for layer in root.layerOrder()]
    check(order[-1] == "coverage", f"jangkau.qgz: coverage is not the lowest of {order}")
    groups = [node for node in root.children() if QgsLayerTree.isGroup(node)]
    check(not any(group.itemVisibilityChecked() for group in groups), "jangkau.qgz: a group is on")
    inside = {part(node.layer()): group.name() for group in groups for node in group.findLayers()}
    check(set(inside) == wanted - set(VISIBLE), f"jangkau.qgz: groups hold {sorted(inside)}")
    check(len({inside.get(name) for name in DEFECTS}) == 1, "jangkau.qgz: boundary defects are not in one group")
    check(inside.get("holes") in ("Periksa batas", "Check the boundaries"), f"jangkau.qgz: group {inside.get('holes')}")

    for name, layer in layers.items():
        table, test = PARTS[name]
        what = f"jangkau.qgz, {name}"
        count = sum(bool(test(feature["properties"])) for feature in data[table])
        check(layer.isValid(), f"{what}: not valid")
        # What QGIS 3.22 says of a part of a table is the count of all of it.
        found = sum(1 for _ in layer.getFeatures())
        check(found == count, f"{what}: {found} features, not {count}")
        check(layer.source().startswith(f"{folder}/coverage.gpkg|layername={table}"), f"{what}: {layer.source()}")
        check(layer.metadata().abstract(), f"{what}: no abstract")
        check(all(f.alias() for f in layer.fields() if f.name() != "fid"), f"{what}: a field without alias")
        rules = layer.renderer().rootRule().children()
        check(all(rule.label() for rule in rules), f"{what}: a rule without a name")
        if name != "veil":
            found = counts_in_qgis(layer, rules)
            overlay = OVERLAYS.get(name, 0)
            check(sum(found[: len(found) - overlay]) == count, f"{what}: rules draw {found} of {count}")
    check_circles(layers["uncovered"])
    check_notes(layers, data)

    if pictures:
        extent = layers["coverage"].extent().buffered(0.04 * layers["coverage"].extent().width())
        order = [node.layer() for node in root.findLayers() if node.isVisible()]
        picture(order, extent, f"{pictures}/project.png")
        for number, share in ((1, 0.4), (2, 0.12)):
            near = QgsRectangle(extent)
            near.scale(share)
            picture(order, near, f"{pictures}/project-near{number}.png")
        for group in groups:
            on = [node.layer() for node in group.findLayers()]
            if group.name() != "Atlas":
                name = re.sub(r"[^a-z]+", "-", group.name().lower())
                picture([l for l in order[:-1] if part(l) != "clusters"] + on + order[-1:], extent,
                        f"{pictures}/group-{name}.png")
    layouts = project.layoutManager().printLayouts()
    check(len(layouts) == (3 if data["parents"] else 2), f"jangkau.qgz: layouts {[l.name() for l in layouts]}")
    for layout in layouts:
        check_layout(layout, [layer for name, layer in layers.items() if name in VISIBLE], pictures)
    atlases = [layout.atlas() for layout in layouts if layout.atlas().enabled()]
    check(len(atlases) == (1 if data["parents"] else 0), f"jangkau.qgz: {len(atlases)} atlases")
    for atlas in atlases:
        check_atlas(atlas, data["parents"], pictures)


def check_circles(layer):
    """Every circle stands inside its unit, and its area is proportional to the uncovered workers."""
    rule = next(r for r in layer.renderer().rootRule().children() if r.filterExpression() == '"uncovered" > 0')
    generator = next(l for l in rule.symbol().symbolLayers() if isinstance(l, QgsGeometryGeneratorSymbolLayer))
    place = QgsExpression(generator.geometryExpression())
    marker = generator.subSymbol().symbolLayer(0)
    size = QgsExpression(marker.dataDefinedProperties().property(marker.PropertySize).expressionString())
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    ratios, circles = [], 0
    for feature in layer.getFeatures():
        if not (feature["uncovered"] or 0) > 0:
            continue
        context.setFeature(feature)
        point, diameter = place.evaluate(context), size.evaluate(context)
        circles += 1
        check(point and feature.geometry().contains(point), f"circle of {feature['name']} is outside it")
        ratios.append(diameter**2 / feature["uncovered"])
    check(circles and max(ratios) < 1.0001 * min(ratios), f"circles: {circles}, areas are not proportional")
    print(f"circles: {circles}, all inside their units")


def check_notes(layers, data):
    """The notes say the denominator, and that inputs are no real data."""
    total = sum(feature["properties"]["eligible"] or 0 for feature in data["coverage"]
                if feature["properties"]["uncovered"] is not None)
    for name, layer in layers.items():
        digits = re.sub(r"[.,](?=\d{3})", "", layer.metadata().abstract())
        if not any(f["properties"]["status"] == "suppressed" for f in data["coverage"]):
            check(str(total) in digits, f"{name}: the abstract does not say {total} eligible workers")
    # In the language of the project: "ilustrasi, …" or "illustrative, …".
    abstract = layers["coverage"].metadata().abstract().lower()
    for caveat in filter(None, (data["coverage"][0]["properties"].get("data_note") or "").split("; ")):
        words = [half.split(",")[0].strip() for half in caveat.split(" / ")]
        check(any(word in abstract for word in words), f"the abstract does not say that the data are {words}")


def texts(layout):
    labels = [item for item in layout.items() if isinstance(item, QgsLayoutItemLabel)]
    return [item.currentText() for item in sorted(labels, key=lambda item: item.zValue())]


def check_layout(layout, wanted, pictures):
    name = layout.name()
    items = {item.__class__ for item in layout.items()}
    for kind in (QgsLayoutItemMap, QgsLayoutItemLegend, QgsLayoutItemScaleBar, QgsLayoutItemPicture, QgsLayoutItemLabel):
        check(kind in items, f"{name}: no {kind.__name__}")
    page = layout.pageCollection().page(0).rect()
    veiled = layout.atlas().enabled()
    for item in layout.items():
        if isinstance(item, (QgsLayoutItemLegend, QgsLayoutItemScaleBar)):
            check(item.linkedMap() is not None, f"{name}: {item.__class__.__name__} without map")
        if isinstance(item, QgsLayoutItemLegend):
            item.adjustBoxSize()
            layers = [node.layer() for node in item.model().rootGroup().findLayers()]
            check(None not in layers and {l.id() for l in layers} == {l.id() for l in wanted},
                  f"{name}: legend of {[l and l.id() for l in layers]}")
        if isinstance(item, QgsLayoutItemMap):
            shown = {part(layer) for layer in item.layers()} - ({"veil"} if veiled else set())
            check(item.keepLayerSet() and shown and shown <= {part(layer) for layer in wanted},
                  f"{name}: a map shows {sorted(shown)}")
        if isinstance(item, QgsLayoutItemLabel) and not veiled:
            needed = item.sizeForText()
            lines = math.ceil(needed.width() / item.rect().width())
            check("\n" in item.text() or lines * needed.height() <= item.rect().height() + 1,
                  f"{name}: {lines} lines of {item.text()!r} do not fit")
        if isinstance(item, QgsLayoutItemPicture):
            svg = bytes(QByteArray.fromBase64(item.picturePath()[len("base64:"):].encode())).decode()
            # U of utara, or N.
            arrow = "A1.5" if QgsProject.instance().title().startswith("Cakupan") else "L7.5"
            check(arrow in svg, f"{name}: the arrow has the letter of another language")
        if hasattr(item, "sceneBoundingRect") and not isinstance(item, QgsLayoutItemLegend) and item.zValue() < 1000:
            rect = item.mapRectToScene(item.rect()) if hasattr(item, "rect") else None
            check(rect is None or page.adjusted(-1, -1, 1, 1).contains(rect), f"{name}: {item} is beyond the page")
    exporter = QgsLayoutExporter(layout)
    if not layout.atlas().enabled():
        with tempfile.TemporaryDirectory() as elsewhere:
            status = exporter.exportToPdf(f"{elsewhere}/page.pdf", QgsLayoutExporter.PdfExportSettings())
            check(status == QgsLayoutExporter.Success, f"{name}: no PDF ({status})")
            check(os.path.getsize(f"{elsewhere}/page.pdf") > 10_000, f"{name}: an empty PDF")
        print(f"{name}: " + " | ".join(texts(layout)[:2]))
        if pictures:
            image = exporter.renderPageToImage(0, dpi=110)
            check(image.save(f"{pictures}/layout-{name.split()[-1]}.png"), f"{name}: not drawn")


def check_atlas(atlas, parents, pictures):
    layout = atlas.layout()
    count = atlas.updateFeatures()
    check(count == len(parents), f"atlas: {count} pages for {len(parents)} parents")
    check(atlas.coverageLayer() is not None and part(atlas.coverageLayer()) == "parents", "atlas: not over the parents")
    names = {feature["properties"]["name"] for feature in parents}
    seen, scales = set(), set()
    atlas.beginRender()
    for page in range(count):
        atlas.seekTo(page)
        seen.add(atlas.nameForPage(page))
        check(atlas.nameForPage(page) in texts(layout)[0], f"atlas: {texts(layout)} of page {page + 1}")
        check(all("[%" not in text and "%]" not in text for text in texts(layout)), f"atlas: {texts(layout)}")
        map = max((i for i in layout.items() if isinstance(i, QgsLayoutItemMap)), key=lambda i: i.rect().width())
        scales.add(round(map.scale()))
        if page < 3:
            print(f"atlas, page {page + 1}: " + " | ".join(texts(layout)[:2]))
            if pictures:
                image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=110)
                check(image.save(f"{pictures}/atlas-{page + 1}.png"), "atlas: not drawn")
    atlas.endRender()
    check(seen == names, f"atlas: pages of {sorted(seen)[:5]} …")
    check(count < 2 or len(scales) > 1, "atlas: the map does not follow the parents")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    status = main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    # QGIS may fall over its own destructors when Python tidies up.
    os._exit(status)
