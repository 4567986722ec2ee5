// The page: what is on screen, and what happens when somebody changes it.

import { byId, el, every, fill, save } from "./dom.js";
import { Board } from "./board.js";
import { Doors, view } from "./doors.js";
import { control, named, partOf, told } from "./controls.js";
import { shortForm } from "./form.js";
import { hoursOf } from "./hours.js";
import { Failed, instance, textOf, unpacked } from "./module.js";
import { DAY, FORMULA, Planner } from "./planner.js";
import { closingText, results } from "./results.js";
import { learn, number, say, speak, spoken } from "./words.js";

/** Milliseconds without a change after which a moved slider is planned. */
const PAUSE_MS = 180;
/** Milliseconds within which changes of one number are one change. */
const DRAWN_MS = 1000;

const state = {
  file: "", base: "", files: "{}", // the scenario as it came: name, text, demand files by name as JSON
  changes: [], before: [], last: { path: "", at: 0 }, // what was changed, and the lists before, to undo
  text: "", desk: null, first: null, // text and desk now, desk of the scenario as it came
  shown: null, day: "mon", // closing time looked at (none: the recommended), weekday of the pictures
  referenceKey: "", // text of the state that is kept beside
  stage: null, progress: null, failure: null, running: false, stopped: false,
};
let call = null;
let planner = null;
let board = null;
let timer = 0;
const rows = new Map();

const pathOf = (change) => JSON.stringify(change.path);

// ── Changes ─────────────────────────────────────────────────────────────────────────────────────

/** Puts one change in place of an earlier one of the same number. */
function change(one) {
  // A slider that is drawn along is one change.
  const drawn = state.last.path === pathOf(one) && Date.now() - state.last.at < DRAWN_MS;
  if (!drawn) state.before.push(state.changes);
  state.last = { path: pathOf(one), at: Date.now() };
  const others = state.changes.filter((other) => pathOf(other) !== pathOf(one));
  const back = one.first !== undefined && JSON.stringify(one.first) === JSON.stringify(one.value);
  setChanges(back ? others : [...others, one]);
}

function setChanges(changes) {
  state.changes = changes;
  renew();
  clearTimeout(timer);
  planner.cancel();
  state.running = false;
  state.stopped = false;
  state.progress = null;
  state.stage = null;
  show();
  timer = setTimeout(plan, PAUSE_MS);
}

function undo() {
  const before = state.before.pop();
  state.last = { path: "", at: 0 };
  if (before) setChanges(before);
}

/** Text and desk after the changes; problems of the scenario as they are. */
function renew() {
  state.failure = null;
  try {
    const edits = state.changes.map(({ path, value, time }) => ({ path, value, time }));
    state.text = edits.length === 0 ? state.base : textOf(call("edit", state.base, JSON.stringify(edits))[0]);
    state.desk = JSON.parse(textOf(call("read", ...given())[0]));
    state.first ??= state.desk;
  } catch (failure) {
    failed(failure);
  }
}

function failed(failure) {
  state.failure = failure instanceof Failed ? failure : new Failed("defect", String(failure), []);
  state.running = false;
  state.progress = null;
}

function given() {
  return [state.file, state.text, state.files, spoken(), DAY];
}

// ── Planning ────────────────────────────────────────────────────────────────────────────────────

function one() {
  return { key: state.text, file: state.file, text: state.text, files: state.files, language: spoken(), closings: state.desk.closings };
}

function plan() {
  if (state.failure?.kind === "input" || !state.desk) return;
  state.failure = null;
  state.running = true;
  state.stopped = false;
  show();
  planner.plan(one());
}

/** What the planner tells. */
async function heard(event) {
  if (event.key !== state.text) return;
  if (event.progress) state.progress = event.progress;
  if (event.done) state.stage = event.done;
  if (event.finished) [state.running, state.progress] = [false, null];
  if (event.failure) failed(event.failure);
  if (event.progress) showProgress();
  else await show();
}

