// A plan as the manager reads it: what is recommended, what it costs, what callers experience, and what was before.

import { curve, dayPicker, drawFor, people, waits } from "./pictures.js";
import { minutes } from "./hours.js";
import { el, table } from "./dom.js";
import { day, duration, money, number, percent, plain, say, signed } from "./words.js";

/** Closing times of a plan or candidate in words; of lines alone whose hours are compared. */
export function closingText(closing, desk) {
  const compared = desk.lines.filter((line) => line.candidates);
  const labels = (compared.length > 0 ? compared : desk.lines).map((line) => [line, closing[line.id]]).filter(([, label]) => label);
  if (labels.length === 1) return labels[0][1];
  return labels.map(([line, label]) => `${line.name} ${label}`).join(" + ");
}

function same(a, b) {
  return Object.keys(a).every((line) => a[line] === b[line]);
}

/** The number through the day where it is known, else the formula's. */
function waitOf(line) {
  return line.through_day ? line.through_day.mean_wait_s.value : line.mean_wait_s;
}

function keeps(target) {
  return target.through_day ? target.through_day.met : target.met;
}

/** Everything about a plan. `view` holds plan, reference, recommended closing, desk, chosen day and what to call. */
export function results(view) {
  const wide = document.getElementById("results").clientWidth || 640;
  // Two pictures stand side by side where there is room.
  drawFor(wide > 740 ? wide / 2 - 12 : wide);
  return [lead(view), tiles(view), promises(view), closings(view), week(view), rest(view)];
}

function lead({ plan, recommended, desk }) {
  const text = closingText(plan.closing, desk);
  const [line] = desk.lines.filter((one) => one.candidates);
  const several = plan.candidates.length > 1;
  const first = several
    ? same(plan.closing, recommended) ? say("recommended_until", text) : say("shown_until", text, closingText(recommended, desk))
    : say("hours_until", line?.name ?? plan.lines[0].name, text);
  const resolution = several && plan.cost_resolution >= 0.01 ? say("resolution", money(plan.cost_resolution, plan.scenario.currency)) : "";
  return el("div", { class: "lead" }, el("p", { class: "first", id: "answer" }, first), resolution && el("p", { class: "second" }, resolution));
}

/** A figure with its name, and what it was before. */
function tile(name, value, was, note) {
  return el("div", { class: "tile" }, el("dt", {}, name), el("dd", {}, el("strong", {}, value),
    was !== null && el("span", { class: "was" }, was), note));
}

function tiles({ plan, reference }) {
  const currency = plan.scenario.currency;
  const was = (now, before, written) => (before === undefined || before === null ? null
    : Math.abs(now - before) < 1e-9 ? say("as_reference") : say("was", written(before), signed(now - before, written)));
  const own = plan.candidates.find((one) => same(one.closing, plan.closing)) ?? {};
  const list = [
    tile(say("cost_week"), money(plan.cost_per_week, currency), was(plan.cost_per_week, reference?.cost_per_week, (v) => money(v, currency))),
    tile(say("paid_hours"), number(plan.paid_hours_per_week, 0), was(plan.paid_hours_per_week, reference?.paid_hours_per_week, (v) => number(v, 0)),
      el("span", { class: "was" }, say("posts", plain(own.full_time_equivalents ?? plan.paid_hours_per_week / 40)))),
  ];
  for (const line of plan.lines) {
    const before = reference?.lines.find((one) => one.line === line.line);
    const kept = line.targets.every(keeps);
    list.push(tile(say("mean_wait_of", line.name), duration(waitOf(line)), was(waitOf(line), before && waitOf(before), duration),
      el("span", { class: kept ? "kept" : "missed" }, kept ? say("kept_all") : say("missed_some"))));
  }
  return el("dl", { class: "tiles" }, list);
}

function reachedText(target, value) {
  if (value === null || value === undefined) return "∞";
  if (target.measure === "mean_wait") return duration(value);
  if (target.measure === "agents_min") return plain(value);
  return percent(value);
}

function promises({ plan }) {
  const rows = plan.lines.flatMap((line) => line.targets.map((target) => {
    const within = target.within_s ? ` ≤ ${duration(target.within_s)}` : "";
    const between = target.between ? ` ${target.between.join("–")}` : "";
    const through = target.through_day;
    const margin = through && through.reached.half_width > 0 ? ` ±${reachedText(target, through.reached.half_width)}` : "";
    return [`${line.name}: ${say(target.measure)}${within}, ${say(`over_${target.over}`)}${between}`,
      reachedText(target, target.promised), reachedText(target, target.reached),
      through ? reachedText(target, through.reached.value) + margin : "–",
      keeps(target) ? el("span", { class: "kept" }, say("yes")) : el("span", { class: "missed" }, say("no"))];
  }));
  return el("section", {}, el("h2", {}, say("promises_head")),
    table(say("promises_head"), [say("promise"), say("promised"), say("by_formula"), say("through_day"), say("kept")], rows, () => false, true));
}

