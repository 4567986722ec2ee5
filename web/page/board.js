// The planner's board: the grid with its buttons, and what the check says beneath.

import { AWAY, OFF, differing, later, longer, shiftOf, timeOf, works } from "./cells.js";
import { byId, el, fill, save } from "./dom.js";
import { Edited } from "./edited.js";
import { Grid, dayName } from "./grid.js";
import { boardCover, boardFindings, boardMend, boardTiles, boardWaits } from "./seen.js";
import { askShift } from "./shifts.js";
import { Failed, textOf } from "./module.js";
import { number, say, spoken } from "./words.js";

export class Board extends Edited {
  constructor(module, worker, call) {
    super(module, worker);
    this.call = call;
    this.names = {};
    this.grid = new Grid(byId("board-grid"), this);
  }

  shown(name) {
    return this.names[name] ?? name;
  }

  paint() {
    this.grid.paint();
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

  say(text) {
    this.message = text;
    this.showStatus();
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
    byId("board-mend").addEventListener("click", async () => {
      await this.mend();
      byId("board-mend-take")?.focus();
    });
    byId("board-stop").addEventListener("click", () => { this.stopSlow(); this.message = ""; this.show(); this.planWaits(); });
    window.addEventListener("beforeunload", (event) => { if (this.unsaved()) event.preventDefault(); });
  }
}
