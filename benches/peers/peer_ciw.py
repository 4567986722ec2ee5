"""A line with crews that change through the day, by Ciw: each day is a run of its own that starts empty.

Reads JSON: `rates` (calls a second) and `ends` (seconds) of the stretches with one rate, `servers` and `changes`
(seconds) of the crews, `aht`, `days`, `seed`. Writes calls and total wait of every day, and the CPU time of building
and running the days.
"""

import json
import sys
import time

import ciw

with open(sys.argv[1], encoding="utf-8") as file:
    world = json.load(file)

close = world["ends"][-1]
# The last crew answers whoever waits at closing, past the end of its shift: ten hours are beyond any wait here.
evening = close + 36_000.0
changes = world["changes"][:-1] + [evening]

begin = time.process_time()
days = []
for day in range(world["days"]):
    ciw.seed(world["seed"] + day)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.PoissonIntervals(world["rates"], world["ends"], close)],
        service_distributions=[ciw.dists.Exponential(1 / world["aht"])],
        number_of_servers=[ciw.Schedule(world["servers"], changes, preemption=False)],
    )
    play = ciw.Simulation(network)
    play.simulate_until_max_time(evening - 1)
    records = play.get_all_records(only=["service"])
    days.append([len(records), sum(record.waiting_time for record in records)])
inside = time.process_time() - begin
json.dump({"days": days, "inside": inside}, sys.stdout)
