#!/bin/bash
# The command lines of idlc --compat and idlc --ast: exit statuses, what goes where, and the system's own interfaces.
set -euo pipefail
idlc=$1
# shellcheck source=tests/compiler/expect.sh
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"
cd "$work"
expect_silence() { [[ ! -s out && ! -s err ]] || fail "not silent: $(<out)$(<err)"; }

echo 'struct s { int a; }; enum e { A };' >old.x
echo 'struct s { hyper a; }; enum e { A, B };' >new.x
echo 'struct renamed { int b; }; typedef renamed s; enum e { A };' >same.x
echo 'struct s { nosuch a; };' >bad.x

# What --compat says and returns. It writes nothing.
expect_status 0 "$idlc" --compat old.x old.x
expect_silence
expect_status 0 "$idlc" --compat old.x same.x
expect_silence
expect_status 1 "$idlc" --compat old.x new.x
grep -q '^new.x:1:12: error: s.a: changed from int to hyper' err || fail "no message: $(<err)"
grep -q '^old.x:1:12: note: before the change' err || fail "no note: $(<err)"
grep -q '^new.x:1:36: warning: .*\[-Wcompat-addition\]' err || fail "no warning: $(<err)"
[[ $(tail -n 1 err) == 'idlc: 1 change breaks the wire between old.x and new.x' ]] || fail "no summary: $(<err)"
expect_status 1 "$idlc" --diagnostics=json --compat old.x new.x
[[ $(head -c 1 err) == '[' && $(tail -n 1 err) == *']' ]] || fail "no JSON: $(<err)"
[[ $(echo *) == 'bad.x err new.x old.x out same.x' ]] || fail "files were written: $(echo *)"

# Additions are no error, unless warnings are.
echo 'struct s { int a; }; enum e { A, B };' >added.x
expect_status 0 "$idlc" --compat old.x added.x
grep -q 'warning' err || fail "no warning"
expect_status 0 "$idlc" --compat old.x added.x -Wno-compat-addition
expect_silence
expect_status 1 "$idlc" --compat old.x added.x -Werror

# Errors of either file, and wrong usage.
expect_status 1 "$idlc" --compat bad.x new.x
grep -q '^bad.x:1:12: error: unknown type' err || fail "no message: $(<err)"
expect_status 1 "$idlc" --compat old.x bad.x
expect_status 1 "$idlc" --compat missing.x old.x
expect_status 2 "$idlc" --compat old.x
expect_status 2 "$idlc" --compat old.txt new.x
expect_status 2 "$idlc" --compat old.x --ast=json new.x
expect_status 2 "$idlc" --ast=xml new.x
expect_status 2 "$idlc" --ast=json -h new.x
expect_status 2 "$idlc" --compat old.x -o into new.x
grep -q 'writes nothing' err || fail "no reason: $(<err)"

# Options apply to both files.
mkdir folder
echo 'typedef own part;' >folder/part.x
for file in one two; do printf '#include <part.x>\nstruct s { part p[N]; };\n' >$file.x; done
expect_status 0 "$idlc" --compat one.x two.x -D N=3 -I folder --extern-type own=my::own:own.h
expect_status 1 "$idlc" --compat one.x two.x -D N=3 -I folder

# --ast writes to standard output, a file, or a folder.
expect_status 0 "$idlc" --ast=json old.x
cp out ast.out
[[ $(sed -n 2p out) == '"format": 1,' ]] || fail "no JSON: $(<out)"
expect_status 0 "$idlc" --ast=json -o into.json old.x
expect_silence
cmp -s into.json ast.out || fail "-o writes something else"
expect_status 0 "$idlc" --ast=json -o folder old.x
cmp -s folder/old.json ast.out || fail "-o DIR writes something else"
expect_status 1 "$idlc" --ast=json -o none.json bad.x
[[ ! -e none.json ]] || fail "a file in spite of errors"
expect_status 3 "$idlc" --ast=json -o nosuch/none.json old.x

# The system's interfaces are compatible with themselves.
for file in /usr/include/rpcsvc/*.x /usr/include/tirpc/rpc/*.x; do
  [[ -e $file ]] || continue
  expect_status 0 "$idlc" -Wno-extern-type --compat "$file" "$file"
  expect_silence
  expect_status 0 "$idlc" -Wno-extern-type --ast=json "$file"
done

# A change to one of them, and what is said about it.
expect_change() {
  local file=$1 change=$2 wanted=$3
  [[ -e $file ]] || return 0
  sed -E "$change" "$file" >changed.x
  ! cmp -s "$file" changed.x || fail "$file has nothing to change"
  expect_status 1 "$idlc" -Wno-extern-type --compat "$file" changed.x
  grep -qF "error: $wanted" err || fail "'$wanted' is missing: $(<err)"
  [[ $(tail -n 1 err) == 'idlc: 1 change breaks'* ]] || fail "more than one change: $(<err)"
}
rpcsvc=/usr/include/rpcsvc
expect_change $rpcsvc/mount.x 's/(MNTPATHLEN =) 1024/\1 512/' \
  "MOUNTPROG.MOUNTVERS.MOUNTPROC_MNT argument 1 (dirpath): bound lowered from MNTPATHLEN (1024) to MNTPATHLEN (512)"
expect_change $rpcsvc/mount.x 's/(MOUNTPROC_DUMP\(void\) =) 2/\1 9/' \
  "MOUNTPROG.MOUNTVERS.MOUNTPROC_DUMP: renumbered from 2 to 9"
expect_change $rpcsvc/klm_prot.x 's/int svid;/& int more;/' \
  "KLM_PROG.KLM_VERS.KLM_TEST result (klm_testrply).holder: member 'more' added"
expect_change /usr/include/tirpc/rpc/rpcb_prot.x 's/int[[:blank:]]+unsetinfo;//' \
  "RPCBPROG.RPCBVERS4.RPCBPROC_GETSTAT result (rpcb_stat_byvers)[]: member 'unsetinfo' removed"
