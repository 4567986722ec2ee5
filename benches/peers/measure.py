"""Runs programs and keeps their answers, their CPU time and the time on the clock."""

import json
import os
import statistics
import subprocess
import tempfile
import time


class Failed(Exception):
    """A program ended badly; the text says which and how."""


def run(command, allowed=(0,)):
    """Runs a command to its end: its output, and CPU and wall time in seconds.

    CPU time is what the system counted for this one process, threads included. A busy machine changes it
    far less than the time on the clock.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        text = out.read().decode()
        if child.returncode not in allowed:
            raise Failed(f"{command[0]} ended with {child.returncode}: {err.read().decode()[-600:]}")
    return {"out": text, "cpu": usage.ru_utime + usage.ru_stime, "wall": wall}


def answer(run):
    """The JSON in the last line that a peer's script wrote; libraries may print lines of their own before it."""
    return json.loads(run["out"].splitlines()[-1])


def alternate(rounds, contestants):
    """Runs every contestant once a round, A B A B; `contestants` maps a name to a call that returns a run.

    Returns for each name its list of runs, one a round.
    """
    runs = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, call in contestants.items():
            runs[name].append(call())
    return runs


def summary(values):
    """Median, lowest and highest."""
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def ratio(theirs, own):
    """How many times as long they took: the ratio of medians, and the lowest and highest of the rounds."""
    rounds = [t / o for t, o in zip(theirs, own)]
    return {
        "median": statistics.median(theirs) / statistics.median(own),
        "low": min(rounds),
        "high": max(rounds),
    }


def seconds(value):
    """A time as people read it."""
    if value < 1e-6:
        return f"{value * 1e9:.3g} ns"
    if value < 1e-3:
        return f"{value * 1e6:.3g} µs"
    if value < 1:
        return f"{value * 1000:.3g} ms"
    return f"{value:.3g} s"


def times(value):
    """A ratio as people read it."""
    if value >= 100:
        return f"{value:,.0f}×"
    return f"{value:.3g}×"


class Report:
    """Rows of the table, raw values and remarks, in the order in which they came."""

    def __init__(self):
        self.rows = []
        self.raw = {}
        self.remarks = []

    def compare(self, what, peer, own, theirs, target=None, key="cpu"):
        """A row: the peer's time beside obsada's, by CPU time. `own` and `theirs` are lists of runs."""
        mine = [r["cpu"] for r in own]
        other = [r[key] for r in theirs]
        found = ratio(other, mine)
        verdict = ""
        if target is not None:
            verdict = f"≥ {target:,}×: " + ("reached" if found["median"] >= target else "missed")
        walls = None
        if key == "cpu":
            walls = ratio([r["wall"] for r in theirs], [r["wall"] for r in own])["median"]
        self.rows.append({
            "what": what,
            "peer": peer,
            "obsada": seconds(statistics.median(mine)),
            "theirs": seconds(statistics.median(other)),
            "ratio": times(found["median"]),
            "spread": f"{times(found['low'])} to {times(found['high'])}",
            "wall": times(walls) if walls else "—",
            "target": verdict,
        })
        self.raw.setdefault("comparisons", []).append({
            "what": what, "peer": peer, "ratio_cpu": found, "ratio_wall": walls,
            "obsada_cpu_s": mine, "obsada_wall_s": [r["wall"] for r in own],
            "peer_cpu_s": other, "peer_wall_s": [r["wall"] for r in theirs], "target": target,
        })

    def alone(self, what, runs):
        """A row without a peer."""
        used = [run["cpu"] for run in runs]
        own = seconds(statistics.median(used))
        self.rows.append({"what": what, "peer": "nothing", "obsada": own, "theirs": "—", "ratio": "—", "spread": "—",
                          "wall": "—", "target": ""})
        self.raw.setdefault("alone", []).append({"what": what, "obsada_cpu_s": used})

    def remark(self, text):
        print("  " + text, flush=True)
        self.remarks.append(text)

    def markdown(self):
        head = ["work", "against", "obsada, CPU", "peer, CPU", "ratio", "rounds", "ratio by the clock", "target"]
        lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
        names = ["what", "peer", "obsada", "theirs", "ratio", "spread", "wall", "target"]
        lines += ["| " + " | ".join(row[name] for name in names) + " |" for row in self.rows]
        lines.append("")
        lines += [f"- {text}" for text in self.remarks]
        return "\n".join(lines) + "\n"

    def write(self, folder):
        (folder / "table.md").write_text(self.markdown(), encoding="utf-8")
        everything = {"remarks": self.remarks, **self.raw}
        (folder / "values.json").write_text(json.dumps(everything, indent=1), encoding="utf-8")
