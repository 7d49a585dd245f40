/* The review page: puts its parts together. */
import { startDialogs } from "./dialogs.js";
import { startKeys } from "./keys.js";
import { save, startPanel } from "./panel.js";
import { startPanes } from "./panes.js";
import { isPicking, startPicking } from "./picking.js";
import { currentRow, select, startRows } from "./rows.js";
import { start, whenSent } from "./sending.js";

/* A report is drawn once what was written last is recorded. */
function exportAll(event) {
  event.preventDefault();
  save();
  whenSent(() => location.assign(event.target.href));
}

for (const link of document.querySelectorAll(".exports a")) link.addEventListener("click", exportAll);
startPanel();
startPicking();
startPanes();
startKeys();
startRows(isPicking);
startDialogs(() => select(currentRow()));
await start();
document.body.dataset.ready = "1";
if (!document.querySelector("dialog[open]")) document.getElementById("list").focus();
