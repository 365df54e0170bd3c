#!/usr/bin/env bash
# security_table.sh SOURCE: each test that docs/security.md names, in its table and behind it, is there. `Suite.Name`; a
# name that ends in … stands for those that begin so, and one without a suite belongs to the suite before it.
# shellcheck disable=SC2016  # Markdown has backquotes
set -euo pipefail
cd "$1"

known=$(grep -rhoE '^(TEST|TEST_F|TEST_P)\([A-Za-z0-9_]+, [A-Za-z0-9_]+' tests --include='*.cpp' | sed 's/^[A-Z_]*(//; s/, /./')
missing=0
checked=0
expect() { # PATTERN
  checked=$((checked + 1))
  grep -qE "$1" <<<"$known" && return
  echo "no such test: $1"
  missing=1
}

suite=""
while read -r name; do
  case $name in
    tests/* | *.sh | *.cpp | scripts/*)
      [[ -e $name || -n $(find tests -name "$name") ]] || { echo "no such file: $name" && missing=1; }
      continue
      ;;
    *.*) suite=${name%%.*} name=${name#*.} ;;
  esac
  [[ -n $suite && $name == [A-Z…]* ]] || continue
  if [[ $name == *… ]]; then expect "^$suite\.${name%…}"; else expect "^$suite\.$name\$"; fi
done < <({
  sed -n '/^| id | attack/,/^## /p' docs/security.md | grep '^| T-' | cut -d'|' -f4
  sed -n '/^## Beyond the catalogue/,$p' docs/security.md
} | grep -oE '`[^`]+`' | tr -d '`')

((checked > 50)) || { echo "only $checked tests are named" && missing=1; }
exit $missing
