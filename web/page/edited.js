// A roster that is edited cell by cell: what was opened, what is typed, and what the check says of it. After each edit a
// worker holds the cells against the program's own check; what was checked is what is saved.

import { OFF, alike, cellsOf, differing, moved, withSet, works } from "./cells.js";
import { dayName } from "./grid.js";
import { DAY } from "./planner.js";
import { Cancelled, Pool } from "./pool.js";
import { Failed, textOf } from "./module.js";
import { number, say, spoken } from "./words.js";

/** Milliseconds without an edit after which waits are worked out. */
const WAITS_PAUSE_MS = 700;
/** Edits that can be taken back. */
const BACK_MAX = 200;

export class Edited {
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

  constructor(module, worker) {
    // One worker looks, one takes longer; each keeps what was opened.
    this.quick = new Pool(module, worker);
    this.slow = new Pool(module, worker);
    this.quick.most = 1;
    this.slow.most = 1;
  }

  /** Shows what has become of it; the board does. */
  show() {}
  showStatus() {}
  showWaits() {}
  paint() {}
  drawGrid() {}
  say(_text) {}

  /** What somebody is called on the screen. */
  shown(name) {
    return name;
  }

  forget() {
    Object.assign(this, {
      scenario: null, file: null, about: null, people: [], dates: [], holidays: [],
      opened: new Map(), cells: new Map(), back: [], forth: [],
      checked: null, looking: false, again: false, failure: null, message: "",
      waits: null, waitsState: "none", waitsSeconds: 0, offer: null, mending: false, clip: null, week: "all", day: 0, saved: null, lookMs: [],
    });
  }

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

  cell(name, day) {
    return this.cells.get(name)?.[day] ?? OFF;
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

  contract(name) {
    return this.people.find((person) => person.name === name)?.contract ?? "";
  }

  typed() {
    return JSON.stringify(Object.fromEntries(this.cells));
  }

  /** Holds the cells against the check; edits meanwhile are looked at together afterwards. */
  async look() {
    this.stopSlow();
    if (this.waits) this.waitsState = "old";
    this.paint();
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

  /** Whether what is on the board is what was checked. */
  ready() {
    return Boolean(this.checked) && this.checked.cells === this.cells && !this.looking;
  }

  unsaved() {
    return this.saved !== null && differing(this.cells, this.saved).length > 0;
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
