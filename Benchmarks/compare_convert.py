#!/usr/bin/env python3
"""Measures `jangkau convert` against `ogr2ogr` on the same shapefile, in turn, and prints a Markdown table.

    Benchmarks/compare_convert.py LAYER.shp [--rounds N] [--format geojson|gpkg] [--verify]

Wall time is the best and the median of the rounds, memory the greatest resident set of any. With --verify the GeoJSON files
are compared vertex for vertex and value for value, and a difference ends the run with exit code 1.
"""

import argparse
import itertools
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

PACKAGE = pathlib.Path(__file__).resolve().parent.parent


def measure(command):
    """Wall seconds and peak resident set in MB of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"exit code {process.returncode}: {' '.join(command)}")
    return seconds, usage.ru_maxrss / 1024


def version(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def features(path):
    """The features of a GeoJSON file that has one to a line, as both programs write it."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            text = line.strip().rstrip(",")
            if text.startswith('{"type":"Feature",') or text.startswith('{ "type": "Feature",'):
                yield json.loads(text)


def polygons(feature):
    geometry = feature["geometry"]
    if geometry is None:
        return []
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def verify(ours, theirs):
    count = vertices = 0
    for a, b in itertools.zip_longest(features(ours), features(theirs)):
        if a is None or b is None:
            sys.exit("the files have different numbers of features")
        if polygons(a) != polygons(b) or a["properties"] != b["properties"]:
            sys.exit(f"feature {count} differs:\n{str(a)[:300]}\n{str(b)[:300]}")
        count += 1
        vertices += sum(len(ring) for polygon in polygons(a) for ring in polygon)
    print(f"\nBoth files hold the same {count:,} features and {vertices:,} vertices.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--format", choices=["geojson", "gpkg"], default="geojson")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--jangkau", default=str(PACKAGE / ".build/release/jangkau"))
    options = parser.parse_args()
    if options.verify and options.format != "geojson":
        parser.error("--verify compares GeoJSON")

    with tempfile.TemporaryDirectory() as folder:
        ours = f"{folder}/ours.{options.format}"
        theirs = f"{folder}/theirs.{options.format}"
        layer = str(options.layer)
        peer = {
            "geojson": ["ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=YES", "-lco", "COORDINATE_PRECISION=6"],
            "gpkg": ["ogr2ogr", "-f", "GPKG", "-nlt", "PROMOTE_TO_MULTI"],
        }[options.format]
        commands = {
            "jangkau convert": ([options.jangkau, "convert", layer, ours], ours),
            " ".join(peer): (peer + [theirs, layer], theirs),
        }
        # Both find the input in the page cache.
        input_bytes = len(options.layer.read_bytes())
        runs = {name: [] for name in commands}
        for _ in range(options.rounds):
            for name, (command, output) in commands.items():
                pathlib.Path(output).unlink(missing_ok=True)
                runs[name].append(measure(command))

        own = runs["jangkau convert"]
        print(f"{options.layer.name}, {input_bytes / 1e6:.0f} MB, {options.rounds} rounds in turn\n")
        print("| program | best s | median s | peak MB | peak / .shp | output MB | time ratio |")
        print("|---|---|---|---|---|---|---|")
        for name, (_, output) in commands.items():
            seconds = [run[0] for run in runs[name]]
            peak = max(run[1] for run in runs[name])
            ratio = statistics.median(seconds) / statistics.median(run[0] for run in own)
            print(
                f"| `{name}` | {min(seconds):.2f} | {statistics.median(seconds):.2f} | {peak:.0f} "
                f"| {peak * 1048576 / input_bytes:.2f} | {os.path.getsize(output) / 1e6:.0f} | {ratio:.1f} |"
            )
        print(f"\n{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; ", end="")
        print(f"{version(['ogr2ogr', '--version'])}; {version([options.jangkau, '--version'])}")
        if options.verify:
            verify(ours, theirs)


if __name__ == "__main__":
    main()
