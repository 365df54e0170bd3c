#!/usr/bin/env bash
# exported_symbols.sh LIBRARY...: what the libraries give to the linker is ours: in the namespace onc, or a copy of a template
# or an inline function that every user of it has. None of it leaves a shared library that they are linked into. And they
# have no state that a whole process shares: no data that can be written, but what belongs to a thread.
set -euo pipefail

status=0
complain() { # WHAT SYMBOLS
  [[ -z $2 ]] && return
  printf '%s:\n%s\n' "$1" "$2" | head -n 20
  status=1
}

for library in "$@"; do
  strong=$(nm --extern-only --defined-only --demangle "$library" | awk '$2 ~ /^[TDBR]$/')
  complain "not of the namespace onc, in $library" "$(grep -vE ' ([a-z ]*for )?onc::' <<<"$strong" || true)"
  visible=$(readelf --wide --syms --dyn-syms "$library" 2>/dev/null |
    awk '$5 == "GLOBAL" && $6 == "DEFAULT" && $7 ~ /^[0-9]+$/ { print $8 }')
  complain "visible outside of a shared library, in $library" "$visible"
  written=$(objdump --syms --demangle "$library" | grep -E ' O \.(data|bss)(\.[^r]|[[:space:]])' | grep -vE 'DW\.ref\.|guard variable' || true)
  complain "shared by a whole process, in $library" "$written"
done
exit $status
