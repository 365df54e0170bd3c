#!/usr/bin/env bash
# The server of "Restart without loss", exactly as printed in docs/server.md: it is restarted several times while
# clients call it without a pause over tcp and udp, and no call fails.
# Arguments: idlc, the C++ compiler, the source tree, the runtime and xdr libraries, portmapd, rlog_client, the page and
# the number of its C++ block, sanitizers or nothing.
set -euo pipefail
idlc=$1 compiler=$2 tree=$3 runtime=$4 xdr=$5 portmapd=$6 client=$7 page=$8 number=$9 sanitize=${10:-}
# shellcheck source=tests/docs/programs.sh
. "$tree/tests/docs/programs.sh"
restarts=5

flags=(-std=c++20 -Wall -Wextra -Wpedantic -Werror -I "$tree/runtime/include" -I "$tree/xdr/include" -I "$folder")
[ -z "$sanitize" ] || flags+=("-fsanitize=$sanitize")
block "$page" text 1 >"$folder/log.x"
block "$page" cpp "$number" >"$folder/server.cpp"
grep -q start_successor "$folder/server.cpp" || fail "block $number of $page is another one"
"$idlc" -o "$folder" --namespace rlog "$folder/log.x"
"$compiler" "${flags[@]}" "$folder/server.cpp" "$folder"/log_*.cpp "$runtime" "$xdr" -o "$folder/server"

# call TRANSPORT RPCBIND: until there is a file "enough"; each line of its output is a call.
call() {
  until [ -e "$folder/enough" ]; do
    "$client" 127.0.0.1 "over $1" --transport "$1" --rpcbind "$2" || exit 1
  done
}

# The processes that have answered, in their order.
processes() { awk '/^process/ && !seen[$2]++ { print $2 + 0 }' "$folder/server.out"; }

# await_processes COUNT: until so many have answered; the last of them is $newest.
await_processes() {
  local answered
  for ((i = 0; i < 2000; i++)); do
    mapfile -t answered < <(processes)
    if ((${#answered[@]} >= $1)); then
      newest=${answered[-1]}
      pids+=("$newest")
      return
    fi
    pause
  done
  fail "no answer of process $1"
}

start_portmapper
"$folder/server" >"$folder/server.out" 2>&1 &
server=$!
pids+=("$server")
until "$client" 127.0.0.1 first --transport tcp --rpcbind "$ONC_RPCBIND" >"$folder/first.out" 2>&1; do
  kill -0 "$server" || fail "the server ended"
  pause
done

call tcp "$ONC_RPCBIND" >"$folder/tcp.out" 2>&1 &
tcp=$!
call udp "$udp_rpcbind" >"$folder/udp.out" 2>&1 &
udp=$!
await_processes 1
for ((restart = 1; restart <= restarts; restart++)); do
  kill -HUP "$newest"
  await_processes $((restart + 1))
done
touch "$folder/enough"
wait "$tcp" || fail "a call over tcp failed"
wait "$udp" || fail "a call over udp failed"
echo "passed: $(cat "$folder/tcp.out" "$folder/udp.out" | wc -l) calls to $(processes | wc -l) processes"
