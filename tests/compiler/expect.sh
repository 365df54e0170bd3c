# shellcheck shell=bash
# What the scripts that test idlc's command line share: a folder of their own, which is the current one, and
# expectations. To be sourced after `set -euo pipefail`.

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}
# STATUS COMMAND...: what it prints is in $work/out and $work/err.
expect_status() {
  local wanted=$1 status=0
  shift
  "$@" >"$work/out" 2>"$work/err" || status=$?
  [[ $status == "$wanted" ]] || fail "status $status instead of $wanted: $* ($(<"$work/err"))"
}
# FOLDER NAME...: these files and no others, in the order of their names.
expect_files() {
  local found
  found=$(cd "$1" && echo *)
  shift
  [[ $found == "$*" ]] || fail "files are '$found' instead of '$*'"
}
