// The fields of a form: what is in them, which of them are asked, and the texts that follow from the answers.
"use strict";
opos.FormFields = class {
  constructor(form) {
    this.form = form;
    this.places = new Map([...form.querySelectorAll("[data-field]")].map((place) => [place.dataset.field, place]));
    for (const place of this.places.values()) {
      if ("hiddenAtFirst" in place.dataset) place.hidden = true;
      if ("date" in place.dataset) this.addCalendar(place);
    }
  }

  controls(name) { return [...this.places.get(name).querySelectorAll(`[name="${CSS.escape(name)}"]`)]; }

  /** What an error's link leads to: the field, or the first of its boxes. */
  target(name) { return this.controls(name)[0]; }

  label(name) {
    const place = this.places.get(name);
    return place.querySelector("label, legend").firstChild.textContent.trim();
  }

  isChoice(control) { return control.type === "radio" || control.type === "checkbox"; }

  value(name) {
    const controls = this.controls(name);
    if (!this.isChoice(controls[0])) return controls[0].value;
    return controls.filter((control) => control.checked).map((control) => control.value).join("\n");
  }

  set(name, value) {
    if (!this.places.has(name)) return;
    const controls = this.controls(name);
    if (!this.isChoice(controls[0])) { this.setText(controls[0], value); return; }
    const chosen = value.split("\n");
    for (const control of controls) control.checked = chosen.includes(control.value);
  }

  setText(control, value) {
    control.value = value;
    // A choice that the form no longer has stays visible, so that the linter can say what is wrong with it.
    if (control.tagName === "SELECT" && control.value !== value) {
      control.append(opos.element("option", { value }, opos.visible(value)));
      control.value = value;
    }
  }

  /** What is filled in, also into fields that are not asked now. */
  get answers() {
    const filled = {};
    for (const name of this.places.keys()) {
      const value = this.value(name);
      if (value !== "") filled[name] = value;
    }
    return filled;
  }

  set answers(answers) { for (const name of this.places.keys()) this.set(name, String(answers?.[name] ?? "")); }

  /** Shows the fields that are asked. The others keep what is in them. */
  show(names) {
    const shown = new Set(names);
    for (const [name, place] of this.places) place.hidden = !shown.has(name);
  }

  /** Shows the texts that follow from the answers. */
  showComputed(computed) {
    const texts = new Map(computed.map(({ field, text }) => [field, text]));
    for (const [name, place] of this.places) {
      let line = place.querySelector(".computed");
      if (!line && texts.has(name)) {
        line = opos.element("p", { className: "computed", id: `field-${name}-computed`, role: "status" });
        place.append(line);
      }
      const text = opos.visible(texts.get(name) ?? "");
      if (line && line.textContent !== text) line.textContent = text;
    }
  }

  addCalendar(place) {
    const input = place.querySelector("input");
    const picker = opos.element("input", { type: "date", className: "calendar-picker", tabIndex: -1, "aria-hidden": "true" });
    if (!picker.showPicker) return;
    const open = () => {
      picker.value = /^\d{4}-\d\d-\d\d$/.test(input.value) ? input.value : "";
      try { picker.showPicker(); } catch { input.focus(); }
    };
    picker.addEventListener("change", () => {
      input.value = picker.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    const button = opos.button("Calendar", open, "button-small");
    button.append(opos.element("span", { className: "visually-hidden" }, ` for ${this.label(place.dataset.field)}`));
    input.parentElement.append(button, picker);
  }
};
