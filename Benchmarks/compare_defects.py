#!/usr/bin/env python3
"""Compares the holes and overlaps that `jangkau check` finds with an independent overlay, as a Markdown table.

    Benchmarks/compare_defects.py LAYER.shp [LAYER.shp ...] [--snap METRES]

The other computation: overlaps are the union of the pairwise intersections of the units, holes the interior rings of their
union (shapely), areas by Karney's polygon area (pyproj.Geod). Invalid units are mended first, as Jangkau does. With --snap,
each layer is also repaired (`convert --repair --snap`) and the result is examined: validity, overlap, whether every pair of
units that touch shares a vertex, and how the areas changed.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import geopandas
import numpy
import pyproj
import shapely

JANGKAU = pathlib.Path(__file__).resolve().parent.parent / ".build/release/jangkau"
GEOD = pyproj.Geod(ellps="WGS84")


def area(shape):
    if shape is None or shape.is_empty:
        return 0.0
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) / 1e6


def units(path):
    shapes = geopandas.read_file(path).geometry.values
    return numpy.array(
        [s if s is None or s.is_valid else shapely.make_valid(s, method="structure", keep_collapsed=False) for s in shapes]
    )


def touching(shapes):
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return first[first < second], second[first < second]


def defects(shapes):
    first, second = touching(shapes)
    overlap = shapely.union_all(shapely.intersection(shapes[first], shapes[second]))
    polygons = [p for p in shapely.get_parts(overlap) if p.geom_type == "Polygon"]
    union = shapely.union_all(shapes)
    rings = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    holes = shapely.difference(numpy.array(rings), union) if rings else []
    return sum(map(area, holes)), sum(map(area, polygons))


def report(path, snap):
    shapes = units(path)
    started = time.perf_counter()
    holes, overlaps = defects(shapes)
    peer = time.perf_counter() - started
    started = time.perf_counter()
    text = subprocess.run([JANGKAU, "check", path, "--format", "json"], capture_output=True, text=True, check=True).stdout
    ours = time.perf_counter() - started
    found = json.loads(text)["boundary_defects"]
    name = pathlib.Path(path).stem
    for kind, other in (("holes", holes), ("overlaps", overlaps)):
        square = found[kind]["area_km2"]
        print(f"| {name} | {kind} | {square:.6f} | {other:.6f} | {ours:.2f} | {peer:.2f} |")
    if snap is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        output = f"{folder}/repaired.shp"
        subprocess.run([JANGKAU, "convert", path, output, "--repair", "--snap", snap, "--quiet"], check=True, capture_output=True)
        mended = geopandas.read_file(output).geometry.values
    first, second = touching(mended)
    vertices = [set(map(tuple, shapely.get_coordinates(shape))) for shape in mended]
    apart = sum(not vertices[a] & vertices[b] for a, b in zip(first, second))
    invalid = sum(shape is not None and not shape.is_valid for shape in mended)
    overlap = shapely.area(shapely.intersection(mended[first], mended[second])).sum()
    before, after = sum(map(area, shapes)), sum(map(area, mended))
    land, landed = area(shapely.union_all(shapes)), area(shapely.union_all(mended))
    return (
        f"| {name} | {snap} | {invalid} | {overlap:g} | {len(first)} | {apart} | {100 * (after / before - 1):+.4f} % "
        f"| {100 * (landed / land - 1):+.4f} % |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("layers", nargs="+")
    parser.add_argument("--snap")
    arguments = parser.parse_args()
    print("| layer | defect | Jangkau km² | overlay km² | `check` s | overlay s |\n|---|---|---|---|---|---|")
    repaired = [report(path, arguments.snap) for path in arguments.layers]
    if arguments.snap is not None:
        print("\n| layer | snap m | invalid | overlap | pairs | without a shared vertex | sum of areas | land covered |")
        print("|---|---|---|---|---|---|---|---|\n" + "\n".join(repaired))


main()
