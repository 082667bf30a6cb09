#!/usr/bin/env python3
"""Measures Jangkau's local Moran and Gi* against pygeoda's on the same neighbours and values, in turn, as a Markdown table.

    Benchmarks/compare_local.py LAYER.shp [--rounds N] [--complete R] [--many]

Only the statistics are timed, not reading and neighbours. pygeoda computes one statistic in each call and Jangkau both
at once, so that pygeoda's two calls are added. --complete R adds pygeoda's complete local Moran with R permutations, once (9,999 take minutes);
--many adds 999,999 permutations of ours.
"""

import argparse
import importlib.metadata
import os
import pathlib
import platform
import statistics
import subprocess
import tempfile
import time

BENCHMARKS = pathlib.Path(__file__).resolve().parent


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--complete", type=int, metavar="R")
    parser.add_argument("--many", action="store_true")
    parser.add_argument("--program", default=str(BENCHMARKS / ".build/release/measure-local"))
    options = parser.parse_args()

    import pygeoda

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/values.txt"

        def own(permutations):
            command = [options.program, str(options.layer), "--permutations", str(permutations)]
            command += ["--threads", str(options.threads), "--values", path]
            output = subprocess.run(command, check=True, capture_output=True, text=True)
            return float(output.stdout), output.stderr.strip()

        _, note = own(99)
        weights = pygeoda.queen_weights(pygeoda.open(str(options.layer)))
        values = [float(line) for line in pathlib.Path(path).read_text().splitlines()]

        def peer(statistic, permutations, method):
            start = time.perf_counter()
            result = statistic(
                weights, values, permutations=permutations, permutation_method=method, cpu_threads=options.threads)
            elapsed = time.perf_counter() - start
            return elapsed, sum(p <= 0.05 for p in result.lisa_pvalues())

        seconds = {}

        def note_time(name, elapsed):
            seconds.setdefault(name, []).append(elapsed)

        ours = "Jangkau, local Moran and Gi*, R = {:,}"
        theirs = "pygeoda {}, {}, R = {:,}"
        found = []
        for _ in range(options.rounds):
            elapsed, note = own(9_999)
            note_time(ours.format(9_999), elapsed)
            for name, statistic in [("local_moran", pygeoda.local_moran), ("local_gstar", pygeoda.local_gstar)]:
                elapsed, count = peer(statistic, 999, "lookup")
                note_time(theirs.format(name, "lookup", 999), elapsed)
                found.append((name, count))
        if options.many:
            note_time(ours.format(999_999), own(999_999)[0])
        if options.complete:
            elapsed, _ = peer(pygeoda.local_moran, options.complete, "complete")
            note_time(theirs.format("local_moran", "complete", options.complete), elapsed)

    base = statistics.median(seconds[ours.format(9_999)])
    print(f"{options.layer.name}, {len(values):,} units, {options.rounds} rounds in turn, {options.threads} threads\n")
    print("| program | best s | median s | time ratio |")
    print("|---|---|---|---|")
    for name, rounds in seconds.items():
        median = statistics.median(rounds)
        print(f"| {name} | {min(rounds):.3f} | {median:.3f} | {median / base:.2f} |")
    print(f"\nOf noise, ours call {note}")
    print("pygeoda, whose p-value is the smaller tail: " + ", ".join(f"{name} {count:,}" for name, count in found[:2]))
    version = importlib.metadata.version("pygeoda")
    print(f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}; pygeoda {version}")


if __name__ == "__main__":
    main()
