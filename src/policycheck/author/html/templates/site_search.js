"use strict";
(() => {
  const MOST = 100, AROUND = 70;
  const at = (id) => document.getElementById(id);
  const { suffixes, finds } = JSON.parse(at("finds").textContent);
  const kinds = [...at("kinds").children].map((one) => one.textContent);
  const field = at("words"), hits = at("hits"), count = at("count");
  const pageSuffix = (location.pathname.match(/search((?:\.[^./]+)?)\.html$/) || ["", ""])[1];
  const own = Math.max(0, suffixes.indexOf(decodeURIComponent(pageSuffix)));
  const LETTERS = { "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d" };

  // a letter as it is compared: small, without what stands above or below it; anything between words is a space
  const seen = new Map();
  const letter = (one) => {
    let found = seen.get(one);
    if (found === undefined) {
      found = one.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
      found = [...found].map((part) => LETTERS[part] || (/[\p{L}\p{N}]/u.test(part) ? part : " ")).join("");
      if (found === "" && !/\p{M}/u.test(one)) found = " ";
      seen.set(one, found);
    }
    return found;
  };
  const folded = (text) => Array.from(text, letter).join("");
  const chosen = (texts, language) => texts[texts.length === 1 ? 0 : language];
  const titles = finds.map((one) => one[3].map((text) => " " + folded(text)));
  const texts = finds.map((one) => one[4].map((text) => " " + folded(text)));

  const asked = () => folded(field.value).split(" ").filter(Boolean);
  const order = [own, ...suffixes.keys()].filter((one, place, all) => all.indexOf(one) === place);

  // in which language all the words begin a word of it, and how well: 2 all in its name, 1 some, 0 none;
  // a sentence is its own name
  const found = (number, words) => {
    for (const language of order) {
      const title = chosen(titles[number], language), text = chosen(texts[number], language);
      const name = finds[number][0] === 0 ? title + text : title;
      const named = words.filter((word) => name.includes(" " + word)).length;
      if (words.every((word) => title.includes(" " + word) || text.includes(" " + word)))
        return { number, language, rank: named === words.length ? 2 : named ? 1 : 0 };
    }
    return null;
  };

  // the places of the words in a text, as it is written
  const places = (text, words) => {
    const letters = Array.from(text), marked = [];
    let before = " ";
    for (let start = 0; start < letters.length; start++) {
      if (before.endsWith(" ") && letter(letters[start]).trim()) {
        let end = start, word = "";
        for (; end < letters.length && !letter(letters[end]).includes(" "); end++) word += letter(letters[end]);
        const best = words.filter((one) => word.startsWith(one)).sort((a, b) => b.length - a.length)[0];
        if (best) {
          let stop = start, length = 0;
          while (length < best.length) length += letter(letters[stop++]).length;
          marked.push([start, stop]);
        }
        start = end;
      }
      before = start < letters.length ? letter(letters[start]) || before : " ";
    }
    return { letters, marked };
  };

  const marked = (element, text, words, all) => {
    const { letters, marked } = places(text, words);
    let from = 0, to = letters.length;
    if (!all) {
      const first = marked.length ? marked[0][0] : 0;
      from = first > AROUND ? first - AROUND : 0;
      while (from > 0 && from < first && letters[from - 1] !== " ") from++;
      to = Math.min(letters.length, from + 4 * AROUND);
    }
    const add = (start, end) => element.append(letters.slice(start, end).join(""));
    if (from > 0) element.append("… ");
    let done = from;
    for (const [start, end] of marked) {
      if (start < from || end > to) continue;
      add(done, start);
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(start, end).join("");
      element.append(mark);
      done = end;
    }
    add(done, to);
    if (to < letters.length) element.append(" …");
  };

  const shown = ({ number, language }, words) => {
    const [kind, page, anchor, title, text] = finds[number];
    const line = document.createElement("li"), link = document.createElement("a");
    const label = document.createElement("span"), excerpt = document.createElement("p");
    link.href = page + suffixes[own] + ".html#" + anchor;
    label.className = "kind";
    label.textContent = kinds[kind];
    const name = chosen(title, own), body = chosen(text, language);
    const heading = language === own ? name : chosen(title, language);
    marked(link, heading, words, true);
    excerpt.dir = "auto";
    marked(excerpt, body, words, false);
    line.append(label, " ", link, excerpt);
    return line;
  };

  const search = () => {
    const words = asked();
    const all = words.length ? finds.map((_, number) => found(number, words)).filter(Boolean) : [];
    all.sort((a, b) => b.rank - a.rank || a.number - b.number);
    hits.replaceChildren(...all.slice(0, MOST).map((one) => shown(one, words)));
    const say = all.length > MOST ? "first" : all.length > 1 ? "many" : all.length ? "one" : "none";
    count.textContent = words.length ? count.dataset[say].replace("{0}", all.length).replace("{1}", MOST) : "";
    const place = field.value ? "#q=" + encodeURIComponent(field.value) : location.pathname;
    try { history.replaceState(null, "", place); } catch { /* some browsers have no history for files */ }
  };

  const start = () => {
    const given = location.hash.match(/^#q=(.*)$/);
    if (given) {
      try { field.value = decodeURIComponent(given[1]); } catch { field.value = given[1]; }
    }
    search();
  };
  const links = () => [...hits.querySelectorAll("a")];
  at("search").hidden = false;
  at("search").addEventListener("submit", (event) => { event.preventDefault(); links()[0]?.focus(); });
  field.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    const all = links(), here = all.indexOf(document.activeElement);
    if (event.key === "Escape") { field.value = ""; search(); field.focus(); }
    if (document.activeElement !== field && here < 0) return;
    if (event.key === "ArrowDown" && all.length) { event.preventDefault(); all[Math.min(here + 1, all.length - 1)].focus(); }
    if (event.key === "ArrowUp" && here >= 0) { event.preventDefault(); (here ? all[here - 1] : field).focus(); }
  });
  addEventListener("hashchange", start);
  start();
  field.focus();
})();
