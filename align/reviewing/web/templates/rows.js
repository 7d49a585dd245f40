/* The list of findings: filters, search, the one that is looked at, and how far the review of each is. */
import { byId, findingOf, onChange } from "./state.js";
import { findWaiting, onLate } from "./sending.js";

const MARKS = { 未复核: "○", 已复核: "✓", 待复核: "！", 有分歧: "≠" };
const list = byId("list");
const rows = Array.from(list.querySelectorAll(".card"));
const byName = new Map(rows.map((row) => [row.dataset.finding, row]));
const texts = new Map(rows.map((row) => [row, row.textContent + row.querySelector("template").content.textContent]));
const fields = Array.from(document.querySelectorAll("[data-filter]"));
const filter = createFilter(fields);
const bench = createBench();
const listeners = [];
let shown = rows;
let current = null;

export { bench };
export const onSelect = (listener) => listeners.push(listener);
export const currentRow = () => current;
export const rowOf = (name) => byName.get(name);

function keepFiltered() {
  const wanted = filter.read();
  shown = rows.filter((row) => {
    const matches = filter.lets(wanted, row, () => texts.get(row));
    if (row.hidden === matches) row.hidden = !matches;
    return matches;
  });
  document.querySelector(".filters output").textContent = `显示 ${shown.length} 项，共 ${rows.length} 项`;
  list.querySelector(".none").hidden = shown.length > 0;
}

export function select(row) {
  if (!row) return;
  if (row.hidden) { filter.clear(); keepFiltered(); }
  if (current && current !== row) { current.classList.remove("on"); current.setAttribute("aria-selected", "false"); }
  current = row;
  row.classList.add("on");
  row.setAttribute("aria-selected", "true");
  list.setAttribute("aria-activedescendant", row.id);
  row.scrollIntoView({ block: "nearest" });
  for (const listener of listeners) listener(row);
  bench.showUpper(row.dataset.pair);
  bench.light(row.dataset.q);
  try { sessionStorage.setItem("plan-align-last", row.dataset.finding); } catch { /* not kept */ }
}

export function step(by) {
  const place = shown.indexOf(current);
  select(place < 0 ? shown[0] : shown[Math.min(Math.max(place + by, 0), shown.length - 1)]);
}

/* Whether there was one left among those shown; the search goes on from the top. */
export function stepToOpen() {
  const place = shown.indexOf(current);
  const turned = [...shown.slice(place + 1), ...shown.slice(0, place + 1)];
  const next = turned.find((row) => row.dataset.standing !== "已复核");
  if (next) select(next);
  return Boolean(next);
}

function paint(row) {
  const held = findingOf(row.dataset.finding);
  const isWaiting = Boolean(findWaiting(row.dataset.finding));
  row.dataset.standing = held.standing;
  row.toggleAttribute("data-waiting", isWaiting);
  const said = held.standing === "已复核" && held.label ? held.label : held.standing;
  row.querySelector(".mark").textContent = isWaiting ? "↻ 未保存" : `${MARKS[held.standing]} ${said}`;
}

function selectByQuote(mark) {
  const quotes = mark.dataset.q.split(" ");
  const quoting = (row) => row.dataset.q.split(" ").some((quote) => quotes.includes(quote));
  select(shown.find(quoting) || rows.find(quoting));
}

export function startRows(isPicking) {
  for (const row of rows) paint(row);
  onChange((names) => { for (const name of names) if (byName.has(name)) paint(byName.get(name)); });
  onLate((name) => { if (byName.has(name)) paint(byName.get(name)); });
  list.addEventListener("click", (event) => select(event.target.closest(".card")));
  for (const field of fields) field.addEventListener("input", keepFiltered);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  for (const text of document.querySelectorAll(".pane .text")) text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !isPicking()) selectByQuote(mark);
  });
  keepFiltered();
  const last = sessionStorage.getItem("plan-align-last");
  select(byName.get(last) || shown[0] || rows[0]);
}
