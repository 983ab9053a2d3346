#!/bin/sh
# Writes the files of the theme as a Swift source file, so that `opos` can build a site wherever it stands.
#
#   embed-theme.sh TEMPLATES OUTPUT.swift
set -eu
templates=$1
output=$2

{
  echo '/// The theme that is built in: each file with its path below `Templates`. Made by the EmbedBrowserRuntime plugin.'
  echo 'let embeddedTheme: [(path: StaticString, content: StaticString)] = ['
  find "$templates" -type f ! -name '.*' | LC_ALL=C sort | while IFS= read -r file; do
    # Three number signs: no theme file holds the sequence that ends such a literal.
    printf '  ("%s", ###"""\n' "${file#"$templates"/}"
    cat "$file"
    printf '\n"""###),\n'
  done
  echo ']'
} >"$output.new"
mv "$output.new" "$output"
