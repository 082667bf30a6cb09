#!/usr/bin/env python3
"""Attacks publications by integer programming: which values can each withheld small count have?

    Benchmarks/audit_disclosure.py [--program PATH] [--tables N] [--first SEED]

Random tables of districts of the shapes that ship go through `rank --publish`. The attacker knows everything that is
published, the rule, the eligible workers, and the sums of enrolled, uncovered and surplus workers and of the target gap over
the units of each parent, by segment; once also which of the segments' withheld counts are small. For each withheld small
count HiGHS (scipy.optimize.milp) is asked for every value whether some table agrees with all of that. Told are counts
that are found exactly, and those with fewer values than the documentation of `DisclosureControl` promises.
"""

import argparse
import collections
import csv
import io
import math
import pathlib
import random
import struct
import subprocess
import tempfile

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAYER = ROOT / "shapes" / "kaltim_kecamatan.shp"
INFINITY = numpy.inf


def codes():
    """The layer's codes, by parent."""
    data = LAYER.with_suffix(".dbf").read_bytes()
    (header, width), (count,) = struct.unpack("<HH", data[8:12]), struct.unpack("<I", data[4:8])
    fields, position, offset = {}, 32, 1
    while data[position] != 13:
        fields[data[position : position + 11].split(b"\0")[0].decode()] = (offset, data[position + 16])
        offset += data[position + 16]
        position += 32
    start, length = fields["KODE"]
    parents = collections.defaultdict(list)
    for record in range(count):
        at = header + record * width + start
        code = data[at : at + length].decode().strip()
        parents[code[:5]].append(code)
    return parents


