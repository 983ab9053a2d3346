// One ticket on the page that checks tickets: its text with the lines marked, and beside it what the linter says.
"use strict";
opos.Sheet = class {
  constructor(page, name, text) {
    this.page = page;
    this.name = name;
    this.undone = [];
    this.report = undefined;
    this.place = page.template.content.firstElementChild.cloneNode(true);
    this.find = (selector) => this.place.querySelector(selector);
    this.area = this.find("textarea");
    this.area.value = text;
    this.area.setAttribute("aria-label", `Text of ${name}`);
    const heading = this.find("h2");
    heading.textContent = opos.visible(name);
    heading.id = `sheet-${page.nextNumber()}`;
    this.place.setAttribute("aria-labelledby", heading.id);
    this.find("[data-findings]").setAttribute("aria-label", `What is said about ${name}`);
    this.checking = opos.later(() => this.check(), 150);
    this.area.addEventListener("input", () => { this.undone = []; this.layOut(); this.checking.ask(); });
    this.area.addEventListener("scroll", () => this.followScroll());
    this.find("[data-undo]").addEventListener("click", () => this.undo());
    this.find("[data-save]").addEventListener("click", () => opos.save(this.fileName, this.area.value));
    this.find("[data-remove]").addEventListener("click", () => page.remove(this));
    this.layOut();
  }

  /** The name of the file to save; a ticket that was pasted gets the ending of its format. */
  get fileName() {
    if (/\.\w+$/.test(this.name)) return this.name;
    const endings = { markdown: "md", yaml: "yaml", email: "eml", servicenow: "json" };
    return `ticket.${endings[this.report?.tickets[0]?.format] ?? "txt"}`;
  }

  /** The name by which the linter calls the text. */
  get path() { return /\.\w+$/.test(this.name) ? this.name : "ticket.txt"; }

  async check() {
    this.checking.cancel();
    const text = this.area.value;
    if (!text.trim()) { this.report = undefined; this.showNothing(); return; }
    try {
      const report = await (await this.page.engine()).lint(this.path, text, this.page.form);
      if (text !== this.area.value) return;
      this.report = report;
      this.source = new opos.SheetText(text);
      this.show();
    } catch (fault) {
      this.report = undefined;
      this.find("[data-verdict]").textContent = "";
      this.find("[data-findings]").replaceChildren(opos.fault(fault));
    }
    this.page.summarise();
  }

  count(severity) { return (this.report?.findings ?? []).filter((finding) => finding.severity === severity).length; }

  get isRouted() { return (this.report?.tickets ?? []).some((ticket) => ticket.route); }

  // ---- the text ----

  layOut() {
    const lines = this.area.value.split("\n").length;
    this.area.rows = Math.min(Math.max(lines + 1, 12), 44);
    this.find(".sheet-numbers").textContent = Array.from({ length: Math.min(lines, 5000) }, (_, index) => index + 1).join("\n");
    this.find("[data-undo]").hidden = this.undone.length === 0;
    this.followScroll();
  }

  followScroll() {
    const shift = `translateY(${-this.area.scrollTop}px)`;
    this.find(".sheet-numbers").style.transform = shift;
    for (const mark of this.find(".sheet-marks").children) mark.style.transform = shift;
  }

  markLines() {
    const worst = new Map();
    for (const { severity, start } of this.report?.findings ?? []) {
      if (worst.get(start.line) !== "error") worst.set(start.line, severity);
    }
    const { lineHeight, paddingTop } = getComputedStyle(this.area);
    const height = parseFloat(lineHeight);
    this.find(".sheet-marks").replaceChildren(...[...worst].filter(([line]) => line <= 5000).map(([line, severity]) => {
      const mark = opos.element("div", { className: `sheet-mark is-${severity}` });
      mark.style.top = `${parseFloat(paddingTop) + (line - 1) * height}px`;
      mark.style.height = `${height}px`;
      return mark;
    }));
    this.followScroll();
  }

  /** Selects a finding's place and brings it into sight. */
  select({ start, end }) {
    const places = this.source.indices([start.offset, end.offset]);
    this.area.focus();
    this.area.setSelectionRange(places.get(start.offset), places.get(end.offset));
    const height = parseFloat(getComputedStyle(this.area).lineHeight);
    this.area.scrollTop = Math.max(0, (start.line - 4) * height);
  }

  apply(fix) {
    this.undone.push(this.area.value);
    this.area.value = this.source.applying(fix.edits);
    this.layOut();
    this.check();
    this.find("[data-undo]").focus();
  }

  undo() {
    this.area.value = this.undone.pop() ?? this.area.value;
    this.layOut();
    this.check();
    (this.undone.length ? this.find("[data-undo]") : this.area).focus();
  }

  // ---- what is said ----

  showNothing() {
    this.find("[data-verdict]").textContent = "";
    this.find("[data-findings]").replaceChildren();
    this.markLines();
    this.page.summarise();
  }

  show() {
    const [errors, warnings] = [this.count("error"), this.count("warning")];
    const verdict = this.find("[data-verdict]");
    const words = [errors && opos.count(errors, "error"), warnings && opos.count(warnings, "warning")].filter(Boolean).join(", ");
    verdict.className = `sheet-verdict ${this.isRouted ? "is-route" : errors ? "is-error" : warnings ? "is-warning" : "is-ok"}`;
    verdict.textContent = this.isRouted ? "Not for us" : words || "Nothing to correct";
    this.find("[data-findings]").replaceChildren(
      ...this.report.tickets.flatMap((ticket) => this.ticketLines(ticket)),
      this.report.findings.length ? opos.element("ol", { className: "sheet-list" }, ...this.report.findings.map((finding) => this.entry(finding))) : "");
    this.markLines();
  }

  ticketLines({ form, title, number, route, notChecked, overridden }) {
    const lines = [];
    const name = this.page.formNames.get(form) ?? form;
    const words = [number, name, title].filter(Boolean).map((word) => opos.visible(word)).join(" · ");
    if (words) lines.push(opos.element("p", { className: "sheet-ticket" }, words));
    if (route) {
      lines.push(opos.element("div", { className: "route-panel" },
        opos.element("h3", {}, "Not for us: this belongs with ", opos.visible(route.to)),
        opos.element("p", {}, ...opos.message(route.why)),
        /^(https?:|mailto:)/i.test(route.url) ? opos.element("p", {}, opos.element("a", { href: route.url }, "Go to ", opos.visible(route.to))) : ""));
    }
    if (overridden.length) lines.push(opos.element("p", { className: "quiet" }, "Excepted, with a reason: ", overridden.join(", ")));
    for (const { rule, reason } of notChecked) {
      lines.push(opos.element("p", { className: "quiet" }, "Not checked: ", opos.element("code", {}, rule), " (", ...opos.message(reason), ")"));
    }
    return lines;
  }

  entry(finding) {
    const { severity, message, help, clause, url, start, fixes, rule } = finding;
    const place = opos.button(`Line ${start.line}`, () => this.select(finding), "button-link");
    place.append(opos.element("span", { className: "visually-hidden" }, `, column ${start.column}`));
    const item = opos.element("li", { className: `sheet-finding is-${severity}` },
      opos.element("p", {}, opos.element("strong", {}, `${severity[0].toUpperCase()}${severity.slice(1)} `), ...opos.message(message)),
      opos.element("p", { className: "finding-help" }, place, " · ", opos.element("code", {}, opos.visible(rule)),
        clause && url ? " · " : "", clause && url ? opos.clauseLink(clause, url, this.page.place) : ""));
    if (help) item.append(opos.element("p", { className: "finding-help" }, ...opos.message(help)));
    for (const fix of fixes) item.append(this.fixLine(fix));
    return item;
  }

  fixLine(fix) {
    const button = opos.button("", () => this.apply(fix), "button-small");
    button.append(...opos.message(fix.title), fix.safe ? "" : ", if that is what you mean");
    return opos.element("p", {}, button);
  }
};
