// Workers that plan side by side. To cancel is to end the workers that are busy.

import { Failed } from "./module.js";

/** Most workers, and calls after which one is replaced by a new one, so that its memory does not grow for ever. */
const MOST = 8;
const CALLS_MAX = 40;

export class Cancelled extends Error {}

export class Pool {
  constructor(module, script) {
    this.module = module;
    this.address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.idle = [];
    this.busy = new Map();
    this.waiting = [];
    this.most = Math.max(1, Math.min(MOST, navigator.hardwareConcurrency || 2));
  }

  /** One call in some worker; `onSteps` hears how many steps of it are done. */
  call(given, onSteps = () => {}) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ given, onSteps, resolve, reject });
      this.next();
    });
  }

  /** Ends everything that runs and waits. */
  cancel() {
    const given = [...this.waiting.splice(0), ...this.busy.values()];
    for (const worker of this.busy.keys()) worker.terminate();
    this.busy.clear();
    for (const { reject } of given) reject(new Cancelled());
  }

  next() {
    while (this.waiting.length > 0 && this.busy.size < this.most) {
      const task = this.waiting.shift();
      const worker = this.idle.pop() ?? this.started();
      worker.calls += 1;
      this.busy.set(worker, task);
      worker.postMessage({ call: task.given });
    }
  }

  started() {
    const worker = /** @type {any} */ (new Worker(this.address));
    worker.calls = 0;
    worker.postMessage({ module: this.module });
    worker.onmessage = ({ data }) => this.heard(worker, data);
    worker.onerror = (event) => {
      this.heard(worker, { failed: { kind: "defect", text: event.message || "worker", problems: [] } });
    };
    return worker;
  }

  heard(worker, data) {
    const task = this.busy.get(worker);
    if (!task) return;
    if (data.steps !== undefined) {
      task.onSteps(data.steps);
      return;
    }
    this.busy.delete(worker);
    // One that failed may have lost its way.
    if (data.failed?.kind === "defect" || worker.calls >= CALLS_MAX) worker.terminate();
    else this.idle.push(worker);
    if (data.failed) task.reject(new Failed(data.failed.kind, data.failed.text, data.failed.problems));
    else task.resolve(data.answers);
    this.next();
  }
}
