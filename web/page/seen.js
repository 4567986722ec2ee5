// What the check says of the board: rules, people by half-hour, waits.

import { minutes } from "./hours.js";
import { byId, el, fill, table } from "./dom.js";
import { dayName } from "./grid.js";
import { covered, drawFor } from "./pictures.js";
import { duration, money, number, percent, plain, say } from "./words.js";

/** Most entries of a list that are shown at once. */
const LISTED = 40;

function figureOf(name, value, note) {
  return el("div", { class: "tile" }, el("dt", {}, name), el("dd", {}, el("strong", {}, value), note && el("span", { class: "was" }, note)));
}

/** Names of lines, as a picture heads them. */
function linesText(ids, about) {
  return ids.map((id) => about.lines[id] ?? id).join(" + ");
}

/** The figures in one look. */
export function boardTiles({ seen, roster, about, changes }) {
  const short = roster.stages.find((stage) => stage.stage === "coverage")?.value ?? 0;
  return el("dl", { class: "tiles" },
    figureOf(say("board_changes"), number(changes)),
    figureOf(say("board_findings"), number(seen.findings.length)),
    figureOf(say("board_short_hours"), plain(short), say("board_short_note")),
    figureOf(say("paid_hours"), plain(roster.paid_hours)),
    figureOf(say("board_cost"), money(roster.cost, about.currency)));
}

/** Everything that does not hold, each with a way to its cell. */
export function boardFindings({ seen, shown, dates, go }) {
  if (seen.findings.length === 0) return [el("h2", {}, say("board_rules_head")), el("p", {}, el("span", { class: "kept" }, say("board_all_kept")))];
  const one = (found) => {
    const where = found.name === null ? null : [shown(found.name), found.day === null ? null : dayName(dates[found.day], found.day)].filter(Boolean).join(", ");
    const about = found.about === "week" ? ` ${say("board_of_week")}` : found.about === "period" ? ` ${say("board_of_period")}` : "";
    return el("li", {}, where === null ? found.whole
      : [el("button", { type: "button", class: "link", click: () => go(found.name, found.day) }, where), `${about}: ${found.text}`]);
  };
  return [el("h2", {}, say("board_rules_head")), el("ul", { class: "found" }, seen.findings.slice(0, LISTED).map(one)),
    seen.findings.length > LISTED && el("p", { class: "small" }, say("board_more", number(seen.findings.length - LISTED)))];
}

/** What of a need is short: as the shortages of the roster tell it. */
function shortAt(roster, row) {
  const own = roster.shortages.filter((one) => one.date === row.date && !one.leaders && one.lines.join("+") === row.lines.join("+")
    && one.start <= row.start && row.start < one.end);
  return Math.max(0, ...own.map((one) => one.short));
}

/** Where people are short, and a day in pictures. */
export function boardCover({ roster, about, dates, day, chose }) {
  const wide = byId("board-cover").clientWidth || 640;
  drawFor(wide > 740 ? wide / 2 - 12 : wide);
  const stretches = roster.shortages.slice(0, LISTED).map((one) => {
    const at = dates.indexOf(one.date);
    return [el("button", { type: "button", class: "link", click: () => chose(at) }, dayName(one.date, at)), `${one.start}–${one.end}`,
      linesText(one.lines, about) + (one.leaders ? `, ${say("board_leaders")}` : ""), number(one.short, 1)];
  });
  const rows = roster.coverage.filter((row) => row.date === dates[day]);
  const pictures = [...new Set(rows.map((row) => row.lines.join("+")))].map((set) => {
    const own = rows.filter((row) => row.lines.join("+") === set);
    const each = own.map((row) => ({
      start: row.start, at: minutes(row.start), value: row.at_phone, required: row.required, duty: row.on_duty, crew: row.crew_required ?? 0, short: shortAt(roster, row),
    }));
    return covered({ title: `${say("people_title", linesText(own[0].lines, about))}, ${dayName(dates[day], day)}`, rows: each, interval: about.interval_minutes });
  });
  return [el("h2", {}, say("board_cover_head")),
    stretches.length === 0 ? el("p", {}, el("span", { class: "kept" }, say("board_all_covered")))
      : table(say("board_shortages"), [say("board_day"), say("board_when"), say("board_lines"), say("board_short_people")], stretches),
    roster.shortages.length > LISTED && el("p", { class: "small" }, say("board_more", number(roster.shortages.length - LISTED))),
    el("p", {}, el("label", { for: "board-day" }, `${say("board_day")} `), daySelect(dates, day, chose)),
    pictures.length > 0 ? el("div", { class: "pictures" }, pictures) : el("p", {}, say("board_closed"))];
}

