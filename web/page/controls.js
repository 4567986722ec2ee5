// The numbers of a scenario as fields and sliders.

import { el } from "./dom.js";
import { plain, say, spoken } from "./words.js";

/** Which part of the desk a number belongs to. */
const PARTS = {
  promises: ["mean_wait", "service_level", "long_wait", "abandonment_max", "occupancy_max", "agents_min"],
  calls: ["calls_per_week", "calls_per_year", "aht", "patience", "moved_share_per_hour", "new_calls_per_hour"],
};

export function partOf(field) {
  return Object.keys(PARTS).find((part) => PARTS[part].includes(field.key)) ?? "people";
}

/** What a number is, in words. */
export function named(field) {
  const within = field.within === undefined ? "" : ` ≤ ${clockOf(field.within)}`;
  const over = field.over === undefined || field.key === "agents_min" ? "" : `, ${say(`over_${field.over}`)}`;
  const between = field.between === undefined ? "" : ` ${field.between}`;
  return say(field.key) + within + over + between;
}

/** A number as it stands in a field. */
export function written(value, unit) {
  if (value === null || value === undefined) return "";
  if (unit === "seconds") return clockOf(value);
  const text = String(Number((unit === "share" ? value * 100 : value).toFixed(3)));
  return spoken() === "pl" ? text.replace(".", ",") : text;
}

/** A number with its unit, for reading. */
export function told(value, unit, currency) {
  if (value === null || value === undefined) return say("nothing");
  const suffix = { share: "%", money: ` ${currency}` }[unit] ?? "";
  return written(value, unit) + suffix;
}

function clockOf(seconds) {
  if (seconds % 1 !== 0) return `${plain(seconds)} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What somebody typed as a number; `undefined` where it is none. */
export function readNumber(text, unit) {
  const bare = text.replace(/\s/g, "");
  // In English a comma may part thousands, in Polish it parts the whole from the rest.
  const clean = spoken() === "en" && /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  const clock = /^(\d+):([0-5]?\d)$/.exec(clean);
  if (clock) return unit === "seconds" ? Number(clock[1]) * 60 + Number(clock[2]) : undefined;
  const value = Number(clean.replace(/(s|%)$/, ""));
  if (clean === "" || !Number.isFinite(value) || value < 0) return undefined;
  if (unit === "people" && value % 1 !== 0) return undefined;
  return unit === "share" ? value / 100 : value;
}

/** Least, most and step of a slider around a value. */
function reach(value, unit) {
  const step = { seconds: 5, share: 0.005, people: 1 }[unit] ?? nice(value / 100);
  const most = { share: Math.min(1, Math.max(0.1, value * 2)), people: Math.max(6, value * 2), seconds: Math.max(60, value * 2) }[unit] ?? Math.max(value * 2, step * 10);
  const least = value - step * Math.floor((value - (unit === "seconds" || unit === "number" ? step : 0)) / step + 1e-9);
  return { step, most, least: Math.max(0, least) };
}

/** 1, 2 or 5 times a power of ten, near a value. */
function nice(value) {
  if (!(value > 0)) return 0.5;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((k) => k * power >= value) ?? 10);
}

/** A row for one number: what it is, a field, a slider. `changed(value)` is called with what somebody sets. */
export function control(field, first, currency, changed) {
  const id = field.path.join("-");
  const invalid = el("span", { class: "wrong", id: `${id}-wrong` });
  const text = el("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", size: "7", "aria-describedby": `${id}-wrong`,
    value: written(field.value, field.unit),
    change: () => {
      const value = text.value.trim() === "" && field.key === "patience" ? null : readNumber(text.value, field.unit);
      invalid.textContent = value === undefined ? say("no_number") : "";
      text.toggleAttribute("aria-invalid", value === undefined);
      if (value !== undefined) changed(value);
    },
  });
  const { step, most, least } = reach(first.value ?? 180, field.unit);
  const slider = el("input", {
    type: "range", min: least, max: most, step, tabindex: "0", "aria-label": named(field), "aria-valuetext": told(field.value, field.unit, currency),
    input: () => {
      const value = Math.round(Number(slider.value) * 1e6) / 1e6;
      text.value = written(value, field.unit);
      slider.setAttribute("aria-valuetext", told(value, field.unit, currency));
      changed(value);
    },
  });
  slider.value = field.value ?? most;
  const unit = { share: "%", money: currency, seconds: say("min_s") }[field.unit] ?? "";
  const row = el("div", { class: "control" },
    el("label", { for: id }, named(field)),
    el("span", { class: "value" }, text, el("span", { class: "unit" }, unit)),
    slider, invalid);
  /** Shows what the number is now. */
  row.show = (now) => {
    if (document.activeElement !== text) text.value = written(now.value, now.unit);
    if (document.activeElement !== slider) slider.value = now.value ?? most;
    slider.setAttribute("aria-valuetext", told(now.value, now.unit, currency));
    row.classList.toggle("changed", now.value !== first.value);
  };
  row.show(field);
  return row;
}
