/* The reviewer's name, the progress by chapter, and the help. */
import { build, byId, onChange, page, state } from "./state.js";

const COOKIE = "plan_align_reviewer";
const YEAR = 365 * 24 * 3600;

/* A cookie, for it is the same whatever port the page is on. */
function recall() {
  const found = document.cookie.split("; ").find((each) => each.startsWith(COOKIE + "="));
  try { return found ? decodeURIComponent(found.slice(COOKIE.length + 1)) : ""; } catch { return ""; }
}

function setName(name, then) {
  state.me = name;
  byId("who").textContent = "复核人：" + name;
  if (!page.account) document.cookie = `${COOKIE}=${encodeURIComponent(name)}; path=/; max-age=${YEAR}; SameSite=Strict`;
  then();
}

function askName(then) {
  const box = byId("name-box");
  byId("name").value = state.me;
  byId("name-problem").textContent = "";
  box.querySelector("form").onsubmit = (event) => {
    const name = byId("name").value.trim().replace(/\s+/g, " ");
    const problem = !name ? "请填写姓名。" : name.includes("、") ? "姓名中请不要用顿号。" : "";
    byId("name-problem").textContent = problem;
    event.preventDefault();
    if (problem) return;
    box.close();
    byId("list").focus();
    setName(name, then);
  };
  box.oncancel = (event) => { if (!state.me) event.preventDefault(); };
  box.showModal();
}

async function logOut() {
  await fetch("/log-out", { method: "POST", headers: { "Content-Type": "application/json", "X-Plan-Align": "1" }, body: "{}" });
  location.replace("/login");
}

function paintProgress() {
  const whole = state.progress.at(-1);
  if (!whole) return;
  const others = [["待复核", whole.suspect], ["有分歧", whole.disputed]].filter(([, count]) => count).map(([label, count]) => `　${label} ${count}`);
  byId("progress").querySelector("span").textContent = `已复核 ${whole.reviewed}/${whole.total}${others.join("")}`;
  Object.assign(byId("progress").querySelector("progress"), { max: Math.max(1, whole.total), value: whole.reviewed });
}

export function showProgress() {
  const rows = state.progress.map((each) => build("tr", {}, build("th", { scope: "row", textContent: each.chapter || "合计" }),
    ...[each.reviewed, each.suspect, each.disputed, each.open, each.total].map((count) => build("td", { textContent: String(count) }))));
  byId("progress-box").querySelector("tbody").replaceChildren(...rows);
  byId("progress-box").showModal();
}

export const showHelp = () => byId("help-box").showModal();

/* then: what to do once it is known who is looking, and again when that changes. */
export function startDialogs(then) {
  onChange(paintProgress);
  byId("progress").addEventListener("click", showProgress);
  byId("help").addEventListener("click", showHelp);
  const known = page.account || recall();
  if (page.account) byId("who").addEventListener("click", () => { if (confirm("退出登录？")) logOut(); });
  else byId("who").addEventListener("click", () => askName(then));
  if (known) setName(known, then);
  else { byId("who").textContent = "填写复核人"; askName(then); }
}
