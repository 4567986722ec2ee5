// From nothing: what somebody knows who has no scenario yet.

import { el } from "./dom.js";
import { say, spoken } from "./words.js";
import { readNumber } from "./controls.js";

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

function field(name, label, attributes = {}, hint = null) {
  return el("p", { class: "field" }, el("label", { for: name }, label),
    el("input", { id: name, name, type: "text", autocomplete: "off", ...attributes }), hint && el("span", { class: "hint" }, hint));
}

function lineFields(at) {
  const name = (key) => `line${at}-${key}`;
  return el("fieldset", { class: "line" }, el("legend", {}, say("form_line", String(at + 1))),
    field(name("name"), say("form_name"), { required: true, value: say("form_line_name", String(at + 1)), maxlength: "120" }),
    field(name("open"), say("form_open"), { type: "time", required: true, value: "08:00", step: "1800" }),
    field(name("close"), say("form_close"), { type: "time", required: true, value: "16:00", step: "1800" }),
    field(name("later"), say("form_later"), { placeholder: "18:00, 20:00" }, say("form_later_hint")),
    field(name("calls"), say("form_calls"), { required: true, inputmode: "decimal" }, say("form_calls_hint")),
    el("p", { class: "field" }, el("label", { for: name("per") }, say("form_per")),
      el("select", { id: name("per") }, el("option", { value: "week" }, say("form_week")), el("option", { value: "year" }, say("form_year")))),
    field(name("handle"), say("aht"), { inputmode: "decimal", placeholder: "4:00" }, say("form_handle_hint")),
    field(name("today"), say("form_today"), { inputmode: "decimal", placeholder: "1:47" }, say("form_today_hint")),
    field(name("wait"), say("form_wait"), { inputmode: "decimal", placeholder: "1:00" }),
    field(name("peak"), say("form_peak"), { placeholder: "10:00-13:00 48" }, say("form_peak_hint")));
}

/** The short form; `done` gets what was filled in, as the module reads it. */
export function shortForm(done) {
  const lines = el("div", { class: "lines" }, lineFields(0));
  const wrong = el("p", { class: "wrong", role: "alert" });
  const more = el("button", { type: "button", click: () => lines.append(lineFields(lines.childElementCount)) }, say("form_more"));
  const form = el("form", {
    class: "short", novalidate: true,
    submit: (event) => {
      event.preventDefault();
      try {
        wrong.textContent = "";
        done(filledIn(form, lines.childElementCount));
      } catch (problem) {
        if (!(problem instanceof Unread)) throw problem;
        wrong.textContent = say("form_wrong", problem.message);
        problem.input.focus();
      }
    },
  },
  field("form-title", say("form_title"), { required: true, value: say("form_title_value"), maxlength: "200" }),
  el("p", { class: "field" }, el("label", { for: "days" }, say("form_days")),
    el("select", { id: "days" }, [5, 6, 7].map((count) => el("option", { value: String(count) }, say(`form_days_${count}`))))),
  lines, more,
  el("fieldset", {}, el("legend", {}, say("form_people")),
    field("full", say("form_full"), { required: true, inputmode: "numeric", value: "6" }),
    field("part", say("form_part"), { required: true, inputmode: "numeric", value: "4" }),
    field("cost", say("hourly_cost"), { inputmode: "decimal", placeholder: "48" })),
  wrong,
  el("button", { type: "submit", class: "main" }, say("form_plan")));
  return form;
}

class Unread extends Error {
  constructor(input) {
    super(input.labels[0]?.textContent ?? input.name);
    this.input = input;
  }
}

function filledIn(form, count) {
  const input = (name) => form.querySelector(`#${name}`);
  const text = (name) => {
    const own = input(name).value.trim();
    if (own === "" && input(name).required) throw new Unread(input(name));
    return own;
  };
  const value = (name, unit) => {
    const own = text(name);
    if (own === "") return null;
    const read = readNumber(own, unit);
    if (read === undefined) throw new Unread(input(name));
    return read;
  };
  const times = (name) => {
    const all = text(name).split(/[\s,;]+/).filter(Boolean);
    if (all.some((time) => !/^([01]\d|2[0-4]):[0-5]\d$/.test(time))) throw new Unread(input(name));
    return all;
  };
  const peak = (name) => {
    const own = text(name);
    if (own === "") return null;
    const found = /^(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)\s+(\d+(?:[.,]\d+)?)\s*%?$/.exec(own);
    if (!found) throw new Unread(input(name));
    return [found[1], found[2], Number(found[3].replace(",", ".")) / 100];
  };
  const lines = Array.from({ length: count }, (_, at) => {
    const name = (key) => `line${at}-${key}`;
    return {
      name: text(name("name")), open: text(name("open")), close: text(name("close")), later: times(name("later")),
      calls: value(name("calls"), "number"), per_year: input(name("per")).value === "year",
      handle_s: value(name("handle"), "seconds"), wait_today_s: value(name("today"), "seconds"), wait_s: value(name("wait"), "seconds"),
      peak: peak(name("peak")),
    };
  });
  return {
    polish: spoken() === "pl", title: text("form-title"), days: WEEK.slice(0, Number(input("days").value)), lines,
    full_time: value("full", "people"), part_time: value("part", "people"), hourly_cost: value("cost", "number"),
  };
}
