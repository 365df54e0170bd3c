#!/usr/bin/env bash
# The README's first server and client, exactly as printed there: they compile, and the client calls the server.
# Arguments: idlc, the C++ compiler, the source tree, the runtime and xdr libraries, portmapd, sanitizers or nothing.
set -euo pipefail
idlc=$1 compiler=$2 tree=$3 runtime=$4 xdr=$5 portmapd=$6 sanitize=${7:-}
folder=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "FAILED: $*" >&2
  cat "$folder"/*.out >&2 || true
  exit 1
}

# block LANGUAGE NUMBER: the content of the NUMBERth block of that language in the README.
block() {
  awk -v open="\`\`\`$1" -v wanted="$2" '
    $0 == open { inside = 1; ++seen; next }
    /^```$/ { inside = 0 }
    inside && seen == wanted' "$tree/README.md"
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

block text 1 >"$folder/log.x"
block cpp 1 >"$folder/server.cpp"
block cpp 2 >"$folder/client.cpp"
for program in server client; do
  [ "$(grep -c . "$folder/$program.cpp")" -le 20 ] || fail "$program.cpp has more than twenty lines"
done

"$idlc" -o "$folder" --namespace rlog "$folder/log.x"
flags=(-std=c++20 -Wall -Wextra -Wpedantic -Werror -I "$folder" -I "$tree/runtime/include" -I "$tree/xdr/include")
[ -z "$sanitize" ] || flags+=("-fsanitize=$sanitize")
for program in server client; do
  "$compiler" "${flags[@]}" "$folder/$program.cpp" "$folder"/log_*.cpp "$runtime" "$xdr" -o "$folder/$program"
done

"$portmapd" --listen 127.0.0.1:0 >"$folder/portmapd.out" 2>&1 &
pids+=($!)
wait_for "$folder/portmapd.out" ready "$!"
ONC_RPCBIND=$(sed -n 's/.*tcp \([0-9.:]*\).*/\1/p' "$folder/portmapd.out")
export ONC_RPCBIND
# UDP and TCP ports of portmapd differ when they are chosen freely; the client of the README asks over UDP.
udp=$(sed -n 's/.*udp \([0-9.:]*\),.*/\1/p' "$folder/portmapd.out")

"$folder/server" >"$folder/server.out" 2>&1 &
server=$!
pids+=("$server")
for ((i = 0; i < 2000; i++)); do
  ONC_RPCBIND=$udp "$folder/client" >"$folder/client.out" 2>&1 && break
  kill -0 "$server" || fail "the server ended"
  read -rt 0.01 <> <(:) || true
done
grep -qx 0 "$folder/client.out" || fail "the client did not print 0"
wait_for "$folder/server.out" "^at once$" "$server"
kill "$server"
wait "$server" || fail "the server ended with $?"
echo "the README's programs compile and work"
