#!/bin/bash
# Interface files that Debian installs go through, and what is made of them compiles without a warning, behind headers
# whose functions and macros programs want, too.
#
#   real_files.sh IDLC COMPILER INCLUDE...
set -euo pipefail
# shellcheck source=tests/support/precompile.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/precompile.sh"
idlc=$1 compiler=$2
shift 2
files=()
for file in /usr/include/rpcsvc/*.x /usr/include/tirpc/rpc/*.x /usr/include/tirpc/rpcsvc/*.x; do
  if [[ -e $file ]]; then files+=("$file"); fi
done
if ((${#files[@]} == 0)); then
  echo "SKIPPED: neither rpcsvc-proto nor libtirpc-dev is installed"
  exit 77
fi
if ! command -v "$compiler" >/dev/null; then
  echo "SKIPPED: there is no $compiler here"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for header in sys/{ioctl,mman,mount,param,quota,socket,stat,statvfs,sysinfo,wait}.h {err,error,fcntl,ftw,glob}.h \
  {grp,mntent,netdb,poll,pwd,resolv,syslog,termios,unistd,utmp,utmpx}.h; do
  echo "#include <$header>"
done >"$work/headers.h"
echo '#include <onc/client.h>' >>"$work/headers.h" # behind the others, as in a program
flags=(-std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror "${@/#/-I}")
precompile "$compiler" "$work/headers.h" "${flags[@]}"

failed=0
for file in "${files[@]}"; do
  "$idlc" -o "$work" "$file" || { echo "FAILED: $file is refused" && failed=1; }
done
for types in "$work"/*_xdr.cpp; do
  together "${types%_xdr.cpp}"_{xdr,clnt,svc}.cpp >"$work/one.cpp"
  "$compiler" "${flags[@]}" -include "$work/headers.h" -I"$work" -fsyntax-only "$work/one.cpp" ||
    { echo "FAILED: $types" && failed=1; }
done
echo "${#files[@]} files"
exit $failed
