/// What `serve` adds to pages while they are written; it is never in the site itself.
enum ReloadPage {
  /// Where the script is; a site cannot have it, because what begins with a dot is hidden.
  static let scriptPath = "/.opos/reload.js"
  /// Where the events come from.
  static let eventsPath = "/.opos/events"

  /// A page with the script in its head.
  static func injected(into page: [UInt8]) -> [UInt8] {
    let tag = Array("<script src=\"\(scriptPath)\"></script>\n</head>".utf8)
    guard let place = page.firstRange(of: Array("</head>".utf8)) else { return page }
    return Array(page[..<place.lowerBound]) + tag + page[place.upperBound...]
  }

  /// The script: a changed page is loaded anew where it was read; a half-filled form and an open dialogue wait for their reader; faults are shown over
  /// the page until they are mended.
  static let script = """
    "use strict";
    (() => {
      const place = `opos-scroll:${location.pathname}`;
      const kept = sessionStorage.getItem(place);
      if (kept !== null) {
        sessionStorage.removeItem(place);
        addEventListener("load", () => scrollTo({ top: Number(kept), behavior: "instant" }));
      }
      const element = (name, style, text) => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(style)) made.style[key] = value;
        if (text !== undefined) made.textContent = text;
        return made;
      };
      const box = { position: "fixed", zIndex: "99", left: "1rem", right: "1rem", bottom: "1rem", maxHeight: "70vh", overflow: "auto", padding: "1rem",
        font: "14px/1.5 ui-monospace, monospace", color: "#fff", background: "#3a1512", border: "2px solid #ff9d7d", whiteSpace: "pre-wrap" };
      let shown;
      const hide = () => { shown?.remove(); shown = undefined; };
      const show = (parts, style) => {
        hide();
        shown = element("div", { ...box, ...style });
        shown.setAttribute("role", "alert");
        shown.append(...parts);
        const close = element("button", { position: "absolute", top: "0.5rem", right: "0.5rem", font: "inherit" }, "Close");
        close.type = "button";
        close.addEventListener("click", hide);
        shown.append(close);
        document.body.append(shown);
      };
      const isFilled = () => [...document.querySelectorAll("main input, main textarea, main select")].some((field) =>
        field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
          : field.tagName === "SELECT" ? [...field.options].some((option) => option.selected !== option.defaultSelected && option.value)
            : field.value !== field.defaultValue);
      const reload = () => { sessionStorage.setItem(place, String(scrollY)); location.reload(); };
      let version;
      const changed = (event) => {
        const said = JSON.parse(event.data);
        if (said.faults.length) {
          const parts = said.faults.flatMap(({ text, url }) => {
            const link = element("a", { color: "#ffd0c0" }, "open");
            link.href = url;
            return url ? [text, " ", link, "\\n"] : [text, "\\n"];
          });
          show([element("strong", {}, said.published ? "Findings\\n" : "Nothing was published\\n"), ...parts]);
        } else {
          hide();
        }
        if (version !== undefined && said.version !== version && said.published) {
          if (isFilled()) show([element("strong", {}, "The site was built anew. "), "Reload the page when you are done."], { background: "#0b2a55", borderColor: "#8ab8ff" });
          else reload();
        }
        version = said.version;
      };
      const events = new EventSource("/.opos/events");
      events.addEventListener("build", changed);
    })();
    """
}
