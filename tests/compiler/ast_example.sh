#!/bin/bash
# The example of docs/ast.md does what the page says.
set -euo pipefail
idlc=$1
page=$2
command -v python3 >/dev/null || { echo "SKIPPED: no python3"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# The n-th code block of a language.
block() {
  awk -v opening="\`\`\`$1" -v wanted="$2" '
    inside && /^```/ { inside = 0 }
    inside && seen == wanted { print }
    !inside && $0 == opening { inside = 1; ++seen }' "$page"
}
block c 1 >log.x
block json 1 >line.json
block python 1 >procedures.py
block text 1 >expected
for file in log.x line.json procedures.py expected; do
  [[ -s $file ]] || { echo "FAILED: the page has no $file" >&2; exit 1; }
done

"$idlc" --ast=json log.x >log.json
python3 procedures.py <log.json | diff -u expected -
python3 -c '
import json
definitions = json.load(open("log.json"))["definitions"]
assert json.load(open("line.json")) in definitions, definitions'
