// What makes reading easier; every page is whole without it.
"use strict";
// What scrolls sideways can be reached by keyboard; what does not is no stop on the way.
function reachable() {
  for (const box of document.querySelectorAll(".scroll, pre, .within")) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (scrolls) box.tabIndex = 0; else box.removeAttribute("tabindex");
  }
}
const watch = new ResizeObserver(reachable);
for (const box of document.querySelectorAll(".scroll, pre, .within")) watch.observe(box);

// The catalogue: a menu for each property that its rows name, in their own words.
const table = document.querySelector("table.catalogue");
if (table) {
  const words = table.dataset;
  const rows = [...table.tBodies[0].rows];
  const form = document.createElement("form");
  form.className = "filters";
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  const menus = words.filters.split(" ").map(name => {
    const label = document.createElement("label");
    label.textContent = words[name];
    const menu = document.createElement("select");
    menu.name = name;
    menu.append(new Option(words.all, ""));
    const known = new Map();
    for (const row of rows)
      for (const pair of (row.dataset[name] || "").split("|").filter(Boolean)) {
        const [code, title] = pair.split("=");
        known.set(code, title);
      }
    const order = [...known.keys()];
    if (order.every(code => /^\d+$/.test(code))) order.sort((a, b) => a - b);
    for (const code of order) menu.append(new Option(known.get(code), code));
    label.append(menu);
    form.append(label);
    return menu;
  });
  const label = document.createElement("label");
  label.textContent = words.text;
  const text = document.createElement("input");
  text.type = "search";
  text.name = "text";
  label.append(text);
  form.append(label);
  const show = () => {
    let shown = 0;
    for (const row of rows) {
      const fits = menus.every(menu => !menu.value
        || (row.dataset[menu.name] || "").split("|").some(pair => pair.split("=")[0] === menu.value));
      row.hidden = !(fits && row.textContent.toLowerCase().includes(text.value.trim().toLowerCase()));
      shown += !row.hidden;
    }
    count.textContent = words.shown.replace("{n}", shown).replace("{all}", rows.length);
    reachable();
  };
  const asked = new URLSearchParams(location.search);
  for (const field of [...menus, text]) if (asked.get(field.name)) field.value = asked.get(field.name);
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  table.closest(".scroll").before(form, count);
  show();
}
