// The planner's board: a roster that is edited cell by cell. After each edit a worker holds it against the program's own
// check; what was checked is what is saved.

import { AWAY, OFF, alike, cellsOf, differing, later, longer, moved, shiftOf, timeOf, withSet, works } from "./cells.js";
import { byId, el, fill, save } from "./dom.js";
import { Grid, dayName } from "./grid.js";
import { DAY } from "./planner.js";
import { Cancelled, Pool } from "./pool.js";
import { boardCover, boardFindings, boardMend, boardTiles, boardWaits } from "./seen.js";
import { askShift } from "./shifts.js";
import { Failed, textOf } from "./module.js";
import { number, say, spoken } from "./words.js";

/** Milliseconds without an edit after which waits are worked out. */
const WAITS_PAUSE_MS = 700;
/** Edits that can be taken back. */
const BACK_MAX = 200;

export class Board {
  /** Scenario and roster as they came: name, text. @type {any} */
  scenario = null;
  /** @type {any} */
  file = null;
  /** What the module says of lines, days and shifts. @type {any} */
  about = null;
  people = [];
  dates = [];
  holidays = [];
  /** Cells as they were opened, as they are, before each edit, and before each edit taken back. @type {any} */
  opened = new Map();
  /** @type {any} */
  cells = new Map();
  /** @type {any[]} */
  back = [];
  /** @type {any[]} */
  forth = [];
  /** What was checked last: its cells, the verdict, the roster and its text. @type {any} */
  checked = null;
  looking = false;
  again = false;
  /** @type {any} */
  failure = null;
  message = "";
  /** The roster whose waits are known, and of what they are. @type {any} */
  waits = null;
  waitsState = "none";
  waitsSeconds = 0;
  /** @type {any} */
  offer = null;
  mending = false;
  /** What was cut or copied. @type {any} */
  clip = null;
  /** @type {any} */
  week = "all";
  day = 0;
  /** @type {any} */
  saved = null;
  /** Milliseconds that each look took. @type {number[]} */
  lookMs = [];
  timer = 0;

  constructor(module, worker, call) {
    this.call = call;
    // One worker looks, one takes longer; each keeps what was opened.
    this.quick = new Pool(module, worker);
    this.slow = new Pool(module, worker);
    this.quick.most = 1;
    this.slow.most = 1;
    this.names = {};
    this.grid = new Grid(byId("board-grid"), this);
  }

  forget() {
    Object.assign(this, {
      scenario: null, file: null, about: null, people: [], dates: [], holidays: [],
      opened: new Map(), cells: new Map(), back: [], forth: [],
      checked: null, looking: false, again: false, failure: null, message: "",
      waits: null, waitsState: "none", waitsSeconds: 0, offer: null, mending: false, clip: null, week: "all", day: 0, saved: null, lookMs: [],
    });
  }

  // ── Opening ───────────────────────────────────────────────────────────────────────────────────────

  /** A scenario to check by; it has the people, or the roster has to wait for one that has. */
  setScenario(scenario) {
    this.scenario = scenario;
    if (this.file) return this.open(this.file);
    return this.show();
  }

  /** A roster: `{ file, text }`. */
  async open(file) {
    const { scenario } = this;
    this.quick.cancel();
    this.stopSlow();
    this.forget();
    Object.assign(this, { scenario, file, week: window.innerWidth < 700 ? 0 : "all" });
    if (!scenario || !holdsPeople(scenario.text)) {
      this.show();
      return;
    }
    this.looking = true;
    this.show();
    try {
      const [about, seen, roster] = await this.quick.call(["board", ...this.given()]);
      this.about = JSON.parse(textOf(about));
      this.holidays = this.about.holidays;
      this.opened = cellsOf(JSON.parse(textOf(roster)));
      this.cells = this.opened;
      this.looking = false;
      this.heard(this.cells, seen, roster);
      this.day = Math.max(0, this.dates.indexOf(this.checked.roster.shortages[0]?.date ?? this.dates[0]));
      this.saved = this.cells;
      this.drawGrid();
      this.show();
      this.planWaits();
    } catch (failure) {
      this.failed(failure);
    }
  }

  given() {
    return [this.scenario.file, this.scenario.text, JSON.stringify(this.scenario.files ?? {}), spoken(), DAY, this.file.file, this.file.text];
  }

