"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const cards = all(".card");
  const marks = all("mark");
  const filters = all("[data-filter]");
  document.body.classList.add("js");

  function showTab(name) {
    for (const link of all("nav a")) link.classList.toggle("on", link.dataset.tab === name);
    for (const tab of all(".tab")) tab.classList.toggle("on", tab.id === "tab-" + name);
    document.body.classList.toggle("reviewing", name === "review");
  }

  function showUpper(pair) {
    const key = "upper" + (Number(pair) + 1);
    for (const pane of all(".pane")) pane.classList.toggle("on", pane.dataset.pane === key);
  }

  function keepFiltered() {
    const wanted = {};
    for (const field of filters) wanted[field.dataset.filter] = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim();
    let shown = 0;
    for (const card of cards) {
      const matches = Object.entries(wanted).every(([key, value]) =>
        value === "" || (key === "text" ? card.textContent.includes(value) : card.dataset[key] === value));
      card.hidden = !matches;
      shown += matches ? 1 : 0;
    }
    document.querySelector(".filters output").textContent = "显示 " + shown + " 项，共 " + cards.length + " 项";
  }

  function scrollTo(mark) {
    const box = mark.closest(".text");
    const top = mark.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    box.scrollTop = Math.max(0, top - box.clientHeight / 3);
  }

  function select(card) {
    for (const other of cards) other.classList.toggle("on", other === card);
    const quotes = new Set(card.dataset.q.split(" "));
    const done = new Set();
    showUpper(card.dataset.pair);
    for (const mark of marks) {
      const lit = mark.dataset.q.split(" ").some((quote) => quotes.has(quote));
      mark.classList.toggle("on", lit);
      const pane = mark.closest(".pane").dataset.pane;
      if (lit && !done.has(pane)) { done.add(pane); scrollTo(mark); }
    }
  }

  function open(card) {
    if (card.hidden) { for (const field of filters) { if (field.type === "checkbox") field.checked = false; else field.value = ""; } keepFiltered(); }
    showTab("review");
    select(card);
    const list = card.parentElement;
    list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top;
  }

  function follow() {
    const name = decodeURIComponent(location.hash.slice(1));
    const card = name.startsWith("card-") ? document.getElementById(name) : null;
    if (card) open(card);
    else showTab(all("nav a").some((link) => link.dataset.tab === name) ? name : "overview");
  }

  for (const card of cards) {
    card.addEventListener("click", () => select(card));
    card.addEventListener("keydown", (event) => { if (event.key === "Enter") select(card); });
  }
  for (const mark of marks) mark.addEventListener("click", () => {
    const quotes = mark.dataset.q.split(" ");
    const card = cards.find((c) => !c.hidden && c.dataset.q.split(" ").some((quote) => quotes.includes(quote)))
      || cards.find((c) => c.dataset.q.split(" ").some((quote) => quotes.includes(quote)));
    if (card) open(card);
  });
  for (const field of filters) field.addEventListener("input", keepFiltered);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", follow);
  window.addEventListener("load", follow);
  showUpper(0);
  keepFiltered();
  follow();
})();