function stop() {
  planner.cancel();
  clearTimeout(timer);
  state.running = false;
  state.stopped = true;
  state.progress = null;
  show();
}

/** The answer on screen: through the day where that is known, else by the formula. */
function answered(key) {
  const answers = planner.answers(key);
  const promise = answers[DAY] ? DAY : answers[FORMULA] ? FORMULA : null;
  return promise && { promise, answer: answers[promise] };
}

// ── Showing ─────────────────────────────────────────────────────────────────────────────────────

/** Everything anew; what was planned for another state stays, marked as old. */
async function show() {
  showChanges();
  showControls();
  showProgress();
  showProblems();
  const found = answered(state.text);
  byId("results").classList.toggle("old", !found);
  byId("stale").hidden = Boolean(found) || byId("results").childElementCount === 0;
  if (!found) return;
  const key = state.text;
  const recommended = JSON.parse(await planner.shown(found.answer, ""));
  const asked = askedFor(recommended);
  let plan = recommended;
  if (asked !== null) {
    try {
      plan = JSON.parse(await planner.shown(found.answer, asked));
    } catch (failure) {
      if (!(failure instanceof Failed)) return;
    }
  }
  const reference = await referencePlan(found.promise);
  if (key !== state.text) return;
  state.current = { text: found.answer.plans[asked ?? ""] ?? found.answer.plans[""], plan };
  fill(byId("results"), results({
    plan, reference, recommended: recommended.closing, desk: state.desk, day: state.day,
    choose: (closing) => { state.shown = closing; show(); },
    pick: (day) => { state.day = day; show(); },
  }));
  showHours(plan.closing);
  document.body.dataset.answer = found.promise;
}

/** The number of the closing time that is looked at; none where it is the recommended one. */
function askedFor(recommended) {
  if (!state.shown) return null;
  const alike = (closing) => Object.keys(closing).every((line) => closing[line] === state.shown[line]);
  const at = recommended.candidates.findIndex((candidate) => alike(candidate.closing));
  const chosen = at >= 0 && !alike(recommended.closing);
  return chosen && recommended.candidates[at].objective !== null ? String(at) : null;
}

/** The plan kept beside, known in the same way; none where that is the state on screen. */
async function referencePlan(promise) {
  const answer = planner.answers(state.referenceKey)[promise];
  if (!answer || (state.referenceKey === state.text && !state.shown)) return null;
  return JSON.parse(await planner.shown(answer, ""));
}

function showProgress() {
  const stage = byId("stage");
  const { progress } = state;
  const answer = answered(state.text);
  const name = state.failure ? "stage_failed" : answer ? `stage_${answer.promise.replace("-", "_")}` : state.running ? "stage_none" : "stage_stopped";
  stage.textContent = say(name);
  stage.className = `stage ${state.failure ? "failed" : answer?.promise ?? "none"}`;
  byId("working").hidden = !state.running;
  if (!state.running) return;
  const text = progress
    ? say("progress", say(progress.promise === DAY ? "doing_day" : "doing_formula"), String(Math.min(progress.done, progress.all - 1)), String(progress.all - 1),
      number(progress.steps.reduce((sum, steps) => sum + steps, 0)))
    : say("doing_start");
  byId("progress-text").textContent = text;
  const bar = byId("bar");
  bar.max = progress?.all ?? 1;
  bar.value = progress?.done ?? 0;
}

function showProblems() {
  const box = byId("problems");
  box.hidden = !state.failure;
  if (!state.failure) return;
  const { kind, message, problems } = state.failure;
  const each = problems.map((one) => el("li", {}, el("p", {}, el("strong", {}, one.message)), el("p", {}, one.remedy),
    el("p", { class: "small" }, `${one.code}${one.line ? ` · ${one.file}:${one.line}:${one.column}` : ""}`)));
  fill(box, el("h2", {}, say(`failed_${kind}`)), each.length > 0 ? el("ul", {}, each) : el("pre", { tabindex: "0" }, message),
    state.changes.length > 0 && el("p", {}, el("button", { type: "button", click: undo }, say("undo_last"))));
}

