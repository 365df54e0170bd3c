#!/bin/bash
# The command line of idlc --format, and the layout of the project's own interface files.
#
#   format.sh IDLC
set -euo pipefail
idlc=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/compiler/expect.sh
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"
cd "$work"
expect_text() {
  [[ $(<"$1") == "$2" ]] || fail "$1 is '$(<"$1")' instead of '$2'"
}
canonical='const A = 1;'
make_files() {
  echo "$canonical" >good.x
  echo 'const  A=1 ;' >one.x
  echo 'const  A=1 ;' >two.x
  echo 'struct a {' >bad.x
}

# In place: files are rewritten if they are in another layout, and only then. Nothing is said.
make_files
chmod 640 one.x
touch -d '2001-01-01' good.x
expect_status 0 "$idlc" --format good.x one.x two.x ./two.x
[[ ! -s out && ! -s err ]] || fail "success is not silent"
expect_text one.x "$canonical"
expect_text two.x "$canonical"
[[ $(stat -c %a one.x) == 640 ]] || fail "permissions became $(stat -c %a one.x)"
[[ $(date -r good.x +%Y) == 2001 ]] || fail "a file in canonical layout was rewritten"
expect_status 0 "$idlc" --format --check good.x one.x two.x

# A link stays one; what it names is rewritten.
make_files
mkdir -p folder
mv one.x folder/real.x
ln -sf folder/real.x link.x
expect_status 0 "$idlc" --format link.x
[[ -L link.x ]] || fail "the link was replaced"
expect_text folder/real.x "$canonical"

# --check lists and writes nothing.
make_files
expect_status 1 "$idlc" --format --check one.x good.x two.x
expect_text err "one.x: is not formatted; run idlc --format one.x
two.x: is not formatted; run idlc --format two.x"
expect_text one.x 'const  A=1 ;'
expect_status 1 "$idlc" --format --check --diagnostics=json one.x
grep -q '^\[{"file": "one.x", "line": 1, .*"message": "is not formatted; run' err || fail "no JSON: $(<err)"
expect_status 0 "$idlc" --format --check good.x

# Bad input: status 1, the place, and no file is touched.
make_files
expect_status 1 "$idlc" --format one.x bad.x missing.x
grep -q "^bad.x:1:10: error: this '{' is not closed" err || fail "no message: $(<err)"
grep -q "cannot read 'missing.x': No such file" err || fail "no message: $(<err)"
expect_text one.x 'const  A=1 ;'
expect_text bad.x 'struct a {'

# What idlc refuses to compile has a layout nevertheless.
echo 'typedef nosuch a;typedef int a;' >refused.x
expect_status 0 "$idlc" --format refused.x
expect_text refused.x $'typedef nosuch a;\ntypedef int a;'

# A byte order mark is no part of the layout: it goes where a file is rewritten.
printf '\xef\xbb\xbfconst A = 1;\n' >marked.x
expect_status 0 "$idlc" --format --check marked.x
printf '\xef\xbb\xbf  const A  = 1;\n' >marked.x
expect_status 0 "$idlc" --format marked.x
expect_text marked.x "$canonical"

# -o: another file, or standard output, also for what is in canonical layout.
make_files
expect_status 0 "$idlc" --format -o - one.x
expect_text out "$canonical"
expect_status 0 "$idlc" --format -o - good.x
expect_text out "$canonical"
expect_status 0 "$idlc" --format one.x -o other.x
expect_text other.x "$canonical"
expect_text one.x 'const  A=1 ;'
expect_status 0 "$idlc" --format one.x -o one.x
expect_text one.x "$canonical"

# Wrong usage: status 2.
make_files
expect_status 2 "$idlc" --format
expect_status 2 "$idlc" --format -o - one.x two.x
expect_status 2 "$idlc" one.x two.x
expect_status 2 "$idlc" --format -h one.x
expect_status 2 "$idlc" --format -MD one.x
expect_status 2 "$idlc" --format one.txt
# It would rewrite a file that was to be looked at.
for option in '--compat good.x' --ast=json; do
  # shellcheck disable=SC2086  # the first one is two words
  expect_status 2 "$idlc" $option --format one.x
  # shellcheck disable=SC2086
  expect_status 2 "$idlc" --format $option one.x
  expect_text one.x 'const  A=1 ;'
done

# What cannot be written: status 3, and no temporary file is left.
make_files
expect_status 3 "$idlc" --format -o folder one.x
expect_status 3 "$idlc" --format -o nosuch/one.x one.x
status=0
"$idlc" --format -o - one.x >/dev/full 2>err || status=$?
[[ $status == 3 ]] || fail "status $status instead of 3 for a full device"
if [[ $(id -u) != 0 ]]; then
  chmod a-w two.x
  expect_status 3 "$idlc" --format one.x two.x
  expect_text one.x 'const  A=1 ;'
fi
[[ -z $(find . -name '*.tmp' -o -name '*.old') ]] || fail "temporary files are left"

# The project's own interface files.
mapfile -t own < <(find "$root/idl" "$root/examples" -name '*.x' | sort)
((${#own[@]} > 0)) || fail "there are no interface files in $root"
expect_status 0 "$idlc" --format --check "${own[@]}"
