#!/usr/bin/env bash
# The first server and the first client of two pages, exactly as printed there: they compile, and the client calls the
# server. Each page has its interface in the first text block, which stands for log.x.
# Arguments: idlc, the C++ compiler, the source tree, the runtime and xdr libraries, portmapd, the server's
# page and the number of its C++ block, the client's likewise, what the server prints for the call, sanitizers or nothing.
set -euo pipefail
idlc=$1 compiler=$2 tree=$3 runtime=$4 xdr=$5 portmapd=$6 said=${11} sanitize=${12:-}
declare -A page=([server]=$7 [client]=$9) number=([server]=$8 [client]=${10})
folder=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "FAILED: $*" >&2
  cat "$folder"/*.out >&2 || true
  exit 1
}

# block PAGE LANGUAGE NUMBER: the content of the NUMBERth block of that language.
block() {
  awk -v open="\`\`\`$2" -v wanted="$3" '
    $0 == open { inside = 1; ++seen; next }
    /^```$/ { inside = 0 }
    inside && seen == wanted' "$tree/$1"
}

# wait_for FILE PATTERN PID: until a line is there; the program must not have ended.
wait_for() {
  for ((i = 0; i < 2000; i++)); do
    grep -Eq "$2" "$1" && return
    kill -0 "$3" 2>/dev/null || fail "$1: ended without '$2'"
    read -rt 0.01 <> <(:) || true
  done
  fail "$1: no '$2'"
}

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

"$portmapd" --listen 127.0.0.1:0 >"$folder/portmapd.out" 2>&1 &
pids+=($!)
wait_for "$folder/portmapd.out" ready "$!"
ONC_RPCBIND=$(sed -n 's/.*tcp \([0-9.:]*\).*/\1/p' "$folder/portmapd.out")
export ONC_RPCBIND
# UDP and TCP ports of portmapd differ when they are chosen freely, and a client asks over the transport that it uses.
places=("$ONC_RPCBIND" "$(sed -n 's/.*udp \([0-9.:]*\),.*/\1/p' "$folder/portmapd.out")")

"$folder/server" >"$folder/server.out" 2>&1 &
server=$!
pids+=("$server")
for ((i = 0; i < 2000; i++)); do
  ONC_RPCBIND=${places[i % 2]} "$folder/client" >"$folder/client.out" 2>&1 && break
  kill -0 "$server" || fail "the server ended"
  read -rt 0.01 <> <(:) || true
done
grep -qx 0 "$folder/client.out" || fail "the client did not print 0"
wait_for "$folder/server.out" "$said" "$server"
kill "$server"
wait "$server" || fail "the server ended with $?"
echo "the programs compile and work"