  failed(failure) {
    this.looking = false;
    if (failure instanceof Cancelled) return;
    this.failure = failure instanceof Failed ? failure : new Failed("defect", String(failure), []);
    this.show();
  }

  // ── What the table asks ───────────────────────────────────────────────────────────────────────────

  cell(name, day) {
    return this.cells.get(name)?.[day] ?? OFF;
  }

  shown(name) {
    return this.names[name] ?? name;
  }

  changed(name, day) {
    return !alike(this.cell(name, day), this.opened.get(name)?.[day] ?? OFF);
  }

  isCut(name, day) {
    return Boolean(this.clip?.cut) && this.clip.name === name && this.clip.day === day;
  }

  /** Findings of a cell, those of the week or period that begins elsewhere marked as such; without a day those of the person. */
  found(name, day) {
    const all = this.checked?.byName.get(name) ?? [];
    if (day === null) return all.filter((one) => one.day === null);
    const reaches = (one) => (one.about === "week" ? Math.floor(one.day / 7) === Math.floor(day / 7) : one.about === "period" && day >= one.day);
    return all.filter((one) => one.day !== null && (one.day === day || (reaches(one) && works(this.cell(name, day)))))
      .map((one) => ({ ...one, first: one.day === day }));
  }

  broken(name) {
    return (this.checked?.byName.get(name) ?? []).length > 0;
  }

  working(day) {
    return this.people.filter((person) => works(this.cell(person.name, day))).length;
  }

  /** Person-hours short on a day: of the sets of each half-hour the shortest. */
  short(day) {
    return this.checked?.short.get(this.dates[day]) ?? 0;
  }

  /** Shifts that somebody's contract has on a day. */
  list(name, day) {
    return this.about.lists[this.about.shifts[name]?.[day]] ?? [];
  }

  // ── Edits ─────────────────────────────────────────────────────────────────────────────────────────

  set(edits) {
    const next = withSet(this.cells, edits);
    if (differing(this.cells, next).length === 0) return;
    this.back.push(this.cells);
    if (this.back.length > BACK_MAX) this.back.shift();
    this.forth = [];
    // What was edited is what is looked at.
    this.day = edits[0].day;
    this.put(next);
  }

  put(cells) {
    this.cells = cells;
    this.message = "";
    this.offer = null;
    this.clip = null;
    this.look();
  }

  undo() {
    if (this.back.length === 0) return;
    this.forth.push(this.cells);
    this.put(this.back.pop());
  }

  redo() {
    if (this.forth.length === 0) return;
    this.back.push(this.cells);
    this.put(this.forth.pop());
  }

  move(from, to) {
    this.set(moved(from, to, [this.cell(from.name, from.day), this.cell(to.name, to.day)]));
  }

  /** One of the acts of keyboard and buttons, on a place. */
  act(what, place) {
    if (!this.about || !place.name) return;
    const { name, day } = place;
    const cell = this.cell(name, day);
    const put = (next) => this.set([{ name, day, cell: next }]);
    const step = (next) => {
      if (!works(cell)) this.say(say("board_no_shift_here"));
      else if (next === null) this.say(say("board_no_such", this.about ? this.contract(name) : ""));
      else put(next);
    };
    if (what === "edit") this.edit(place);
    else if (what === "clear") put(OFF);
    else if (what === "away") put(cell === AWAY ? OFF : AWAY);
    else if (what === "longer") step(works(cell) ? longer(this.list(name, day), cell, 1) : null);
    else if (what === "shorter") step(works(cell) ? longer(this.list(name, day), cell, -1) : null);
    else if (what === "later") step(works(cell) ? later(this.list(name, day), cell, 1) : null);
    else if (what === "earlier") step(works(cell) ? later(this.list(name, day), cell, -1) : null);
    else if (what === "undo") this.undo();
    else if (what === "redo") this.redo();
    else if (what === "cut" || what === "copy") this.pick(place, what === "cut");
    else if (what === "forget") this.pick(null, false);
    else if (what === "paste" && this.clip) {
      const { clip } = this;
      if (clip.cut) this.move(clip, place);
      else put(works(clip.cell) ? shiftOf(timeOf(clip.cell)) : clip.cell);
    }
  }