function showChanges() {
  const list = state.changes.map((one) => el("li", {},
    el("span", {}, one.of ? `${one.of}: ` : "", one.name(), " ", el("b", {}, one.from()), " → ", el("b", {}, one.to())),
    el("button", { type: "button", class: "off", "aria-label": say("take_back", one.name()), title: say("take_back", one.name()),
      click: () => { state.before.push(state.changes); setChanges(state.changes.filter((other) => other !== one)); } }, "×")));
  fill(byId("changes"), list.length > 0 ? el("ul", {}, list) : el("p", { class: "small" }, say("no_changes")));
  byId("undo").disabled = state.before.length === 0;
  byId("all-back").disabled = state.changes.length === 0;
}

/** The numbers, each in its part; built once, then brought up to date. */
function showControls() {
  if (!state.desk) return;
  const first = new Map(state.first.fields.map((field) => [pathOf(field), field]));
  // Where the scenario has problems, its numbers are those that were set all the same.
  const set = new Map(state.changes.map((one) => [pathOf(one), one.value]));
  for (const known of state.desk.fields) {
    const key = pathOf(known);
    const field = set.has(key) ? { ...known, value: set.get(key) } : known;
    if (rows.has(key)) {
      rows.get(key).show(field);
      continue;
    }
    const own = first.get(key) ?? field;
    const row = control(field, own, state.first.currency, (value) => change({
      path: field.path, value, time: field.unit === "seconds", first: own.value, of: field.of, name: () => named(field),
      from: () => told(own.value, field.unit, state.first.currency), to: () => told(value, field.unit, state.first.currency),
    }));
    rows.set(key, row);
    partFor(partOf(field), field.of).append(row);
  }
}

/** The place of a number: its part of the desk, under what it belongs to. */
function partFor(part, of) {
  const box = byId(`part-${part}`);
  box.hidden = false;
  const key = `of-${of}`;
  const found = [...box.children].find((child) => child.dataset.of === key);
  if (found) return found;
  const own = el("div", { "data-of": key }, of && el("h3", {}, of));
  box.append(own);
  return own;
}

function showHours(closing) {
  const interval = state.desk.interval_minutes;
  const focused = document.activeElement?.id;
  const days = [...new Set(state.current.plan.intervals.map((row) => row.day))];
  fill(byId("hours"), state.desk.lines.map((line, at) => hoursOf(line, closing[line.id], interval, days,
    (label) => { state.shown = { ...closing, [line.id]: label }; show(); },
    (candidates, wished) => {
      state.shown = wished ? { ...closing, [line.id]: wished } : null;
      const before = state.first.lines[at]?.candidates;
      const list = (all) => (all ?? [line.close]).map((entry) => entry.label ?? entry).join(", ");
      change({ path: ["line", at, "close_candidates"], value: candidates, time: false, first: before ?? null, of: line.name,
        name: () => say("closings_compared"), from: () => list(before), to: () => list(candidates) });
    })));
  if (focused) byId(focused)?.focus();
}

// ── The whole page ──────────────────────────────────────────────────────────────────────────────

