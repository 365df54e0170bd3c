#!/bin/bash
# What is made of files that take types from one another compiles without a warning.
#
#   imports.sh IDLC COMPILER INCLUDE...
set -euo pipefail
idlc=$1 compiler=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if ! command -v "$compiler" >/dev/null; then
  echo "SKIPPED: there is no $compiler here"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for file in "$here"/imports/*.x; do
  "$idlc" --json -Wno-enum-case -Wno-enum-range -Werror -o "$work" "$file"
done
for source in "$work"/*.cpp; do
  "$compiler" -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror -I"$work" \
    "${@/#/-I}" -fsyntax-only "$source"
done
