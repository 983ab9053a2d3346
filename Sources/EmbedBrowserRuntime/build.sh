#!/bin/sh
# Compiles the portable core as Embedded Swift to WebAssembly and writes it, in base64, as a Swift source file.
#
#   build.sh SOURCES SCRATCH OUTPUT.swift
#
# SOURCES holds one folder a module. The toolchain needs no SDK: it ships Embedded Swift's library for this target, clang and wasm-ld.
set -eu
sources=$1
scratch=$2
output=$3
modules="Diagnostics Notation CEL Tickets ServiceLevels BrowserRuntime"
target=wasm32-unknown-none-wasm

swiftc=$(command -v swiftc) || { echo "error: swiftc is not on the PATH" >&2; exit 1; }
toolchain=$(dirname "$(readlink -f "$swiftc")")
tables=$toolchain/../lib/swift/embedded/$target/libswiftUnicodeDataTables.a

mkdir -p "$scratch"
objects=
stale=
for module in $modules; do
  files=$(find "$sources/$module" -name '*.swift' | LC_ALL=C sort)
  objects="$objects $scratch/$module.o"
  # A module is compiled again when a file of it, or a module before it, has changed.
  if [ -z "$stale" ] && [ "$files" = "$(cat "$scratch/$module.files" 2>/dev/null)" ] && [ -f "$scratch/$module.o" ] &&
    [ -z "$(find "$sources/$module" "$0" "$swiftc" -newer "$scratch/$module.files")" ]; then
    continue
  fi
  stale=yes
  rm -f "$scratch/$module.files"
  touch "$scratch/$module.begun"
  # shellcheck disable=SC2086 # one word a file: no file below Sources has a space in its name
  "$swiftc" -target $target -swift-version 6 -enable-experimental-feature Embedded -wmo -Osize -parse-as-library \
    -Xfrontend -disable-stack-protector -warnings-as-errors -module-name "$module" -I "$scratch" \
    -module-cache-path "$scratch/ModuleCache" \
    -emit-module -emit-module-path "$scratch/$module.swiftmodule" -c $files -o "$scratch/$module.o"
  printf '%s\n' "$files" >"$scratch/$module.files"
  touch -r "$scratch/$module.begun" "$scratch/$module.files"
done
"$toolchain/clang" --target=$target -Os -ffreestanding -fno-builtin \
  -c "$sources/BrowserRuntime/support.c" -o "$scratch/support.o"
# shellcheck disable=SC2086
"$toolchain/wasm-ld" --no-entry --gc-sections --strip-all -z stack-size=1048576 $objects "$scratch/support.o" "$tables" \
  -o "$scratch/opos.wasm"
{
  echo '/// The portable core as a WebAssembly module, in base64. Made by the EmbedBrowserRuntime plugin.'
  printf 'let browserRuntimeBase64: StaticString = "'
  base64 -w 0 "$scratch/opos.wasm"
  echo '"'
} >"$output.new"
mv "$output.new" "$output"
