#!/usr/bin/env bash
# The first server and the first client of two pages, exactly as printed there: they compile, and the client calls the
# server. Each page has its interface in the first text block, which stands for log.x.
# Arguments: idlc, the C++ compiler, the source tree, the runtime and xdr libraries, portmapd, the server's
# page and the number of its C++ block, the client's likewise, what the server prints for the call, sanitizers or
# nothing.
set -euo pipefail
idlc=$1 compiler=$2 tree=$3 runtime=$4 xdr=$5 portmapd=$6 said=${11} sanitize=${12:-}
declare -A page=([server]=$7 [client]=$9) number=([server]=$8 [client]=${10})
# shellcheck source=tests/docs/programs.sh
. "$tree/tests/docs/programs.sh"

# build server|client: from its page. A host that the page only names is this one.
build() {
  local work=$folder/$1.build
  mkdir "$work"
  block "${page[$1]}" text 1 >"$work/log.x"
  block "${page[$1]}" cpp "${number[$1]}" | sed 's/connect("server")/connect("localhost")/' >"$work/$1.cpp"
  [ "$(grep -c . "$work/$1.cpp")" -le 25 ] || fail "the $1 of ${page[$1]} has more than 25 lines"
  "$idlc" -o "$work" --namespace rlog "$work/log.x"
  "$compiler" "${flags[@]}" -I "$work" "$work/$1.cpp" "$work"/log_*.cpp "$runtime" "$xdr" -o "$folder/$1"
}

flags=(-std=c++20 -Wall -Wextra -Wpedantic -Werror -I "$tree/runtime/include" -I "$tree/xdr/include")
[ -z "$sanitize" ] || flags+=("-fsanitize=$sanitize")
build server
build client

start_portmapper
places=("$ONC_RPCBIND" "$udp_rpcbind")

"$folder/server" >"$folder/server.out" 2>&1 &
server=$!
pids+=("$server")
for ((i = 0; i < 2000; i++)); do
  ONC_RPCBIND=${places[i % 2]} "$folder/client" >"$folder/client.out" 2>&1 && break
  kill -0 "$server" || fail "the server ended"
  pause
done
grep -qx 0 "$folder/client.out" || fail "the client did not print 0"
wait_for "$folder/server.out" "$said" "$server"
kill "$server"
wait "$server" || fail "the server ended with $?"
echo "the programs compile and work"
