"""Erlang C requirements by pyworkforce: the table of cases in, the answers and the CPU time of the loop out."""

import csv
import json
import sys
import time

from pyworkforce.queuing import ErlangC

with open(sys.argv[1], newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
begin = time.process_time()
answers = []
for row in rows:
    queue = ErlangC(
        transactions=float(row["calls_per_half_hour"]),
        aht=float(row["aht_s"]),
        asa=float(row["threshold_s"]),
        interval=1800,
    )
    found = queue.required_positions(
        service_level=float(row["service_level_min"]),
        max_occupancy=float(row["occupancy_max"] or 1),
    )
    answers.append(found["raw_positions"])
inside = time.process_time() - begin
json.dump({"agents": answers, "inside": inside}, sys.stdout)
