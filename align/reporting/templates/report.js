(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const cards = all(".card");
  const marks = all("mark");
  const bench = createBench();
  const filters = all("[data-filter]");
  const filter = createFilter(filters);
  document.body.classList.add("js");

  function showTab(name) {
    for (const link of all("nav a")) link.classList.toggle("on", link.dataset.tab === name);
    for (const tab of all(".tab")) tab.classList.toggle("on", tab.id === "tab-" + name);
    document.body.classList.toggle("reviewing", name === "review");
  }

  function keepFiltered() {
    const wanted = filter.read();
    let shown = 0;
    for (const card of cards) {
      const matches = filter.lets(wanted, card, () => card.textContent);
      card.hidden = !matches;
      shown += matches ? 1 : 0;
    }
    document.querySelector(".filters output").textContent = "显示 " + shown + " 项，共 " + cards.length + " 项";
  }

  function select(card) {
    for (const other of cards) other.classList.toggle("on", other === card);
    bench.showUpper(card.dataset.pair);
    bench.light(card.dataset.q);
  }

  function open(card) {
    if (card.hidden) { filter.clear(); keepFiltered(); }
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
  bench.showUpper(0);
  keepFiltered();
  follow();
})();
