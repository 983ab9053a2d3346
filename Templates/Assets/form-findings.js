// What the linter says about a form: the summary above the heading, and the same words at the fields.
"use strict";
opos.FormFindings = class {
  constructor(form, fields, summary) {
    this.form = form;
    this.fields = fields;
    this.summary = summary;
    this.title = document.title;
    /** What each reason is given for: rule → {reason, field, message}. */
    this.exceptions = {};
    this.changed = () => {};
    this.undone = new Map();
    this.labels = new Set([...fields.places.values()].map((place) => place.querySelector("label, legend").firstChild.textContent.trim()));
  }

  /** A message with its code marked, but for the fields' labels, which are words. */
  words(message) {
    return opos.message(message).map((part) => (part.nodeName === "CODE" && this.labels.has(part.textContent) ? part.textContent : part));
  }

  /** The exceptions as the linter reads them. */
  get reasons() {
    return Object.fromEntries(Object.entries(this.exceptions).map(([rule, { reason }]) => [rule, reason]));
  }

  /** Shows findings in the summary and at their fields; none clears both. */
  show(said, overridden = []) {
    // In the order of the fields; what is about the request as a whole comes first.
    const order = [...this.fields.places.keys()];
    const findings = [...said].sort((left, right) => order.indexOf(left.field) - order.indexOf(right.field));
    const kept = overridden.filter((rule) => this.exceptions[rule])
      .map((rule) => ({ ...this.exceptions[rule], rule, isOverridden: true, severity: "warning", overridable: true, fixes: [] }));
    for (const name of this.fields.places.keys()) {
      this.showAt(name, [...findings, ...kept].filter((finding) => finding.field === name && finding.severity !== "info"));
    }
    this.showSummary(findings.filter((finding) => finding.severity !== "info"), kept);
  }

  clear() { this.show([]); }

  /** Focuses the summary and shows its beginning: a browser is content with any part of what is taller than the window. */
  focusSummary() {
    const box = this.summary.querySelector(".error-summary");
    box?.focus({ preventScroll: true });
    box?.scrollIntoView({ block: "start", behavior: "instant" });
  }

  // ---- the summary ----

  showSummary(findings, kept) {
    const errors = findings.filter((finding) => finding.severity === "error");
    const warnings = findings.filter((finding) => finding.severity === "warning");
    document.title = errors.length ? `Error: ${this.title}` : this.title;
    const unplaced = kept.filter((finding) => !this.fields.places.has(finding.field));
    if (!errors.length && !warnings.length && !unplaced.length) { this.summary.replaceChildren(); this.box = undefined; return; }
    const isNew = !this.box;
    this.box ??= opos.element("div", { className: "error-summary no-print", tabIndex: -1, role: "alert", "aria-labelledby": "summary-title" });
    this.box.classList.toggle("is-warning", errors.length === 0);
    const heading = errors.length
      ? `There ${errors.length === 1 ? "is a problem" : `are ${errors.length} problems`}`
      : `${opos.count(warnings.length, "warning")} to answer`;
    this.box.replaceChildren(opos.element("h2", { id: "summary-title" }, heading));
    if (errors.length) this.box.append(this.list(errors));
    if (warnings.length) {
      if (errors.length) this.box.append(opos.element("h3", {}, opos.count(warnings.length, "warning")));
      else this.box.append(opos.element("p", {}, "Correct them, or say at the field why it is right all the same."));
      this.box.append(this.list(warnings));
    }
    if (isNew) this.summary.replaceChildren(this.box);
  }

  list(findings) {
    return opos.element("ul", {}, ...findings.map((finding) => {
      const item = opos.element("li", {});
      const target = this.fields.places.has(finding.field) ? this.fields.target(finding.field) : undefined;
      if (!target) { item.append(...this.words(finding.message)); return item; }
      const link = opos.element("a", { href: `#${target.id}` }, ...this.words(finding.message));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.fields.places.get(finding.field).scrollIntoView({ block: "start" });
        target.focus({ preventScroll: true });
      });
      item.append(link);
      return item;
    }));
  }

  // ---- at the fields ----

  showAt(name, findings) {
    const place = this.fields.places.get(name);
    const isError = findings.some((finding) => finding.severity === "error");
    place.classList.toggle("has-error", isError);
    place.classList.toggle("has-warning", !isError && findings.some((finding) => !finding.isOverridden));
    let box = place.querySelector(":scope > .findings, fieldset > .findings");
    if (!box && findings.length) {
      box = opos.element("div", { className: "findings", id: `field-${name}-error` });
      this.controlBox(name).before(box);
    }
    if (box) this.fill(box, name, findings);
    this.describe(name, findings, isError);
  }

  /** What stands below the messages: the control with its unit, or the choices. */
  controlBox(name) {
    const place = this.fields.places.get(name);
    return place.querySelector(".choices") ?? place.querySelector(".control") ?? this.fields.target(name);
  }

  /** Entries stay what they are while their words stay, so that nobody who is typing a reason loses the place. */
  fill(box, name, findings) {
    const old = new Map([...box.children].map((entry) => [entry.dataset.key, entry]));
    const seen = new Map();
    const entries = findings.map((finding) => {
      const number = seen.get(finding.rule) ?? 0;
      seen.set(finding.rule, number + 1);
      const key = `${finding.rule} ${number} ${finding.overridable ? "" : finding.message}`;
      const entry = old.get(key) ?? this.entry(name, finding, key);
      entry.classList.toggle("is-overridden", Boolean(finding.isOverridden));
      if (finding.overridable) this.updateMessage(entry, finding);
      return entry;
    });
    const undo = this.undone.has(name) ? this.undoEntry(name) : undefined;
    if (undo) entries.push(undo);
    const isSame = entries.length === box.children.length && entries.every((entry, index) => entry === box.children[index]);
    if (!isSame) {
      for (const entry of [...box.children]) if (!entries.includes(entry)) entry.remove();
      entries.forEach((entry, index) => { if (box.children[index] !== entry) box.insertBefore(entry, box.children[index] ?? null); });
    }
    box.hidden = entries.length === 0;
  }

  messageLine(finding) {
    const kind = finding.severity === "error" ? "Error: " : "Warning: ";
    const isError = finding.severity === "error";
    return opos.element("p", { className: isError ? "error-text" : "warning-text" },
      opos.element("span", { className: isError ? "visually-hidden" : "" }, kind), ...this.words(finding.message));
  }

  updateMessage(entry, finding) {
    const line = this.messageLine(finding);
    if (entry.firstChild.textContent !== line.textContent) entry.firstChild.replaceWith(line);
  }

  entry(name, finding, key) {
    const entry = opos.element("div", { className: "finding-at-field" }, this.messageLine(finding));
    entry.dataset.key = key;
    // What the field says of itself anyway is not said twice.
    const hint = document.getElementById(`field-${name}-hint`)?.textContent ?? "";
    if (finding.help && !hint.includes(finding.help)) entry.append(opos.element("p", { className: "finding-help" }, ...opos.message(finding.help)));
    if (finding.clause && finding.url) {
      entry.append(opos.element("p", { className: "finding-help" }, opos.clauseLink(finding.clause, finding.url, this.form)));
    }
    for (const fix of finding.fixes) entry.append(this.fixButton(name, fix));
    if (finding.overridable) entry.append(this.override(finding));
    return entry;
  }

  fixButton(name, fix) {
    const button = opos.button("", () => {
      this.undone.set(name, { value: this.fields.value(name), fixed: fix.value });
      this.fields.set(name, fix.value);
      this.changed();
      this.fields.target(name).focus();
    }, "button-small");
    button.append(...opos.message(fix.title), fix.safe ? "" : ", if that is what you mean");
    return opos.element("p", {}, button);
  }

  /** After a fix: one step back, until the field is edited by hand. */
  undoEntry(name) {
    const { value, fixed } = this.undone.get(name);
    if (this.fields.value(name) !== fixed) { this.undone.delete(name); return undefined; }
    const entry = opos.element("p", { className: "finding-undo", role: "status" }, "Corrected. ", opos.button("Undo", () => {
      this.undone.delete(name);
      this.fields.set(name, value);
      this.changed();
      this.fields.target(name).focus();
    }, "button-small"));
    entry.dataset.key = "undo";
    return entry;
  }

  override(finding) {
    const id = `override-${finding.rule}`;
    const area = opos.element("textarea", { id, rows: 2, value: this.exceptions[finding.rule]?.reason ?? "" });
    area.addEventListener("input", () => {
      const { rule, field, message, help, clause, url } = finding;
      if (area.value.trim()) this.exceptions[rule] = { reason: area.value, field, message, help, clause, url };
      else delete this.exceptions[rule];
      this.changed();
    });
    return opos.element("div", { className: "override" },
      opos.element("label", { for: id }, "If it is right all the same: why? (goes into the ticket)"), area);
  }

  describe(name, findings, isError) {
    const group = this.fields.places.get(name).querySelector("fieldset");
    const ids = [[`field-${name}-error`, findings.length > 0], [`field-${name}-computed`, true]];
    for (const control of group ? [group] : this.fields.controls(name)) {
      const described = new Set((control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
      for (const [id, wanted] of ids) {
        if (wanted && document.getElementById(id)) described.add(id); else described.delete(id);
      }
      if (described.size) control.setAttribute("aria-describedby", [...described].join(" "));
      else control.removeAttribute("aria-describedby");
    }
    for (const control of this.fields.controls(name)) {
      if (isError && control.type !== "radio" && control.type !== "checkbox") control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
};
