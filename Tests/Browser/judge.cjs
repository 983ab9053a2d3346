// Prints the findings of tickets, one a line, as the browser's module gives them.
//
//   node judge.cjs MODULE DATA NOW < NAMES      NOW in seconds since 1970; one file name a line
"use strict";
const fs = require("fs");
const { open, findings } = require("./module.cjs");

const [modulePath, dataPath, now] = process.argv.slice(2);
const module_ = open(modulePath, fs.readFileSync(dataPath));
const names = fs.readFileSync(0, "utf8").split("\n").filter(Boolean);
const lines = [];
for (const name of names) {
  const answer = module_.call("opos_lint", [Buffer.from(name), fs.readFileSync(name), Buffer.alloc(0)], Number(now));
  lines.push(...findings(answer));
}
fs.writeSync(1, lines.map((line) => line + "\n").join(""));