  pick(place, cut) {
    if (place && this.cell(place.name, place.day) === OFF) return;
    this.clip = place && { ...place, cut, cell: this.cell(place.name, place.day) };
    if (place) this.say(say(cut ? "board_cut" : "board_copied", `${this.shown(place.name)}, ${dayName(this.dates[place.day], place.day)}`));
    this.grid.paint();
  }

  edit({ name, day }) {
    const title = `${this.shown(name)}, ${dayName(this.dates[day], day)} · ${this.contract(name)}`;
    askShift(title, this.cell(name, day), this.list(name, day), (cell) => this.set([{ name, day, cell }]), () => this.grid.focus(name, day));
  }

  contract(name) {
    return this.people.find((person) => person.name === name)?.contract ?? "";
  }

  say(text) {
    this.message = text;
    this.showStatus();
  }

  // ── The check ─────────────────────────────────────────────────────────────────────────────────────

  typed() {
    return JSON.stringify(Object.fromEntries(this.cells));
  }

  /** Holds the cells against the check; edits meanwhile are looked at together afterwards. */
  async look() {
    this.stopSlow();
    if (this.waits) this.waitsState = "old";
    this.grid.paint();
    this.showStatus();
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    this.showStatus();
    try {
      do {
        this.again = false;
        const { cells } = this;
        const started = performance.now();
        try {
          const [seen, roster] = await this.quick.call(["look", ...this.given(), this.typed(), ""]);
          this.lookMs.push(performance.now() - started);
          if (cells === this.cells) this.heard(cells, seen, roster);
        } catch (failure) {
          if (!(failure instanceof Failed) || failure.kind !== "refused") throw failure;
          this.refuse(cells, failure);
        }
      } while (this.again);
      this.looking = false;
      this.show();
      this.planWaits();
    } catch (failure) {
      this.failed(failure);
    }
  }

  /** A shift that a contract does not have is not put on the board; why is told. */
  refuse(cells, failure) {
    const told = failure.problems.map((no) => `${this.shown(no.name)}, ${dayName(this.dates[no.day], no.day)}: ${no.message}.`);
    if (cells === this.cells && this.back.length > 0) {
      this.cells = this.back.pop();
      this.again = !this.checked || this.checked.cells !== this.cells;
    } else this.again = true;
    this.message = told.join(" ");
  }

  heard(cells, seenBytes, rosterBytes) {
    const seen = JSON.parse(textOf(seenBytes));
    const text = textOf(rosterBytes);
    const roster = JSON.parse(text);
    const byName = new Map();
    for (const one of seen.findings.filter((found) => found.name !== null)) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
    this.people = roster.people;
    this.dates = roster.people[0]?.days.map((day) => day.date) ?? [];
    this.checked = { cells, seen, roster, text, byName, short: shortHours(roster, this.about.interval_minutes / 60) };
    // Where breaks were placed, the cells tell them; what was typed stays the same.
    const placed = cellsOf(roster);
    if (cells === this.cells) {
      this.cells = placed;
      this.checked.cells = placed;
    }
    this.failure = null;
  }

  planWaits() {
    clearTimeout(this.timer);
    if (this.checked?.roster.through_day.length > 0) {
      [this.waits, this.waitsState] = [this.checked.roster, "there"];
      this.showWaits();
      return;
    }
    this.timer = setTimeout(() => this.workWaits(), WAITS_PAUSE_MS);
  }

  async workWaits() {
    if (!this.checked || this.checked.cells !== this.cells) return;
    const { cells } = this;
    this.waitsState = this.waits ? "old" : "working";
    this.showWaits();
    const started = performance.now();
    try {
      const [seen, roster] = await this.slow.call(["look", ...this.given(), this.typed(), "waits"]);
      if (cells !== this.cells) return;
      this.heard(cells, seen, roster);
      this.waitsSeconds = (performance.now() - started) / 1000;
      [this.waits, this.waitsState] = [this.checked.roster, "there"];
      this.show();
    } catch (failure) {
      this.failed(failure);
    }
  }

  stopSlow() {
    clearTimeout(this.timer);
    this.slow.cancel();
    this.mending = false;
  }

