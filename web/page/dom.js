// Elements, made from text alone: nothing that a scenario says is ever read as HTML.

/** An element with attributes and children; functions become listeners, false and null are left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same of SVG. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key === "value" || key === "checked" || key === "disabled") element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** All elements that a selector finds.
 * @returns {any[]} */
export function every(selector) {
  return [...document.querySelectorAll(selector)];
}

/** Puts children in place of those there were. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

/** A table with a caption; rows are lists of cells, the first of which heads its row. A caption that a heading has said
 * already is quiet: there for those who hear the page. */
export function table(caption, head, rows, marked = (_row) => false, quiet = false) {
  const cells = (row) => row.map((cell, k) => (k === 0 ? el("th", { scope: "row" }, cell) : el("td", {}, cell)));
  return el("div", { class: quiet ? "scroll quiet" : "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head.map((cell) => el("th", { scope: "col" }, cell)))),
      el("tbody", {}, rows.map((row, k) => el("tr", { class: marked(k) ? "chosen" : null }, cells(row))))));
}

/** Pictures so far, so that their names are distinct. */
let pictures = 0;

/** A picture with its title, and its table behind a fold. */
export function figure(title, description, picture, data, folded) {
  pictures += 1;
  const id = `p${pictures}`;
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-labelledby", `${id}t ${id}d`);
  picture.prepend(svg("title", { id: `${id}t` }, title), svg("desc", { id: `${id}d` }, description));
  return el("figure", {}, el("figcaption", {}, title), picture, el("p", { class: "legend" }, description),
    el("details", { class: "data" }, el("summary", {}, folded), data));
}

/** Hands a file to the reader. */
export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
