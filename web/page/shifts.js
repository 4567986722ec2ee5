// The shift of a cell, chosen from those that the person's contract has.

import { AWAY, OFF, hoursLong, hoursText, shiftOf, timeOf, works } from "./cells.js";
import { byId, el, fill } from "./dom.js";
import { plain, say } from "./words.js";

/** Asks what somebody does on a day: one of `list` (start and length in minutes), away, or nothing. `done` gets the cell;
 * `after` is called whatever was chosen. */
export function askShift(title, cell, list, done, after) {
  const dialog = byId("board-dialog");
  const lengths = [...new Set(list.map(([, length]) => length))].sort((a, b) => a - b);
  const now = works(cell) ? timeOf(cell).join("+") : cell === AWAY ? AWAY : "off";
  const option = (time) => el("option", { value: time.join("+") }, hoursText(shiftOf(time)));
  const select = /** @type {any} */ (el("select", { id: "board-shift", size: String(Math.min(14, Math.max(5, list.length + lengths.length + 2))) },
    el("option", { value: "off" }, say("board_off")), el("option", { value: AWAY }, say("board_away")),
    lengths.map((length) => el("optgroup", { label: say("board_hours_long", plain(hoursLong([0, length]))) },
      list.filter((time) => time[1] === length).map(option)))));
  select.value = [...select.options].some((one) => one.value === now) ? now : "off";
  const close = () => dialog.close();
  const take = () => {
    const { value } = select;
    close();
    if (value === now) return;
    done(value === "off" ? OFF : value === AWAY ? AWAY : shiftOf(value.split("+").map(Number)));
  };
  select.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  });
  select.addEventListener("dblclick", take);
  fill(dialog, el("h2", { id: "board-dialog-title" }, title), el("label", { for: "board-shift" }, list.length > 0 ? say("board_choose") : say("board_no_shifts")), select,
    el("p", { class: "buttons" }, el("button", { type: "button", class: "main", id: "board-take", click: take }, say("board_take")),
      el("button", { type: "button", click: close }, say("board_leave"))));
  dialog.onclose = after;
  dialog.showModal();
  select.focus();
}
