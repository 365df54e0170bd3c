#!/bin/bash
# The command line of idlc: exit statuses, and what it writes and does not write.
set -euo pipefail
idlc=$1
# shellcheck source=tests/compiler/expect.sh
. "$(dirname "${BASH_SOURCE[0]}")/expect.sh"
cd "$work"

echo 'const A = 1; program P { version V { int X(int) = 1; } = 1; } = 1;' >good.x
echo 'struct a { nosuch b; };' >bad.x
mkdir into empty

# A good file: four files in the folder asked for, or in the current one; nothing is said.
expect_status 0 "$idlc" -o into good.x
expect_files into good.h good_clnt.cpp good_svc.cpp good_xdr.cpp
[[ ! -s out && ! -s err ]] || fail "success is not silent"
(cd empty && "$idlc" ../good.x)
expect_files empty good.h good_clnt.cpp good_svc.cpp good_xdr.cpp
rm empty/*

# The namespace: the stem's, or the one asked for.
grep -q '^namespace good {$' into/good.h || fail "no namespace good"
expect_status 0 "$idlc" --namespace a::b -o into good.x
grep -q '^namespace a::b {$' into/good.h || fail "no namespace a::b"
cp good.x log.x
expect_status 0 "$idlc" -o into log.x
grep -q '^namespace log_ {$' into/log.h || fail "no namespace log_"

# Bad input: status 1, the message, no file, and old files untouched.
expect_status 1 "$idlc" -o empty bad.x
expect_files empty '*'
grep -q "^bad.x:1:12: error: unknown type 'nosuch'" err || fail "no message: $(<err)"
cp into/good.h old.h
echo 'oops' >>good.x
expect_status 1 "$idlc" -o into good.x
cmp -s into/good.h old.h || fail "an old file was touched"
expect_status 1 "$idlc" missing.x
grep -q "cannot read 'missing.x': No such file" err || fail "no message: $(<err)"
mkdir folder.x
expect_status 1 "$idlc" folder.x

# The preprocessor's options, with and without a blank.
mkdir folder
echo 'typedef int part;' >folder/part.x
printf '#include <part.x>\n#if A == 2 && B && !defined(C)\nstruct s { part p; };\n#else\n#error no\n#endif\n' >defined.x
expect_status 0 "$idlc" -o into -DA=2 -D B -DC -U C -Ifolder defined.x
expect_status 0 "$idlc" -o into defined.x -D A=2 -DB -I folder
expect_status 1 "$idlc" -o into -Ifolder defined.x
grep -q 'error: #error no' err || fail "no message: $(<err)"

# Warnings.
echo 'typedef opaque data<>;' >unbounded.x
expect_status 0 "$idlc" -o into unbounded.x
[[ ! -s err ]] || fail "a warning that is off: $(<err)"
expect_status 0 "$idlc" -o into -Wall unbounded.x
grep -q 'warning: .*\[-Wunbounded\]' err || fail "no warning: $(<err)"
expect_status 1 "$idlc" -o into -Wunbounded -Werror unbounded.x
expect_status 0 "$idlc" -o into -Wall -Wno-unbounded -Werror unbounded.x

# Messages for editors, and no colour where there is no terminal.
expect_status 1 "$idlc" --diagnostics=json bad.x
grep -q '^\[{"file": "bad.x", "line": 1, "column": 12' err || fail "no JSON: $(<err)"
expect_status 1 "$idlc" bad.x
! grep -q $'\x1b' err || fail "colour in a file"

# Wrong usage: status 2.
expect_status 2 "$idlc"
expect_status 2 "$idlc" --nosuch log.x
expect_status 2 "$idlc" log.txt
expect_status 2 "$idlc" --namespace 'a b' log.x
expect_status 2 "$idlc" --namespace 'class' log.x
expect_status 2 "$idlc" log.x log.x
expect_status 2 "$idlc" -Wnosuch log.x
for macro in '1a=2' '' 'A(x)=x' $'A=\nconst B = 1;'; do
  expect_status 2 "$idlc" -D "$macro" log.x
done
for taken in std onc _A a__b a::class log; do
  expect_status 2 "$idlc" --namespace "$taken" log.x
  [[ $(grep -c namespace err) -ge 1 && $(<err) == *"${taken##*::}"* ]] || fail "no reason: $(<err)"
done
for name in $'nl\n#error x.x' 'quote".x' 'back\.x' 'tri??=.x'; do
  cp log.x "$name"
  expect_status 2 "$idlc" -o empty "$name"
  grep -q "the file's name has" err || fail "no reason: $(<err)"
done
expect_files empty '*'
expect_status 2 "$idlc" --extern-type nothing log.x
expect_status 2 "$idlc" --view= log.x
grep -q '^idlc: error: --view= has no value' err || fail "no reason: $(<err)"

# Standard output by the name that others have for it, for one output only.
"$idlc" -h log.x >expected.h
expect_status 0 "$idlc" -h -o - log.x
cmp out expected.h || fail "-o - is not standard output"
expect_status 2 "$idlc" -o - log.x
grep -q 'choose it by -h' err || fail "no reason: $(<err)"

# Output that cannot be written: status 3, and no temporary file is left.
expect_status 3 "$idlc" -o nosuch log.x
grep -q "cannot write 'nosuch/log.h'" err || fail "no message: $(<err)"
expect_status 3 "$idlc" --diagnostics=json -o nosuch log.x
grep -q '"severity": "error", "message": "cannot write .nosuch/log.h' err || fail "no JSON: $(<err)"
[[ $(<err) == '['*']' && $(wc -l <err) == 1 ]] || fail "not one array: $(<err)"
mkdir blocked blocked/log_svc.cpp
expect_status 3 "$idlc" -o blocked log.x
expect_files blocked log_svc.cpp
if [[ $(id -u) != 0 ]]; then
  chmod a-w empty
  expect_status 3 "$idlc" -o empty log.x
  expect_files empty '*'
fi

# What is no regular file is written to, and so is what a link leads to.
sed '$d' good.x >plain.x
mkfifo pipe
cat pipe >piped &
expect_status 0 "$idlc" -h -o pipe plain.x
wait $!
[[ -p pipe ]] || fail "the pipe was replaced"
grep -q '^namespace plain {$' piped || fail "nothing came through the pipe"
touch target.h
ln -s target.h link.h
expect_status 0 "$idlc" -h -o link.h plain.x
[[ -L link.h ]] || fail "the link was replaced"
cmp -s target.h piped || fail "the file behind the link is not written"

# Chosen outputs: to standard output, to a file, into a folder.
sed -i '$d' good.x
expect_status 0 "$idlc" -h good.x
cp out good.out
rm into/*
expect_status 0 "$idlc" -h -o into/other.hpp good.x
expect_files into other.hpp
cmp -s into/other.hpp good.out || fail "-h writes something else to a file"
rm into/*
expect_status 0 "$idlc" -c -m -o into good.x
expect_files into good_svc.cpp good_xdr.cpp
rm into/*
expect_status 0 "$idlc" -l -o into good.x
expect_files into good_clnt.cpp
rm into/*
expect_status 0 "$idlc" --check -o into good.x
expect_files into '*'
expect_status 1 "$idlc" --check bad.x

# JSON: two files more, beside those that are chosen. The others are what they are without.
expect_status 0 "$idlc" -o empty good.x
expect_status 0 "$idlc" --json -o into good.x
expect_files into good.h good_clnt.cpp good_json.cpp good_json.h good_svc.cpp good_xdr.cpp
for file in empty/*; do
  cmp -s "$file" "into/${file#*/}" || fail "--json changes $file"
