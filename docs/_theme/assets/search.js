// The search page: the same ranking as sdg_standard.site.search, on the index that stands beside this file.
"use strict";
const LIFT = {indicator: 8, goal: 6, target: 4, methodology: 4, page: 3, problem: 1};
const CODE = 100, WHOLE = 90, BEGINS = 80, WORD = 70, SYNONYM = 68, WORD_BEGINS = 60, WITHIN = 40, TOLD = 20;
const letter = "[\\p{L}\\p{N}_]";
const fold = text => text.toLowerCase().replace(/ß/g, "ss");
const codeOf = text => fold(text).replace(/(?<!\d)\.|\.(?!\d)|[^\p{L}\p{N}.]/gu, "");
const plain = text => fold(text).split(/\s+/).filter(Boolean).join(" ");
const isWord = (wanted, text) =>
  new RegExp(`(?<!${letter})${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!${letter})`, "u").test(text);

const shortness = title => 5 / (1 + [...title].length / 20);

function ofTitle(title, wanted) {
  if (title === wanted) return WHOLE;
  const short = shortness(title);
  if (title.startsWith(wanted)) return BEGINS + short;
  if (isWord(wanted, title)) return WORD + short;
  if (title.includes(" " + wanted)) return WORD_BEGINS + short;
  return [...wanted].length > 2 && title.includes(wanted) ? WITHIN + short : 0;
}

function ofPhrase(page, wanted, language) {
  const titles = Object.entries(page.titles).map(([own, title]) => ofTitle(plain(title), wanted) - (own === language ? 0 : 1));
  const short = Math.max(0, ...Object.values(page.titles).map(shortness));
  const words = (page.words || []).map(word =>
    word === wanted ? SYNONYM + short : word.startsWith(wanted) ? WORD_BEGINS - 2 + short : 0);
  const texts = Object.values(page.texts || {}).map(text => isWord(wanted, plain(text)) ? TOLD : 0);
  return Math.max(0, ...titles, ...words, ...texts);
}

function worth(page, asked, language) {
  const wanted = plain(asked), lift = LIFT[page.kind] || 0, code = codeOf(asked);
  if (!wanted) return 0;
  if (code && (page.codes || []).includes(code)) return CODE + lift;
  let whole = ofPhrase(page, wanted, language);
  const parts = wanted.split(" ");
  if (parts.length > 1 && !whole) {
    const each = parts.map(part => ofPhrase(page, part, language));
    whole = each.every(Boolean) ? each.reduce((sum, one) => sum + one, 0) / each.length - 5 : 0;
  }
  return whole ? whole + lift : 0;
}

function found(pages, asked, language, most = 30) {
  return pages.map((page, place) => [worth(page, asked, language), place])
    .filter(([value]) => value > 0)
    .sort((one, other) => other[0] - one[0] || one[1] - other[1])
    .slice(0, most).map(([, place]) => pages[place]);
}

const root = document.querySelector("[data-search]");
if (root && typeof SEARCH_PAGES !== "undefined") {
  const language = document.documentElement.lang, words = root.dataset;
  const input = root.querySelector("input"), list = root.querySelector(".hits"), status = root.querySelector("[role=status]");
  const show = asked => {
    const hits = found(SEARCH_PAGES, asked, language);
    list.replaceChildren(...hits.map(page => {
      const own = [language, "en", ...Object.keys(page.urls)].find(one => page.urls[one]);
      const line = document.createElement("li"), link = document.createElement("a"), what = document.createElement("div");
      const tongue = page.titles[own] ? own : Object.keys(page.titles)[0];
      link.href = words.root + page.urls[own];
      link.textContent = page.titles[tongue];
      if (tongue !== language) { link.lang = tongue; link.hreflang = own; }
      what.className = "what";
      what.textContent = [words["kind" + page.kind.split("-").map(part => part[0].toUpperCase() + part.slice(1)).join("")], page.label].filter(Boolean).join(" · ");
      line.append(link, what);
      return line;
    }));
    status.textContent = !plain(asked) ? "" : hits.length ? words.found.replace("{n}", hits.length) : words.none;
  };
  const asked = new URLSearchParams(location.search).get("q") || "";
  input.value = asked;
  const header = document.getElementById("q");
  if (header) header.value = asked;
  input.addEventListener("input", () => show(input.value));
  root.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(input.value));
    show(input.value);
  });
  show(asked);
}
