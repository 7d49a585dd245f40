/* The finding that is looked at: what speaks for it, what was said of it, and what this reviewer says. */
import { build, byId, findingOf, onChange, page, state } from "./state.js";
import { findWaiting, onDone, onRefused, send } from "./sending.js";
import { currentRow, onSelect, rowOf, select } from "./rows.js";
import { drawChange, drawHistory, drawSides } from "./drawing.js";

const NOT_APPLICABLE = "不适用";
const IDLE = 3000;
const TEXTS = ["comment", "wording", "reason"];
const NOTHING = { label: "", reason: "", comment: "", wording: "", picked: "", final: false };
let kept = NOTHING;
let picked = "";
let isAsking = false;
let lastSaid = NOTHING;
let timer = 0;

const name = () => currentRow().dataset.finding;
const labels = () => page.labels[currentRow().dataset.part];
const mine = () => findingOf(name()).decisions.find((each) => each.reviewer === state.me);
const say = (text) => { byId("said").textContent = text; };

function read() {
  const texts = Object.fromEntries(TEXTS.map((id) => [id, byId(id).value.trim()]));
  return { ...kept, ...texts, picked, reason: kept.label === NOT_APPLICABLE ? texts.reason : "" };
}

const differs = (a, b) => Object.keys(NOTHING).some((key) => a[key] !== b[key]);

/* Sends what is in the form where it differs from what was sent before. */
export function save(change = {}) {
  clearTimeout(timer);
  if (!currentRow() || !state.me) return;
  if (isAsking && byId("reason").value.trim() && !("label" in change)) return choose(NOT_APPLICABLE);
  const now = { ...read(), ...change };
  if (now.label === NOT_APPLICABLE && !now.reason) return;
  if (!differs(now, kept)) return;
  kept = now;
  say("正在保存…");
  send("/decide", { finding: name(), ...now });
  paintForm();
}

/* Leaves the reason that was asked for; what is written of it counts. */
export function leaveReason() {
  save();
  if (!isAsking) return;
  isAsking = false;
  paintForm();
  say("");
}

export function choose(label) {
  const final = byId("final").getAttribute("aria-pressed") === "true";
  if (label === NOT_APPLICABLE && !byId("reason").value.trim()) return askReason();
  isAsking = false;
  byId("final").setAttribute("aria-pressed", "false");
  const reason = label === NOT_APPLICABLE ? byId("reason").value.trim() : "";
  if (label === kept.label && reason === kept.reason && final === kept.final) return say(`已是“${label}”。`);
  return save({ label, reason, final });
}

export function chooseByNumber(digit) {
  if (!currentRow()) return;
  const place = digit === "0" ? 9 : Number(digit) - 1;
  if (labels()[place]) choose(labels()[place]);
}

function askReason() {
  isAsking = true;
  paintForm();
  say("请写明不适用的理由，回车确定。");
  byId("reason").focus();
}

export function pick(text) {
  if (!currentRow()) return;
  picked = text;
  save();
  paintForm();
}

export function toggleFinal() {
  const button = byId("final");
  if (button.hidden) return say("这一条没有分歧。");
  const pressed = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(pressed));
  return say(pressed ? "合议：请选定各方商定的结论。" : "");
}

export function undo() {
  save();
  lastSaid = kept;
  send("/undo", {});
}

/* What this reviewer said of it; what was said of the draft before is offered again, but for its verdict. */
function recall() {
  const waiting = findWaiting(name());
  const own = waiting || mine() || NOTHING;
  const kept = Object.fromEntries(Object.keys(NOTHING).map((key) => [key, own[key]]));
  if (waiting || findingOf(name()).standing !== "待复核") return kept;
  return { ...kept, label: "", reason: "", final: false, picked: isInLower(kept.picked) ? kept.picked : "" };
}

const plain = (text) => text.normalize("NFKC").replace(/\s+/g, "");
const isInLower = (sentence) => plain(document.querySelector('.pane[data-pane="lower"] .text').textContent).includes(plain(sentence));

