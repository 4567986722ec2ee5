// Pictures of a plan, each with the table it was drawn from.

import { el, figure, svg, table } from "./dom.js";
import { day, duration, money, number, say } from "./words.js";

const LEFT = 52;
const RIGHT = 22;
const TOP = 14;
const HEIGHT = 230;
const BOTTOM = 34;

/** Width that pictures are drawn for: small ones for small screens, so that what is written in them stays as large. */
let WIDTH = 640;

export function drawFor(width) {
  WIDTH = Math.max(300, Math.min(640, Math.round(width)));
}

/** A round step that divides a range into few parts. */
function stepOf(most, parts, units = [1, 2, 5, 10]) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most / parts, 1e-9)));
  return power * units.find((unit) => unit * power >= most / parts - 1e-12);
}

function frame(least, most, step, written) {
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - least) / (most - least || 1));
  const lines = [];
  for (let value = Math.ceil(least / step - 1e-9) * step; value <= most + step * 1e-6; value += step) {
    lines.push(svg("line", { class: "g", x1: LEFT, x2: WIDTH - RIGHT, y1: y(value), y2: y(value) }),
      svg("text", { class: "y", x: LEFT - 6, y: y(value) + 4 }, written(value)));
  }
  return { y, lines };
}

function canvas(...children) {
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH }, ...children);
}

/** Half-hours of a day along the bottom: places of their edges, and hours written under them. */
function along(starts, interval) {
  const first = starts[0];
  const last = starts[starts.length - 1] + interval;
  const x = (minute) => LEFT + ((WIDTH - LEFT - RIGHT) * (minute - first)) / (last - first);
  const every = [60, 120, 180, 240, 360].find((step) => ((last - first) / step) * 42 < WIDTH - LEFT - RIGHT) ?? 360;
  const marks = [];
  for (let minute = Math.ceil(first / every) * every; minute <= last; minute += every) {
    marks.push(svg("line", { class: "g", x1: x(minute), x2: x(minute), y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM + 4 }),
      svg("text", { class: "x", x: x(minute), y: HEIGHT - BOTTOM + 17 }, `${String(minute / 60).padStart(2, "0")}:00`));
  }
  return { x, marks };
}

