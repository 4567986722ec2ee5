"""Made-up requirement cases, and what is right where two programs disagree: counted from the formula itself."""

import csv
import math
import random
from decimal import Decimal, getcontext

COLUMNS = ["calls_per_half_hour", "aht_s", "threshold_s", "service_level_min", "mean_wait_max_s", "occupancy_max"]


def draw(count, most_calls, seed, patience=False, levels=("0.7", "0.8", "0.9", "0.95")):
    """Cases as rows of text, so that all programs read the same digits. Busy and quiet lines are as many."""
    source = random.Random(seed)
    rows = []
    for _ in range(count):
        row = {
            "calls_per_half_hour": f"{2 * (most_calls / 2) ** source.random():.1f}",
            "aht_s": str(source.randrange(60, 601)),
            "threshold_s": str(source.choice([10, 20, 30, 60])),
            "service_level_min": source.choice(levels),
            "mean_wait_max_s": "",
            "occupancy_max": source.choice(["", "0.8", "0.85", "0.9"]),
        }
        if patience:
            row["occupancy_max"] = ""
            row["patience_s"] = str(source.randrange(60, 601))
        rows.append(row)
    return rows


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, fieldnames=list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def read_agents(text):
    """The answers in a table that `obsada erlang --csv` wrote."""
    rows = list(csv.DictReader(text.splitlines()))
    wrong = [row for row in rows if row["error"]]
    if wrong:
        raise ValueError(f"{len(wrong)} cases were refused, the first with: {wrong[0]['error']}")
    return [int(row["agents"]) for row in rows]


def erlang_c_fewest(row):
    """The fewest agents that keep the promises of a case, with 60 digits: counted up from one agent.

    B(n), the share of blocked calls, follows from B(n-1); C(n) = n B / (n - load (1 - B)) is the share of calls
    that wait, and exp(-(n - load) threshold / aht) of those wait longer than the threshold.
    """
    getcontext().prec = 60
    aht, threshold = Decimal(row["aht_s"]), Decimal(row["threshold_s"])
    load = Decimal(row["calls_per_half_hour"]) * aht / 1800
    level = Decimal(row["service_level_min"])
    occupancy = Decimal(row["occupancy_max"] or 1)
    blocked, agents = Decimal(1), 0
    while True:
        agents += 1
        blocked = load * blocked / (agents + load * blocked)
        if agents <= load or load > occupancy * agents:
            continue
        waiting = agents * blocked / (agents - load * (1 - blocked))
        late = waiting * (-(agents - load) * threshold / aht).exp()
        if 1 - late >= level:
            return agents


def erlang_a_level(row, agents):
    """Share of calls answered within the threshold, from the Markov chain of the queue: no formula for the wait.

    The steady state gives how many wait when a call comes. That caller then moves up whenever an agent is free or
    somebody ahead hangs up, and may hang up too. The moves within the threshold are followed by uniformization:
    a Poisson number of steps of a chain in discrete time.
    """
    aht, patience = float(row["aht_s"]), float(row["patience_s"])
    arrivals, done, gone = float(row["calls_per_half_hour"]) / 1800, 1 / aht, 1 / patience
    # Log weights of the states, then probabilities; the tail is cut where it no longer counts.
    logs, state, highest = [0.0], 0, 0.0
    while state <= agents or logs[-1] > highest - 50 or arrivals > agents * done + (state - agents) * gone:
        state += 1
        leave = min(state, agents) * done + max(state - agents, 0) * gone
        logs.append(logs[-1] + math.log(arrivals / leave))
        highest = max(highest, logs[-1])
    weights = [math.exp(value - highest) for value in logs]
    total = math.fsum(weights)
    answered = math.fsum(weights[:agents]) / total
    ahead = [weight / total for weight in weights[agents:]]  # ahead[k]: k wait in front of the caller
    up = [agents * done + k * gone for k in range(len(ahead))]
    rate = up[-1] + gone
    mean = rate * float(row["threshold_s"])
    # Chance of so many steps or more, in the time: what is answered in step s counts with it.
    steps = int(mean + 12 * math.sqrt(mean) + 40)
    chances = [math.exp(-mean + s * math.log(mean) - math.lgamma(s + 1)) for s in range(steps)]
    later = 1.0
    for step in range(1, steps):
        later -= chances[step - 1]
        answered += later * ahead[0] * up[0] / rate
        above = ahead[1:] + [0.0]
        flow = up[1:] + [0.0]
        ahead = [p * (1 - (u + gone) / rate) + q * v / rate for p, u, q, v in zip(ahead, up, above, flow)]
    return answered
