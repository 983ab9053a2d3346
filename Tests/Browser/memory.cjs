// Checks one ticket and one form ten thousand times and prints the module's memory after the first hundred rounds and after the last.
//
//   node memory.cjs MODULE DATA NOW TICKET
"use strict";
const fs = require("fs");
const { open } = require("./module.cjs");

const [modulePath, dataPath, now, ticketPath] = process.argv.slice(2);
const module_ = open(modulePath, fs.readFileSync(dataPath));
const ticket = fs.readFileSync(ticketPath);
const sizes = [];
for (let round = 1; round <= 10000; round += 1) {
  // A little different each time, so that nothing can be remembered.
  const name = Buffer.from(`ticket-${round}.md`);
  module_.call("opos_lint", [name, Buffer.concat([ticket, Buffer.from(`\nRound ${round}\n`)]), Buffer.alloc(0)], Number(now));
  const answers = { form: "question", answers: { title: `Question ${round}`, contact: "nobody" } };
  module_.call("opos_form", [Buffer.from(JSON.stringify(answers))], Number(now));
  if (round === 100 || round === 10000) sizes.push(module_.memory());
}
console.log(sizes.join(" "));