/** Words that stand in the page itself. */
function translate() {
  for (const element of every("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of every("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  byId("language").textContent = spoken() === "pl" ? "English" : "Polski";
  byId("language").lang = spoken() === "pl" ? "en" : "pl";
}

/** Everything in the other language; nothing that was entered is lost. */
function switchLanguage() {
  speak(spoken() === "pl" ? "en" : "pl");
  translate();
  board.translate();
  for (const part of every(".part")) part.replaceChildren();
  rows.clear();
  if (document.body.dataset.view === "board") return;
  if (!state.desk && !state.base) {
    startForm();
    return;
  }
  if (state.failure) {
    renew();
    show();
    plan();
  } else show();
}

/** What leads to the board and back knows of the desk. */
const desk = {
  scenario: () => state.base && { file: state.file, text: state.base, files: JSON.parse(state.files) },
  leave: () => planner.cancel(),
  open: (one) => open(one),
  start: () => startForm(),
  resume: () => {
    byId("title").textContent = state.desk?.title ?? state.file;
    show();
    plan();
  },
};

/** A scenario to work on. */
function open({ file, text, files = {}, plans = null }) {
  Object.assign(state, { file, base: text, text, files: JSON.stringify(files), changes: [], before: [], first: null, desk: null, shown: null, stage: null, referenceKey: text });
  for (const part of every(".part")) part.replaceChildren();
  rows.clear();
  fill(byId("results"));
  view("desk");
  renew();
  if (state.desk) {
    byId("title").textContent = state.desk.title;
    byId("title").title = state.desk.title;
    document.title = `${state.desk.title} – obsada`;
  }
  if (plans) planner.keep(text, DAY, { given: given(), parts: null, plans });
  show();
  plan();
}

function startForm() {
  byId("title").textContent = say("start_title");
  view("start");
  fill(byId("form"), shortForm((form) => {
    const [text] = call("short", JSON.stringify(form));
    open({ file: "scenario.toml", text: textOf(text) });
  }));
}

async function memo() {
  const button = byId("memo");
  button.disabled = true;
  try {
    stop();
    state.stopped = false;
    [state.running, state.progress] = [true, null];
    showProgress();
    const page = await planner.memo(one(), (steps) => { byId("progress-text").textContent = say("doing_memo", number(steps)); });
    save("memo.html", page, "text/html");
  } catch (failure) {
    if (failure instanceof Failed) failed(failure);
  }
  button.disabled = false;
  state.running = false;
  show();
}

function stem() {
  return state.file.split(/[\\/]/).pop().replace(/\.toml$/, "");
}

function listen() {
  let wide = window.innerWidth;
  window.addEventListener("resize", () => {
    if (Math.abs(window.innerWidth - wide) < 40) return;
    wide = window.innerWidth;
    if (document.body.dataset.view === "board") board.show();
    else if (state.desk) show();
  });
  byId("language").addEventListener("click", switchLanguage);
  byId("undo").addEventListener("click", undo);
  byId("all-back").addEventListener("click", () => { state.before.push(state.changes); setChanges([]); });
  byId("stop").addEventListener("click", stop);
  byId("keep").addEventListener("click", () => { state.referenceKey = state.text; show(); });
  byId("save-scenario").addEventListener("click", () => save(`${stem()}.toml`, state.text, "application/toml"));
  byId("save-plan").addEventListener("click", () => state.current && save(`${stem()}-plan.json`, state.current.text, "application/json"));
  byId("memo").addEventListener("click", memo);
  byId("print").addEventListener("click", () => window.print());
  byId("new").addEventListener("click", () => { planner.cancel(); Object.assign(state, { base: "", desk: null }); startForm(); });
}

async function main() {
  learn(JSON.parse(byId("words").textContent));
  const given = JSON.parse(byId("case").textContent);
  speak(given?.locale ?? (navigator.language.startsWith("pl") ? "pl" : "en"));
  translate();
  try {
    const module = await WebAssembly.compile(await unpacked(byId("module").textContent));
    call = await instance(module, () => {});
    const plans = byId("plans").textContent.trim();
    planner = new Planner(module, byId("worker").textContent, heard);
    board = new Board(module, byId("worker").textContent, call);
    const doors = new Doors(board, desk);
    listen();
    const roster = byId("roster").textContent.trim();
    if (given && roster) await doors.begin(given, textOf(await unpacked(roster)));
    else if (given) open({ ...given, plans: plans ? JSON.parse(textOf(await unpacked(plans))) : null });
    else startForm();
    // For the tests, and for whoever looks under the bonnet.
    Object.assign(window, { obsada: { state, planner, board, change, stop, undo, answered: () => answered(state.text) } });
  } catch (problem) {
    byId("unable").hidden = false;
    byId("unable-why").textContent = String(problem);
  }
  byId("loading").hidden = true;
  document.body.dataset.ready = "yes";
}

main();
