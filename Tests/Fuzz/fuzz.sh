#!/bin/sh
# Feeds the readers of untrusted text with what libFuzzer makes up, under the address sanitizer.
#
#   Tests/Fuzz/fuzz.sh SECONDS [TARGET…]
#
# Targets: yaml json values tickets agreement calendar cel regex; all of them by default. Seeds are the content's own tickets, forms, rules and the tests'
# expressions. What is found stays in .build/fuzz/TARGET: inputs that reach new code, and crash-…, timeout-… and oom-… files.
set -eu
cd "$(dirname "$0")/../.."
seconds=$1
shift
[ $# -gt 0 ] || set -- yaml json values tickets agreement calendar cel regex
scratch=.build/fuzz
mkdir -p "$scratch/imports"

# One module, as for the browser: `import` finds modules that are empty.
: >"$scratch/empty.swift"
files=
for module in Diagnostics Notation CEL Tickets ServiceLevels; do
  files="$files $(find "Sources/$module" -name '*.swift' | LC_ALL=C sort)"
  [ "$module" = CEL ] || swiftc -parse-as-library -enable-testing -module-name "$module" -emit-module \
    -emit-module-path "$scratch/imports/$module.swiftmodule" "$scratch/empty.swift"
done
# shellcheck disable=SC2086 # no file below Sources has a space in its name
swiftc -swift-version 6 -O -gline-tables-only -wmo -num-threads 2 -parse-as-library -sanitize=fuzzer,address -use-ld=lld -suppress-warnings -module-name CEL \
  -I "$scratch/imports" $files Tests/ServiceLevelsTests/SampleAgreement.swift Tests/Fuzz/FuzzTarget.swift -o "$scratch/fuzz"

# An input that begins with the byte $1.
seed() { { printf "$1"; cat "$2"; } >"$3"; }

mkdir -p "$scratch/yaml" "$scratch/json" "$scratch/values" "$scratch/tickets" "$scratch/agreement" "$scratch/calendar" "$scratch/cel" "$scratch/regex"
number=0
for file in Content/Examples/*/*; do
  number=$((number + 1))
  case $file in
    *.md) seed '\000' "$file" "$scratch/tickets/seed-$number" ;;
    *.yml) seed '\001' "$file" "$scratch/tickets/seed-$number"; cp "$file" "$scratch/yaml/seed-$number" ;;
    *.txt) seed '\002' "$file" "$scratch/tickets/seed-$number" ;;
    *.eml) seed '\003' "$file" "$scratch/tickets/seed-$number" ;;
    *.json) seed '\004' "$file" "$scratch/tickets/seed-$number"; cp "$file" "$scratch/json/seed-$number" ;;
  esac
done
for file in Content/Forms/*.yml; do
  cp "$file" "$scratch/yaml/"
  cat "$file" >"$scratch/agreement/$(basename "$file")"
done
cp Content/holidays.ics "$scratch/calendar/"
awk -v folder="$scratch" '
  /^```rule$/ { inside = 1; number++; name = folder "/agreement/rule-" number; printf "%c", 0 >name; next }
  /^```$/ { if (inside) close(name); inside = 0 }
  inside { print >name }' Content/SLA/*.md
awk -v folder="$scratch" '
  /^#/ { next }
  { split($0, parts, " => "); number++; name = folder "/cel/case-" number; printf "%s", parts[1] >name; close(name) }
  match($0, /timestamp\(.[^)]*|duration\(.[^)]*|double\(.[^)]*/) {
    text = substr($0, RSTART, RLENGTH); sub(/^[a-z]*\(./, "", text); sub(/.$/, "", text)
    name = folder "/values/case-" number; printf "%s", text >name; close(name)
  }' Tests/CELTests/Cases/*.txt
number=0
for pattern in '^v\d+_\d{2}(_\d+)*$' '(?i)[a-z]+@[^@]+\.(gov|ch)' '(a*)*b|\bx\B' '[[:alpha:]\p{Lu}\x{e9}-\x{ff}]{2,5}?' '\Q.*\E(?m:^a$)(?s:.)'; do
  number=$((number + 1))
  printf '%s\000v01_02 user@fnal.gov aaaa' "$pattern" >"$scratch/regex/seed-$number"
done

# The address sanitizer would take a Swift trap for a crash in any case; the backtracer of Swift is in its way.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
status=0
for target in "$@"; do
  printf '== fuzz %s for %s s\n' "$target" "$seconds"
  OPOS_FUZZ=$target "$scratch/fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1500 -max_len=4096 -print_final_stats=0 \
    -verbosity=0 -artifact_prefix="$scratch/$target/" "$scratch/$target" >"$scratch/$target.log" 2>&1 || {
    status=1
    grep -vE '^#' "$scratch/$target.log" | tail -40
  }
done
exit $status
