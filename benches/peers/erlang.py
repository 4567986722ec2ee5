"""Requirements by Erlang C and by Erlang A: obsada's table of cases beside pyworkforce and plain Python."""

import random
import sys
from pathlib import Path

import erlang_cases as cases
import measure

HERE = Path(__file__).parent
CASES = 10_000
# Steps of one agent at a time take long: fewer cases.
STEP_CASES = 1_000
# So many answers are checked by the queue's Markov chain, disagreements apart.
CHAIN_CASES = 300
# Promises (shares answered in time) as centres make them, and lower ones, for the answers' sake.
USUAL = ("0.7", "0.8", "0.9", "0.95")
LOOSE = ("0.1", "0.2", "0.3", "0.4", "0.5")


def erlang_c(report, options, folder, python):
    for name, most_calls, seed, levels, timed, target in [
        ("2 to 2,000 calls a half-hour", 2000, 1, USUAL, True, 50),
        ("2 to 60 calls a half-hour", 60, 2, USUAL, True, None),
        ("loose promises (10% to 50% in time)", 2000, 5, LOOSE, False, None),
    ]:
        print(f"Erlang C requirements, {name}", flush=True)
        rows = cases.draw(CASES, most_calls, seed, levels=levels)
        table = folder / f"erlang_c_{seed}.csv"
        cases.write(table, rows)
        contestants = {"obsada": lambda: measure.run([options.obsada, "erlang", "--csv", str(table)])}
        if python:
            peer = [python, str(HERE / "peer_erlang_c.py"), str(table)]
            contestants["pyworkforce"] = lambda: measure.run(peer)
        runs = measure.alternate(options.rounds if timed else 1, contestants)
        own = cases.read_agents(runs["obsada"][0]["out"])
        right = [cases.erlang_c_fewest(row) for row in rows]
        own_wrong = [k for k in range(CASES) if own[k] != right[k]]
        told(report, f"Erlang C, {name}: obsada", own_wrong, rows, own, right)
        what = f"{CASES:,} Erlang C requirements, {name}"
        if not python:
            if not own_wrong:
                report.alone(what, runs["obsada"])
            continue
        theirs = measure.answer(runs["pyworkforce"][0])["agents"]
        wrong = [k for k in range(CASES) if theirs[k] != right[k]]
        told(report, f"Erlang C, {name}: pyworkforce", wrong, rows, theirs, right)
        # No times of wrong answers, nor where a peer's own rounding or search makes its work another.
        if not timed or own_wrong or len(wrong) > CASES / 1000:
            continue
        for run in runs["pyworkforce"]:
            run["inside"] = measure.answer(run)["inside"]
        report.compare(what, "pyworkforce, whole process", runs["obsada"], runs["pyworkforce"],
                       target=target)
        report.compare(what, "pyworkforce, the loop alone", runs["obsada"], runs["pyworkforce"], target=target,
                       key="inside")


def told(report, who, wrong, rows, answers, right):
    if not wrong:
        report.remark(f"{who} gives the number counted with 60 digits in all of {len(rows):,} cases.")
        return
    first = wrong[0]
    case = ", ".join(f"{key} {value}" for key, value in rows[first].items() if value)
    report.remark(f"{who} is WRONG in {len(wrong)} of {len(rows):,} cases, the first with {answers[first]} agents "
                  f"where {right[first]} are enough and fewer are not: {case}.")


def erlang_a(report, options, folder):
    rows = cases.draw(CASES, 2000, 3, patience=True)
    for way, count, name in [
        ("halve", CASES, "plain Python, halving"), ("step", STEP_CASES, "plain Python, one agent more at a time"),
    ]:
        print(f"Erlang A requirements, {name}", flush=True)
        some = rows[:count]
        table = folder / f"erlang_a_{count}.csv"
        cases.write(table, some)
        plain = [sys.executable, str(HERE / "plain_erlang_a.py"), str(table), way]
        runs = measure.alternate(options.rounds if way == "step" else options.long_rounds, {
            "obsada": lambda: measure.run([options.obsada, "erlang", "--csv", str(table)]),
            "plain": lambda: measure.run(plain),
        })
        own = cases.read_agents(runs["obsada"][0]["out"])
        theirs = measure.answer(runs["plain"][0])["agents"]
        if not agreement(report, name, some, own, theirs):
            continue
        for run in runs["plain"]:
            run["inside"] = measure.answer(run)["inside"]
        what = f"{count:,} Erlang A requirements"
        report.compare(what, name + ", the loop alone", runs["obsada"], runs["plain"], target=2000, key="inside")


def agreement(report, name, rows, own, theirs):
    """Where the two differ the queue's Markov chain decides; beside those it checks some on which they agree."""
    differ = [k for k in range(len(rows)) if own[k] != theirs[k]]
    chosen = set(differ) | set(random.Random(4).sample(range(len(rows)), CHAIN_CASES))
    wrong = {"obsada": 0, name: 0}
    for k in sorted(chosen):
        for who, agents in (("obsada", own[k]), (name, theirs[k])):
            level = float(rows[k]["service_level_min"])
            enough = cases.erlang_a_level(rows[k], agents) >= level
            fewer = agents > 1 and cases.erlang_a_level(rows[k], agents - 1) >= level
            wrong[who] += not enough or fewer
    report.remark(
        f"Erlang A: obsada and {name} differ in {len(differ)} of {len(rows):,} cases; by the queue's Markov chain, tried "
        f"on those and {CHAIN_CASES} others, obsada is wrong in {wrong['obsada']} and {name} in {wrong[name]}.")
    return not wrong["obsada"] and len(differ) <= len(rows) / 1000


if __name__ == "__main__":
    sys.exit("run `benches/peers/run` instead")
