"""The same line, day by day, played by `obsada simulate` and by Ciw."""

import itertools
import json
import math
import statistics
import sys
from pathlib import Path

import measure

HERE = Path(__file__).parent
# Beyond so many standard errors of their difference two means do not agree: once in 15,000 sittings by chance.
SIGMAS = 4.0


def minutes(text):
    hours, rest = text.split(":")
    return 60 * int(hours) + int(rest)


def world(plan, days, seed):
    """What Ciw needs, from the plan's JSON: the calls of a day and its crews."""
    day = plan["intervals"][0]["day"]
    opening = minutes(plan["intervals"][0]["start"])
    length = plan["scenario"]["interval_minutes"] * 60
    rows = [row for row in plan["intervals"] if row["day"] == day]
    shifts = sorted((minutes(s["end"]), s["count"]) for s in plan["shifts"] if s["day"] == day)
    return {
        "rates": [row["calls"] / length for row in rows],
        "ends": [float((minutes(row["start"]) - opening) * 60 + length) for row in rows],
        "servers": [count for _, count in shifts],
        "changes": [float((end - opening) * 60) for end, _ in shifts],
        "aht": rows[0]["aht_s"],
        "days": days,
        "seed": seed,
    }


def mean_wait(days):
    """Mean wait over all calls and its standard error: a ratio of means over days."""
    calls = statistics.fmean(c for c, _ in days)
    wait = statistics.fmean(w for _, w in days) / calls
    rest = [w - wait * c for c, w in days]
    return wait, statistics.stdev(rest) / math.sqrt(len(days)) / calls


def simulations(report, options, folder, python):
    print("simulation: a line with three crews a day, one core", flush=True)
    plan_file = folder / "day.json"
    measure.run([options.obsada, "plan", str(HERE / "day.toml"), "--format", "json", "--output", str(plan_file),
                 "--force"])
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    exact = plan["lines"][0]["through_day"]["mean_wait_s"]["value"]
    command = [options.obsada, "simulate", str(plan_file), "--threads", "1", "--format", "json"]
    if not python:
        run = measure.run(command + ["--weeks", str(options.weeks)], allowed=(0, 5))
        run["cpu"] /= played(run)[2]
        report.alone("a simulated call", [run])
        return
    # Every round has random numbers of its own: their answers are put together to see whether the two agree.
    seeds = {"obsada": itertools.count(1), "ciw": itertools.count(1, options.days)}
    world_file = folder / "day_world.json"

    def by_obsada():
        return measure.run(command + ["--weeks", str(options.weeks), "--seed", str(next(seeds["obsada"]))],
                           allowed=(0, 5))

    def by_ciw():
        world_file.write_text(json.dumps(world(plan, options.days, next(seeds["ciw"]))), encoding="utf-8")
        return measure.run([python, str(HERE / "peer_ciw.py"), str(world_file)])

    runs = measure.alternate(options.rounds, {"obsada": by_obsada, "ciw": by_ciw})
    plays = [played(run) for run in runs["obsada"]]
    wait = statistics.fmean(play[0] for play in plays)
    error = math.hypot(*(play[1] for play in plays)) / len(plays)
    days = [day for run in runs["ciw"] for day in measure.answer(run)["days"]]
    their_wait, their_error = mean_wait(days)
    gap = abs(wait - their_wait) / math.hypot(error, their_error)
    agree = max(gap, abs(wait - exact) / error, abs(their_wait - exact) / their_error) <= SIGMAS
    report.remark(
        f"Simulation: mean wait {wait:.2f} s ± {1.96 * error:.2f} by obsada, {their_wait:.2f} s ± {1.96 * their_error:.2f}"
        f" by Ciw (95%, all rounds together): {gap:.1f} standard errors apart; {exact:.2f} s by the queue's "
        + "equations (`obsada plan`): "
        + ("all three agree." if agree else "they do NOT agree, no times are quoted.")
    )
    if not agree:
        return
    # Per call: both play as many days as take some seconds, which are not as many.
    for run, (_, _, calls) in zip(runs["obsada"], plays):
        run["cpu"], run["wall"] = run["cpu"] / calls, run["wall"] / calls
    for run in runs["ciw"]:
        answer = measure.answer(run)
        their_calls = sum(count for count, _ in answer["days"])
        run["inside"] = answer["inside"] / their_calls
        run["cpu"], run["wall"] = run["cpu"] / their_calls, run["wall"] / their_calls
    speeds = [1 / statistics.median(run["cpu"] for run in runs[name]) for name in ("obsada", "ciw")]
    report.remark(f"Simulation: {speeds[0]:,.0f} calls a second of CPU time by obsada (a run of {calls:,.0f} "
                  f"calls), {speeds[1]:,.0f} by Ciw ({their_calls:,}).")
    report.compare("a simulated call", "Ciw, whole process", runs["obsada"], runs["ciw"], target=400)
    report.compare("a simulated call", "Ciw, the loop alone", runs["obsada"], runs["ciw"], target=400, key="inside")


def played(run):
    """Mean wait, its standard error and the number of calls of a run of `obsada simulate`."""
    answer = json.loads(run["out"])
    line = answer["lines"][0]
    calls = line["attempts_per_week"]["value"] * answer["weeks"]
    return line["mean_wait_s"]["value"], line["mean_wait_s"]["standard_error"], calls


if __name__ == "__main__":
    sys.exit("run `benches/peers/run` instead")
