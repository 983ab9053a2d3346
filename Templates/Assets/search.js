// The search: the engine that made the index answers queries in a WebAssembly module. This file only moves texts in and out of it.
"use strict";
(() => {
  const element = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value); else made[key] = value;
    }
    made.append(...children);
    return made;
  };

  // From files nothing can be fetched, but scripts can be loaded: those beside the module and the index hold the same bytes in base64.
  const isFile = location.protocol === "file:";
  const delivered = new Map();
  globalThis.oposSearch = {
    deliver: (files) => {
      for (const [name, text] of Object.entries(files)) delivered.set(name, Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
    },
  };
  const loadScript = (url) => new Promise((resolve, reject) => {
    const script = element("script", { src: url });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error("A site of this size is searched through a web server; from files only the pages can be read.")));
    document.head.append(script);
  });

  class Engine {
    constructor(place) {
      this.moduleURL = place.dataset.module;
      this.indexURL = place.dataset.index;
      this.folder = this.indexURL.slice(0, this.indexURL.lastIndexOf("/") + 1);
    }

    /** Loaded when the search is first used; tried again when that failed. */
    ready() {
      this.loading ??= this.load().catch((fault) => { this.loading = undefined; throw fault; });
      return this.loading;
    }

    async load() {
      if (isFile) await Promise.all([loadScript(`${this.moduleURL}.js`), loadScript(`${this.folder}files.js`)]);
      const [module, manifest] = await Promise.all([this.fetched(this.moduleURL), this.fetched(this.indexURL)]);
      this.module = (await WebAssembly.instantiate(module, {})).instance.exports;
      if (this.call("opos_search_load", [manifest]) === null) throw new Error("The index of the search cannot be read.");
    }

    async fetched(url) {
      if (isFile) return delivered.get(url.split("/").pop());
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`A file of the search could not be loaded (${answer.status}).`);
      return new Uint8Array(await answer.arrayBuffer());
    }

    call(name, parts, ...rest) {
      const places = parts.map((part) => {
        const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
        const at = this.module.opos_allocate(bytes.length);
        new Uint8Array(this.module.memory.buffer).set(bytes, at);
        return [at, bytes.length];
      });
      const answer = this.module[name](...places.flat(), ...rest);
      const { buffer } = this.module.memory;
      const length = new DataView(buffer).getUint32(answer, true);
      const text = new TextDecoder().decode(new Uint8Array(buffer, answer + 4, length));
      for (const [at] of places) this.module.opos_free(at);
      this.module.opos_free(answer);
      return JSON.parse(text);
    }

    /** What is found; files of the index are loaded as the engine asks for them. */
    async search(query, filters, isTyping, limit) {
      await this.ready();
      for (let round = 0; round < 16; round += 1) {
        const answer = this.call("opos_search", [query.slice(0, 400), filters.join("\n")], isTyping ? 1 : 0, limit);
        if (!answer.needs) return answer;
        await Promise.all(answer.needs.map(async (name) => {
          const bytes = await this.fetched(this.folder + name);
          this.call("opos_search_add", [name, bytes]);
        }));
      }
      throw new Error("The index of the search is broken.");
    }
  }

  const kinds = { page: "Page", clause: "Clause", rule: "Rule", request: "Request", form: "Form", experiment: "Experiment" };
  const titleOf = (result) => (result.heading ? `${result.heading} · ${result.title}` : result.title);
  const excerptOf = (result) => result.excerpt.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));
  const countOf = ({ total, more }) => (total ? `${total}${more ? " or more" : ""} result${total === 1 && !more ? "" : "s"}` : "Nothing was found");

  // ---- the box in the header: a combobox with a list of results (WAI-ARIA 1.2) ----

  const header = (link, engine) => {
    const root = link.dataset.root;
    const input = element("input", {
      type: "search", id: "site-search", autocomplete: "off", spellcheck: false, role: "combobox",
      "aria-expanded": "false", "aria-controls": "site-search-results", "aria-autocomplete": "list",
      "aria-keyshortcuts": "/ Control+K",
    });
    const hint = element("kbd", { "aria-hidden": "true" }, "/");
    const list = element("ul", { id: "site-search-results", role: "listbox", "aria-label": "Results", hidden: true });
    const status = element("p", { className: "visually-hidden", role: "status" });
    const form = element("form", { className: "site-search", role: "search" }, element("label", { for: "site-search" }, "Search"), input, hint, list, status);
    let options = [];
    let active = -1;
    let asked = 0;

    const point = (index) => {
      active = index;
      options.forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
      if (index >= 0) {
        input.setAttribute("aria-activedescendant", options[index].id);
        options[index].scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      point(-1);
    };
    const go = (url) => location.assign(url);
    const pageOf = (query) => `${link.href.split("?")[0]}?q=${encodeURIComponent(query)}`;

    const show = (found) => {
      options = found.results.map((result, index) => {
        const option = element("li", { role: "option", id: `site-search-${index}`, "aria-selected": "false" },
          element("span", { className: "result-title" }, titleOf(result)), " ",
          element("span", { className: "result-kind" }, kinds[result.kind] ?? result.kind),
          element("span", { className: "result-excerpt" }, ...excerptOf(result)));
        option.dataset.url = root + result.url;
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => go(option.dataset.url));
        return option;
      });
      list.replaceChildren(...options);
      list.hidden = !options.length;
      input.setAttribute("aria-expanded", String(options.length > 0));
      point(-1);
      status.textContent = countOf(found);
    };

    const ask = async () => {
      const query = input.value;
      const number = asked += 1;
      if (!query.trim()) return close();
      try {
        const found = await engine.search(query, [], true, 8);
        if (number === asked && document.activeElement === input) show(found);
      } catch (fault) {
        if (number === asked) { close(); status.textContent = fault.message; }
      }
    };

    input.addEventListener("focus", () => engine.ready().catch(() => {}));
    input.addEventListener("input", ask);
    input.addEventListener("blur", () => {
      close();
      hint.hidden = input.value !== "";
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (list.hidden) input.value = ""; else close();
        event.preventDefault();
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !options.length) return;
      event.preventDefault();
      if (list.hidden) { list.hidden = false; input.setAttribute("aria-expanded", "true"); }
      // One place more than there are results: the box itself.
      point(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (active >= 0 && !list.hidden) go(options[active].dataset.url);
      else if (input.value.trim()) go(pageOf(input.value.trim()));
    });
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
      const isWanted = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey
        || event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isWanted) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
    link.replaceWith(form);
  };

  // ---- the page of results: works by its URL ----

  const page = (form, engine, root) => {
    const status = document.querySelector("[data-search-status]");
    const list = document.querySelector("[data-search-results]");
    const sections = document.querySelector("[data-search-sections]");
    const fields = [...form.elements].filter((field) => field.name);
    let asked = 0;
    let limit = 20;

    const read = () => {
      const wanted = new URLSearchParams(location.search);
      for (const field of fields) {
        const value = wanted.get(field.name) ?? "";
        field.value = value;
        if (field.value !== value) field.value = "";
      }
    };
    const write = () => {
      const parameters = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
      const query = parameters.toString();
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    };
    const show = (found, query) => {
      sections.hidden = true;
      status.textContent = found.total ? `${countOf(found)} for “${query}”` : `Nothing was found for “${query}”. Fewer words, or no filter, may help.`;
      list.replaceChildren(...found.results.map((result) => element("li", {},
        element("p", { className: "result-title" }, element("a", { href: root + result.url }, titleOf(result)), " ",
          element("span", { className: "result-kind" }, [kinds[result.kind] ?? result.kind, result.section].filter(Boolean).join(" · "))),
        element("p", { className: "result-excerpt" }, ...excerptOf(result)))));
      if (found.total > found.results.length) {
        const more = element("button", { type: "button", className: "button secondary" }, "Show more");
        more.addEventListener("click", () => { limit += 40; ask(false); });
        list.append(element("li", { className: "more" }, more));
      }
    };
    const ask = async (isTyping) => {
      const query = fields.find((field) => field.name === "q").value;
      const filters = fields.filter((field) => field.name !== "q" && field.value).map((field) => `${field.name}:${field.value}`);
      const number = asked += 1;
      document.title = document.title.replace(/^(.*? – )?Search/, query.trim() ? `${query.trim()} – Search` : "Search");
      if (!query.trim()) {
        list.replaceChildren();
        status.textContent = "";
        sections.hidden = false;
        return;
      }
      try {
        const found = await engine.search(query, filters, isTyping, limit);
        if (number === asked) show(found, query.trim());
      } catch (fault) {
        if (number === asked) { status.textContent = fault.message; sections.hidden = false; }
      }
    };

    form.hidden = false;
    sections.querySelector(".empty").textContent = "Or begin with a section:";
    form.addEventListener("input", () => { limit = 20; write(); ask(true); });
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(false); });
    addEventListener("popstate", () => { read(); ask(false); });
    read();
    ask(false);
    if (!location.search) form.elements.q.focus();
  };

  const link = document.querySelector("[data-site-search]");
  if (!link || !globalThis.WebAssembly) return;
  const engine = new Engine(link);
  const form = document.querySelector("[data-search]");
  const { root } = link.dataset;
  header(link, engine);
  if (form) page(form, engine, root);
})();
