// The board's table: people down, days across. It is drawn once for its weeks, and painted after each edit.

import { el, fill } from "./dom.js";
import { AWAY, hoursText, works } from "./cells.js";
import { day, number, plain, say, spoken } from "./words.js";

const CODES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** Pixels that a pressed mouse moves before it drags; pixels from an edge at which the table moves along. */
const DRAG_FROM = 5;
const EDGE = 48;

/** A date as `2 Nov`. */
export function shortDate(date) {
  const format = new Intl.DateTimeFormat(spoken() === "pl" ? "pl-PL" : "en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** An absence as it stands in a cell, and in full. */
function awayText() {
  const [short, long] = [say("board_away_short"), say("board_away")];
  return short === long ? long : `${short} (${long})`;
}

/** A date with its weekday, as `Mon 2 Nov`. */
export function dayName(date, at) {
  return `${day(CODES[at % 7])} ${shortDate(date)}`;
}

export class Grid {
  /** `board` has what is shown: `people`, `dates`, `cell(name, day)`, `shown(name)`, and what is called: `act(what, place)`,
   * `move(from, to)`, `chose(day)`. */
  constructor(box, board) {
    this.box = box;
    this.board = board;
    this.at = { row: 0, day: 0 };
    this.days = [];
    this.tds = new Map();
    /** What each cell was painted from. */
    this.painted = new WeakMap();
    this.drag = null;
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("click", (event) => this.clicked(event, false));
    box.addEventListener("dblclick", (event) => this.clicked(event, true));
    box.addEventListener("pointerdown", (event) => this.pressed(event));
    box.addEventListener("pointermove", (event) => this.drawn(event));
    box.addEventListener("pointerup", (event) => this.dropped(event));
    box.addEventListener("pointercancel", () => this.let());
  }

  /** The place that has the focus. */
  place() {
    return { name: this.board.people[this.at.row]?.name, day: this.at.day };
  }

  /** The table anew, of these days. */
  draw(days) {
    const { board } = this;
    this.days = days;
    this.tds.clear();
    if (!days.includes(this.at.day)) this.at.day = days[0];
    this.at.row = Math.min(this.at.row, Math.max(0, board.people.length - 1));
    const head = days.map((d) => {
      const free = board.holidays[d] || d % 7 > 4;
      return el("th", { scope: "col", class: [free ? "free" : "", d % 7 === 0 ? "monday" : ""].join(" ").trim() || null },
        el("button", { type: "button", class: "link", tabindex: "-1", title: say("board_day_title"), click: () => board.chose(d) },
          day(CODES[d % 7]), el("br"), shortDate(board.dates[d])));
    });
    const rows = board.people.map((person, row) => {
      const cells = days.map((d) => {
        const td = el("td", { role: "gridcell", "data-row": row, "data-day": d, tabindex: "-1" });
        this.tds.set(`${row}|${d}`, td);
        return td;
      });
      return el("tr", { role: "row" }, el("th", { scope: "row", role: "rowheader", "data-row": row }), cells);
    });
    const foot = ["working", "short"].map((what) => el("tr", { role: "row", class: what },
      el("th", { scope: "row", role: "rowheader" }, say(`board_${what}`)), days.map((d) => el("td", { role: "gridcell", "data-foot": what, "data-of": d }))));
    fill(this.box, el("table", { role: "grid", "aria-label": say("board_grid"), "aria-describedby": "board-keys" },
      el("thead", {}, el("tr", { role: "row" }, el("th", { scope: "col", class: "who" }, say("board_person")), head)),
      el("tbody", {}, rows), el("tfoot", {}, foot)));
    this.paint();
  }

  /** What the cells say now. */
  paint() {
    const { board } = this;
    for (const th of this.box.querySelectorAll("tbody th")) {
      const person = board.people[Number(th.dataset.row)];
      const norm = person.norm_hours === null || person.norm_hours === undefined ? "" : ` / ${plain(person.norm_hours)}`;
      const ills = board.found(person.name, null);
      fill(th, el("span", { class: "name" }, board.shown(person.name)), el("span", { class: "hours" }, `${plain(person.paid_hours)}${norm} h`),
        ills.length > 0 && el("span", { class: "ill" }, ills.map((one) => one.text).join("; ")));
      th.classList.toggle("wrong", board.broken(person.name));
    }
    for (const [key, td] of this.tds) this.paintCell(td, ...key.split("|").map(Number));
    for (const td of this.box.querySelectorAll("[data-foot]")) {
      const value = td.dataset.foot === "working" ? board.working(Number(td.dataset.of)) : board.short(Number(td.dataset.of));
      td.textContent = td.dataset.foot === "working" ? number(value) : value > 0 ? plain(value) : "–";
      td.classList.toggle("lacks", td.dataset.foot === "short" && value > 0);
    }
    this.rove();
  }

  paintCell(td, row, d) {
    const { board } = this;
    const { name } = board.people[row];
    const cell = board.cell(name, d);
    const ills = board.found(name, d);
    const [changed, cut] = [board.changed(name, d), board.isCut(name, d)];
    const key = JSON.stringify([cell, ills, changed, cut, spoken(), board.shown(name)]);
    if (this.painted.get(td) === key) return;
    this.painted.set(td, key);
    td.className = ["cell", works(cell) ? "shift" : cell === AWAY ? "away" : "off", d % 7 === 0 ? "monday" : "",
      board.holidays[d] || d % 7 > 4 ? "free" : "", changed ? "changed" : "", cut ? "cut" : "",
      ills.some((one) => one.first) ? "wrong" : ills.length > 0 ? "within" : ""].filter(Boolean).join(" ");
    const text = works(cell) ? [el("b", {}, cell.start), el("span", {}, `–${cell.end}`)] : cell === AWAY ? [el("i", {}, say("board_away_short"))] : [];
    fill(td, text);
    const said = works(cell) ? hoursText(cell) + (cell.breaks.length > 0 ? `, ${say("breaks")} ${cell.breaks.map((pair) => pair.join("–")).join(", ")}` : "")
      : cell === AWAY ? awayText() : say("board_off");
    const wrong = ills.map((one) => one.text).join("; ");
    const more = [changed && say("board_is_changed"), cut && say("board_is_cut"), wrong && say("board_breaks", wrong)].filter(Boolean);
    td.setAttribute("aria-label", [`${board.shown(name)}, ${dayName(board.dates[d], d)}: ${said}`, ...more].join(". "));
    td.title = [said, ...more].join("\n");
    td.toggleAttribute("aria-invalid", false);
    if (ills.length > 0) td.setAttribute("aria-invalid", "true");
  }

  /** One cell can be reached with the tabulator. */
  rove() {
    for (const td of this.box.querySelectorAll("td[tabindex='0']")) td.tabIndex = -1;
    const td = this.td();
    if (td) td.tabIndex = 0;
  }

  td() {
    return this.tds.get(`${this.at.row}|${this.at.day}`);
  }

  focus(name, d) {
    const row = this.board.people.findIndex((person) => person.name === name);
    this.go(row < 0 ? this.at.row : row, d ?? this.at.day);
  }

  go(row, d) {
    this.at = { row: Math.max(0, Math.min(row, this.board.people.length - 1)), day: d };
    this.rove();
    const td = this.td();
    td?.focus({ preventScroll: true });
    td?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  key(event) {
    const td = event.target.closest("td[data-row]");
    if (!td) return;
    const column = this.days.indexOf(this.at.day);
    const to = (k) => this.days[Math.max(0, Math.min(k, this.days.length - 1))];
    const steps = {
      ArrowLeft: [0, column - 1], ArrowRight: [0, column + 1], ArrowUp: [-1, column], ArrowDown: [1, column],
      Home: [event.ctrlKey ? -1e6 : 0, 0], End: [event.ctrlKey ? 1e6 : 0, 1e6], PageUp: [0, column - 7], PageDown: [0, column + 7],
    };
    const held = event.ctrlKey || event.metaKey;
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const acts = held
      ? { x: "cut", c: "copy", v: "paste", z: event.shiftKey ? "redo" : "undo", y: "redo" }
      : { Enter: "edit", F2: "edit", Delete: "clear", Backspace: "clear", a: "away", n: "away", "+": "longer", "=": "longer", "-": "shorter", "−": "shorter",
        "<": "earlier", ",": "earlier", ">": "later", ".": "later", Escape: "forget" };
    if (event.altKey) return;
    if (steps[event.key]) this.go(this.at.row + steps[event.key][0], to(steps[event.key][1]));
    else if (acts[letter]) this.board.act(acts[letter], this.place());
    else return;
    event.preventDefault();
  }

  clicked(event, twice) {
    const td = event.target.closest("td[data-row]");
    if (!td) return;
    this.go(Number(td.dataset.row), Number(td.dataset.day));
    if (twice) this.board.act("edit", this.place());
  }

  // ── Dragging with the mouse ───────────────────────────────────────────────────────────────────────

  placeAt(event) {
    const td = /** @type {any} */ (document.elementFromPoint(event.clientX, event.clientY)?.closest("#board-grid td[data-row]"));
    return td && { td, place: { name: this.board.people[Number(td.dataset.row)].name, day: Number(td.dataset.day) } };
  }

  pressed(event) {
    // With a finger the table is scrolled.
    if (event.button !== 0 || event.pointerType === "touch") return;
    const found = this.placeAt(event);
    if (!found || this.board.cell(found.place.name, found.place.day) === "") return;
    this.drag = { from: found, x: event.clientX, y: event.clientY, ghost: null, over: null };
  }

  drawn(event) {
    const { drag } = this;
    if (!drag) return;
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_FROM) return;
      const cell = this.board.cell(drag.from.place.name, drag.from.place.day);
      drag.ghost = el("div", { class: "ghost" }, works(cell) ? hoursText(cell) : say("board_away"));
      document.body.append(drag.ghost);
      this.box.setPointerCapture?.(event.pointerId);
      drag.from.td.classList.add("dragged");
    }
    drag.ghost.style.left = `${event.clientX + 12}px`;
    drag.ghost.style.top = `${event.clientY + 12}px`;
    const edges = this.box.getBoundingClientRect();
    if (event.clientX > edges.right - EDGE) this.box.scrollLeft += 24;
    if (event.clientX < edges.left + EDGE) this.box.scrollLeft -= 24;
    if (event.clientY > edges.bottom - EDGE) this.box.scrollTop += 16;
    if (event.clientY < edges.top + EDGE) this.box.scrollTop -= 16;
    drag.over?.td.classList.remove("target");
    drag.over = this.placeAt(event);
    drag.over?.td.classList.add("target");
  }

  dropped(event) {
    const { drag } = this;
    if (!drag?.ghost) {
      this.drag = null;
      return;
    }
    const over = this.placeAt(event);
    this.let();
    if (!over || over.td === drag.from.td) return;
    this.board.move(drag.from.place, over.place);
    this.focus(over.place.name, over.place.day);
  }

  let() {
    this.drag?.ghost?.remove();
    this.drag?.from.td.classList.remove("dragged");
    this.drag?.over?.td.classList.remove("target");
    this.drag = null;
  }
}
