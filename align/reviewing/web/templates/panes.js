/* On a narrow screen one pane is shown at a time. */
import { bench } from "./rows.js";

const tabs = Array.from(document.querySelectorAll(".tabs button"));

export function showPane(name) {
  document.body.dataset.shown = name;
  for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.show === name));
  if (name === "upper" || name === "lower") bench.scrollToLit();
}

export const isNarrow = () => getComputedStyle(document.querySelector(".tabs")).display !== "none";

export function startPanes() {
  for (const tab of tabs) tab.addEventListener("click", () => showPane(tab.dataset.show));
  document.getElementById("list").addEventListener("click", (event) => { if (isNarrow() && event.target.closest(".card")) showPane("panel"); });
}