  async mend() {
    if (!this.checked || this.mending) return;
    this.stopSlow();
    this.mending = true;
    this.show();
    try {
      const answers = await this.slow.call(["mend", ...this.given(), this.typed()], (steps) => this.say(say("board_mending", number(steps))));
      this.mending = false;
      this.message = "";
      if (answers.length === 0) this.message = say("board_mend_none");
      else this.offer = { ...JSON.parse(textOf(answers[0])), roster: JSON.parse(textOf(answers[1])) };
      this.show();
      byId("board-mend-take")?.focus();
      this.planWaits();
    } catch (failure) {
      this.mending = false;
      this.failed(failure);
    }
  }

  takeMended() {
    const cells = cellsOf(this.offer.roster);
    this.set(differing(cells, this.cells).map((place) => ({ ...place, cell: cells.get(place.name)[place.day] })));
    this.show();
  }

  // ── Files ─────────────────────────────────────────────────────────────────────────────────────────

  /** Whether what is on the board is what was checked. */
  ready() {
    return Boolean(this.checked) && this.checked.cells === this.cells && !this.looking;
  }

  stem() {
    return this.file.file.split(/[\\/]/).pop().replace(/\.json$/, "").replace(/-edited$/, "");
  }

  saveRoster() {
    if (!this.ready()) return;
    this.saved = this.cells;
    save(`${this.stem()}-edited.json`, this.checked.text, "application/json");
  }

  saveTable() {
    if (!this.ready()) return;
    const kind = spoken() === "pl" ? "excel" : "plain";
    const [text] = this.call("table", this.checked.text, kind);
    save(`${this.stem()}-edited.csv`, textOf(text), "text/csv");
  }

  unsaved() {
    return this.saved !== null && differing(this.cells, this.saved).length > 0;
  }

  /** Names from a file of the reader's disk, for this screen alone. */
  readNames(file, text) {
    try {
      const ids = JSON.stringify(this.people.map((person) => person.name));
      this.names = JSON.parse(textOf(this.call("names", file, text, ids, spoken())[0]));
      this.message = "";
    } catch (failure) {
      if (!(failure instanceof Failed)) throw failure;
      this.message = failure.problems.length > 0 ? failure.problems.map((one) => `${one.message} ${one.remedy}`).join(" ") : failure.message;
    }
    this.show();
  }

  // ── Showing ───────────────────────────────────────────────────────────────────────────────────────

  drawGrid() {
    const days = this.week === "all" ? this.dates.map((_, d) => d) : Array.from({ length: 7 }, (_, k) => 7 * this.week + k);
    this.grid.draw(days);
  }

  show() {
    const there = Boolean(this.about) && !this.failure;
    byId("board-ask").hidden = Boolean(this.about) || this.looking;
    if (!this.about) this.showAsk();
    byId("board-body").hidden = !this.about;
    this.showProblem();
    this.showStatus();
    if (!there) return;
    byId("title").textContent = this.about.title;
    document.title = `${this.about.title} – obsada`;
    this.showWeeks();
    this.grid.paint();
    const view = { ...this.checked, about: this.about, dates: this.dates, shown: (name) => this.shown(name), changes: differing(this.opened, this.cells).length };
    fill(byId("board-tiles"), boardTiles(view));
    fill(byId("board-findings"), boardFindings({ ...view, go: (name, day) => this.visit(name, day) }));
    fill(byId("board-cover"), boardCover({ ...view, day: this.day, chose: (day) => this.chose(day) }));
    fill(byId("board-mended"), boardMend({ offer: this.offer, shown: view.shown, dates: this.dates, take: () => this.takeMended(), leave: () => { this.offer = null; this.show(); } }));
    this.showWaits();
  }

  showWaits() {
    if (!this.about) return;
    fill(byId("board-waits"), boardWaits({ roster: this.waits, about: this.about, dates: this.dates, state: this.waitsState, seconds: this.waitsSeconds }));
    byId("board-waits").classList.toggle("old", this.waitsState === "old");
  }

  showAsk() {
    const text = !this.file ? say("board_ask_roster") : say("board_ask_scenario", this.file.named ?? say("board_its_scenario"));
    byId("board-ask-text").textContent = text;
    byId("board-open-scenario").hidden = !this.file;
  }

