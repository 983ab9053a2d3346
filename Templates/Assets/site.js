// Enhancements only: everything on the page is readable and usable without this file.
"use strict";
(() => {
  const root = document.documentElement;
  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* private window */ } };

  // Before the first paint: the theme that was chosen on this device.
  const chosen = remembered("theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

  const element = (name, properties, text) => {
    const made = Object.assign(document.createElement(name), properties);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const themeChoice = () => {
    const tools = document.querySelector("[data-tools]");
    if (!tools) return;
    const order = ["", "light", "dark"];
    const names = { "": "Theme: system", light: "Theme: light", dark: "Theme: dark" };
    const button = element("button", { type: "button", className: "theme" }, names[root.dataset.theme ?? ""]);
    button.addEventListener("click", () => {
      const next = order[(order.indexOf(root.dataset.theme ?? "") + 1) % order.length];
      if (next) root.dataset.theme = next; else delete root.dataset.theme;
      remember("theme", next);
      button.textContent = names[next];
    });
    tools.append(button);
  };

  const copyButtons = () => {
    if (!navigator.clipboard) return;
    for (const pre of document.querySelectorAll(".prose pre, pre.ticket")) {
      if (pre.closest(".rule, .example")) continue;
      const box = element("div", { className: "with-copy" });
      const button = element("button", { type: "button", className: "copy" }, "Copy");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(pre.textContent);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Press Ctrl-C";
          getSelection().selectAllChildren(pre);
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      pre.replaceWith(box);
      box.append(pre, button);
    }
  };

  // The tabs of a group stand one below the other; here one is chosen, and the others wait.
  const tabs = (group, number) => {
    const panels = [...group.querySelectorAll(":scope > .tab")];
    if (panels.length < 2) return;
    const list = element("div", { className: "tab-list" });
    list.setAttribute("role", "tablist");
    const buttons = panels.map((panel, index) => {
      const title = panel.querySelector(":scope > .tab-title");
      const button = element("button", { type: "button", id: `tab-${number}-${index}` }, title.textContent);
      button.setAttribute("role", "tab");
      panel.id ||= `tab-panel-${number}-${index}`;
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.removeAttribute("aria-label");
      panel.setAttribute("aria-labelledby", button.id);
      title.hidden = true;
      return button;
    });
    const choose = (chosen) => panels.forEach((panel, index) => {
      panel.hidden = index !== chosen;
      buttons[index].setAttribute("aria-selected", index === chosen);
      buttons[index].tabIndex = index === chosen ? 0 : -1;
    });
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    buttons.forEach((button, index) => {
      button.addEventListener("click", () => choose(index));
      button.addEventListener("keydown", (event) => {
        const step = steps[event.key];
        if (!step) return;
        event.preventDefault();
        const next = Number.isFinite(step) ? (index + step + buttons.length) % buttons.length : step < 0 ? 0 : buttons.length - 1;
        choose(next);
        buttons[next].focus();
      });
    });
    list.append(...buttons);
    group.prepend(list);
    const reveal = () => {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const index = panels.findIndex((panel) => target && panel !== target && panel.contains(target));
      if (index < 0) return;
      choose(index);
      target.scrollIntoView();
    };
    choose(0);
    reveal();
    addEventListener("hashchange", reveal);
  };

  const keyOf = (cell) => cell?.dataset.key ?? cell?.textContent.trim() ?? "";
  const compare = (left, right) => {
    const numbers = [Number(left), Number(right)];
    return left !== "" && right !== "" && numbers.every(Number.isFinite)
      ? numbers[0] - numbers[1] : left.localeCompare(right, undefined, { numeric: true });
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = element("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => [keyOf(row.cells[column]), row]);
        rows.sort((a, b) => (descending ? -1 : 1) * compare(a[0], b[0]));
        body.append(...rows.map(([, row]) => row));
      });
    });
  };

  // On narrow screens the style takes rows apart, and some browsers then no longer say that it is a table.
  const keepTable = (table) => {
    const roles = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
    table.setAttribute("role", "table");
    for (const part of table.querySelectorAll("thead, tbody, tr, td")) part.setAttribute("role", roles[part.tagName]);
    for (const head of table.querySelectorAll("th")) head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
  };

  const filterable = (table) => {
    const name = table.dataset.filter;
    const rows = [...table.tBodies[0].rows];
    if (!name || rows.length < 8) return;
    const tools = element("div", { className: "table-tools" });
    const label = element("label", {}, `${name} `);
    const input = element("input", { type: "search" });
    const count = element("span", { className: "quiet", role: "status" });
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      count.textContent = words.length ? `${shown} of ${rows.length}` : "";
    });
    label.append(input);
    tools.append(label, count);
    table.parentElement.before(tools);
  };

  // Folded navigation stands open on wide screens. The style sheet shows it without script as well, but what reads pages aloud may take it for closed.
  const unfold = () => {
    const wide = matchMedia("(min-width: 64rem)");
    const set = () => { for (const fold of document.querySelectorAll("details.fold")) fold.open = wide.matches; };
    set();
    wide.addEventListener("change", set);
  };

  const followReading = () => {
    const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    if (!links.size || !("IntersectionObserver" in window)) return;
    let current;
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        current?.classList.remove("is-current");
        current = links.get(entry.target.id);
        current?.classList.add("is-current");
      }
    }, { rootMargin: "0px 0px -75% 0px" });
    for (const id of links.keys()) {
      const heading = document.getElementById(id);
      if (heading) observer.observe(heading);
    }
  };

  // Keeps “open” and “closed” right on a page that was built a while ago.
  const serviceState = () => {
    for (const place of document.querySelectorAll("[data-service]")) {
      const intervals = place.dataset.service.split(" ").map((pair) => pair.split("-").map(Number));
      const now = Date.now() / 1000;
      if (!intervals.length || now > intervals.at(-1)[1]) continue;
      const open = intervals.some(([from, to]) => now >= from && now < to);
      place.closest(".start-service")?.classList.toggle("is-open", open);
      const text = place.querySelector(".badge") ?? place.lastChild;
      const said = /^open/i.test(text.textContent.trim());
      if (said !== open) text.textContent = open ? "Open now" : "Closed now";
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    unfold();
    themeChoice();
    document.querySelectorAll(".tabs").forEach(tabs);
    copyButtons();
    document.querySelectorAll("table.stacked").forEach(keepTable);
    for (const table of document.querySelectorAll("table[data-sortable]")) { sortable(table); filterable(table); }
    followReading();
    serviceState();
  });
})();
