#!/usr/bin/env python3
"""Measures the whole of `jangkau analyze` against the same work in geopandas and pygeoda, in turn.

    Benchmarks/compare_analyze.py LAYER.shp TABLE.csv [--rounds N] [--permutations 999] [--pysal]

The work: read the layer and the table, join them by `kode`, coverage, queen neighbours, local Moran and Gi* by so many
conditional permutations, and a GeoJSON file. The scan statistic, which the peers do not have, is left out. Wall time of
whole processes; the peers do without Jangkau's checks, areas, intervals, global statistics, clusters, ranking and record.
"""

import argparse
import importlib.metadata
import pathlib
import platform
import statistics
import sys
import tempfile

from compare_convert import PACKAGE, measure, processor

PEERS = {
    "geopandas + pygeoda": """
import geopandas, pandas, pygeoda, sys
layer, table, output, permutations = sys.argv[1:5]
frame = geopandas.read_file(layer)
counts = pandas.read_csv(table, sep=";", dtype={"kode": str})
frame = frame.merge(counts, on="kode", how="left", suffixes=("", "_table"))
frame["coverage"] = frame["peserta"].clip(upper=frame["potensi"]) / frame["potensi"]
data = pygeoda.open(frame)
weights = pygeoda.queen_weights(data)
for name, statistic in (("moran", pygeoda.local_moran), ("gi_star", pygeoda.local_gstar)):
    local = statistic(weights, frame["coverage"], permutations=int(permutations))
    frame[name] = local.lisa_values()
    frame[name + "_p"] = local.lisa_pvalues()
    frame[name + "_cluster"] = local.lisa_clusters()
frame.to_file(output, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION="6")
""",
    "geopandas + PySAL": """
import esda, geopandas, libpysal, pandas, sys
layer, table, output, permutations = sys.argv[1:5]
frame = geopandas.read_file(layer)
counts = pandas.read_csv(table, sep=";", dtype={"kode": str})
frame = frame.merge(counts, on="kode", how="left", suffixes=("", "_table"))
frame["coverage"] = frame["peserta"].clip(upper=frame["potensi"]) / frame["potensi"]
graph = libpysal.graph.Graph.build_contiguity(frame, rook=False)
weights = graph.to_W()
moran = esda.Moran_Local(frame["coverage"], weights, permutations=int(permutations), n_jobs=-1)
gi_star = esda.G_Local(frame["coverage"], weights, star=True, permutations=int(permutations), n_jobs=-1)
frame["moran"], frame["moran_p"], frame["moran_cluster"] = moran.Is, moran.p_sim, moran.q
frame["gi_star"], frame["gi_star_p"] = gi_star.Zs, gi_star.p_sim
frame.to_file(output, driver="GeoJSON", RFC7946="YES", COORDINATE_PRECISION="6")
""",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layer")
    parser.add_argument("table")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--permutations", default="999")
    parser.add_argument("--pysal", action="store_true", help="measure geopandas + PySAL as well")
    parser.add_argument("--jangkau", default=str(PACKAGE / ".build/release/jangkau"))
    options = parser.parse_args()

    for path in (options.layer, options.table):
        pathlib.Path(path).read_bytes()
    own = "jangkau analyze"
    names = [own, "geopandas + pygeoda"] + (["geopandas + PySAL"] if options.pysal else [])
    runs = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for round in range(options.rounds):
            runs[own].append(measure([
                options.jangkau, "analyze", options.layer, options.table, "--output", f"{folder}/{round}", "--quiet",
                "--permutations", options.permutations, "--replications", "0",
            ]))
            for name in names[1:]:
                output = pathlib.Path(folder) / "peer.geojson"
                output.unlink(missing_ok=True)
                runs[name].append(measure([
                    sys.executable, "-W", "ignore", "-c", PEERS[name], options.layer, options.table, str(output),
                    options.permutations,
                ]))

    print(f"{options.permutations} permutations, {options.rounds} rounds in turn\n")
    print("| program | best s | median s | peak MB | time ratio |\n|---|---|---|---|---|")
    reference = statistics.median(run[0] for run in runs[own])
    for name in names:
        seconds = [run[0] for run in runs[name]]
        median = statistics.median(seconds)
        memory = max(run[1] for run in runs[name])
        print(f"| {name} | {min(seconds):.2f} | {median:.2f} | {memory:.0f} | {median / reference:.1f} |")
    packages = ["geopandas", "pyogrio", "pygeoda"] + (["libpysal", "esda"] if options.pysal else [])
    versions = ", ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)
    print(f"\n{processor()}, {platform.system()} {platform.release()}, Python {platform.python_version()}, {versions}")


if __name__ == "__main__":
    main()
