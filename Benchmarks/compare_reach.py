#!/usr/bin/env python3
"""Compares Jangkau's reach with an independent computation of it, as Markdown tables.

    Benchmarks/compare_reach.py LAYER.shp [LAYER.shp ...] [--points POINTS.csv] [--reach 5,25,100] [--rounds N] [--values]

The other computation: around each service point a buffer by GEOS (shapely, 2,048 segments to a quarter) in an azimuthal
equidistant projection centred on it, brought back to longitude and latitude; units less the union of the buffers by GEOS;
areas by Karney's polygon area (pyproj.Geod); distances from centroids to points likewise. Without --points it takes the nine
towns of shapes/titik_layanan.csv, and then five awkward places: on the equator, beside it on the border of the UTM
zones 49 and 50, just outside Kalimantan Timur, and at sea. --values prints the shares as text for tests. --rounds N times both
programs in turn, each with its reading and writing.
"""

import argparse
import csv
import importlib.metadata
import json
import pathlib
import statistics
import subprocess
import tempfile
import time

import geopandas
import numpy
import pyproj
import shapely
from shapely.geometry.polygon import orient

BENCHMARKS = pathlib.Path(__file__).resolve().parent
GEOD = pyproj.Geod(ellps="WGS84")
AWKWARD = [(116.0, 0.0), (117.0, 0.001), (114.0, 0.9), (114.01, -0.2), (119.5, 2.0)]


def area(geometry):
    """Square metres, the polygonal parts alone."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return sum(GEOD.geometry_area_perimeter(orient(part))[0] for part in parts)


def disc(longitude, latitude, kilometres):
    plane = pyproj.Proj(proj="aeqd", lon_0=longitude, lat_0=latitude, ellps="WGS84")
    ring = shapely.Point(0, 0).buffer(1000 * kilometres, quad_segs=2048)
    return shapely.transform(ring, lambda xy: numpy.column_stack(plane(xy[:, 0], xy[:, 1], inverse=True)))


def out_of_reach(layer, points, kilometres):
    reached = shapely.union_all([disc(*point, kilometres) for point in points])
    return [unit.difference(reached) for unit in layer]


def read(path):
    frame = geopandas.read_file(path).to_crs(4326)
    frame.geometry = frame.geometry.make_valid()
    return frame


def write_table(path, layer):
    frame = geopandas.read_file(layer, ignore_geometry=True)
    field = next(name for name in ("kode", "KODE", "districtID") if name in frame.columns)
    with open(path, "w") as file:
        file.write("kode;peserta;potensi\n")
        file.writelines(f"{code};{index % 7};{1000 + index}\n" for index, code in enumerate(frame[field]))


def write_points(path, points):
    with open(path, "w") as file:
        file.write("lon,lat\n")
        file.writelines(f"{x},{y}\n" for x, y in points)


def analyze(options, folder, layer, kilometres):
    command = [
        options.program, "analyze", layer, f"{folder}/table.csv", "--output", f"{folder}/out", "--force", "--quiet",
        "--permutations", "1", "--replications", "0"]
    if kilometres:
        command += ["--points", f"{folder}/points.csv", "--reach", str(kilometres)]
    subprocess.run(command, check=True)


def compare(options, folder, layer, label, points, kilometres):
    analyze(options, folder, layer, kilometres)
    features = json.loads(pathlib.Path(f"{folder}/out/coverage.geojson").read_text())["features"]
    units = [feature["properties"] for feature in features]
    frame = read(layer)
    rest = out_of_reach(frame.geometry, points, kilometres)
    whole = numpy.array([area(unit) for unit in frame.geometry])
    theirs = whole - [area(part) for part in rest]
    ours = numpy.array([unit["area_km2"] * 1e4 * unit["reach_pct"] for unit in units])
    # A square metre is what the sum of so many edges cannot tell from nothing.
    touched = theirs > 1
    relative = abs(ours - theirs)[touched] / theirs[touched]
    distances = []
    for unit in units:
        ends = [(unit["centroid_lon"], unit["centroid_lat"], *point) for point in points]
        distances.append(min(GEOD.inv(*zip(*ends))[2]) / 1000)
    farthest = max(abs(mine - unit["nearest_point_km"]) for mine, unit in zip(distances, units))
    cut = int(numpy.sum(touched & (theirs < whole - 1)))
    worst = f"{relative.max():.1e} (of {theirs[touched][relative.argmax()] / 1e6:.3f} km²)" if touched.any() else "–"
    total = abs(ours.sum() - theirs.sum()) / theirs.sum() if touched.any() else 0
    print(
        f"| {pathlib.Path(layer).stem} | {label} | {kilometres} | {cut} | {worst} | {(abs(ours - theirs) / whole).max():.1e} "
        f"| {total:.1e} | {farthest * 1e6:.1f} |", flush=True)
    if options.values:
        for unit, reached, all_of_it, distance in zip(units, theirs, whole, distances):
            print(f'("{unit["code"]}", {100 * reached / all_of_it:.7f}, {distance:.6f}),')


def measure(options, folder, layer, points, kilometres):
    times = {"jangkau analyze --points": [], "jangkau analyze": [], "geopandas": []}
    for _ in range(options.rounds):
        for name in times:
            start = time.perf_counter()
            if name == "geopandas":
                frame = read(layer)
                rest = out_of_reach(frame.geometry, points, kilometres)
                frame["area_km2"] = [area(part) / 1e6 for part in rest]
                frame.set_geometry(rest).to_file(f"{folder}/theirs.geojson", driver="GeoJSON")
            else:
                analyze(options, folder, layer, kilometres if "points" in name else None)
            times[name].append(time.perf_counter() - start)
    best = times["jangkau analyze --points"]
    print("\n| program | best s | median s | time ratio |\n|---|---|---|---|")
    for name, values in times.items():
        ratio = statistics.median(values) / statistics.median(best)
        print(f"| {name} | {min(values):.2f} | {statistics.median(values):.2f} | {ratio:.2f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layers", nargs="+")
    parser.add_argument("--points", type=pathlib.Path)
    parser.add_argument("--reach", default="5,25,100")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--values", action="store_true")
    parser.add_argument("--program", default=str(BENCHMARKS.parent / ".build/release/jangkau"))
    options = parser.parse_args()
    path = options.points or BENCHMARKS.parent / "shapes/titik_layanan.csv"
    lines = path.read_text().splitlines()
    rows = csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ",")
    named = [(float(row["lon"]), float(row["lat"])) for row in rows]
    sets = [(path.stem, named)] + ([] if options.points else [("awkward places", AWKWARD)])
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("geopandas", "shapely", "pyproj"))
    print(f"{versions}; GEOS {shapely.geos_version_string}, PROJ {pyproj.proj_version_str}\n")
    print("| layer | points | km | units cut | largest error of a reached area | … of its unit | of the sum | mm |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for layer in options.layers:
            write_table(f"{folder}/table.csv", layer)
            for label, points in sets:
                write_points(f"{folder}/points.csv", points)
                for kilometres in map(float, options.reach.split(",")):
                    compare(options, folder, layer, label, points, kilometres)
        if options.rounds:
            write_points(f"{folder}/points.csv", named)
            measure(options, folder, options.layers[-1], named, 25)


if __name__ == "__main__":
    main()
