// The linter: the same code that `opos lint` runs, as a WebAssembly module. This file only moves texts in and out of it.
"use strict";
(() => {
  const waiting = new Map();

  /** Called by the scripts that stand beside module and data, for pages that were opened as files. */
  opos.deliver = (name, content) => { waiting.get(name)?.(content); waiting.delete(name); };

  const nameOf = (url) => new URL(url, document.baseURI).pathname.split("/").pop();

  const byScript = (url) => new Promise((resolve, reject) => {
    waiting.set(nameOf(url), resolve);
    const script = opos.element("script", { src: `${url}.js` });
    script.addEventListener("error", () => reject(new Error(`${nameOf(url)} could not be loaded`)));
    document.head.append(script);
  });

  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${nameOf(url)} could not be loaded (${answer.status})`);
    return new Uint8Array(await answer.arrayBuffer());
  };

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const isFile = () => location.protocol === "file:";
  const bytesAt = async (url) => (isFile() ? bytesOf(await byScript(url)) : fetched(url));

  // Nothing more is needed from the network: from here on the page can send nothing, not even to its own server.
  const closeConnections = () => {
    const policy = "default-src 'none'; script-src 'wasm-unsafe-eval'; img-src data:; form-action 'none'; base-uri 'none'";
    const meta = opos.element("meta", { content: policy });
    meta.httpEquiv = "Content-Security-Policy";
    document.head.append(meta);
    document.documentElement.dataset.connections = "closed";
  };

  class Engine {
    constructor(compiled, data) {
      this.compiled = compiled;
      this.data = data;
    }

    /** A fresh module with its data; after a trap the old one is not used again. */
    async start() {
      this.module = (await WebAssembly.instantiate(this.compiled, {})).exports;
      const loaded = JSON.parse(this.call("opos_load", [this.data]));
      if (loaded.findings.length) throw new Error(loaded.findings[0].message);
      this.version = loaded.version;
      this.digest = loaded.digest;
      return this;
    }

    write(part) {
      const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
      const at = this.module.opos_allocate(bytes.length);
      new Uint8Array(this.module.memory.buffer).set(bytes, at);
      return [at, bytes.length];
    }

    call(name, parts, ...rest) {
      const places = parts.map((part) => this.write(part));
      const answer = this.module[name](...places.flat(), ...rest);
      const { buffer } = this.module.memory;
      const length = new DataView(buffer).getUint32(answer, true);
      const text = new TextDecoder().decode(new Uint8Array(buffer, answer + 4, length));
      for (const [at] of places) this.module.opos_free(at);
      this.module.opos_free(answer);
      return text;
    }

    /** Calls and reads the answer; a trap is our fault, and the next call gets a fresh module. */
    async ask(name, parts, ...rest) {
      if (this.isBroken) { await this.start(); this.isBroken = false; }
      try {
        return JSON.parse(this.call(name, parts, ...rest));
      } catch (fault) {
        this.isBroken = true;
        throw fault;
      }
    }

    now() { return Math.floor(Date.now() / 1000); }
    /** What `CheckReport` says of a file. */
    lint(name, text, form) { return this.ask("opos_lint", [name, text, form], this.now()); }
    /** What `FormReport` says of what was filled in. */
    form(answers) { return this.ask("opos_form", [JSON.stringify(answers)], this.now()); }
    /** The answers with which a request begins that is made from an earlier one. */
    startFrom(form, number) { return this.ask("opos_start", [form, number]); }
  }

  /** The module that the page names, loaded once; tried again when that failed. */
  opos.engine = (place) => {
    let promise;
    const load = async () => {
      const [bytes, data] = await Promise.all([bytesAt(place.dataset.module), bytesAt(place.dataset.rules)]);
      const engine = await new Engine(await WebAssembly.compile(bytes), data).start();
      closeConnections();
      return engine;
    };
    return () => {
      promise ??= load().catch((fault) => { promise = undefined; throw fault; });
      return promise;
    };
  };

  /** Says that something of ours failed, with what was said; the reader's text stays where it is. */
  opos.fault = (fault) => opos.element("div", { className: "engine-fault", role: "alert" },
    opos.element("h2", {}, "The check failed, and that is our fault"),
    opos.element("p", {}, "What you wrote is still here. Send it as it is, or try again; if it fails again, tell us what you see here:"),
    opos.element("p", {}, opos.element("code", {}, String(fault?.message ?? fault))));
})();
