#!/usr/bin/env python3
"""Compares `jangkau reapportion` with geopandas: the shares of every overlap, and the time of both, as Markdown.

    Benchmarks/compare_reapportion.py OLD.shp NEW.shp COUNTS.csv --old-code FIELD --new-code FIELD [--rounds N]

The other computation: geopandas.overlay in the equal-area projection EPSG:6933 and its areas. Shares below 0.01 % of the old
unit are left out of the comparison: they are slivers, of which both compute little but rounding.
"""

import argparse
import pathlib
import statistics
import subprocess
import tempfile
import time

import geopandas
import pandas

JANGKAU = pathlib.Path(__file__).resolve().parent.parent / ".build/release/jangkau"


def overlay(arguments):
    layers = []
    for path, field in ((arguments.old, arguments.old_code), (arguments.new, arguments.new_code)):
        layer = geopandas.read_file(path)[[field, "geometry"]]
        layer["geometry"] = layer.geometry.make_valid()
        layers.append(layer.to_crs("EPSG:6933"))
    layers[0].columns = ["from_code", "geometry"]
    layers[1].columns = ["to_code", "geometry"]
    pieces = geopandas.overlay(*layers, how="intersection", keep_geom_type=True)
    area = layers[0].set_index("from_code").area
    pieces["share"] = 100 * pieces.area / pieces.from_code.map(area)
    return pieces.groupby(["from_code", "to_code"]).share.sum()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("counts")
    parser.add_argument("--old-code", required=True)
    parser.add_argument("--new-code", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    times = {"jangkau": [], "geopandas": []}
    with tempfile.TemporaryDirectory() as folder:
        command = [JANGKAU, "reapportion", arguments.counts, "--from", arguments.old, "--to", arguments.new]
        command += ["--output", f"{folder}/new.csv", "--matrix", f"{folder}/matrix.csv"]
        command += ["--allow-unmatched", "--force", "--quiet"]
        for _ in range(arguments.rounds):
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times["jangkau"].append(time.perf_counter() - started)
            started = time.perf_counter()
            other = overlay(arguments)
            times["geopandas"].append(time.perf_counter() - started)
        matrix = pandas.read_csv(f"{folder}/matrix.csv", dtype={"from_code": str, "to_code": str})
    own = matrix.dropna(subset=["from_code", "to_code"]).set_index(["from_code", "to_code"]).share_pct
    both = pandas.concat([own.rename("own"), other.rename("other")], axis=1)
    large = both[both.max(axis=1) >= 0.01]
    difference = ((large.own - large.other).abs() / large.other).max()
    print(f"{len(own)} overlaps against {len(other)}; largest relative difference of {len(large)} shares: {difference:.2g}\n")
    print("| program | median s | time ratio |\n|---|---|---|")
    base = statistics.median(times["jangkau"])
    for name, taken in times.items():
        print(f"| {name} | {statistics.median(taken):.2f} | {statistics.median(taken) / base:.2f} |")


main()
