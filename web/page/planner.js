// A scenario planned: by the formula first, then with the queue carried through the day. One worker for each closing
// time, one after that brings them together.

import { Cancelled, Pool } from "./pool.js";
import { textOf } from "./module.js";

/** Answers that are kept, so that to undo is to see them again. */
const KEPT = 12;

export const FORMULA = "formula";
export const DAY = "through-day";

export class Planner {
  constructor(module, script, heard) {
    this.pool = new Pool(module, script);
    this.heard = heard;
    this.kept = new Map();
    this.known = new Map();
    this.turn = 0;
  }

  /** What is known of a case already: for each way of promising its plans. */
  answers(key) {
    return this.kept.get(key) ?? {};
  }

  keep(key, promise, answer) {
    const answers = { ...this.answers(key), [promise]: answer };
    this.kept.delete(key);
    this.kept.set(key, answers);
    while (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
  }

  cancel() {
    this.turn += 1;
    this.pool.cancel();
  }

  /** Plans a case; what it comes to is told by `heard`. Another case, or `cancel`, ends it. */
  async plan(one) {
    this.cancel();
    const turn = this.turn;
    const own = (event) => turn === this.turn && this.heard({ key: one.key, ...event });
    try {
      for (const promise of [FORMULA, DAY]) {
        try {
          if (!this.answers(one.key)[promise]) await this.stage(one, promise, own);
          own({ done: promise });
        } catch (failure) {
          // What the formula calls impossible may keep its promises through the day.
          if (promise === DAY || !["infeasible", "limit"].includes(failure.kind)) throw failure;
        }
      }
      own({ finished: true });
    } catch (failure) {
      if (!(failure instanceof Cancelled)) own({ failure });
    }
  }

  async stage(one, promise, own) {
    const given = [one.file, one.text, one.files, one.language, promise];
    const count = one.closings.length;
    const progress = { promise, done: 0, all: count + 1, steps: Array(count + 1).fill(0), names: one.closings };
    own({ progress });
    const watched = (k) => (steps) => {
      progress.steps[k] = steps;
      own({ progress });
    };
    const closing = async (k) => {
      const [part] = await this.pool.call(["one", ...given, String(k)], watched(k));
      progress.done += 1;
      own({ progress });
      return part;
    };
    const parts = await Promise.all(one.closings.map((_, k) => closing(k)));
    const settled = await this.pool.call(["settle", ...given, ...parts], watched(count));
    const answer = { given, parts: settled, plans: {} };
    this.keep(one.key, promise, answer);
    try {
      await this.shown(answer, "");
    } catch (failure) {
      this.kept.delete(one.key);
      throw failure;
    }
  }

  /** The plan of one closing, or without its number of the one recommended: text, as `obsada plan` writes it. */
  async shown(answer, asked) {
    if (answer.plans[asked] === undefined) {
      const copies = answer.parts.map((bytes) => bytes.slice());
      const [text] = await this.pool.call(["plan", ...answer.given, asked, ...copies]);
      answer.plans[asked] = textOf(text);
    }
    return answer.plans[asked];
  }

  /** The memo of all closing times, as a page. */
  async memo(one, onSteps) {
    const given = [one.file, one.text, one.files, one.language, DAY];
    const [page] = await this.pool.call(["memo", ...given], onSteps);
    return textOf(page);
  }
}
