"""Erlang A requirements in plain Python, written from the textbook, standard library only.

The density of the wait that a caller of endless patience would meet is, for t > 0 (Zeltyn and Mandelbaum 2005),

    v(t) = n mu pi(n) exp(phi(t)),   phi(t) = (lambda / theta) (1 - exp(-theta t)) - n mu t,

and a call is answered within T with the probability of no wait plus the integral of v(t) exp(-theta t) up to T.
Integrals are by Simpson's rule. `step` looks for the fewest agents one by one, from one agent on; `halve` by
halving an interval. The second is what a careful author would write; the first is what most spreadsheets do.
"""

import csv
import json
import math
import sys
import time

PARTS = 200


def simpson(function, end, parts=PARTS):
    width = end / parts
    odd = sum(function((2 * k + 1) * width) for k in range(parts // 2))
    even = sum(function(2 * k * width) for k in range(1, parts // 2))
    return (function(0.0) + 4 * odd + 2 * even + function(end)) * width / 3


def service_level(agents, arrivals, done, gone, threshold):
    load = arrivals / done
    inverse = 1.0  # 1 / B(n), Erlang B
    for n in range(1, agents + 1):
        inverse = 1 + inverse * n / load
    capacity = agents * done
    peak = max(0.0, math.log(arrivals / capacity) / gone)
    height = arrivals / gone * (1 - math.exp(-gone * peak)) - capacity * peak

    def shape(t):
        return math.exp(arrivals / gone * (1 - math.exp(-gone * t)) - capacity * t - height)

    end = max(peak, 1 / (capacity + gone))
    while shape(end) > 1e-14:
        end *= 1.5
    free = (inverse - 1) * math.exp(-height)  # fewer than n in the system, beside exactly n
    waiting = capacity * simpson(shape, end)
    intime = capacity * simpson(lambda t: shape(t) * math.exp(-gone * t), min(threshold, end))
    return (free + intime) / (free + waiting)


def fewest(row, way):
    arrivals, done = float(row["calls_per_half_hour"]) / 1800, 1 / float(row["aht_s"])
    gone, threshold = 1 / float(row["patience_s"]), float(row["threshold_s"])
    level = float(row["service_level_min"])

    def good(n):
        return service_level(n, arrivals, done, gone, threshold) >= level

    if way == "step":
        n = 1
        while not good(n):
            n += 1
        return n
    low, high = 0, 1
    while not good(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if good(middle) else (middle, high)
    return high


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    begin = time.process_time()
    answers = [fewest(row, sys.argv[2]) for row in rows]
    json.dump({"agents": answers, "inside": time.process_time() - begin}, sys.stdout)


main()
