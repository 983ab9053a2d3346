# Takes Swift's calling convention from each function of an LLVM module that is only ever called by its name.
#
#   awk -f plain-calls.awk MODULE.ll MODULE.ll >PLAIN.ll        (the same file twice: it is read, then changed)
#
# On this target the convention adds two arguments to every call, a context and a place for errors, whether they are used or not: a function
# that is called through a pointer must look like all others. One that is not can do without them, which is a fortieth of the module.
# Nothing else changes: where context and errors are used they are arguments already.

# The part of a line from a direct call to the called name's bracket, by RSTART and RLENGTH.
function direct_call(line) { return match(line, /call [^@]*swiftcc [^@]*@("[^"]*"|[A-Za-z0-9_$.-]+)\(/) }

# The first global name in a text, by RSTART and RLENGTH.
function global_name(text) { return match(text, /@("[^"]*"|[A-Za-z0-9_$.-]+)/) }

FNR == 1 { pass++ }

pass == 1 {
  rest = $0
  if (rest ~ /^define /) {
    global_name(rest)
    if (index(substr(rest, 1, RSTART), "swiftcc ")) known[substr(rest, RSTART, RLENGTH)] = 1
    rest = substr(rest, RSTART + RLENGTH)
  } else if (direct_call(rest)) {
    rest = substr(rest, RSTART + RLENGTH)
  }
  while (global_name(rest)) {
    pointed[substr(rest, RSTART, RLENGTH)] = 1
    rest = substr(rest, RSTART + RLENGTH)
  }
  next
}

/swiftcc / {
  name = ""
  if (/^define /) {
    if (global_name($0)) name = substr($0, RSTART, RLENGTH)
  } else if (direct_call($0)) {
    call = substr($0, RSTART, RLENGTH - 1)
    global_name(call)
    name = substr(call, RSTART, RLENGTH)
  }
  if (name in known && !(name in pointed)) sub(/swiftcc /, "")
}

# Copied to where it is called it is larger than the call.
/^define .*@swift_retain\(/ { sub(/local_unnamed_addr/, "local_unnamed_addr noinline") }

{ print }
