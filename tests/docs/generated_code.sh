#!/bin/bash
# docs/generated-code.md shows what idlc writes: its C++ blocks are the header, the filters, the client and the service
# of its interface, in this order.
#
#   generated_code.sh compare IDLC   compares
#   generated_code.sh rewrite IDLC   writes the blocks anew
set -euo pipefail
page=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../docs" && pwd)/generated-code.md
mode=$1 idlc=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk '/^```text$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$page" >"$work/kv.x"
"$idlc" -o "$work" "$work/kv.x"
awk -v folder="$work/" '
  BEGIN { split("kv.h kv_xdr.cpp kv_clnt.cpp kv_svc.cpp", files, " ") }
  /^```cpp$/ { print; at = folder files[++block]; while ((getline line <at) > 0) print line; skipping = 1; next }
  /^```$/ { skipping = 0 }
  !skipping { print }
  END { exit block != 4 }
' "$page" >"$work/page.md"

case $mode in
  rewrite) cp "$work/page.md" "$page" ;;
  compare)
    diff -u "$page" "$work/page.md" || {
      echo "The page is not what idlc writes today. Mend it with: tests/docs/generated_code.sh rewrite $idlc"
      exit 1
    }
    ;;
esac
