/* Another sentence of the lower plan, chosen by mouse or by keys, where the program found the wrong one. */
import { byId } from "./state.js";
import { bench } from "./rows.js";
import { pick } from "./panel.js";
import { showPane } from "./panes.js";

const SENTENCE = /[^。；！？\n]+[。；！？]*[”’）]*/g;
// Characters of a full line; a shorter one ends what it says.
const LINE = 15;
const text = document.querySelector('.pane[data-pane="lower"] .text');
let sentences = null;
let at = -1;
let chosen = "";

export const isPicking = () => !byId("picking").hidden;

/* A line of a page that was cut out of a sentence: the next line goes on with it. */
function runsOn(block, next) {
  const isLine = (each) => each && each.tagName === "P" && !each.querySelector("b");
  return isLine(block) && isLine(next) && block.textContent.length >= LINE && !/[。；！？：”）]\s*$/.test(block.textContent);
}

function findRow(row) {
  const cells = Array.from(row.cells, (cell) => cell.textContent.trim()).filter(Boolean);
  return { block: row, start: 0, last: row, end: row.textContent.length, words: cells.join(" ") };
}

function findParts(block) {
  return Array.from(block.textContent.matchAll(SENTENCE), ({ index, 0: words }) =>
    ({ block, start: index, last: block, end: index + words.length, words: words.trim() }));
}

function find() {
  const found = [];
  let open = null;
  for (const block of text.querySelectorAll("p, tr")) {
    const parts = block.tagName === "TR" ? [findRow(block)] : findParts(block);
    if (open && parts.length) {
      const { end, words } = parts.shift();
      Object.assign(open, { last: block, end, words: open.words + words });
    }
    found.push(...parts);
    open = runsOn(block, block.nextElementSibling) ? found.at(-1) : null;
  }
  return found.filter(({ words }) => words);
}

/* The place of a character of a block among its text nodes. */
function locate(block, offset) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = null;
  while (walker.nextNode()) {
    last = walker.currentNode;
    if (left <= last.length) return [last, left];
    left -= last.length;
  }
  return last ? [last, last.length] : [block, 0];
}

function mark({ block, start, last, end }) {
  const range = document.createRange();
  range.setStart(...locate(block, start));
  range.setEnd(...locate(last, end));
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function choose(words) {
  chosen = words;
  byId("picking").querySelector("q").textContent = words;
  byId("take").disabled = !words;
}

export function move(by) {
  at = Math.min(Math.max(at + by, 0), sentences.length - 1);
  if (!sentences[at]) return;
  mark(sentences[at]);
  bench.scrollTo(sentences[at].block);
  choose(sentences[at].words);
}

/* From the sentence that is lit, or the first one in sight. */
function findStart() {
  const lit = text.querySelector("mark.on");
  const top = text.getBoundingClientRect().top;
  const first = lit ? lit.closest("p, tr") : Array.from(text.querySelectorAll("p, tr")).find((block) => block.getBoundingClientRect().bottom > top);
  return Math.max(0, sentences.findIndex(({ block }) => block === first));
}

export function startPick() {
  sentences = sentences || find();
  showPane("lower");
  byId("picking").hidden = false;
  document.body.classList.add("picking");
  at = findStart();
  move(0);
  text.focus();
}

export function leave() {
  byId("picking").hidden = true;
  document.body.classList.remove("picking");
  getSelection().removeAllRanges();
  showPane("panel");
  byId("list").focus();
}

export function take() {
  const words = chosen;
  leave();
  if (words) pick(words);
}

/* Browsers differ in how they tell the place under the mouse. */
function placeUnder({ clientX, clientY }) {
  if (document.caretPositionFromPoint) {
    const point = document.caretPositionFromPoint(clientX, clientY);
    return point && [point.offsetNode, point.offset];
  }
  const range = document.caretRangeFromPoint(clientX, clientY);
  return range && [range.startContainer, range.startOffset];
}

function offsetIn(block, event) {
  const place = placeUnder(event);
  if (!place) return 0;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(...place);
  return range.toString().length;
}

function takeClick(event) {
  if (!isPicking()) return;
  const drawn = getSelection();
  const words = String(drawn).replace(/\s+/g, " ").trim();
  if (words && text.contains(drawn.anchorNode)) { choose(words); return; }
  const block = event.target.closest("p, tr");
  if (!block) return;
  const offset = offsetIn(block, event);
  const holds = (each) => (each.last === block ? offset <= each.end : each.block === block && offset >= each.start);
  const found = sentences.findIndex(holds);
  if (found >= 0) { at = found; mark(sentences[at]); choose(sentences[at].words); }
}

export function startPicking() {
  text.tabIndex = 0;
  text.setAttribute("aria-label", "本级原文");
  text.addEventListener("mousedown", () => { if (isPicking()) getSelection().removeAllRanges(); });
  text.addEventListener("click", takeClick);
  byId("pick").addEventListener("click", startPick);
  byId("take").addEventListener("click", take);
  byId("leave").addEventListener("click", leave);
}
