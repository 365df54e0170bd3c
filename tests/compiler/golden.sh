#!/bin/bash
# The output of idlc for golden/<topic>/<topic>.x, kept beside it.
#
#   golden.sh compare IDLC               compares, and names the command that rewrites
#   golden.sh rewrite IDLC               writes golden/ anew
#   golden.sh compile COMPILER INCLUDE... compiles what is kept there, with warnings as errors
set -euo pipefail
# shellcheck source=tests/support/precompile.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/precompile.sh"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# generate IDLC TOPIC FOLDER
generate() {
  local options=()
  case $2 in
    async) options=(--async-service) ;;
    json) options=(--json) ;;
    views) options=(--views) ;;
  esac
  "$1" "${options[@]}" -o "$3" "$here/golden/$2/$2.x"
}

compare() {
  local idlc=$1 stale=0 topic
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  for topic in "$here"/golden/*/; do
    topic=$(basename "$topic")
    mkdir "$fresh/$topic"
    generate "$idlc" "$topic" "$fresh/$topic"
    diff -u --exclude='*.x' "$here/golden/$topic" "$fresh/$topic" || stale=1
  done
  if ((stale)); then
    echo "The output has changed. If that is meant: tests/compiler/golden.sh rewrite $idlc"
    exit 1
  fi
}

rewrite() {
  local idlc=$1 topic
  for topic in "$here"/golden/*/; do
    topic=$(basename "$topic")
    generate "$idlc" "$topic" "$here/golden/$topic"
  done
}

compile() {
  local compiler=$1 topic source
  shift
  if ! command -v "$compiler" >/dev/null; then
    echo "SKIPPED: there is no $compiler here"
    exit 77
  fi
  local strict=(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror "${@/#/-I}")
  # g++ finds some of what it warns of by optimizing; clang++ does not, and takes the next language. What is not included
  # is found in the generated sources of the libraries, which have no headers in front of them.
  local how=(-std=c++2b "${strict[@]}") check=-fsyntax-only
  if [[ $compiler == g++ ]]; then how=(-std=c++20 "${strict[@]}" -O2) check=-c; fi
  fresh=$(mktemp -d)
  trap 'rm -rf "$fresh"' EXIT
  printf '#include <%s>\n' onc/xdr/json.h onc/client.h onc/server.h >"$fresh/headers.h"
  precompile "$compiler" "$fresh/headers.h" "${how[@]}"
  for topic in "$here"/golden/*/; do
    together "$topic"*.cpp >"$fresh/one.cpp"
    "$compiler" "${how[@]}" $check -include "$fresh/headers.h" -o /dev/null "$fresh/one.cpp"
  done
  # What one of them has included others might miss.
  for source in "$here"/golden/json/*.cpp; do
    "$compiler" "${how[@]}" -fsyntax-only -include "$fresh/headers.h" "$source"
  done
}

case $1 in
  compare | rewrite | compile) "$@" ;;
  *) echo "usage: golden.sh compare|rewrite|compile ..." >&2 && exit 2 ;;
esac
