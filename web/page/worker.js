// One thread that plans. It gets the compiled module first, then one call after another.

import { Failed, instance } from "./module.js";

/** Milliseconds between two reports of progress. */
const REPORT_MS = 120;

let steps = 0;
let told = 0;
let ready = null;

function step() {
  steps += 1;
  const now = Date.now();
  if (now - told > REPORT_MS) {
    told = now;
    self.postMessage({ steps });
  }
}

self.onmessage = async ({ data }) => {
  if (data.module) {
    ready = instance(data.module, step);
    return;
  }
  steps = 0;
  try {
    const call = await ready;
    const answers = call(...data.call);
    self.postMessage({ answers }, answers.map((bytes) => bytes.buffer));
  } catch (error) {
    const known = error instanceof Failed;
    const failed = known
      ? { kind: error.kind, text: error.message, problems: error.problems }
      : { kind: "defect", text: String(error), problems: [] };
    self.postMessage({ failed });
  }
};
