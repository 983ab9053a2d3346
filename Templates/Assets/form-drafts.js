// The draft of a form: kept in this browser, restored when the page is opened again, and never lost by a click.
"use strict";
opos.FormDrafts = class {
  /** `take` fills a draft in and is told what it was; `current` gives what is filled in now. */
  constructor(form, place, { take, current }) {
    this.key = `opos draft ${new URL(form.dataset.root || "./", document.baseURI).pathname}${form.dataset.form}`;
    this.place = place;
    this.take = take;
    this.current = current;
    this.saving = opos.later(() => this.save(), 300);
    addEventListener("pagehide", () => this.saving.flush());
    document.addEventListener("visibilitychange", () => this.saving.flush());
  }

  read() {
    try {
      const draft = JSON.parse(localStorage.getItem(this.key));
      return draft && typeof draft.answers === "object" && draft.answers ? draft : undefined;
    } catch { return undefined; }
  }

  write(draft) {
    try {
      if (draft) localStorage.setItem(this.key, JSON.stringify(draft)); else localStorage.removeItem(this.key);
    } catch { this.say("This browser keeps no drafts: copy the text before you close the page."); }
  }

  isEmpty({ answers }) { return Object.keys(answers).length === 0; }

  save() {
    const draft = { ...this.current(), saved: new Date().toISOString(), fragment: location.hash };
    if (this.older) draft.older = this.older;
    this.write(this.isEmpty(draft) && !draft.older ? undefined : draft);
  }

  /** Called at every change. */
  keep() { this.saving.ask(); }

  say(text, ...buttons) {
    this.place.replaceChildren(opos.element("p", { className: "draft-note" }, text, " ", ...buttons.flatMap((button) => [button, " "])));
  }

  time(draft) {
    const date = new Date(draft.saved);
    return Number.isNaN(date.getTime()) ? "an earlier visit"
      : date.toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  }

  /** Fills in what was kept. With a link that fills in something else, that comes first and the draft is offered. */
  begin(prefilled) {
    const draft = this.read();
    if (!draft || (this.isEmpty(draft) && !draft.older)) return this.usePrefilled(prefilled);
    if (prefilled && draft.fragment !== location.hash) {
      this.usePrefilled(prefilled);
      this.offer(draft, "The link that you followed filled in the form.");
      return true;
    }
    this.older = draft.older;
    this.take(draft);
    this.say(`Your draft from ${this.time(draft)} is filled in. It is kept in this browser only.`,
      opos.button("Discard it", () => this.discard(), "button-small"));
    return true;
  }

  usePrefilled(prefilled) {
    if (!prefilled) return false;
    this.take({ answers: prefilled, exceptions: {} });
    return true;
  }

  /** Another draft at hand, which takes the place of what is there. */
  offer(draft, text) {
    this.older = { answers: draft.answers, exceptions: draft.exceptions, saved: draft.saved };
    this.say(`${text} A draft from ${this.time(draft)} is kept as well.`,
      opos.button("Restore the draft", () => this.restore(), "button-small"),
      opos.button("Discard the draft", () => { this.older = undefined; this.save(); this.say("The draft is discarded."); }, "button-small"));
  }

  /** Replaces what is filled in, and offers to bring it back. */
  replace(draft, text, back) {
    const before = { ...this.current(), saved: new Date().toISOString() };
    this.older = this.isEmpty(before) ? undefined : before;
    this.take(draft);
    this.save();
    this.say(text, ...(this.older ? [opos.button(back, () => this.restore(), "button-small")] : []));
    this.place.querySelector("button")?.focus();
  }

  discard() { this.replace({ answers: {}, exceptions: {} }, "The draft is discarded.", "Restore it"); }

  restore() { if (this.older) this.replace(this.older, "The draft is filled in again.", "Undo"); }
};
