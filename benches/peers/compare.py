"""Measures obsada beside other programs and writes one table; `benches/peers/run --help` has the options."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

import erlang
import measure
import simulation
import small
import week

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STARTS = 50


def arguments():
    parser = argparse.ArgumentParser(prog="benches/peers/run", description=__doc__)
    parser.add_argument("--obsada", default=str(ROOT / "target/release/obsada"), help="the program to measure")
    parser.add_argument("--output", type=Path, default=ROOT / "target/peers",
                        help="folder for the peers, the table and the values")
    parser.add_argument("--data", type=Path, help="folder with published instances (small_programmes/*.json)")
    parser.add_argument("--without-peers", action="store_true", help="install nothing, measure obsada alone")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, A B A B (5)")
    parser.add_argument("--long-rounds", type=int, default=3, help="rounds of what takes long (3)")
    parser.add_argument("--weeks", type=int, default=1000, help="weeks that obsada plays in a run (1000)")
    parser.add_argument("--days", type=int, default=60, help="days that Ciw plays in a run (60)")
    parser.add_argument("--seconds", type=int, default=300, help="limit for a solver, by the clock (300)")
    parser.add_argument("--only", action="append", choices=["start", "erlang-c", "erlang-a", "simulation", "week",
                                                            "published"], help="this part only; may be repeated")
    return parser.parse_args()


def peers(options, report):
    """A Python with the peers in it, or None; what failed is said."""
    if options.without_peers:
        report.remark("Skipped: the peers, as asked for by --without-peers.")
        return None
    folder = options.output / "venv"
    python = folder / "bin/python"
    try:
        if not python.exists():
            print(f"setting up the peers in {folder}", flush=True)
            measure.run([sys.executable, "-m", "venv", str(folder)])
        measure.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                     "--requirement", str(HERE / "requirements.txt")])
    except (measure.Failed, OSError) as failed:
        report.remark(f"Skipped: the peers could not be set up ({' '.join(str(failed).split())[-300:]}).")
        return None
    return str(python)


def starts(report, options):
    print("start-up", flush=True)
    runs = measure.alternate(STARTS, {
        "obsada": lambda: measure.run([options.obsada, "--version"]),
        "python": lambda: measure.run([sys.executable, "-c", "pass"]),
    })
    wall = measure.summary([run["wall"] for run in runs["obsada"]])
    cpu = statistics.median(run["cpu"] for run in runs["obsada"])
    verdict = "reached" if wall["median"] <= 0.010 else "missed"
    report.remark(
        f"Start-up: `obsada --version` takes {measure.seconds(wall['median'])} by the clock (median of {STARTS}, "
        f"{measure.seconds(wall['low'])} to {measure.seconds(wall['high'])}), {measure.seconds(cpu)} of CPU time; at most "
        f"10 ms by the clock: {verdict}.")
    report.compare("start and end", "Python, an empty program", runs["obsada"], runs["python"])


def main():
    options = arguments()
    options.obsada = os.path.abspath(options.obsada)
    options.output = options.output.resolve()
    options.output.mkdir(parents=True, exist_ok=True)
    if not os.access(options.obsada, os.X_OK):
        sys.exit(f"{options.obsada} is not there: run `cargo build --release`, or name a program with --obsada")
    report = measure.Report()
    version = subprocess.run([options.obsada, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    report.raw["setting"] = {
        "obsada": version, "python": platform.python_version(), "cores": os.cpu_count(),
        "load_before": os.getloadavg(), "rounds": options.rounds,
        "peers": [line for line in (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
                  if "==" in line],
    }
    python = peers(options, report)
    parts = {
        "start": lambda: starts(report, options),
        "erlang-c": lambda: erlang.erlang_c(report, options, options.output, python),
        "erlang-a": lambda: erlang.erlang_a(report, options, options.output),
        "simulation": lambda: simulation.simulations(report, options, options.output, python),
        "week": lambda: week.weeks(report, options, options.output, python),
        "published": lambda: small.published(report, options, options.output),
    }
    failed = False
    for name, part in parts.items():
        if options.only and name not in options.only:
            continue
        if name == "published" and options.data is None:
            report.remark("Skipped: the published programmes (no folder given with --data).")
            continue
        try:
            part()
        except (measure.Failed, OSError, ValueError, KeyError, IndexError) as error:
            failed = True
            report.remark(f"FAILED: {name}: {error}")
    report.raw["setting"]["load_after"] = os.getloadavg()
    report.write(options.output)
    print(f"\n{version}, machine load {report.raw['setting']['load_before'][0]:.1f} before and "
          f"{report.raw['setting']['load_after'][0]:.1f} after, {os.cpu_count()} cores\n")
    print(report.markdown())
    print(f"written: {options.output / 'table.md'} and {options.output / 'values.json'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
