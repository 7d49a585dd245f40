"use strict";
/* What the report and the review page share: filters of findings, and the full texts side by side. */
function createFilter(fields) {
  const read = (field) => (field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim());
  return {
    read: () => fields.map((field) => [field.dataset.filter, read(field)]).filter(([, value]) => value !== ""),
    lets: (wanted, card, text) => wanted.every(([key, value]) => (key === "text" ? text().includes(value) : card.dataset[key] === value)),
    clear: () => { for (const field of fields) { if (field.type === "checkbox") field.checked = false; else field.value = ""; } },
  };
}

/* The full texts side by side: which passages are lit, and which upper plan is shown. */
function createBench() {
  const panes = Array.from(document.querySelectorAll(".pane"));
  const byQuote = new Map();
  let lit = [];
  for (const mark of document.querySelectorAll("mark")) {
    for (const quote of mark.dataset.q.split(" ")) {
      if (!byQuote.has(quote)) byQuote.set(quote, []);
      byQuote.get(quote).push(mark);
    }
  }

  function showUpper(pair) {
    const key = "upper" + (Number(pair) + 1);
    for (const pane of panes) pane.classList.toggle("on", pane.dataset.pane === key);
  }

  function scrollTo(element) {
    const box = element.closest(".text");
    const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTop = Math.max(0, top - box.clientHeight / 3);
  }

  function scrollToLit() {
    for (const pane of panes) {
      const first = lit.filter((mark) => pane.contains(mark))
        .reduce((a, b) => (a && !(b.compareDocumentPosition(a) & Node.DOCUMENT_POSITION_FOLLOWING) ? a : b), null);
      if (first) scrollTo(first);
    }
  }

  function light(quotes) {
    for (const mark of lit) mark.classList.remove("on");
    lit = quotes.split(" ").flatMap((quote) => byQuote.get(quote) || []);
    for (const mark of lit) mark.classList.add("on");
    scrollToLit();
  }

  return { showUpper, scrollTo, scrollToLit, light };
}
