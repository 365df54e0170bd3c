#!/usr/bin/env bash
# The C++ blocks of pages compile without a warning, exactly as printed. A block that begins with #include is a file of
# its own; others are statements, which get a function around them and the headers below in front.
#
#   pages_compile.sh IDLC COMPILER TREE PAGE...
#
# The first text block of a page is its log.x, which idlc compiles with --namespace rlog if it is an interface.
set -euo pipefail
# shellcheck source=tests/support/precompile.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/precompile.sh"
idlc=$1 compiler=$2 tree=$3
shift 3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
flags=(-std=c++20 -Wall -Wextra -Wpedantic -Werror -Wno-unused-variable -Wno-unused-but-set-variable)
flags+=(-Wno-missing-field-initializers -I "$tree/runtime/include" -I "$tree/xdr/include")

# split PAGE: its programs as files, the statements of all other blocks as functions of one file; messages name
# the page. Prints how many blocks there are.
split() {
  awk -v folder="$folder/" -v page="$1" '
    /^```cpp$/ { inside = 1; first = 1; ++blocks; next }
    /^```$/ { if (inside && statements) print "}" >out; inside = 0 }
    inside && first {
      first = 0
      statements = $0 !~ /^#include/
      out = folder (statements ? "statements" : blocks) ".cpp"
      if (statements) printf "#include \"common.h\"\n#include \"statements.h\"\nvoid block_%d();\nvoid block_%d() {\n", NR, NR >out
      printf "#line %d \"%s\"\n", NR, page >out
    }
    inside { print >out }
    END { print blocks + 0 }' "$1"
}

for header in fstream iostream mutex string tuple vector onc/access.h onc/broadcast.h onc/call.h onc/function_service.h \
  onc/loopback.h onc/register_procedure.h onc/server.h; do
  echo "#include <$header>"
done >"$folder/common.h"
precompile "$compiler" "$folder/common.h" "${flags[@]}"
printf '#if __has_include("log.h")\n#include "log.h"\n#endif\n' >"$folder/statements.h"

blocks=0
for page in "$@"; do
  rm -f "$folder"/*.cpp "$folder"/log.*
  awk '/^```text$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$page" >"$folder/log.x"
  if grep -q '^program' "$folder/log.x"; then "$idlc" -o "$folder" --namespace rlog --async-service -h "$folder/log.x"; fi
  found=$(split "$page")
  ((found > 0)) || { echo "FAILED: $page has no C++ block" && exit 1; }
  for file in "$folder"/*.cpp; do "$compiler" "${flags[@]}" -I "$folder" -fsyntax-only "$file"; done
  blocks=$((blocks + found))
done
echo "passed: $blocks blocks"
