/* What the page knows: what is held of each finding, how far the review is, and who is looking. */
const BLANK = { standing: "未复核", label: "", reviewers: "", decisions: [], history: [], change: null };
const listeners = [];

export const page = {
  report: document.body.dataset.report,
  account: document.body.dataset.account,
  labels: JSON.parse(document.body.dataset.labels),
};
export const state = { place: 0, findings: new Map(), progress: [], me: page.account };

export const byId = (id) => document.getElementById(id);
export const findingOf = (name) => state.findings.get(name) || BLANK;
export const onChange = (listener) => listeners.push(listener);

/* An answer that was overtaken by a later one tells nothing new. */
export function takeIn(told) {
  if (told.place < state.place) return;
  state.place = told.place;
  if (told.progress) state.progress = told.progress;
  const names = Object.keys(told.findings);
  for (const name of names) state.findings.set(name, told.findings[name]);
  if (names.length) for (const listener of listeners) listener(names);
}

export function build(tag, fields, ...children) {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}
