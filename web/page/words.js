// Words and numbers in the language of the reader.

let language = "en";
let tables = {};

/** All words, by language and name. */
export function learn(words) {
  tables = words;
}

export function speak(name) {
  language = name === "pl" ? "pl" : "en";
  document.documentElement.lang = language;
}

export function spoken() {
  return language;
}

/** Words by name; `{0}`, `{1}` … are filled in. */
export function say(name, ...given) {
  const words = tables[language]?.[name] ?? name;
  return words.replace(/\{(\d)\}/g, (_, k) => given[Number(k)] ?? "");
}

export function number(value, decimals = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const text = new Intl.NumberFormat(language === "pl" ? "pl-PL" : "en-GB", { ...digits, useGrouping: true }).format(value);
  return text.replace(/^-(?=[0,.]*$)/, "").replace("-", "−");
}

/** A number with as many decimals as it needs, two at most. */
export function plain(value) {
  return number(value, [0, 1, 2].find((d) => Math.abs(value * 10 ** d - Math.round(value * 10 ** d)) < 1e-6) ?? 2);
}

export function money(value, currency) {
  return `${number(value, 2)} ${currency}`;
}

export function percent(share, decimals = 1) {
  return `${number(share * 100, decimals)}%`;
}

/** Seconds as `1 min 47 s`. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "∞";
  if (seconds < 59.95) return `${number(seconds, seconds < 9.95 && seconds % 1 !== 0 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const parts = [{ count: hours, unit: "h" }, { count: minutes, unit: "min" }, { count: rest, unit: "s" }].filter((part) => part.count > 0);
  return parts.map(({ count, unit }) => `${count} ${unit}`).join(" ");
}

/** A difference with its sign. */
export function signed(value, written) {
  const text = written(Math.abs(value));
  if (text === written(0)) return "±0";
  return (value < 0 ? "−" : "+") + text;
}

export function day(code) {
  const at = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].indexOf(code);
  return say("days").split(" ")[at] ?? code;
}