function load() {
  kept = recall();
  picked = kept.picked;
  isAsking = false;
  for (const id of TEXTS) byId(id).value = kept[id];
  byId("final").setAttribute("aria-pressed", "false");
}

/* What was refused is not kept; what is written stays in the form. */
function refuse(item, text) {
  if (item.body.finding === name()) {
    kept = recall();
    paintForm();
  }
  say("未能记下：" + text);
}

function paintForm() {
  const held = findingOf(name());
  for (const button of byId("choices").children) button.setAttribute("aria-pressed", String(button.dataset.label === kept.label));
  byId("reason-line").hidden = !isAsking && kept.label !== NOT_APPLICABLE;
  byId("picked-line").hidden = !picked;
  byId("picked").textContent = picked;
  byId("final").hidden = held.standing !== "有分歧";
  for (const button of byId("body").querySelectorAll(".take")) button.setAttribute("aria-pressed", String(button.dataset.pick === picked));
}

function drawChoices() {
  const buttons = labels().map((label, place) => {
    const button = build("button", { type: "button" }, build("kbd", { textContent: String((place + 1) % 10) }), label);
    button.dataset.label = label;
    button.addEventListener("click", () => choose(label));
    return button;
  });
  byId("choices").replaceChildren(...buttons);
}

function drawHeld() {
  const row = currentRow();
  const held = findingOf(name());
  const said = held.label && held.standing !== "有分歧" ? `，${held.label}` : "";
  byId("subject").replaceChildren(
    build("span", { className: "chip", textContent: row.dataset.grade }), ` ${row.dataset.number} `,
    build("span", { className: "tags", textContent: [row.dataset.part, row.dataset.theme].filter(Boolean).join("｜") }));
  byId("held").replaceChildren("机审：", build("b", { textContent: row.dataset.verdict }), `　复核：${held.standing}${said}`,
    held.reviewers ? `（${held.reviewers}）` : "");
  byId("change").replaceChildren(...drawChange(held), ...drawSides(held));
  byId("history").replaceChildren(...drawHistory(held));
}

function show(row) {
  byId("body").replaceChildren(row.querySelector("template").content.cloneNode(true));
  byId("panel").className = "panel " + Array.from(row.classList).find((each) => each.startsWith("s-"));
  document.querySelector(".facts").scrollTop = 0;
  drawChoices();
  load();
  drawHeld();
  paintForm();
  say("");
}

/* What others decided meanwhile is shown; what this reviewer is writing stays. */
function refresh() {
  drawHeld();
  if (!isAsking && !findWaiting(name()) && !differs(read(), kept)) load();
  paintForm();
}

function tell(item, told) {
  if (item.path === "/undo") {
    const before = told.undone === name() ? lastSaid : NOTHING;
    if (rowOf(told.undone)) select(rowOf(told.undone));
    say(before.label && before.label === kept.label && before.final === kept.final ? "已撤回上一次保存的文字。" : "已撤销上一次结论。");
  } else if (item.body.finding === name()) {
    say(item.body.label ? `已记下：${item.body.label}${item.body.final ? "（合议）" : ""}` : "意见已保存");
  }
}

function confirmReason(event) {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  choose(NOT_APPLICABLE);
  byId("list").focus();
}

export function startPanel() {
  onSelect(show);
  onChange((names) => { if (currentRow() && names.includes(name())) refresh(); });
  onDone(tell);
  onRefused(refuse);
  for (const id of TEXTS) {
    byId(id).addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, IDLE); });
    byId(id).addEventListener("blur", () => save());
  }
  byId("reason").addEventListener("keydown", confirmReason);
  document.querySelector(".decide").addEventListener("submit", (event) => event.preventDefault());
  byId("body").addEventListener("click", (event) => { const button = event.target.closest(".take"); if (button) pick(button.dataset.pick); });
  byId("drop").addEventListener("click", () => pick(""));
  byId("final").addEventListener("click", toggleFinal);
  byId("undo").addEventListener("click", undo);
  addEventListener("pagehide", () => save());
}