  showProblem() {
    const box = byId("board-problem");
    box.hidden = !this.failure;
    if (!this.failure) return;
    const { kind, message, problems } = this.failure;
    const each = problems.map((one) => el("li", {}, el("p", {}, el("strong", {}, one.message)), el("p", {}, one.remedy)));
    fill(box, el("h2", {}, say(kind === "input" ? "board_unfit" : `failed_${kind}`)), each.length > 0 ? el("ul", {}, each) : el("pre", { tabindex: "0" }, message));
  }

  showStatus() {
    const stage = byId("board-stage");
    const passed = this.checked?.seen.passed;
    const name = this.failure ? "failed" : !this.checked ? "none" : !this.ready() ? "checking" : passed ? "passed" : "failing";
    stage.textContent = name === "failing" ? say("board_failing", number(this.checked.seen.findings.length)) : say(`board_${name === "failed" ? "stopped" : name}`);
    stage.className = `stage ${{ passed: "through-day", failing: "failed", failed: "failed" }[name] ?? "formula"}`;
    document.body.dataset.board = this.looking ? "looking" : name;
    byId("board-message").textContent = this.message;
    const ready = this.ready();
    for (const id of ["board-save", "board-table", "board-mend"]) byId(id).disabled = !ready || this.mending;
    byId("board-undo").disabled = this.back.length === 0;
    byId("board-redo").disabled = this.forth.length === 0;
    byId("board-stop").hidden = !this.mending;
  }

  showWeeks() {
    const weeks = Math.ceil(this.dates.length / 7);
    const one = (week, text) => el("button", { type: "button", "aria-pressed": String(this.week === week), click: () => { this.week = week; this.drawGrid(); this.showWeeks(); } }, text);
    fill(byId("board-weeks"), weeks > 1 && one("all", say("board_all_weeks")), weeks > 1 && Array.from({ length: weeks }, (_, w) => one(w, dayName(this.dates[7 * w], 7 * w))));
  }

  /** The day whose half-hours are shown. */
  chose(day) {
    if (day < 0) return;
    this.day = day;
    this.show();
    byId("board-cover").scrollIntoView({ block: "nearest" });
  }

  /** The cell of a finding. */
  visit(name, day) {
    if (this.week !== "all" && day !== null && Math.floor(day / 7) !== this.week) {
      this.week = Math.floor(day / 7);
      this.drawGrid();
      this.showWeeks();
    }
    this.grid.focus(name, day);
  }

  /** Everything in the other language: what the check says, too. */
  async translate() {
    if (!this.about) {
      this.show();
      return;
    }
    this.drawGrid();
    this.show();
    await this.look();
  }

  listen() {
    const acts = { "board-edit": "edit", "board-clear": "clear", "board-away": "away", "board-longer": "longer", "board-shorter": "shorter", "board-earlier": "earlier",
      "board-later": "later", "board-cut": "cut", "board-paste": "paste", "board-undo": "undo", "board-redo": "redo" };
    for (const [id, what] of Object.entries(acts)) {
      byId(id).addEventListener("click", () => {
        this.act(what, this.grid.place());
        if (what !== "edit") byId(id).focus();
      });
    }
    byId("board-save").addEventListener("click", () => this.saveRoster());
    byId("board-table").addEventListener("click", () => this.saveTable());
    byId("board-mend").addEventListener("click", () => this.mend());
    byId("board-stop").addEventListener("click", () => { this.stopSlow(); this.message = ""; this.show(); this.planWaits(); });
    window.addEventListener("beforeunload", (event) => { if (this.unsaved()) event.preventDefault(); });
  }
}

/** Whether a scenario's text has people and a roster's table. */
export function holdsPeople(text) {
  return /^\s*\[\[\s*consultant\s*\]\]/m.test(text) || /^\s*consultant\s*=/m.test(text);
}

/** Person-hours short by date: of the sets of each half-hour the one that is shortest. */
function shortHours(roster, hours) {
  const worst = new Map();
  for (const one of roster.shortages) {
    for (const row of roster.coverage) {
      if (row.date !== one.date || row.start < one.start || row.start >= one.end) continue;
      const key = `${row.date} ${row.start}${one.leaders ? " led" : ""}`;
      worst.set(key, Math.max(worst.get(key) ?? 0, one.short));
    }
  }
  const days = new Map();
  for (const [key, short] of worst) days.set(key.slice(0, 10), (days.get(key.slice(0, 10)) ?? 0) + short * hours);
  return days;
}
