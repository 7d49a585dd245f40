/* What each key does. */
import { byId } from "./state.js";
import { step, stepToOpen } from "./rows.js";
import { chooseByNumber, leaveReason, save, toggleFinal, undo } from "./panel.js";
import { isPicking, leave, move, startPick, take } from "./picking.js";
import { showPane } from "./panes.js";
import { showHelp } from "./dialogs.js";

const focus = (id) => { showPane("panel"); byId(id).focus(); };
const search = () => { showPane("list"); document.querySelector('[data-filter="text"]').focus(); };
const home = () => { showPane("list"); byId("list").focus(); };

export function goToOpen() {
  if (!stepToOpen()) byId("said").textContent = "筛选范围内已全部复核。";
}

const DEEDS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: goToOpen, c: () => focus("comment"), w: () => focus("wording"), p: startPick, u: undo, f: toggleFinal,
  "/": search, "、": search, "?": showHelp, "？": showHelp, Escape: home,
};
const PICKING = { j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1), Enter: take, Escape: leave };

/* With an input method switched on, browsers name the key by its place alone. */
function nameKey(event) {
  if (event.key !== "Process") return event.key;
  return event.code.replace(/^Key|^Digit/, "").toLowerCase();
}

function inField(event) {
  if (event.key === "Escape") { leaveReason(); byId("list").focus(); return true; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { save(); return true; }
  return false;
}

function press(event) {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (field) { if (inField(event)) event.preventDefault(); return; }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const key = nameKey(event);
  const deed = (isPicking() ? PICKING : DEEDS)[key];
  if (key === "Enter" && event.target.closest("button, a, summary")) return;
  if (key.startsWith("Arrow") && event.target.closest(".facts")) return;
  if (deed) { event.preventDefault(); deed(); }
  else if (!isPicking() && /^[0-9]$/.test(key)) { event.preventDefault(); chooseByNumber(key); }
}

export function startKeys() {
  document.addEventListener("keydown", press);
  byId("next").addEventListener("click", goToOpen);
}
