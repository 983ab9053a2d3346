// A request form: checked on submit, and from then on while one types.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("request-form");
  if (!form || !form.dataset.module) return;
  const place = (name) => document.querySelector(`[data-${name}]`);
  const engine = opos.engine(form);
  const fields = new opos.FormFields(form);
  const findings = new opos.FormFindings(form, fields, place("summary"));
  const result = new opos.FormResult(form, place("result"));
  const state = opos.element("p", { className: "form-state", role: "status" });
  let isTried = false;
  let checks = 0;

  const filled = () => ({ answers: fields.answers, exceptions: findings.exceptions });

  const showReport = (report) => {
    fields.show(report.shown);
    fields.showComputed(report.computed);
    if (!isTried) return;
    findings.show(report.findings, report.overridden);
    const errors = report.findings.filter((finding) => finding.severity === "error").length;
    if (report.route) result.showRoute(report.route);
    else if (errors) result.clear();
    else result.showTicket(report);
    const words = report.route ? "Not for us: see below." : errors ? `${opos.count(errors, "error")} left.` : "No errors.";
    if (state.textContent !== words) state.textContent = words;
  };

  // Only the last of several checks under way is shown.
  const check = async () => {
    const number = ++checks;
    try {
      const runtime = await engine();
      const report = await runtime.form({ form: form.dataset.form, answers: fields.answers, exceptions: findings.reasons });
      if (number !== checks) return undefined;
      if (!report) throw new Error(`the data has no form \`${form.dataset.form}\``);
      showReport(report);
      return report;
    } catch (fault) {
      if (number === checks) result.showFault(fault);
      return undefined;
    }
  };
  const checking = opos.later(check, 120);

  const drafts = new opos.FormDrafts(form, place("drafts"), {
    current: filled,
    take: (draft) => {
      fields.answers = draft.answers;
      findings.exceptions = draft.exceptions ?? {};
      isTried = false;
      findings.clear();
      result.clear();
      state.textContent = "";
      checking.ask();
    },
  });

  const changed = () => { drafts.keep(); checking.ask(); };
  findings.changed = changed;
  form.addEventListener("input", (event) => { if (!event.target.closest(".override, .calendar-picker")) changed(); });
  form.addEventListener("change", (event) => { if (!event.target.closest(".override, .calendar-picker")) changed(); });
  // The module comes when somebody begins to fill in, so that the first check need not wait for it.
  form.addEventListener("focusin", () => { engine().catch(() => { /* told at the check */ }); }, { once: true });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    checking.cancel();
    drafts.save();
    isTried = true;
    state.textContent = "Checking …";
    performance.mark("opos-submit");
    const report = await check();
    performance.measure("opos-verdict", "opos-submit");
    if (!report) { state.textContent = ""; return; }
    if (result.isShown) result.focus(); else findings.focusSummary();
  });

  /** The answers that a link fills in: `#title=…&experiment=…`; what the form does not ask is left alone. */
  const prefilled = () => {
    const answers = {};
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (fields.places.has(name)) answers[name] = answers[name] === undefined ? value : `${answers[name]}\n${value}`;
    }
    return Object.keys(answers).length ? answers : undefined;
  };

  const startPlace = place("start");
  if (startPlace) {
    startPlace.hidden = false;
    const select = startPlace.querySelector("select");
    startPlace.querySelector("button").addEventListener("click", async () => {
      if (!select.value) { select.focus(); return; }
      try {
        const answers = await (await engine()).startFrom(form.dataset.form, select.value);
        if (!answers) throw new Error(`the data has no request \`${select.value}\``);
        drafts.replace({ answers, exceptions: {} }, `Filled in from ${select.value}. Check each field: what was right then may not be right now.`, "Undo");
      } catch (fault) { result.showFault(fault); }
    });
  }

  place("actions").append(opos.element("button", { type: "submit", className: "button" }, "Check the request"), state);
  drafts.begin(prefilled());
  addEventListener("hashchange", () => {
    const answers = prefilled();
    if (answers) drafts.replace({ answers, exceptions: {} }, "The link that you followed filled in the form.", "Undo");
  });
});