/** A line of steps over half-hours; where a value is missing the line is broken. */
function steps(points, x, y, interval, kind) {
  let path = "";
  let before = null;
  for (const { at, value } of points) {
    if (value === null) { before = null; continue; }
    path += before === at ? `V${y(value).toFixed(1)}` : `M${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    path += `H${x(at + interval).toFixed(1)}`;
    before = at + interval;
  }
  return svg("path", { class: `l ${kind}`, d: path });
}

/** Seconds along an axis. */
function clockOf(seconds) {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}

/** Waits of a line by half-hour: as bars, the reference as a line, a promise for each half-hour across. */
export function waits({ title, rows, reference, promised, interval }) {
  const all = [...rows, ...(reference ?? [])].map((row) => row.value).filter((value) => value !== null);
  const shown = all.filter(Number.isFinite);
  const most = Math.max(30, ...shown, promised ?? 0) * 1.05;
  const step = most > 240 ? stepOf(most / 60, 5) * 60 : [10, 15, 30, 60].find((s) => most / s <= 6) ?? 60;
  const { y, lines } = frame(0, most, step, clockOf);
  const { x, marks } = along(rows.map((row) => row.at), interval);
  const bars = rows.filter((row) => row.value !== null).map((row) => {
    const value = Math.min(Number.isFinite(row.value) ? row.value : most, most);
    return svg("rect", { class: "f", x: x(row.at) + 1, width: x(row.at + interval) - x(row.at) - 2, y: y(value), height: Math.max(0, y(0) - y(value)) });
  });
  const limit = promised !== null && promised <= most
    ? [svg("line", { class: "limit", x1: LEFT, x2: WIDTH - RIGHT, y1: y(promised), y2: y(promised) })] : [];
  const before = reference ? [steps(reference, x, y, interval, "b")] : [];
  const legend = [say("bars_waits"), reference && say("line_reference"), promised !== null && say("line_promise", duration(promised))].filter(Boolean).join(" · ");
  const head = [say("from"), say("mean_wait"), ...(reference ? [say("reference")] : [])];
  const data = table(title, head, rows.map((row, k) => [row.start, duration(row.value), ...(reference ? [duration(reference[k]?.value)] : [])]));
  return figure(title, legend, canvas(lines, bars, limit, before, marks), data, say("as_table"));
}

/** People by half-hour: on duty as bars, what the formula requires as a line. */
export function people({ title, rows, reference, interval }) {
  const most = Math.max(2, ...rows.map((row) => Math.max(row.agents, row.required)), ...(reference ?? []).map((row) => row.value ?? 0)) * 1.08;
  const { y, lines } = frame(0, most, Math.max(1, stepOf(most, 5)), (value) => number(value, 0));
  const { x, marks } = along(rows.map((row) => row.at), interval);
  const bars = rows.map((row) => svg("rect", { class: "f", x: x(row.at) + 1, width: x(row.at + interval) - x(row.at) - 2, y: y(row.agents), height: y(0) - y(row.agents) }));
  const needed = steps(rows.map((row) => ({ at: row.at, value: row.required })), x, y, interval, "a");
  const before = reference ? [steps(reference, x, y, interval, "b")] : [];
  const legend = [say("bars_people"), say("line_required"), reference && say("line_reference")].filter(Boolean).join(" · ");
  const head = [say("from"), say("on_duty"), say("required"), ...(reference ? [say("reference")] : [])];
  const data = table(title, head, rows.map((row, k) => [row.start, number(row.agents, 1), number(row.required, 0), ...(reference ? [number(reference[k]?.value ?? null, 1)] : [])]));
  return figure(title, legend, canvas(lines, bars, needed, before, marks), data, say("as_table"));
}

/** People of a roster by half-hour: at the phone as bars, what is short on top of them, what is required as a line. */
export function covered({ title, rows, interval }) {
  const most = Math.max(2, ...rows.map((row) => Math.max(row.value, row.required, row.crew))) * 1.08;
  const { y, lines } = frame(0, most, Math.max(1, stepOf(most, 5)), (value) => number(value, 0));
  const { x, marks } = along(rows.map((row) => row.at), interval);
  const bar = (row, from, to, kind) => svg("rect", { class: kind, x: x(row.at) + 1, width: x(row.at + interval) - x(row.at) - 2, y: y(to), height: Math.max(0, y(from) - y(to)) });
  const bars = rows.map((row) => bar(row, 0, row.value, "f"));
  const lacks = rows.filter((row) => row.short > 0).map((row) => bar(row, row.value, Math.max(row.value, row.required, row.crew), "lack"));
  const needed = steps(rows.map((row) => ({ at: row.at, value: Math.max(row.required, row.crew) })), x, y, interval, "a");
  const head = [say("from"), say("required"), say("board_at_phone"), say("on_duty"), say("board_short_people")];
  const data = table(title, head, rows.map((row) => [row.start, number(Math.max(row.required, row.crew)), number(row.value, 1), number(row.duty, 1), row.short > 0 ? number(row.short, 1) : "–"]));
  return figure(title, [say("board_bars"), say("board_line"), say("board_lack")].join(" · "), canvas(lines, bars, lacks, needed, marks), data, say("as_table"));
}

/** Cost by closing time: a dot each, the one shown ringed, the one recommended filled. */
export function curve({ title, points, currency, choose }) {
  const costs = points.map((point) => point.cost).filter((cost) => cost !== null);
  if (costs.length === 0) return null;
  const [low, high] = [Math.min(...costs), Math.max(...costs)];
  const room = Math.max((high - low) * 0.2, high * 0.002, 1);
  const { y, lines } = frame(low - room, high + room, stepOf(high - low + 2 * room, 4), (value) => number(value, 0));
  const x = (k) => LEFT + 20 + ((WIDTH - LEFT - RIGHT - 40) * (points.length === 1 ? 0.5 : k / (points.length - 1)));
  const every = Math.ceil((points.length * Math.max(...points.map((point) => point.label.length)) * 7) / (WIDTH - LEFT - RIGHT));
  const drawn = points.map((point, k) => [
    k % every === 0 && svg("text", { class: point.shown ? "x h" : "x", x: x(k), y: HEIGHT - BOTTOM + 17 }, point.label),
    point.cost === null
      ? svg("text", { class: "x", x: x(k), y: HEIGHT - BOTTOM - 6 }, "×")
      : svg("g", { class: "dot", click: () => choose(point) },
        point.shown && svg("circle", { class: "ring", cx: x(k), cy: y(point.cost), r: 11 }),
        svg("circle", { class: point.recommended ? "a" : point.holds ? "o" : "no", cx: x(k), cy: y(point.cost), r: 6 })),
  ]);
  const path = points.map((point, k) => (point.cost === null ? null : `${x(k).toFixed(1)} ${y(point.cost).toFixed(1)}`)).filter(Boolean);
  const line = svg("polyline", { class: "l o", points: path.join(" ") });
  const data = table(title, [say("open_until"), say("cost_week")], points.map((point) => [point.label, point.cost === null ? say("no_plan") : money(point.cost, currency)]), (k) => points[k].shown);
  return figure(title, say("curve_legend"), canvas(lines, line, drawn), data, say("as_table"));
}

/** Buttons for the days of the week. */
export function dayPicker(days, chosen, choose) {
  return el("div", { class: "days", role: "group", "aria-label": say("day") }, days.map((code) =>
    el("button", { type: "button", "aria-pressed": String(code === chosen), click: () => choose(code) }, day(code))));
}
