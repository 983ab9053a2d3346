// What comes of a form: the ticket as text, with the ways to send it; or where the request belongs, if not here.
"use strict";
opos.FormResult = class {
  /** Mail programs and browsers cut longer addresses. */
  static longestMail = 1900;

  constructor(form, place) {
    this.form = form;
    this.place = place;
  }

  get isShown() { return this.place.childElementCount > 0; }

  clear() { this.place.replaceChildren(); this.box = undefined; }

  focus() { this.place.querySelector("h2")?.focus(); }

  /** The ticket, ready to send. */
  showTicket(report) {
    this.report = report;
    if (!this.box) this.build();
    this.text.textContent = report.markdown;
    this.showMail();
    this.notes.replaceChildren(...this.noteLines(report));
  }

  build() {
    this.box = opos.element("section", { className: "result", "aria-labelledby": "result-title" });
    this.text = opos.element("code", {});
    this.notes = opos.element("div", {});
    this.mail = opos.element("p", {});
    this.said = opos.element("span", { role: "status", className: "result-said" });
    const { desk, deskName } = this.form.dataset;
    this.box.append(
      opos.element("h2", { id: "result-title", tabIndex: -1 }, "Ready to send"),
      opos.element("p", {}, "The ticket keeps the agreement. Nothing has been sent yet: copy the text and send it."),
      this.notes,
      opos.element("pre", { className: "ticket", tabIndex: 0, "aria-label": "The ticket" }, this.text),
      opos.element("div", { className: "result-actions no-print" },
        opos.button("Copy the text", () => this.copy(), "button"),
        opos.button("Download Markdown", () => opos.save(this.fileName("md"), this.report.markdown, "text/markdown")),
        opos.button("Download YAML", () => opos.save(this.fileName("yaml"), this.report.yaml, "application/yaml")),
        opos.button("Print", () => print()), this.said),
      opos.element("div", { className: "result-send no-print" },
        desk ? opos.element("p", {}, "Paste it into a new request at the ", opos.element("a", { href: desk }, deskName || "service desk"), ".") : "",
        this.mail));
    this.place.replaceChildren(this.box);
  }

  fileName(ending) {
    const title = (this.form.elements.title?.value ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 50);
    return `${this.form.dataset.form}${title ? `-${title}` : ""}.${ending}`;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.report.markdown);
      this.said.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(this.text);
      this.said.textContent = "Selected: press Ctrl-C, or ⌘C";
    }
    setTimeout(() => { this.said.textContent = ""; }, 4000);
  }

  showMail() {
    const { email } = this.form.dataset;
    if (!email) { this.mail.replaceChildren(); return; }
    const subject = encodeURIComponent((this.form.elements.title?.value ?? "").replace(/[\u0000-\u001f]/g, " ").trim() || this.form.dataset.form);
    const whole = `mailto:${email}?subject=${subject}&body=${this.encoded(this.report.markdown)}`;
    const link = (href, text) => opos.element("a", { href }, text);
    if (whole.length <= opos.FormResult.longestMail) this.mail.replaceChildren("Or ", link(whole, "write the mail"), ` to ${email}: it holds the whole ticket.`);
    else this.mail.replaceChildren("Or copy the text and paste it into ", link(`mailto:${email}?subject=${subject}`, `a mail to ${email}`), ": it is too long for a link.");
  }

  /** A mail's lines end in CR LF; half a character, which no address can hold, is left out. */
  encoded(text) { return encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, "")).replaceAll("%0A", "%0D%0A"); }

  noteLines({ notChecked, findings, overridden }) {
    const lines = [];
    const open = findings.filter((finding) => finding.severity === "warning").length;
    if (open) lines.push(opos.element("p", { className: "result-note" }, `${opos.count(open, "warning")} ${open === 1 ? "is" : "are"} not answered yet: somebody will ask.`));
    if (overridden.length) lines.push(opos.element("p", { className: "result-note" }, `It asks for ${opos.count(overridden.length, "exception")}, with your reason.`));
    for (const { rule, reason } of notChecked) {
      lines.push(opos.element("p", { className: "result-note" }, "Not checked: ", opos.element("code", {}, rule), " (", ...opos.message(reason), ")"));
    }
    return lines;
  }

  /** The request belongs somewhere else. */
  showRoute(route) {
    this.clear();
    const isLink = /^(https?:|mailto:)/i.test(route.url);
    this.place.replaceChildren(opos.element("section", { className: "route-panel", "aria-labelledby": "result-title" },
      opos.element("h2", { id: "result-title", tabIndex: -1 }, "Not for us: this belongs with ", opos.visible(route.to)),
      opos.element("p", {}, ...opos.message(route.why)),
      isLink ? opos.element("p", {}, opos.element("a", { className: "button", href: route.url }, "Go to ", opos.visible(route.to))) : "",
      opos.element("p", { className: "quiet" }, "What you wrote stays here. If it is a production request after all, say in the title what is to be made.")));
  }

  showFault(fault) {
    this.clear();
    this.place.replaceChildren(opos.fault(fault));
  }
};
