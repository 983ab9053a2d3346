// What the scripts of forms and of the checker share: making elements of text, never of markup.
"use strict";
globalThis.opos = {
  /** An element with properties, attributes (those with a hyphen, and `role`) and children; a text child is text. */
  element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (value === undefined || value === null) continue;
      if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
      else made[key] = value;
    }
    made.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
    return made;
  },

  /** Characters that cannot be seen, or that turn the direction of what follows, as marks that can. */
  visible(text) {
    return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      (character) => `⟨U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
  },

  /** A message of the linter: what stands in backquotes becomes code, and it begins as a sentence does. */
  message(text) {
    const parts = opos.visible(text).split("`");
    const sentence = parts[0] ? parts[0][0].toUpperCase() + parts[0].slice(1) : "";
    const isWhole = parts.length % 2 === 1;
    if (!isWhole) return [opos.visible(text)];
    return parts.map((part, index) => {
      if (index === 0) return sentence;
      return index % 2 ? opos.element("code", {}, part) : part;
    }).filter((part) => part !== "");
  },

  /** `1 error`, `2 errors`. */
  count(number, noun) { return `${number} ${noun}${number === 1 ? "" : "s"}`; },

  /** A button. */
  button(text, action, className = "button secondary") {
    const made = opos.element("button", { type: "button", className }, text);
    made.addEventListener("click", action);
    return made;
  },

  /** A link to a clause: within this site where the address is the site's own. */
  clauseLink(clause, url, place) {
    const { base, root } = place.dataset;
    const address = base && url.startsWith(base) ? root + url.slice(base.length) : url;
    if (!/^(https?:|mailto:|[\w./#%-]*$)/i.test(address)) return opos.element("span", {}, `Clause ${clause}`);
    return opos.element("a", { href: address }, `Clause ${clause}`);
  },

  /** Hands a text to the reader as a file. */
  save(name, text, type = "text/plain") {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const link = opos.element("a", { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  },

  /** Calls `action` when it has not been asked for a while; `flush` calls it at once if it was asked. */
  later(action, milliseconds) {
    let timer = 0;
    const run = () => { timer = 0; action(); };
    return {
      ask() { clearTimeout(timer); timer = setTimeout(run, milliseconds); },
      flush() { if (timer) { clearTimeout(timer); run(); } },
      cancel() { clearTimeout(timer); timer = 0; },
    };
  },
};
