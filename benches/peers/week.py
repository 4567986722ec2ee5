"""A week of shifts: the same requirements, the same shifts and the same gap for obsada, HiGHS and CP-SAT."""

import json
import sys
from pathlib import Path

import measure

HERE = Path(__file__).parent
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
SLOTS = 48
WEEK = 7 * SLOTS
# The shifts of week.toml, in half-hours: length, and where the break may lie (two hours from either end).
LENGTHS = [16, 12]
AWAY = 4
WAGE_CENTS = 2500  # for a paid half-hour


def columns():
    """The textbook's model: a whole number for every day, start, length and place of the break."""
    found = []
    for start in range(WEEK):
        for length in LENGTHS:
            for rest in range(AWAY, length - AWAY):
                rows = [(start + k) % WEEK for k in range(length) if k != rest]
                found.append({"key": [start, length, rest], "rows": rows, "cost": WAGE_CENTS * (length - 1)})
    return found


def slot(day, text):
    hours, minutes = text.split(":")
    return (DAYS.index(day) * SLOTS + int(hours) * 2 + int(minutes) // 30) % WEEK


def as_counts(plan, model):
    """The shifts of obsada's plan as numbers of the model's columns. Fails where a shift is no column."""
    place = {tuple(column["key"]): k for k, column in enumerate(model)}
    counts = [0] * len(model)
    for shift in plan["shifts"]:
        start = slot(shift["day"], shift["start"])
        length = (slot(shift["day"], shift["end"]) - start) % WEEK % SLOTS
        (begin, _), = shift["breaks"]
        rest = (slot(shift["day"], begin) - start) % SLOTS
        counts[place[start, length, rest]] += shift["count"]
    return counts


def verify(counts, model, needs):
    """Cost in cents of a plan that covers every row; fails where one is short."""
    present = [0] * WEEK
    for count, column in zip(counts, model):
        for row in column["rows"]:
            present[row] += count
    short = [k for k in range(WEEK) if present[k] < needs[k]]
    if short or min(counts) < 0:
        raise measure.Failed(f"a plan leaves {len(short)} half-hours short")
    return sum(count * column["cost"] for count, column in zip(counts, model))


def weeks(report, options, folder, python):
    """At the gap that plans stop at by default, at a fifth of it, and once at a fiftieth."""
    for gap, rounds in ((0.005, options.long_rounds), (0.001, options.long_rounds), (0.0001, 1)):
        week(report, options, folder, python, gap, rounds)


def week(report, options, folder, python, gap, rounds):
    share = f"{100 * gap:g}%"
    print(f"a week of shifts, gap {share}", flush=True)
    command = [options.obsada, "plan", str(HERE / "week.toml"), "--promise", "formula", "--format", "json",
               "--threads", "1", "--gap", str(gap), "--time-limit", str(options.seconds)]
    plan = json.loads(measure.run(command)["out"])
    needs = [0] * WEEK
    for row in plan["intervals"]:
        needs[slot(row["day"], row["start"])] = row["agents_required"]
    model = columns()
    task = folder / "week_task.json"
    task.write_text(json.dumps({"needs": needs, "columns": model, "gap": gap, "seconds": options.seconds}),
                    encoding="utf-8")
    contestants = {"obsada": lambda: measure.run(command)}
    peers = {"HiGHS": "highs", "CP-SAT": "cp-sat"} if python else {}
    for name, code in peers.items():
        contestants[name] = lambda code=code: measure.run([python, str(HERE / "peer_solvers.py"), code, str(task)])
    runs = measure.alternate(rounds, contestants)

    answers = {"obsada": {
        "objective": 100 * plan["solver"]["objective"], "bound": 100 * plan["solver"]["bound_programme"],
        "status": plan["solver"]["status"], "counts": as_counts(plan, model),
    }}
    for name in peers:
        answers[name] = measure.answer(runs[name][0])
    agree = True
    least = max(answer["bound"] for answer in answers.values())
    for name, answer in answers.items():
        seconds = measure.summary([run["cpu"] for run in runs[name]])
        if not answer["counts"]:
            report.remark(f"Week, gap {share}: {name} found no plan in {options.seconds} s.")
            continue
        cost = verify(answer["counts"], model, needs)
        if abs(cost - answer["objective"]) > 1 or cost < least - 1:
            agree = False
            report.remark(f"Week, gap {share}: {name}'s cost {cost / 100:,.2f} does NOT agree with what it says "
                          f"({answer['objective'] / 100:,.2f}) or with the bounds ({least / 100:,.2f}).")
        report.remark(
            f"Week, gap {share}: {name} {cost / 100:,.2f}, bound {answer['bound'] / 100:,.2f} "
            f"({(cost - answer['bound']) / cost:.2%} apart, {answer['status']}), "
            f"CPU {measure.seconds(seconds['median'])} ({measure.seconds(seconds['low'])} to "
            f"{measure.seconds(seconds['high'])}); every half-hour is covered."
        )
    report.raw.setdefault("weeks", []).append({
        "gap": gap, "needs": needs,
        "answers": {name: {k: v for k, v in a.items() if k != "counts"} for name, a in answers.items()},
    })
    if not peers:
        report.alone(f"week of shifts, gap {share}", runs["obsada"])
    # A ratio says something only where both came as near as was asked for.
    reached = [name for name in answers if answers[name]["counts"] and within(answers[name], gap)]
    for name in answers:
        if name not in reached:
            report.remark(f"Week, gap {share}: {name} did not come within the gap, so its time is not compared.")
    for name in peers:
        if agree and name in reached and "obsada" in reached:
            report.compare(f"week of shifts, gap {share}", name, runs["obsada"], runs[name])


def within(answer, gap):
    # Solvers measure their gap in slightly different ways: a hundredth of it is let pass.
    return answer["objective"] - answer["bound"] <= 1.01 * gap * answer["objective"]


if __name__ == "__main__":
    sys.exit("run `benches/peers/run` instead")
