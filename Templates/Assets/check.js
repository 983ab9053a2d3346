// The page that checks tickets: pasted or dropped, several at once. The texts stay in the page.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector("[data-checker]");
  if (!place || !place.dataset.module) return;
  const find = (selector) => place.querySelector(selector);
  /** Larger files are not read: the linter would refuse them. */
  const largest = 4 << 20;
  const formChoice = find("#checker-form");
  const sheets = [];
  let number = 0;

  const page = {
    place,
    template: document.getElementById("sheet"),
    engine: opos.engine(place),
    formNames: new Map([...formChoice.options].filter((option) => option.value).map((option) => [option.value, option.textContent])),
    get form() { return formChoice.value; },
    nextNumber: () => ++number,
    remove(sheet) {
      sheets.splice(sheets.indexOf(sheet), 1);
      sheet.place.remove();
      if (!sheets.length) add("Pasted ticket", "");
      sheets[0].area.focus();
      page.summarise();
    },
    summarise() {
      const judged = sheets.filter((sheet) => sheet.report);
      const total = (severity) => judged.reduce((sum, sheet) => sum + sheet.count(severity), 0);
      const tickets = judged.reduce((sum, sheet) => sum + sheet.report.tickets.length, 0);
      const routed = judged.filter((sheet) => sheet.isRouted).length;
      const words = judged.length === 0 ? "" : `${opos.count(tickets, "ticket")}: ${opos.count(total("error"), "error")}`
        + `${total("warning") ? `, ${opos.count(total("warning"), "warning")}` : ""}${routed ? `, ${routed} not for us` : ""}`;
      const summary = find("[data-summary]");
      if (summary.textContent !== words) summary.textContent = words;
      if (document.documentElement.dataset.connections === "closed") find("[data-closed]").hidden = false;
    },
  };

  const add = (name, text) => {
    const sheet = new opos.Sheet(page, name, text);
    sheets.push(sheet);
    find("[data-sheets]").append(sheet.place);
    if (text) sheet.check();
    return sheet;
  };

  const addFiles = async (files) => {
    const empty = sheets.filter((sheet) => !sheet.area.value.trim());
    for (const file of files) {
      if (file.size > largest) { add(file.name, "").find("[data-verdict]").textContent = "Too large for a ticket: not read"; continue; }
      add(file.name, new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.arrayBuffer()));
    }
    if (files.length) for (const sheet of empty) { sheets.splice(sheets.indexOf(sheet), 1); sheet.place.remove(); }
  };

  const isFileDrag = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!isFileDrag(event)) return;
    event.preventDefault();
    find("[data-drop]").classList.add("is-over");
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) find("[data-drop]").classList.remove("is-over"); });
  addEventListener("drop", (event) => {
    if (!isFileDrag(event)) return;
    event.preventDefault();
    find("[data-drop]").classList.remove("is-over");
    addFiles([...event.dataTransfer.files]);
  });

  const files = find("#checker-files");
  files.addEventListener("change", () => { addFiles([...files.files]); });
  formChoice.addEventListener("change", () => { for (const sheet of sheets) sheet.check(); });
  find("[data-new]").addEventListener("click", () => { add("Pasted ticket", "").area.focus(); });
  place.addEventListener("focusin", () => { page.engine().catch(() => { /* told at the check */ }); }, { once: true });

  place.hidden = false;
  add("Pasted ticket", "");
});
