// A ticket's text: the linter counts bytes of UTF-8, the page counts UTF-16.
"use strict";
opos.SheetText = class {
  constructor(text) {
    this.text = text;
    this.bytes = new TextEncoder().encode(text);
  }

  /** The places in the page's count of ascending byte offsets. */
  indices(offsets) {
    const found = new Map();
    let [byte, index] = [0, 0];
    for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
      while (byte < offset && index < this.text.length) {
        const code = this.text.codePointAt(index);
        byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        index += code < 0x10000 ? 1 : 2;
      }
      found.set(offset, index);
    }
    return found;
  }

  /** The text after edits, which do not overlap. */
  applying(edits) {
    const parts = [];
    let at = 0;
    const ordered = [...edits].sort((a, b) => a.start.offset - b.start.offset);
    for (const { start, end, text } of ordered) {
      parts.push(this.bytes.subarray(at, start.offset), new TextEncoder().encode(text));
      at = end.offset;
    }
    parts.push(this.bytes.subarray(at));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(parts.flatMap((part) => [...part])));
  }

  get lineCount() { return this.text.split("\n").length; }
};
