#!/bin/bash
# The example of docs/json.md compiles without a warning and prints what the page says.
#
#   json_example.sh IDLC COMPILER TREE JSON_LIBRARY XDR_LIBRARY [SANITIZERS]
set -euo pipefail
idlc=$1 compiler=$2 tree=$3 json=$4 xdr=$5 sanitize=${6:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# block LANGUAGE: the content of the first block of that language.
block() {
  awk -v open="\`\`\`$1" '$0 == open { inside = 1; next } /^```$/ && inside { exit } inside' "$tree/docs/json.md"
}

block text >"$work/kv.x"
block cpp >"$work/main.cpp"
block json >"$work/expected"
"$idlc" --json -o "$work" -h -c "$work/kv.x"
flags=(-std=c++20 -Wall -Wextra -Wpedantic -Werror -I "$work" -I "$tree/xdr/include" -I "$tree/xdr/json/include")
# The example leaves out members that have a default.
flags+=(-Wno-missing-field-initializers)
[ -z "$sanitize" ] || flags+=("-fsanitize=$sanitize")
"$compiler" "${flags[@]}" "$work"/*.cpp "$json" "$xdr" -o "$work/example"
"$work/example" >"$work/printed"
diff -u "$work/expected" "$work/printed"