function daySelect(dates, day, chose) {
  const select = /** @type {any} */ (el("select", { id: "board-day", change: () => chose(Number(select.value)) },
    dates.map((date, at) => el("option", { value: String(at) }, dayName(date, at)))));
  select.value = String(day);
  return select;
}

function amountOf(target, value) {
  if (value === null || value === undefined) return "–";
  if (target.measure === "mean_wait") return duration(value);
  return target.measure === "agents_min" ? plain(value) : percent(value);
}

/** What callers experience, week by week. `state` is how far that is known: `there`, `working`, `old`, `none`. */
export function boardWaits({ roster, about, dates, state, seconds }) {
  const note = el("p", { id: "board-waits-state", class: "small", role: "status" }, say(`board_waits_${state}`, number(seconds, 1)));
  if (!roster || roster.through_day.length === 0) return [el("h2", {}, say("board_waits_head")), note];
  const rows = roster.through_day.flatMap((week) => week.lines.flatMap((line) => line.targets.map((target) => {
    const through = target.through_day;
    const name = `${dayName(week.monday, dates.indexOf(week.monday))} · ${about.lines[line.line] ?? line.line}`;
    const promise = say(target.measure) + (target.within_s ? ` ≤ ${duration(target.within_s)}` : "") + `, ${say(`over_${target.over}`)}`
      + (target.between ? ` ${target.between.join("–")}` : "");
    const verdict = through?.verdict ?? (target.met ? "kept" : "broken");
    return [name, duration(line.figures.mean_wait_s.value), promise, amountOf(target, target.promised),
      through ? amountOf(target, through.reached.value) + (through.at ? ` (${through.at})` : "") : amountOf(target, target.reached),
      verdict === "kept" ? el("span", { class: "kept" }, say("yes")) : verdict === "broken" ? el("span", { class: "missed" }, say("no")) : say("board_open")];
  })));
  return [el("h2", {}, say("board_waits_head")), note,
    table(say("board_waits_table"), [say("board_week_line"), say("mean_wait"), say("promise"), say("promised"), say("board_worst"), say("kept")], rows)];
}

/** What mending would change. `take` and `leave` are called by its buttons. */
export function boardMend({ offer, shown, dates, take, leave }) {
  if (!offer) return [];
  const words = (text) => ({ off: say("board_off"), absent: say("board_away") }[text] ?? text.replace(" (break ", " (" + say("breaks") + " "));
  const changes = offer.changes.map((one) => el("li", {}, `${shown(one.name)}, ${dayName(one.date, dates.indexOf(one.date))}: `, say("board_from_to", words(one.before), words(one.after))));
  const first = offer.kind === "no-change" ? say("board_mend_nothing") : offer.changes.length === 0 ? say("board_mend_none") : say("board_mend_changes", number(offer.changes.length));
  return [el("h2", {}, say("board_mend_head")), el("p", {}, first), changes.length > 0 && el("ul", {}, changes),
    el("p", {}, offer.passed ? el("span", { class: "kept" }, say("board_mend_passes")) : el("span", { class: "missed" }, say("board_mend_fails", number(offer.findings.length))),
      offer.short_hours > 1e-6 && ` ${say("board_mend_short", plain(offer.short_hours))}`),
    el("p", { class: "buttons" }, offer.changes.length > 0 && el("button", { type: "button", class: "main", id: "board-mend-take", click: take }, say("board_take")),
      el("button", { type: "button", click: leave }, say("board_leave")))];
}
