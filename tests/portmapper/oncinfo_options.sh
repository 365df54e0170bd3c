#!/usr/bin/env bash
# Completion and manual page know every option of oncinfo; what bash offers behind it. Arguments: the completion file,
# the manual page, oncinfo.
set -euo pipefail
# shellcheck source=/dev/null
. "$1"
page=$2
oncinfo=$3

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# offers EXPECTED WORD...: what is offered for the last word.
offers() {
  local expected=$1
  shift
  COMP_WORDS=(oncinfo "$@")
  COMP_CWORD=$#
  _oncinfo || true
  [[ "${COMPREPLY[*]}" == "$expected" ]] || fail "after 'oncinfo $*' it offers '${COMPREPLY[*]}', not '$expected'"
}

_oncinfo_programs() { printf 'portmapper\nnfs\nnlockmgr\n'; }

offers "udp udp6" -T u
offers "local" -l -T l
offers "nfs nlockmgr" -t server n
offers "portmapper nfs nlockmgr" -T tcp server ""
offers "nfs nlockmgr" -d n
offers "nfs" -b -T udp nf
offers "nfs" -a 127.0.0.1.8.1 -T tcp nf
offers "" -d nfs ""
offers "" -n ""
offers "--diagnose" --d
offers "--ping" --p

# Every option of the help is offered, and every one that is offered is an option.
COMP_WORDS=(oncinfo -)
COMP_CWORD=1
_oncinfo
known=$("$oncinfo" --help | grep -oE -- '^  -[^ ,]+(,--[a-z]+)?' | tr ', ' '\n\n' | grep -E '^--?[a-zA-Z]' |
  grep -vx -- -h | sort)
offered=$(printf '%s\n' "${COMPREPLY[@]}" | sort)
[[ $known == "$offered" ]] || fail "options: $(diff <(echo "$known") <(echo "$offered"))"

described=$(sed 's/\\-/-/g' "$page")
for option in $known; do
  grep -Eq -- "^\.[BIR]+( .*)? $option( |\$)" <<<"$described" || fail "$page does not describe $option"
done
if command -v groff >/dev/null; then
  warnings=$(groff -man -Tutf8 -ww "$page" 2>&1 >/dev/null)
  [[ -z $warnings ]] || fail "$page: $warnings"
fi
echo "passed"