done
rm into/* empty/*
expect_status 0 "$idlc" --json -h -c -o into good.x
expect_files into good.h good_json.cpp good_json.h good_xdr.cpp
for option in -Sc --ast=json --format '--compat good.x'; do
  # shellcheck disable=SC2086  # the last one is two words
  expect_status 2 "$idlc" --json $option good.x
done
expect_status 0 "$idlc" --json -h -MD -o into good.x
grep -q '^into/good.h into/good_json.h into/good_json.cpp: ' into/good.d || fail "good.d: $(<into/good.d)"

# Dependency files.
printf '#include "folder/part.x"\n#include "folder/part.x"\n' >including.x
sed -i 's/^typedef/#ifndef PART\n#define PART\ntypedef/; $a #endif' folder/part.x
expect_status 0 "$idlc" -MD -o into including.x
expected='into/including.h into/including_xdr.cpp into/including_clnt.cpp into/including_svc.cpp: \
  including.x \
  folder/part.x'
[[ $(<into/including.d) == "$expected" ]] || fail "the dependency file is: $(<into/including.d)"
expect_status 0 "$idlc" -MD -MF deps.d -o into including.x
cmp -s deps.d into/including.d || fail "-MF writes something else"

expect_status 0 "$idlc" -h -MD -MF alone.d good.x
cmp -s out good.out || fail "-MD changes what goes to standard output"
[[ $(<alone.d) == $'good.h: \\\n  good.x' ]] || fail "alone.d is: $(<alone.d)"
for option in '-MF q.d -o into' '-MF q.d -h' '-MF q.d --check'; do
  # shellcheck disable=SC2086
  expect_status 2 "$idlc" $option good.x
  grep -q -e '-MF .* -MD is missing' err || fail "no reason: $(<err)"
done
for option in -h --ast=json '-h -o pipe'; do
  # shellcheck disable=SC2086
  expect_status 2 "$idlc" -MD $option good.x
  grep -q -e 'with -o, or .* with -MF' err || fail "no advice: $(<err)"
done

# No output takes the place of an input, whatever its name there. A hard link shows if anything is written.
printf '#include "one/part.x"\nstruct s { part p; };\n' >user.x
mkdir one two
cp folder/part.x one/part.x
cp user.x user.old
ln -s user.x symbolic.x
ln user.x hard.x
ln -s ../user.x two/user.h
for option in '-h -o user.x' '-h -o ./user.x' '-h -o symbolic.x' '-h -o hard.x' '-o two' '--ast=json -o user.x' \
  '-MD -MF user.x -o into' '-MD -MF hard.x -h' '-h -o one/part.x' '-MD -MF one/part.x -o into'; do
  rm -f into/*
  # shellcheck disable=SC2086
  expect_status 3 "$idlc" $option user.x
  grep -q '^idlc: error: .* and is not overwritten' err || fail "no message: $(<err)"
  [[ $(wc -l <err) == 1 && ! -s out ]] || fail "says more: $(<err)$(<out)"
  cmp -s user.x user.old && cmp -s one/part.x folder/part.x || fail "an input is overwritten: $option"
  expect_files into '*'
done
expect_files two user.h

# Help and version.
expect_status 0 "$idlc" --help
grep -q -- '--namespace' out || fail "no help"
grep -Eq '^ +-MD ' out && grep -Eq '^ +-MF FILE ' out || fail "-MD and -MF are shown otherwise: $(<out)"
! grep -q -- '--M[DF]' out || fail "there are no --MD and --MF: $(<out)"
expect_status 0 "$idlc" --version
grep -q '^idlc [0-9]' out || fail "no version"

# Views: of the types that are named, and of what these consist of.
echo 'struct p { int x; }; struct s { string a<>; p b; }; struct t { s c; }; struct u { string d<>; };' >types.x
expect_status 0 "$idlc" --view=t -o into types.x
grep -q '^struct s_view {$' into/types.h || fail "no view of what a view consists of"
! grep -q 'u_view' into/types.h || fail "a view that nobody asked for"
expect_status 0 "$idlc" --views -o into types.x
grep -q '^struct u_view {$' into/types.h || fail "--views does not make all"
! grep -q 'p_view' into/types.h || fail "a view that is the same as its type"
expect_status 1 "$idlc" --view=nosuch -o into types.x
grep -q -e '--view=nosuch: types.x declares no type of this name' err || fail "unknown view: $(<err)"
expect_status 1 "$idlc" --view=p -o into types.x
grep -q -e '--view=p: a view of it would be the same type' err || fail "useless view: $(<err)"
expect_status 1 "$idlc" --view=nosuch --view=nosuch -o into types.x
[[ $(wc -l <err) == 1 ]] || fail "says it twice: $(<err)"
cat >spaces.x <<'end'
struct s { string a<>; };
namespace a { struct s { string b<>; }; struct t { string c<>; }; namespace b { struct t { string d<>; }; } }
namespace c { struct only { string e<>; }; }
end
views_of_spaces() {
  rm -f into/spaces.h
  expect_status 0 "$idlc" "$@" -o into spaces.x
  [[ $(grep -c '^struct [a-z]*_view {$' into/spaces.h) == "$#" ]] || fail "other views: $*"
}
views_of_spaces --view=a::s
grep -q 'std::string_view b' into/spaces.h || fail "a view of another type"
views_of_spaces --view=::s
grep -q 'std::string_view a' into/spaces.h || fail "a view of another type"
views_of_spaces --view=::a::b::t
grep -q 'std::string_view d' into/spaces.h || fail "a view of another type"
views_of_spaces --view=only
views_of_spaces --view=c::only --view=::s
expect_status 1 "$idlc" --view=t -o into spaces.x
grep -q -e 'error: --view=t: there are several' err && grep -q -e 'hint: --view=a::t or --view=a::b::t' err ||
  fail "nothing of both: $(<err)"
expect_status 1 "$idlc" --view=b::t -o into spaces.x
for option in -Sc --ast=json --format '--compat good.x'; do
  # shellcheck disable=SC2086
  expect_status 2 "$idlc" --views $option good.x
done
