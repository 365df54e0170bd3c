#!/usr/bin/env bash
# A client made with libntirpc that has many calls outstanding on one connection to our server, which answers the last
# of them first.
. "$(dirname "$0")/harness.sh"

client=$peers/peer_ntirpc_gather_client
[[ -x $client ]] || skip "libntirpc-dev was not there when the peers were built"

start_binder portmapd
for threads in 1 4; do
  start witness_server ready "$peers/witness_server" --threads $threads
  port=$(sed -n 's/.* tcp [^ ]*:\([0-9]*\).*/\1/p' "$work/witness_server.log")
  for many in 1 64 500; do
    expect "$many answered, 0 wrong" "$client" "$port" $many
  done
  stop witness_server
done
passed
