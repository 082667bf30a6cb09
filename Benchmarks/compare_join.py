#!/usr/bin/env python3
"""Measures reading and joining as `jangkau analyze` does it against pyogrio and pandas, in turn.

    Benchmarks/compare_join.py LAYER.shp TABLE.csv [--rounds N] [--separator ';']

Both are timed inside their process, so that starting Python and importing the libraries does not count. What Jangkau does in
that time is more: it finds the columns, checks every ring, measures every area and decides the code systems. The table's
column `kode` is joined to the layer's.
"""

import argparse
import json
import pathlib
import platform
import statistics
import subprocess
import sys
import time

import pandas
import pyogrio

from compare_convert import PACKAGE, processor


def ours(program, layer, table):
    run = subprocess.run([program, layer, table, "--rounds", "1"], capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    return answer["seconds"], answer["rows"]


def theirs(layer, table, separator):
    start = time.perf_counter()
    frame = pyogrio.read_dataframe(layer)
    counts = pandas.read_csv(table, sep=separator, dtype={"kode": str})
    joined = frame.merge(counts, on="kode", how="left", validate="one_to_one")
    seconds = time.perf_counter() - start
    return seconds, int(joined["potensi"].notna().sum())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer")
    parser.add_argument("table")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--separator", default=";")
    parser.add_argument("--program", default=str(PACKAGE / "Benchmarks/.build/release/read-and-join"))
    options = parser.parse_args()

    # Both find the inputs in the page cache.
    for path in (options.layer, options.table):
        pathlib.Path(path).read_bytes()
    names = ["Jangkau, reading and joining", "`pyogrio.read_dataframe` + `pandas.read_csv` + `merge`"]
    runs = {name: [] for name in names}
    for _ in range(options.rounds):
        own = ours(options.program, options.layer, options.table)
        peer = theirs(options.layer, options.table, options.separator)
        if own[1] != peer[1]:
            sys.exit(f"{own[1]} rows joined here, {peer[1]} there")
        runs[names[0]].append(own[0])
        runs[names[1]].append(peer[0])

    print(f"{options.rounds} rounds in turn, {own[1]:,} rows joined by both\n")
    print("| program | best s | median s | time ratio |\n|---|---|---|---|")
    reference = statistics.median(runs[names[0]])
    for name in names:
        median = statistics.median(runs[name])
        print(f"| {name} | {min(runs[name]):.2f} | {median:.2f} | {median / reference:.1f} |")
    print(f"\n{processor()}, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
          f"pyogrio {pyogrio.__version__} (GDAL {pyogrio.__gdal_version_string__}), pandas {pandas.__version__}")


if __name__ == "__main__":
    main()
