// Cells of the planner's board: what somebody does on a day, and what can be made of it.

import { clock, minutes } from "./hours.js";

export const OFF = "";
export const AWAY = "absent";
const MIDNIGHT = 1440;

/** Whether somebody works. */
export function works(cell) {
  return typeof cell === "object" && cell !== null;
}

/** People's days of a roster, as cells by name. */
export function cellsOf(roster) {
  const cell = (day) => (day.shift ? { start: day.shift.start, end: day.shift.end, breaks: day.shift.breaks }
    : day.code === "absent" ? AWAY : OFF);
  return new Map(roster.people.map((person) => [person.name, person.days.map(cell)]));
}

/** Whether two cells say the same; breaks count where both know theirs. */
export function alike(a, b) {
  if (!works(a) || !works(b)) return a === b;
  const known = a.breaks.length > 0 && b.breaks.length > 0;
  return a.start === b.start && a.end === b.end && (!known || JSON.stringify(a.breaks) === JSON.stringify(b.breaks));
}

/** Start and length in minutes.
 * @returns {[number, number]} */
export function timeOf(cell) {
  const [from, to] = [minutes(cell.start) % MIDNIGHT, minutes(cell.end)];
  return [from, to > from ? to - from : to + MIDNIGHT - from];
}

/** A shift that starts then and is so long; its breaks are placed by the module. */
export function shiftOf([start, length]) {
  const end = start + length;
  return { start: clock(start), end: clock(end > MIDNIGHT ? end - MIDNIGHT : end), breaks: [] };
}

/** `07:30–15:30` */
export function hoursText(cell) {
  return `${cell.start}–${cell.end}`;
}

/** Length in hours, as `8` or `7.5`. */
export function hoursLong([, length]) {
  return length / 60;
}

/** The next shift of a list with the same start that is longer (by 1) or shorter (by −1); `null` where there is none. */
export function longer(list, cell, by) {
  const [start, length] = timeOf(cell);
  const others = list.filter(([from, long]) => from === start && (long - length) * by > 0);
  others.sort((a, b) => (a[1] - b[1]) * by);
  return others.length > 0 ? shiftOf(others[0]) : null;
}

/** The next shift as long that starts later (by 1) or earlier (by −1); `null` where there is none. */
export function later(list, cell, by) {
  const [start, length] = timeOf(cell);
  const others = list.filter(([from, long]) => long === length && (from - start) * by > 0);
  others.sort((a, b) => (a[0] - b[0]) * by);
  return others.length > 0 ? shiftOf(others[0]) : null;
}

/** What is to be set so that a cell goes to another place: what works there comes back in exchange. */
export function moved(from, to, [a, b]) {
  return [{ ...to, cell: a }, { ...from, cell: works(a) && works(b) ? b : OFF }];
}

/** The cells with some of them set anew; those there were stay as they are. */
export function withSet(cells, edits) {
  const all = new Map(cells);
  for (const { name, day, cell } of edits) {
    const days = [...(all.get(name) ?? [])];
    days[day] = cell;
    all.set(name, days);
  }
  return all;
}

/** Places where two boards differ. */
export function differing(a, b) {
  const places = [];
  for (const [name, days] of a) {
    const others = b.get(name) ?? [];
    days.forEach((cell, day) => { if (!alike(cell, others[day] ?? OFF)) places.push({ name, day }); });
  }
  return places;
}
