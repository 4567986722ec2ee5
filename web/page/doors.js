// The ways between the desk and the planner's board, and the files that the reader opens.

import { byId, every } from "./dom.js";
import { say } from "./words.js";

/** One of the views of the page: `start`, `desk`, `board`. */
export function view(name) {
  for (const id of ["start", "desk", "board"]) byId(id).hidden = id !== name;
  document.body.dataset.view = name;
}

export class Doors {
  /** `desk` has its scenario (`null` where there is none) and what is called: `open`, `start`, `leave`, `resume`. */
  constructor(board, desk) {
    this.board = board;
    this.desk = desk;
    byId("to-board").addEventListener("click", () => this.toBoard());
    byId("to-desk").addEventListener("click", () => this.toDesk());
    const reads = (selector, work) => {
      for (const input of every(selector)) {
        input.addEventListener("change", async () => {
          const [file] = input.files;
          const text = await file?.text();
          input.value = "";
          if (file) await work(file.name, text);
        });
      }
    };
    // Files of the reader's own disk; nothing leaves the page.
    reads("input.scenario", (file, text) => this.scenario({ file, text }));
    reads("input.roster", (file, text) => this.roster(file, text));
    reads("#names", (file, text) => board.readNames(file, text));
    board.listen();
  }

  /** A page that was written with a roster. */
  begin({ file, text, files, roster }, rosterText) {
    view("board");
    this.board.scenario = { file, text, files };
    return this.board.open(rosterOf(roster, rosterText));
  }

  /** To the board, with the desk's scenario if it has none of its own. */
  toBoard() {
    this.desk.leave();
    view("board");
    const own = this.desk.scenario();
    if (!this.board.scenario && own) this.board.setScenario(own);
    else this.board.show();
  }

  /** Back to opening hours, with the board's scenario if the desk has none. */
  toDesk() {
    if (this.desk.scenario()) {
      view("desk");
      this.desk.resume();
    } else if (this.board.scenario) this.desk.open(this.board.scenario);
    else this.desk.start();
  }

  scenario(one) {
    if (document.body.dataset.view !== "board") return this.desk.open(one);
    return this.mayLose() && this.board.setScenario(one);
  }

  /** Whether edits that were not saved may be lost. */
  mayLose() {
    return !this.board.unsaved() || window.confirm(say("board_lose"));
  }

  roster(file, text) {
    const { board } = this;
    if (!this.mayLose()) return undefined;
    this.desk.leave();
    view("board");
    board.scenario = board.scenario ?? (this.desk.scenario() || null);
    return board.open(rosterOf(file, text));
  }
}

/** A roster's file with the scenario that it names. */
function rosterOf(file, text) {
  let named = null;
  try {
    const own = JSON.parse(text);
    named = (own.roster ?? own).scenario?.file ?? null;
  } catch {
    // What is wrong with it is told when it is opened.
  }
  return { file, text, named };
}
