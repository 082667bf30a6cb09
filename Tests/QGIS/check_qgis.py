"""Opens what `jangkau analyze` wrote in QGIS itself, without a screen, and says what is wrong with it.

    check_qgis.py FOLDER [PICTURES]

FOLDER is copied elsewhere first, because it must be movable as a whole. With PICTURES, maps are drawn there as PNG.
Ends with 0 where nothing is wrong, 1 where something is.
"""

import json
import os
import re
import shutil
import sys
import tempfile

from qgis.core import (
    QgsApplication, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemPicture,
    QgsLayoutItemScaleBar, QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer,
    QgsVectorLayerFeatureCounter,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

LAYERS = ["coverage", "gaps", "clusters"]
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
        if not (name == "coverage" and field.name() in ("id", "fid")) and field.name() != "fid":
            check(field.alias(), f"{what}: {field.name()} has no alias")
    check(name == "gaps" or layer.labelsEnabled(), f"{what}: no labels")
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
            check(layer.wkbType() == 6, f"coverage.gpkg, {name}: geometry {layer.wkbType()}")

        project = QgsProject.instance()
        check(project.read(f"{moved}/jangkau.qgz"), "jangkau.qgz: not read")
        check(project.crs().authid() == "EPSG:4326", f"jangkau.qgz: CRS {project.crs().authid()}")
        check(project.title(), "jangkau.qgz: no title")
        layers = project.layerTreeRoot().layerOrder()
        check([l.id() for l in layers] == [f"jangkau_layer_{name}" for name in reversed(LAYERS)],
              f"jangkau.qgz: layers {[l.id() for l in layers]}")
        for layer in layers:
            name = layer.id().split("_")[-1]
            check(layer.source() == f"{moved}/coverage.gpkg|layername={name}", f"jangkau.qgz: {layer.source()}")
            check_layer(layer, name, data[name], f"jangkau.qgz, {name}")
        if pictures and layers:
            extent = layers[-1].extent().buffered(0.04 * layers[-1].extent().width())
            picture(layers, extent, f"{pictures}/project.png")
            extent.scale(0.35)
            picture(layers, extent, f"{pictures}/project-near.png")
        check(len(project.layoutManager().printLayouts()) == 1, "jangkau.qgz: no print layout")
        for layout in project.layoutManager().printLayouts():
            check_layout(layout, pictures)
        project.clear()
    faults.extend(f"QGIS says: {message}" for message in messages)
    for fault in faults:
        print("FAULT", fault)
    print("QGIS found no fault" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


def check_layout(layout, pictures):
    items = {item.__class__ for item in layout.items()}
    for kind in (QgsLayoutItemMap, QgsLayoutItemLegend, QgsLayoutItemScaleBar, QgsLayoutItemPicture, QgsLayoutItemLabel):
        check(kind in items, f"layout: no {kind.__name__}")
    for item in layout.items():
        if isinstance(item, (QgsLayoutItemLegend, QgsLayoutItemScaleBar)):
            check(item.linkedMap() is not None, f"layout: {item.__class__.__name__} without map")
    if pictures:
        image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=120)
        check(image.save(f"{pictures}/layout.png"), "layout: not drawn")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    status = main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
    # QGIS may fall over its own destructors when Python tidies up.
    os._exit(status)
