"""A covering programme, solved by HiGHS or by CP-SAT on one thread.

Reads JSON: `needs` (a list), `columns` (each with `cost` in whole cents and `rows`, the intervals it covers), `gap`
and `seconds`. Every column is a whole number of shifts, 0 or more; each row must be covered as often as it needs.
Writes objective, bound, status, counts and the CPU time of building and solving.
"""

import json
import sys
import time


def by_highs(task):
    import highspy
    import numpy

    model = highspy.HighsLp()
    columns, needs = task["columns"], task["needs"]
    model.num_col_, model.num_row_ = len(columns), len(needs)
    model.col_cost_ = numpy.array([float(c["cost"]) for c in columns])
    model.col_lower_ = numpy.zeros(len(columns))
    model.col_upper_ = numpy.full(len(columns), highspy.kHighsInf)
    model.row_lower_ = numpy.array([float(n) for n in needs])
    model.row_upper_ = numpy.full(len(needs), highspy.kHighsInf)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    starts, rows = [0], []
    for column in columns:
        rows.extend(column["rows"])
        starts.append(len(rows))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = numpy.array(starts)
    model.a_matrix_.index_ = numpy.array(rows)
    model.a_matrix_.value_ = numpy.ones(len(rows))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("mip_rel_gap", task["gap"])
    solver.setOptionValue("time_limit", float(task["seconds"]))
    solver.passModel(model)
    solver.run()
    info = solver.getInfo()
    counts = [round(value) for value in solver.getSolution().col_value]
    status = solver.modelStatusToString(solver.getModelStatus())
    return info.objective_function_value, info.mip_dual_bound, status, counts


def by_cp_sat(task):
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    most = max(task["needs"])
    counts = [model.new_int_var(0, most, "") for _ in task["columns"]]
    covering = [[] for _ in task["needs"]]
    for count, column in zip(counts, task["columns"]):
        for row in column["rows"]:
            covering[row].append(count)
    for need, terms in zip(task["needs"], covering):
        model.add(sum(terms) >= need)
    model.minimize(sum(column["cost"] * count for count, column in zip(counts, task["columns"])))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.relative_gap_limit = task["gap"]
    solver.parameters.max_time_in_seconds = task["seconds"]
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, solver.best_objective_bound, solver.status_name(status), []
    values = [solver.value(count) for count in counts]
    return solver.objective_value, solver.best_objective_bound, solver.status_name(status), values


with open(sys.argv[2], encoding="utf-8") as file:
    task = json.load(file)
begin = time.process_time()
objective, bound, status, counts = {"highs": by_highs, "cp-sat": by_cp_sat}[sys.argv[1]](task)
inside = time.process_time() - begin
json.dump({"objective": objective, "bound": bound, "status": status, "counts": counts, "inside": inside}, sys.stdout)
