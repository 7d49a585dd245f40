/* Sends what was decided, in order. What is not yet acknowledged stays in the browser and is tried again; everything carries an
   id of its own, so that what is sent twice is recorded once. */
import { byId, page, state, takeIn } from "./state.js";

const SHELF = "plan-align-outbox/" + page.report + "/";
const shelf = SHELF + crypto.randomUUID();
const RETRY = 3000;
const POLL = 10000;
const HEADERS = { "Content-Type": "application/json", "X-Plan-Align": "1" };
const listeners = { done: [], refused: [], late: [] };
let outbox = [];
const waitingForAll = [];
let busy = false;
let timer = 0;

export const onDone = (listener) => listeners.done.push(listener);
export const onRefused = (listener) => listeners.refused.push(listener);
export const onLate = (listener) => listeners.late.push(listener);

/* Does something once all is acknowledged; at once where it is. */
export function whenSent(deed) {
  if (outbox.length) waitingForAll.push(deed);
  else deed();
}

/* What was decided last of a finding and is not acknowledged yet. */
export const findWaiting = (finding) => outbox.map(({ body }) => body).findLast((body) => body.finding === finding);

export function send(path, body) {
  outbox.push({ path, body: { id: crypto.randomUUID(), report: page.report, reviewer: state.me, ...body } });
  keep();
  pump();
}

function keep() {
  try {
    if (outbox.length) localStorage.setItem(shelf, JSON.stringify(outbox));
    else localStorage.removeItem(shelf);
  } catch { /* a browser that keeps nothing still sends */ }
}

async function post(item) {
  const body = JSON.stringify({ ...item.body, since: state.place });
  const answer = await fetch(item.path, { method: "POST", headers: HEADERS, body, keepalive: true });
  const told = await answer.json().catch(() => ({ error: "程序没有应答。" }));
  return { status: answer.status, told };
}

async function pump() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  while (outbox.length && (await sendFirst())) { /* the next one */ }
  busy = false;
  if (outbox.length) timer = setTimeout(pump, RETRY);
  else for (const deed of waitingForAll.splice(0)) deed();
}

/* Whether the first item is done with: recorded, or refused for good. */
async function sendFirst() {
  const item = outbox[0];
  try {
    const { status, told } = await post(item);
    if (status === 403 || status === 429 || status >= 500) return complain(told.error);
    outbox = outbox.filter((each) => each !== item);
    keep();
    if (status === 200) { takeIn(told); for (const listener of listeners.done) listener(item, told); }
    else for (const listener of listeners.refused) listener(item, told.error);
    tellLate(item);
    if (!outbox.length) hideBanner();
    return true;
  } catch {
    return complain("连接不上程序（可能已关闭）。");
  }
}

function complain(text) {
  showBanner(`有 ${outbox.length} 条尚未保存：${text}请勿关闭本页，正在重试。`, true);
  for (const item of outbox) tellLate(item);
  return false;
}

function tellLate(item) {
  for (const listener of listeners.late) listener(item.body.finding);
}

function showBanner(text, unsaved) {
  const banner = byId("banner");
  if (banner.hidden || banner.firstElementChild.textContent !== text) banner.firstElementChild.textContent = text;
  byId("rescue").hidden = !unsaved;
  banner.hidden = false;
}

function hideBanner() {
  byId("banner").hidden = true;
}

/* What an earlier page could not send any more. */
function adopt() {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(SHELF) && each !== shelf)) {
    try { outbox.push(...JSON.parse(localStorage.getItem(key))); } catch { /* cut off while it was written */ }
    localStorage.removeItem(key);
  }
  keep();
}

export async function poll() {
  try {
    const answer = await fetch("/changes?since=" + state.place, { headers: HEADERS });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
    takeIn(told);
    if (!outbox.length) hideBanner();
  } catch {
    if (!outbox.length) showBanner("与程序的连接已断开（可能已关闭）；已记下的结论都在，恢复后会自动更新。", false);
  }
}

async function rescue() {
  const lines = outbox.map(({ body }) => [body.finding || "撤销", body.label, body.comment, body.wording, body.picked].filter(Boolean).join("\t"));
  await navigator.clipboard.writeText(lines.join("\n"));
  byId("rescue").textContent = "已复制";
}

export async function start() {
  byId("retry").addEventListener("click", () => (outbox.length ? pump() : poll()));
  byId("rescue").addEventListener("click", rescue);
  addEventListener("pagehide", () => { for (const item of outbox.slice(busy ? 1 : 0)) post(item).catch(() => null); });
  addEventListener("beforeunload", (event) => { if (outbox.length && !byId("banner").hidden) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") poll(); });
  setInterval(() => { if (document.visibilityState === "visible") poll(); }, POLL);
  await poll();
  try { adopt(); } catch { /* a browser that keeps nothing has nothing left */ }
  pump();
}