function closings(view) {
  const { plan, recommended, desk, choose } = view;
  if (plan.candidates.length < 2) return null;
  const currency = plan.scenario.currency;
  const first = plan.candidates[0].cost_per_week;
  const points = plan.candidates.map((one) => ({
    closing: one.closing, label: closingText(one.closing, desk), cost: one.cost_per_week, holds: one.tightened?.holds ?? one.objective !== null,
    shown: same(one.closing, plan.closing), recommended: same(one.closing, recommended),
  }));
  const rows = plan.candidates.map((one, k) => [
    el("button", { type: "button", class: "link", "aria-pressed": String(points[k].shown), click: () => choose(one.closing) },
      points[k].label + (points[k].recommended ? ` ★` : "")),
    one.cost_per_week === null ? say("no_plan") : number(one.cost_per_week, 2),
    one.cost_per_week === null || first === null ? "–" : signed(one.cost_per_week - first, (v) => number(v, 2)),
    number(one.paid_hours_per_week, 0), plain(one.full_time_equivalents ?? NaN),
    ...plan.lines.map((line) => {
      const own = one.lines.find((other) => other.line === line.line);
      return own ? duration(waitOf(own)) : "–";
    }),
    one.cost_per_week === null ? "–" : points[k].holds ? el("span", { class: "kept" }, say("yes")) : el("span", { class: "missed" }, say("no")),
  ]);
  const head = [say("open_until"), `${say("cost_week")}, ${currency}`, say("difference"), say("paid_hours"), say("posts_head"),
    ...plan.lines.map((line) => say("mean_wait_of", line.name)), say("kept")];
  return el("section", {}, el("h2", {}, say("closings_head")),
    curve({ title: say("curve_title"), points, currency, choose: (point) => choose(point.closing) }),
    table(say("closings_table"), head, rows, (k) => points[k].shown));
}

function week(view) {
  const { plan, reference, desk } = view;
  const days = [...new Set(plan.intervals.map((row) => row.day))];
  const chosen = days.includes(view.day) ? view.day : days[0];
  const interval = desk.interval_minutes;
  const pictures = [];
  for (const line of plan.lines) {
    const rows = waitRows(plan, line.line, chosen);
    if (rows.length === 0) continue;
    const before = reference && byStart(rows, waitRows(reference, line.line, chosen));
    const each = line.targets.find((target) => target.measure === "mean_wait" && target.over === "interval");
    pictures.push(waits({ title: `${say("waits_title", line.name)}, ${day(chosen)}`, rows, reference: before, promised: each?.promised ?? null, interval }));
  }
  for (const set of [...new Set(plan.intervals.map((row) => row.lines.join("+")))]) {
    const rows = peopleRows(plan, set, chosen);
    if (rows.length === 0) continue;
    const before = reference && byStart(rows, peopleRows(reference, set, chosen).map((row) => ({ ...row, value: row.agents })));
    const names = set.split("+").map((id) => plan.lines.find((line) => line.line === id)?.name ?? id).join(" + ");
    pictures.push(people({ title: `${say("people_title", names)}, ${day(chosen)}`, rows, reference: before, interval }));
  }
  return el("section", {}, el("h2", {}, say("week_head")), dayPicker(days, chosen, view.pick), el("div", { class: "pictures" }, pictures));
}

/** Rows of another plan at the same half-hours. */
function byStart(rows, others) {
  const found = rows.map((row) => ({ at: row.at, value: others.find((other) => other.start === row.start)?.value ?? null }));
  return found.some((row) => row.value !== null) ? found : null;
}

function waitRows(plan, line, code) {
  const rows = plan.through_day.length > 0
    ? plan.through_day.filter((row) => row.line === line).map((row) => ({ ...row, wait: row.mean_wait_s.value }))
    : plan.intervals.filter((row) => row.lines.length === 1 && row.lines[0] === line).map((row) => ({ ...row, wait: row.mean_wait_s }));
  return rows.filter((row) => row.day === code).map((row) => ({ start: row.start, at: minutes(row.start), value: row.wait ?? Infinity }));
}

function peopleRows(plan, set, code) {
  return plan.intervals.filter((row) => row.day === code && row.lines.join("+") === set)
    .map((row) => ({ start: row.start, at: minutes(row.start), agents: row.agents, required: row.agents_required }));
}

function rest({ plan, recommended }) {
  const groups = Object.fromEntries(plan.groups.map((group) => [group.group, group.name]));
  const shifts = plan.shifts.map((shift) => [`${day(shift.day)} ${shift.start}–${shift.end}`, groups[shift.group] ?? shift.group, shift.contract,
    shift.breaks.map((pause) => pause.join("–")).join(", "), number(shift.paid_hours, 1), number(shift.count, 0)]);
  const contracts = plan.groups.flatMap((group) => group.contracts.map((one) =>
    [`${group.name} · ${one.contract}`, number(one.people_needed, 0), number(one.heads, 0), number(one.paid_hours, 0)]));
  // Of a closing time that is only looked at, that another may be cheaper is no news.
  const told = plan.notes.filter((note) => note.code !== "ranking-open" || same(plan.closing, recommended));
  const notes = told.map((note) => el("li", {}, say(`note_${note.code.replaceAll("-", "_")}`, note.subject)));
  const rests = plan.assumptions.map((one) => [one.key, one.value, one.range ?? "–", say(one.basis), one.note ?? ""]);
  return el("section", {}, el("h2", {}, say("details_head")),
    notes.length > 0 && el("ul", { class: "notes" }, notes),
    table(say("people_needed"), [say("contract"), say("needed"), say("available"), say("paid_hours")], contracts),
    el("details", {}, el("summary", {}, say("shifts_head", shifts.length)),
      table(say("shifts_title"), [say("shift"), say("group"), say("contract"), say("breaks"), say("paid_hours"), say("count")], shifts)),
    el("details", {}, el("summary", {}, say("assumptions_head", rests.length)),
      table(say("assumptions_title"), [say("key"), say("value"), say("range"), say("basis"), say("note")], rests)),
    el("p", { class: "small" }, say("bound_text", money(plan.solver.bound, plan.scenario.currency), percent(plan.solver.gap)), " ", say("checked")));
}
