#!/usr/bin/env bash
# Twenty clients of libtirpc at once, over UDP and TCP, at one server of ours with several threads: all of their calls
# are answered rightly, and each is run once.
. "$(dirname "$0")/harness.sh"

client=$peers/peer_witness_client
start_binder portmapd
start witness_server ready "$peers/witness_server" --threads 4

# crowd FIRST: clients whose numbers are their own.
crowd() {
  local i netids=(udp tcp) running=()
  for ((i = 0; i < 20; ++i)); do
    timeout 60 "$client" 127.0.0.1 "${netids[i % 2]}" twice $(($1 + 1000 * i)) 200 >"$work/client$i.log" 2>&1 &
    running+=($!)
  done
  for ((i = 0; i < 20; ++i)); do
    wait "${running[i]}" || fail "client $i got a wrong answer or none"
    expect "200 right" cat "$work/client$i.log"
  done
}

for round in 1 2 3; do
  crowd $((100000 * round))
  expect $((4000 * round)) "$client" 127.0.0.1 tcp twice_calls
done
passed
