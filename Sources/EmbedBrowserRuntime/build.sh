#!/bin/sh
# Compiles the portable core as Embedded Swift to WebAssembly and writes it, in base64, as a Swift source file.
#
#   build.sh SOURCES SCRATCH OUTPUT.swift CONSTANT MODULE…
#
# SOURCES holds one folder a module; CONSTANT is what the text is called. The toolchain needs no SDK: it ships Embedded Swift's library for this target, clang and wasm-ld.
#
# The size of the module decides here, not its speed. All folders are compiled as one module, so that what none of them uses falls away and
# what several specialise is there once; `import` finds modules that are empty. The module is called CEL because `CEL.Value` is written.
# Nothing is inlined but what must be, and closures are not copied into what they are passed to: together a fifth of the compressed size.
# The linker sees all of it as LLVM's code, which saves another sixteenth. swiftc cannot write bitcode for this target itself, so it writes
# the text of it, in which most functions then lose two arguments that nobody uses (plain-calls.awk). Returning several values without memory (`-target-abi experimental-mv`) would save more, but makes wrong code.
set -eu
sources=$1
scratch=$2
output=$3
constant=$4
shift 4
target=wasm32-unknown-none-wasm

swiftc=$(command -v swiftc) || { echo "error: swiftc is not on the PATH" >&2; exit 1; }
toolchain=$(dirname "$(readlink -f "$swiftc")")

compile() {
  "$swiftc" -target $target -swift-version 6 -enable-experimental-feature Embedded -wmo -Osize -parse-as-library \
    -Xfrontend -disable-stack-protector -suppress-warnings -I "$scratch/imports" -module-cache-path "$scratch/ModuleCache" "$@"
}

rm -rf "$scratch/imports"
mkdir -p "$scratch/imports"
: >"$scratch/empty.swift"
files=
for module in "$@"; do
  files="$files $(find "$sources/$module" -name '*.swift' | LC_ALL=C sort)"
  [ "$module" = CEL ] || compile -module-name "$module" -emit-module -emit-module-path "$scratch/imports/$module.swiftmodule" \
    "$scratch/empty.swift"
done
# shellcheck disable=SC2086 # one word a file: no file below Sources has a space in its name
compile -module-name CEL -Xllvm -inline-threshold=0 -Xllvm -sil-disable-pass=inline -Xllvm -sil-disable-pass=capture-prop \
  -Xllvm -sil-disable-pass=closure-specialize -emit-ir $files -o "$scratch/core.ll"
awk -f "$sources/EmbedBrowserRuntime/plain-calls.awk" "$scratch/core.ll" "$scratch/core.ll" >"$scratch/plain.ll"
"$toolchain/clang" --target=$target -x ir -O0 -emit-llvm -c "$scratch/plain.ll" -o "$scratch/core.bc"
"$toolchain/clang" --target=$target -Os -ffreestanding -fno-builtin \
  -c "$sources/BrowserMemory/support.c" -o "$scratch/support.o"
"$toolchain/wasm-ld" --no-entry --gc-sections --strip-all -z stack-size=1048576 --lto-O2 --lto-CGO2 \
  -mllvm -inline-threshold=-1000 -mllvm -enable-merge-functions "$scratch/core.bc" "$scratch/support.o" -o "$scratch/opos.wasm"
rm "$scratch/core.ll" "$scratch/plain.ll"
{
  echo '/// A WebAssembly module of the portable core, in base64. Made by the EmbedBrowserRuntime plugin.'
  printf 'let %s: StaticString = "' "$constant"
  base64 -w 0 "$scratch/opos.wasm"
  echo '"'
} >"$output.new"
mv "$output.new" "$output"
