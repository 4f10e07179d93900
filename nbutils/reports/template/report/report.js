"use strict";
// Every page carries this script; without it all is shown. It makes elements and sets their text, never markup, and keeps
// what a reader has chosen in the address of the page.
(() => {
  const make = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const state = new URLSearchParams(location.search);
  const keep = (key, value) => {
    if (value) state.set(key, value); else state.delete(key);
    const query = state.toString();
    try { history.replaceState(null, "", location.pathname + (query && "?" + query) + location.hash); } catch { /* kept in the page */ }
  };
  const labelled = (words, input) => {
    const label = make("label", words + " ");
    label.append(input);
    return label;
  };

  // Tables: a filter over the rows, and a button in each column's head that sorts by it.
  const value = (row, column) => {
    const words = row.cells[column].textContent.trim();
    const figure = words.replace(/,/g, "");
    return figure !== "" && !isNaN(figure) ? Number(figure) : words.toLowerCase();
  };
  const compare = (a, b) => typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1;
  document.querySelectorAll("div.table table").forEach((table, number) => {
    const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    if (rows.length < 6) return;
    const sort = (column, down) => {
      const order = rows.map((row, at) => [value(row, column), at, row]);
      order.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]);
      body.append(...order.map((entry) => entry[2]));
      heads.forEach((head, at) => head.setAttribute("aria-sort", at !== column ? "none" : down ? "descending" : "ascending"));
      keep("sort" + number, column + (down ? "d" : "u"));
    };
    heads.forEach((head, column) => {
      const button = make("button", head.textContent, { type: "button" });
      button.addEventListener("click", () => sort(column, head.getAttribute("aria-sort") === "ascending"));
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
    });
    const input = make("input", "", { type: "search", autocomplete: "off" }), count = make("span", "", { role: "status" });
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      const left = rows.filter((row) => {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        return !row.hidden;
      });
      count.textContent = words.length ? `${left.length} of ${rows.length} rows` : "";
      keep("rows" + number, input.value);
    };
    input.value = state.get("rows" + number) || "";
    input.addEventListener("input", filter);
    const bar = make("p", "", { class: "filter" });
    // The filter sees the rows of the page alone; where all of them are, the paragraph before the table says.
    bar.append(labelled(`Of the ${rows.length} rows shown those with`, input), count);
    const whole = table.parentElement.previousElementSibling, all = make("span");
    if (whole && whole.matches("p.whole")) {
      all.append(...whole.childNodes);
      bar.append(all);
      whole.remove();
    }
    table.parentElement.before(bar);
    const kept = /^(\d+)([du])$/.exec(state.get("sort" + number) || "");
    if (kept && heads[kept[1]]) sort(Number(kept[1]), kept[2] === "d");
    filter();
  });

  // A table that is wider than its box says so: on a phone nothing else shows that there is more.
  const boxes = [...document.querySelectorAll("div.table")];
  const measure = () => boxes.forEach((box) => {
    box.classList.remove("wide");
    box.classList.toggle("wide", box.scrollWidth > box.clientWidth + 1);
  });
  addEventListener("resize", measure);
  document.querySelectorAll("details").forEach((fold) => fold.addEventListener("toggle", measure));
  measure();

  // An article: which notes are shown, by status and by rule; and its claims.
  const article = document.querySelector("main.reader .article");
  if (article) {
    const notes = [...article.querySelectorAll(".note")], off = new Set((state.get("off") || "").split(",").filter(Boolean));
    const place = (note) => note.id || note.lastElementChild.id, status = (note) => /\bm-(\S+)/.exec(note.className)[1];
    const show = () => {
      const hidden = new Set();
      for (const note of notes) {
        note.hidden = off.has(status(note)) || off.has(note.dataset.rule);
        if (note.hidden) hidden.add(place(note));
      }
      article.querySelectorAll("a.ref").forEach((link) => { link.hidden = hidden.has(link.hash.slice(1)); });
      article.querySelectorAll("mark").forEach((mark) => {
        mark.classList.toggle("off", mark.dataset.notes.split(" ").every((id) => hidden.has(id)));
      });
      article.classList.toggle("no-claims", off.has("claims"));
      keep("off", [...off].join(","));
    };
    const box = make("div", "", { class: "filters", role: "group", "aria-label": "What is shown" });
    const add = (key, words) => {
      const input = make("input", "", { type: "checkbox" });
      input.checked = !off.has(key);
      input.addEventListener("change", () => { if (input.checked) off.delete(key); else off.add(key); show(); });
      const label = make("label");
      label.append(input, words);
      box.append(label);
    };
    const looks = document.querySelector("#looks");
    if (looks) [...looks.children].forEach((item) => add(item.dataset.status, item.textContent));
    const rules = [...new Set(notes.map((note) => note.dataset.rule).filter(Boolean))].sort();
    if (rules.length > 1) rules.forEach((rule) => add(rule, "rule: " + rule));
    add("claims", "Claims");
    // The list of marks becomes the list of what is shown.
    document.querySelector(".legend summary").textContent += ", and which are shown";
    document.querySelector(".legend summary").after(box);
    if (looks) looks.remove();
    show();
  }

  // A reviewer's verdicts on cards and rows to read side by side, kept in this browser until they are saved as a file.
  const things = [...document.querySelectorAll(".card[id], li[id^=pair-]")];
  if (!things.length) return;
  const drawer = "nbutils verdicts " + location.pathname.replace(/[^/]*$/, "");
  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(drawer)) || {}; } catch { /* a browser that keeps nothing */ }
  const bar = make("div", "", { class: "verdicts", role: "group", "aria-label": "Your verdicts" });
  const told = make("span", "", { role: "status" }), save = make("button", "Save verdicts.jsonl", { type: "button" });
  const who = make("input", "", { type: "text", autocomplete: "name" });
  const count = () => {
    const many = Object.keys(kept).length;
    told.textContent = many ? `${many} ${many === 1 ? "verdict" : "verdicts"} not yet in a file` : "";
    bar.hidden = !many;
    try { localStorage.setItem(drawer, JSON.stringify(kept)); } catch { /* as above */ }
  };
  save.addEventListener("click", () => {
    const lines = Object.values(kept).map((verdict) => JSON.stringify({ ...verdict, reviewer: who.value.trim() }) + "\n");
    const link = make("a", "", { download: "verdicts.jsonl", href: URL.createObjectURL(new Blob(lines, { type: "text/plain" })) });
    link.click();
    URL.revokeObjectURL(link.href);
  });
  bar.append(told, labelled("Your name", who), save);
  document.querySelector("main").append(bar);
  things.forEach((thing) => {
    const id = thing.id.replace(/^(finding|pair)-/, ""), group = make("p", "", { class: "judge" });
    const reason = make("input", "", { type: "text", autocomplete: "off" });
    const buttons = ["accepted", "dismissed"].map((verdict) => {
      const button = make("button", verdict === "accepted" ? "Accept" : "Dismiss", { type: "button" });
      button.addEventListener("click", () => {
        if (kept[id] && kept[id].verdict === verdict) delete kept[id];
        else kept[id] = { id, verdict, reason: reason.value.trim(), date: new Date().toISOString().slice(0, 10) };
        paint();
        count();
      });
      return button;
    });
    const paint = () => buttons.forEach((button, at) => {
      const on = Boolean(kept[id]) && kept[id].verdict === ["accepted", "dismissed"][at];
      button.setAttribute("aria-pressed", on);
    });
    reason.value = kept[id] ? kept[id].reason : "";
    reason.addEventListener("input", () => { if (kept[id]) { kept[id].reason = reason.value.trim(); count(); } });
    group.append(...buttons, labelled("because", reason));
    thing.append(group);
    paint();
  });
  count();
})();
