// Prints how many bytes a file has in brotli at its best, as a web server sends it.
//
//   node size.cjs FILE
"use strict";
const { brotliCompressSync, constants } = require("zlib");
const bytes = require("fs").readFileSync(process.argv[2]);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
console.log(brotliCompressSync(bytes, { params }).length);
