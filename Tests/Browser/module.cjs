// The browser's module in Node, called as a page calls it.
"use strict";
const fs = require("fs");

/** A module with its data loaded; `call` gives the text of an answer. */
exports.open = (modulePath, data) => {
  const { exports: module } = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(modulePath)), {});
  const write = (bytes) => {
    const at = module.opos_allocate(bytes.length);
    new Uint8Array(module.memory.buffer).set(bytes, at);
    return at;
  };
  const read = (at) => {
    const length = new DataView(module.memory.buffer).getUint32(at, true);
    return Buffer.from(new Uint8Array(module.memory.buffer, at + 4, length)).toString();
  };
  const call = (name, parts, ...rest) => {
    const places = parts.map(write);
    const answer = module[name](...parts.flatMap((part, index) => [places[index], part.length]), ...rest);
    const text = read(answer);
    for (const place of [...places, answer]) module.opos_free(place);
    return text;
  };
  const loaded = JSON.parse(call("opos_load", [data]));
  if (loaded.findings.length) throw new Error(JSON.stringify(loaded.findings));
  return { call, loaded, memory: () => module.memory.buffer.byteLength };
};

/** The findings in an answer of `opos_lint`, one a line, byte for byte. A quote inside a JSON string has a backslash before it. */
exports.findings = (answer) => {
  const start = answer.indexOf('],\n"findings":[') + '],\n"findings":['.length;
  const lines = answer.slice(start, answer.lastIndexOf("]")).trim();
  return lines === "" ? [] : lines.split(/,\n {2}(?=\{"rule":)/);
};