class Table:
    """Counts of many kinds: small ones, nobody, everybody, surpluses."""

    def __init__(self, seed, parents):
        draws = random.Random(seed)
        self.segments = ["PU", "BPU", "JAKON"][: draws.randint(1, 3)]
        most = draws.choice([14, 30, 100, 1000])
        self.limit = draws.choice([4, 10, 10])
        self.counts = {}
        for parent in draws.sample(sorted(parents), draws.randint(1, 3)):
            units = parents[parent]
            for unit in draws.sample(units, min(len(units), draws.randint(3, 8))):
                self.counts[unit] = []
                for _ in self.segments:
                    n = 0 if draws.randrange(8) == 0 else draws.randint(0, most)
                    kind = draws.randrange(16)
                    special = [
                        0, n, n + draws.randint(0, most), max(0, n - draws.randint(1, self.limit)),
                        draws.randint(0, min(n, self.limit)),
                    ]
                    self.counts[unit].append((special[kind] if kind < 5 else draws.randint(0, n), n))
        self.target = draws.choice([100, 100, 90, 60])

    def goal(self, n):
        return math.ceil(n * self.target / 100 - 1e-9)

    def sums(self, e, n):
        return e, max(0, n - e), max(0, e - n), max(0, self.goal(n) - e)

    def is_small(self, e, n):
        return 0 < e < self.limit or 0 < max(0, n - e) < self.limit

    def possible(self, e, n):
        """The small values that are promised to be hidden among: on the count's side of the target and of the eligible."""
        def small(values):
            return {value for value in values if self.is_small(value, n)}

        goal = self.goal(n)
        if e > n:
            return small(range(n, max(n, self.limit) + 1))
        below, above = small(range(0, goal + 1)), small(range(goal, n + 1))
        return below if e < goal else above if e > goal else max(below, above, key=len)

    def published(self, program, folder):
        """The rows by unit, and the parents that share their sums; None where the publication is refused."""
        path = folder / "t.csv"
        rows = [
            f"{unit},{segment},{e},{n}\n" for unit in self.counts for segment, (e, n) in zip(self.segments, self.counts[unit])
        ]
        path.write_text("kode,segmen,enrolled,eligible\n" + "".join(rows))
        command = [program, "rank", str(LAYER), str(path), "--publish", "--format", "csv", "--lang", "en", "--area", "all"]
        command += ["--suppress-below", str(self.limit), "--target", str(self.target), "--eligible-per", "segment"]
        command += ["--enrolled-column", "enrolled", "--eligible-column", "eligible"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 65 and ("too few units" in done.stderr or "itself a small" in done.stderr):
            return None
        assert done.returncode == 0, done.stderr
        found = {row["code"]: row for row in csv.DictReader(io.StringIO(done.stdout)) if row["code"] in self.counts}
        shared = "".join(line.split("each by itself:")[1] for line in done.stderr.split("\n") if "each by itself:" in line)
        return found, shared


class Program:
    """Whole-number unknowns and what is known of their sums."""

    def __init__(self):
        self.lower, self.upper, self.rows = [], [], []

    def unknown(self, least, most):
        self.lower.append(least)
        self.upper.append(most)
        return len(self.lower) - 1

    def know(self, terms, least, most):
        self.rows.append((terms, least, most))

    def close(self):
        matrix = lil_matrix((len(self.rows), len(self.lower)))
        for row, (terms, _, _) in enumerate(self.rows):
            for column, factor in terms.items():
                matrix[row, column] = factor
        self.known = LinearConstraint(matrix.tocsr(), [row[1] for row in self.rows], [row[2] for row in self.rows])

    def allows(self, unknown, value):
        if not self.lower[unknown] <= value <= self.upper[unknown]:
            return False
        least, most = numpy.array(self.lower, float), numpy.array(self.upper, float)
        least[unknown] = most[unknown] = value
        size = len(least)
        found = milp(numpy.zeros(size), constraints=self.known, bounds=Bounds(least, most), integrality=numpy.ones(size))
        return found.status != 2


def attack(table, rows, units, cells, knows_small):
    """The program of a group of units whose sums are known, and each withheld cell's unknown."""
    program, parts = Program(), {}
    columns = collections.defaultdict(lambda: numpy.zeros(4, int))
    for unit, segment in cells:
        columns[segment] += table.sums(*table.counts[unit][segment])
    for cell in cells:
        unit, segment = cell
        true, n = table.counts[unit][segment]
        most, goal = int(columns[segment][0]), table.goal(n)
        e, u, x = program.unknown(0, most), program.unknown(0, n), program.unknown(0, most)
        gap, over = program.unknown(0, goal), program.unknown(0, most)
        is_above, is_reached = program.unknown(0, 1), program.unknown(0, 1)
        parts[cell] = e, u, x, gap
        # e + uncovered - surplus = eligible, one of the two being 0; likewise for the target.
        program.know({e: 1, u: 1, x: -1}, n, n)
        program.know({u: 1, is_above: n}, -INFINITY, n)
        program.know({x: 1, is_above: -most}, -INFINITY, 0)
        program.know({e: 1, gap: 1, over: -1}, goal, goal)
        program.know({gap: 1, is_reached: goal}, -INFINITY, goal)
        program.know({over: 1, is_reached: -most}, -INFINITY, 0)
        if knows_small:
            last = min(most, n + table.limit + 1)
            runs = []
            for value in range(last + 1):
                if table.is_small(value, n) != table.is_small(true, n):
                    continue
                if runs and runs[-1][1] == value - 1:
                    runs[-1][1] = value
                else:
                    runs.append([value, value])
            if runs[-1][1] == last:
                runs[-1][1] = most
            choices = [program.unknown(0, 1) for _ in runs]
            program.know(dict.fromkeys(choices, 1), 1, 1)
            program.know({e: 1, **{choice: -run[0] for choice, run in zip(choices, runs)}}, 0, INFINITY)
            program.know({e: 1, **{choice: -run[1] for choice, run in zip(choices, runs)}}, -INFINITY, 0)
    for segment, sums in columns.items():
        for kind in range(4):
            own = {parts[cell][kind]: 1 for cell in cells if cell[1] == segment}
            program.know(own, int(sums[kind]), int(sums[kind]))
    for unit in units:
        own = [cell for cell in cells if cell[0] == unit]
        if own and rows[unit]["enrolled"] != "":
            left = sum(numpy.array(table.sums(*table.counts[unit][segment])) for _, segment in own)
            for kind in range(4):
                program.know({parts[cell][kind]: 1 for cell in own}, int(left[kind]), int(left[kind]))
    program.close()
    return program, {cell: parts[cell][0] for cell in cells}


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--program", default=str(ROOT / ".build" / "release" / "jangkau"))
    arguments.add_argument("--tables", type=int, default=700)
    arguments.add_argument("--first", type=int, default=0)
    stated = arguments.parse_args()
    parents = codes()
    told = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(stated.first, stated.first + stated.tables):
            table = Table(seed, parents)
            published = table.published(stated.program, pathlib.Path(folder))
            if published is None:
                told["refused"] += 1
                continue
            told["published"] += 1
            rows, shared = published
            groups = collections.defaultdict(list)
            for unit in table.counts:
                groups["shared" if unit[:5] in shared else unit[:5]].append(unit)
            for units in groups.values():
                cells = [
                    (unit, position) for unit in units for position, segment in enumerate(table.segments)
                    if rows[unit]["enrolled_" + segment.lower()] == ""
                ]
                told["withheld counts"] += len(cells)
                for knows_small in (True, False):
                    program, unknowns = attack(table, rows, units, cells, knows_small)
                    for cell in cells:
                        true, n = table.counts[cell[0]][cell[1]]
                        if not table.is_small(true, n):
                            continue
                        told["small ones"] += knows_small
                        promised = min(max(2, (table.limit + 1) // 2), len(table.possible(true, n)))
                        found = 0
                        for value in sorted(range(max(n, table.limit) + 1), key=lambda value: abs(value - true)):
                            if found < promised and table.is_small(value, n) and program.allows(unknowns[cell], value):
                                found += 1
                        assert found > 0, (seed, cell)
                        if found < promised:
                            attacker = "knowing what is small" if knows_small else "not knowing what is small"
                            told[("found exactly, " if found == 1 else "fewer values than promised, ") + attacker] += 1
                            print(f"seed {seed}, {cell}: {true} of {n}, {found} of {promised} values, {attacker}", flush=True)
    for name, count in told.items():
        print(f"{name}: {count}")


if __name__ == "__main__":
    main()
