#!/usr/bin/env python3
"""Writes a made-up table of participants, one row each, for measuring `jangkau aggregate`.

    make_participants.py LAYER.shp OUT.csv --place code|point|names [--records N]

Codes and names are those of the layer; points are drawn from the boxes of its units, so that some lie outside. One
record in fifty stands twice, one in ten is inactive. The same arguments give the same bytes. Nobody in it is real.
"""
import argparse

import numpy
import pyogrio

parser = argparse.ArgumentParser()
parser.add_argument("layer")
parser.add_argument("output")
parser.add_argument("--place", choices=["code", "point", "names"], default="code")
parser.add_argument("--records", type=int, default=10_000_000)
parser.add_argument("--code", default="KODE")
parser.add_argument("--name", default="NAMA")
parser.add_argument("--parent", default="NAMA_INDUK")
arguments = parser.parse_args()

layer = pyogrio.read_dataframe(arguments.layer)
bounds = layer.geometry.bounds.to_numpy()
draw = numpy.random.default_rng(1)
headers = {"code": "kode_kecamatan", "point": "bujur,lintang", "names": "kecamatan,kabupaten"}
if arguments.place == "code":
    places = layer[arguments.code].astype(str).to_numpy()
elif arguments.place == "names":
    places = (layer[arguments.name] + "," + layer[arguments.parent]).to_numpy()

with open(arguments.output, "w", encoding="utf-8", newline="") as out:
    out.write(f"nik,no_peserta,nama,alamat,tanggal_lahir,upah,segmen,status,periode,{headers[arguments.place]}\n")
    done = 0
    while done < arguments.records:
        count = min(500_000, arguments.records - done)
        number = 1 + done + numpy.arange(count)
        number = numpy.where(draw.random(count) < 0.02, numpy.maximum(1, number - 977), number)
        unit = draw.integers(0, len(layer), count)
        segment = numpy.array(["PU", "BPU", "Jakon"])[number % 3]
        status = numpy.where(draw.random(count) < 0.1, "tidak aktif", "aktif")
        if arguments.place == "point":
            box = bounds[unit]
            x = box[:, 0] + draw.random(count) * (box[:, 2] - box[:, 0])
            y = box[:, 1] + draw.random(count) * (box[:, 3] - box[:, 1])
            place = [f"{a:.6f},{b:.6f}" for a, b in zip(x, y)]
        else:
            place = places[unit]
        out.writelines(
            f"64{n:014d},{n:011d},Nama Karangan {n},\"Jl. Contoh No. {n % 997}, RT {n % 13}\",1990-01-{n % 28 + 1:02d},"
            f"{3000000 + n % 5000},{s},{a},2025-12,{p}\n"
            for n, s, a, p in zip(number.tolist(), segment, status, place))
        done += count
