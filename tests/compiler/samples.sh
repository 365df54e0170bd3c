#!/bin/bash
# Samples of `idlc -S`.
#
#   samples.sh files IDLC                        what is written, and what is not
#   samples.sh compile IDLC COMPILER INCLUDE...  they compile without a warning
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tests/support/precompile.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/precompile.sh"
# shellcheck source=tests/compiler/expect.sh
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"
expect_line() { # FILE LINE: exactly
  grep -Fxq -- "$2" "$1" || fail "no line '$2' in: $(<"$1")"
}

files() {
  local idlc=$1
  cd "$work"
  mkdir into sub
  echo 'program P { version V { int X(int) = 1; } = 1; } = 1;' >good.x
  echo 'struct a { int b; };' >types.x

  # Files, never standard output, and the samples alone.
  expect_status 0 "$idlc" -Sc -Ss -Sm -o into good.x
  expect_files into CMakeLists.txt good_client.cpp good_server.cpp
  [[ ! -s out && ! -s err ]] || fail "success is not silent"
  (cd sub && "$idlc" -S s ../good.x)
  expect_files sub good_server.cpp
  expect_status 0 "$idlc" -Sc --check good.x -o sub
  expect_files sub good_server.cpp

  # Nothing is overwritten, and then nothing else is written either.
  echo mine >sub/good_server.cpp
  expect_status 3 "$idlc" -Sc -Ss -o sub good.x
  grep -q "'sub/good_server.cpp' is there already and is not overwritten; move it away" err || fail "says $(<err)"
  expect_files sub good_server.cpp
  [[ $(<sub/good_server.cpp) == mine ]] || fail "a file was overwritten"
  ln -s nowhere sub/good_client.cpp
  expect_status 3 "$idlc" -Sc -o sub good.x
  [[ ! -e sub/good_client.cpp ]] || fail "wrote through a link"

  # Without a program, with a mistake, with other outputs.
  expect_status 1 "$idlc" -Sc -o into types.x
  grep -q "'types.x' declares no program" err || fail "says $(<err)"
  expect_status 1 "$idlc" -Sc --diagnostics=json types.x
  grep -q '"message": "'"'types.x' declares no program" err || fail "says $(<err)"
  echo 'oops' >bad.x
  expect_status 1 "$idlc" -Sc bad.x
  for other in -h -c -l -m -MD --format --ast=json "--compat=good.x"; do expect_status 2 "$idlc" -Sc "$other" good.x; done
  expect_status 2 "$idlc" -Sx good.x
  expect_status 2 "$idlc" -Scs good.x

  # What the project's rules need: the place of the file, options, files that it takes types from, headers' folders.
  expect_line into/CMakeLists.txt 'oncrpc_generate(good_protocol IDL ../good.x)'
  mkdir other
  printf '%%#include "types.h"\n%%#include "local.h"\nprogram P { version V { a X(a) = 1; } = 1; } = 1;\n' >'a b.x'
  expect_status 0 "$idlc" -Sm -o other -DA=1 -Iother --namespace n::m 'a b.x'
  expect_line other/CMakeLists.txt \
    "oncrpc_generate(a_b_protocol IDL \"../a b.x\" NAMESPACE n::m OPTIONS -DA=1 -I$(pwd -P)/other)"
  expect_line other/CMakeLists.txt "oncrpc_generate(a_b_imports IDL ../types.x OPTIONS -DA=1 -I$(pwd -P)/other)"
  expect_line other/CMakeLists.txt 'target_link_libraries(a_b_protocol PUBLIC a_b_imports)'
  expect_line other/CMakeLists.txt 'target_include_directories(a_b_protocol PUBLIC ..)'
  cp good.x 'a;b.x'
  expect_status 1 "$idlc" -Sm -o other 'a;b.x'
  grep -q "CMake cannot take ';'" err || fail "says $(<err)"
}

compile() {
  local idlc=$1 compiler=$2 file sample
  shift 2
  command -v "$compiler" >/dev/null || { echo "SKIPPED: there is no $compiler here" && exit 77; }
  for file in "$here"/golden/{directives/directives,helpers/helpers,names/names,namespaces/namespaces}.x \
    "$here"/golden/programs/programs.x "$here/samples/hard.x" /usr/include/rpcsvc/{mount,nlm_prot,yp}.x; do
    [[ -e $file ]] || continue
    "$idlc" -h -o "$work" "$file"
    "$idlc" -Sc -Ss -o "$work" "$file"
  done
  local flags=(-std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror "${@/#/-I}")
  printf '#include <%s>\n' onc/client.h onc/server.h >"$work/headers.h"
  precompile "$compiler" "$work/headers.h" "${flags[@]}"
  for sample in "$work"/*_{client,server}.cpp; do
    "$compiler" "${flags[@]}" -include "$work/headers.h" -I"$work" -fsyntax-only "$sample"
  done
}

case $1 in
  files | compile) "$@" ;;
  *) echo "usage: samples.sh files|compile ..." >&2 && exit 2 ;;
esac
