"""Small published programmes of shifts (`--data DIR`): the published optimum must come out.

Each is a day of hourly needs, written as a scenario with `needs` in place of calls. obsada plans weeks, so the day is
repeated seven times; where shifts run past midnight the week is as cheap as seven of the days, or cheaper.
"""

import json
import sys

import measure

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def scenario(folder, name, needs, duties):
    """Writes a scenario: `duties` are tuples of start hour, length in hours and cost of a shift."""
    rows = ["day,start,consultants"]
    rows += [f"{day},{hour:02}:00,{need:.0f}" for day in DAYS for hour, need in enumerate(needs)]
    (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    days = ", ".join(f'"{day}"' for day in DAYS)
    text = [f'title = "{name}"', "[calendar]", "interval_minutes = 60", f"days = [{days}]",
            "[[line]]", 'id = "line"', 'name = "Line"', 'open = "00:00"', 'close = "24:00"',
            "[line.demand]", f'needs = "{name}.csv"', "[[line.target]]", "agents_min = 0"]
    for k, (start, length, cost) in enumerate(duties):
        text += ["[[group]]", f'id = "g{k}"', f'name = "Shift {k}"', 'lines = ["line"]',
                 f"hourly_cost = {cost / length!r}",
                 "[[shift]]", f'id = "s{k}"', f'groups = ["g{k}"]', f'starts = ["{start % 24:02}:00"]',
                 f'lengths = ["{length}h"]']
    path = folder / f"{name}.toml"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def programmes(data):
    """Name, hourly needs, duties and the published least cost of a day."""
    def read(name):
        return json.loads((data / "small_programmes" / name).read_text(encoding="utf-8"))

    course = read("ctu_cyclic_callcentre.json")
    length = course["shift_length_hours"]
    yield "course", course["demand_per_hour"], [(h, length, 80) for h in range(24)], 80 * course["published_optimum"]
    bank = read("mtpa_bank_shifts.json")
    needs = [0 if h in bank["closed_hours"] else n for h, n in enumerate(bank["servers_needed_published"])]
    duties = [(h, bank["shift_len_h"], c) for h, c in zip(bank["shift_start_hours"], bank["cost"])]
    yield "bank", needs, duties, bank["min_cost"]
    shifts = {"Morning": 5, "Afternoon": 13, "Night": 21, "Mixed": 9}
    example = read("pyworkforce_scheduling.json")
    # Published for both days together, which have nothing in common.
    for title, costs, least in [
        ("count", dict.fromkeys(shifts, 80), 80 * example["min_required"]["cost_all_1"]),
        ("cost", example["min_required"]["cost"], example["min_required"]["cost_optimum"]),
    ]:
        for k, needs in enumerate(example["required"]):
            yield f"{title}-{k}", needs, [(start, 8, costs[name]) for name, start in shifts.items()], (title, least)


def published(report, options, folder):
    print("published programmes", flush=True)
    sums = {}
    for name, needs, duties, least in programmes(options.data):
        path = scenario(folder, name, needs, duties)
        run = measure.run([options.obsada, "plan", str(path), "--format", "json", "--gap", "0", "--threads", "1"],
                          allowed=(0, 3, 4))
        answer = json.loads(run["out"])["solver"]
        title, wanted = least if isinstance(least, tuple) else (name, least)
        entry = sums.setdefault(title, {"cost": 0.0, "bound": 0.0, "cpu": 0.0, "wanted": wanted})
        entry["cost"] += answer["objective"] / 7
        entry["bound"] += answer["bound_programme"] / 7
        entry["cpu"] += run["cpu"]
    for title, entry in sums.items():
        same = abs(entry["cost"] - entry["wanted"]) < 1e-6
        report.remark(
            f"Published programme \"{title}\": a day costs {entry['cost']:g}, bound {entry['bound']:g}, published "
            f"{entry['wanted']:g} ({'the same' if same else 'NOT the same'}), CPU {measure.seconds(entry['cpu'])}.")
    report.raw["published"] = sums


if __name__ == "__main__":
    sys.exit("run `benches/peers/run` instead")
