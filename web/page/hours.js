// Closing times: which are compared, and which of them is shown.

import { el } from "./dom.js";
import { day, say } from "./words.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export function minutes(clock) {
  const [hours, rest] = clock.split(":").map(Number);
  return hours * 60 + rest;
}

export function clock(minute) {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Name of a closing as the scenario has it: a time, or a time on some days. */
export function label(candidate) {
  if (typeof candidate === "string") return candidate;
  return candidate.label ?? DAYS.filter((day) => candidate[day]).map((day) => `${day} ${candidate[day]}`).join(", ");
}

/** A list of closing times with one more, in the order of the day. */
export function withOne(candidates, time) {
  const plain = candidates.filter((one) => typeof one === "string" && one !== time);
  const others = candidates.filter((one) => typeof one !== "string");
  return [...plain, time].sort((a, b) => minutes(a) - minutes(b)).concat(others);
}

/** The hours of one line. `choose(label)` shows a closing time, `compare(list)` changes which are compared. */
export function hoursOf(line, shown, interval, days, choose, compare) {
  const candidates = line.candidates ?? (line.close ? [line.close] : []);
  const at = candidates.find((one) => label(one) === shown);
  const time = typeof at === "string" ? at : (line.close ?? "24:00");
  const id = `hours-${line.id}`;
  const output = el("output", { for: id }, shown ?? line.close ?? "");
  const slider = el("input", {
    id, type: "range", min: minutes(line.open ?? "00:00") + interval, max: 1440, step: interval, value: minutes(time),
    "aria-valuetext": time,
    input: () => {
      output.textContent = clock(Number(slider.value));
      slider.setAttribute("aria-valuetext", output.textContent);
    },
    change: () => {
      const wished = clock(Number(slider.value));
      if (candidates.includes(wished)) choose(wished);
      else compare(withOne(candidates, wished), wished);
    },
  });
  const chips = candidates.map((one) => el("li", { class: label(one) === shown ? "on" : null },
    el("button", { type: "button", "aria-pressed": String(label(one) === shown), click: () => choose(label(one)) }, label(one)),
    candidates.length > 1 && label(one) !== line.close && el("button", {
      type: "button", class: "off", "aria-label": say("compare_no_more", label(one)), title: say("compare_no_more", label(one)),
      click: () => compare(candidates.filter((other) => other !== one), null),
    }, "×")));
  return el("div", { class: "control hours" },
    el("label", { for: id }, line.name), output, line.close && slider,
    el("ul", { class: "chips", "aria-label": say("compared", line.name) }, chips),
    line.close && someDays(line, interval, days, (one) => compare([...candidates.filter((other) => label(other) !== one.label), one], one.label)));
}

/** One more closing time that holds on some days alone. */
function someDays(line, interval, days, add) {
  const time = el("input", { type: "time", step: String(interval * 60), value: "20:00", "aria-label": say("some_time") });
  const boxes = days.map((code) => ({ code, box: el("input", { type: "checkbox" }) }));
  const press = () => {
    const chosen = boxes.filter(({ box }) => box.checked).map(({ code }) => code);
    if (chosen.length === 0 || !time.value) return;
    const name = `${time.value} ${chosen.map(day).join(" ")}`;
    add(Object.assign({ label: name }, ...chosen.map((code) => ({ [code]: time.value }))));
  };
  return el("details", { class: "some" }, el("summary", {}, say("some_days")),
    el("p", {}, boxes.map(({ code, box }) => el("label", {}, box, ` ${day(code)} `)), time, " ", el("button", { type: "button", click: press }, say("some_add"))));
}
