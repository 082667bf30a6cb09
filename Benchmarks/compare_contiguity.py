#!/usr/bin/env python3
"""Measures Jangkau's contiguity against pygeoda's (and libpysal's) on the same shapefile, in turn, and prints a Markdown table.

    Benchmarks/compare_contiguity.py LAYER.shp [--rounds N] [--contiguity queen|rook] [--libpysal] [--verify]

Only the search for neighbours is timed, not the reading of the layer. With --verify the neighbours of every unit are compared, and
a difference ends the run with exit code 1.
"""

import argparse
import importlib.metadata
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

BENCHMARKS = pathlib.Path(__file__).resolve().parent


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def verify(links, weights):
    with open(links, encoding="ascii") as lines:
        rows = [sorted(map(int, line.split())) for line in lines]
    if len(rows) != weights.num_obs:
        sys.exit(f"{len(rows)} units against {weights.num_obs}")
    for unit, row in enumerate(rows):
        theirs = sorted(weights.get_neighbors(unit))
        if row != theirs:
            sys.exit(f"unit {unit} has the neighbours {row} against {theirs}")
    print(f"\nBoth have the same {sum(map(len, rows)):,} links between {len(rows):,} units.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--contiguity", choices=["queen", "rook"], default="queen")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--libpysal", action="store_true")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--program", default=str(BENCHMARKS / ".build/release/measure-contiguity"))
    options = parser.parse_args()

    import pygeoda

    layer = str(options.layer)
    peer = {"queen": pygeoda.queen_weights, "rook": pygeoda.rook_weights}[options.contiguity]
    geoda = pygeoda.open(layer)
    own_name = f"SpatialWeights.contiguity, {options.threads} threads"
    peer_name = f"pygeoda.{peer.__name__}"
    seconds = {own_name: [], peer_name: []}
    with tempfile.TemporaryDirectory() as folder:
        links = f"{folder}/links.txt"
        command = [options.program, layer, "--threads", str(options.threads), "--links", links]
        if options.contiguity == "rook":
            command.append("--rook")
        for _ in range(options.rounds):
            # Each round is a process of its own, so that ours starts with cold memory as a user's run does.
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            seconds[own_name].append(float(output))
            elapsed, weights = timed(lambda: peer(geoda))
            seconds[peer_name].append(elapsed)
        if options.libpysal:
            import geopandas
            from libpysal.graph import Graph

            frame = geopandas.read_file(layer)
            elapsed, _ = timed(lambda: Graph.build_contiguity(frame, rook=options.contiguity == "rook"))
            seconds["libpysal Graph.build_contiguity (once)"] = [elapsed]

        print(f"{options.layer.name}, {weights.num_obs:,} units, {options.contiguity}, {options.rounds} rounds in turn\n")
        print("| program | best s | median s | time ratio |")
        print("|---|---|---|---|")
        own = statistics.median(seconds[own_name])
        for name, rounds in seconds.items():
            median = statistics.median(rounds)
            print(f"| `{name}` | {min(rounds):.3f} | {median:.3f} | {median / own:.1f} |")
        names = ["pygeoda"] + (["libpysal", "geopandas", "shapely"] if options.libpysal else [])
        versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
        print(f"\n{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; {versions}")
        if options.verify:
            verify(links, weights)


if __name__ == "__main__":
    main()
