// Asks modules and the native program for the same plans and compares them byte for byte.
//
//   node web/compare.mjs PROGRAM MODULE.wasm[.gz]… [-- SCENARIO…]
//
// Without scenarios: the shipped ones that are planned in seconds. Exit code 1 where an answer differs.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { Failed, instance, textOf } from "./page/module.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const given = process.argv.slice(2);
const bar = given.indexOf("--");
const [named, ...modules] = bar < 0 ? given : given.slice(0, bar);
// It is run from the top folder, whichever it was named from.
const program = resolve(named);
const quick = ["one-person", "mopr-2016", "mopr-2017"].map((name) => `scenarios/${name}.toml`);
const scenarios = bar < 0 ? quick : given.slice(bar + 1);

/** The plan as the program prints it. */
function native(file, promise) {
  const options = { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] };
  return execFileSync(program, ["plan", file, "--format", "json", "--promise", promise, "--time-limit", "100000"], options).toString();
}

/** The plan as the page finds it. */
function inPage(call, file, promise) {
  const text = readFileSync(join(root, file), "utf8");
  const about = [file, text, "{}", "en", promise];
  const { closings } = JSON.parse(textOf(call("read", ...about)[0]));
  const parts = closings.map((_, k) => call("one", ...about, String(k))[0]);
  const settled = call("settle", ...about, ...parts);
  return textOf(call("plan", ...about, "", ...settled)[0]);
}

let differ = 0;
for (const name of modules) {
  const bytes = readFileSync(name);
  const module = await WebAssembly.compile(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  for (const file of scenarios) {
    for (const promise of ["formula", "through-day"]) {
      const call = await instance(module, () => {});
      const started = performance.now();
      let answer = "";
      try {
        answer = inPage(call, file, promise);
      } catch (failure) {
        if (!(failure instanceof Failed) && !(failure instanceof WebAssembly.RuntimeError)) throw failure;
        answer = String(failure);
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const same = answer === native(file, promise);
      differ += same ? 0 : 1;
      console.log(`${same ? "same  " : "DIFFER"} ${name} ${file} ${promise}: ${seconds} s in the module`);
    }
  }
}
if (differ > 0) console.log("The module is not what the sources say: run web/build and commit web/obsada.wasm.gz.");
process.exit(differ > 0 ? 1 : 0);
