#!/usr/bin/env bash
# What arrives at our server from clients of rpcgen on libtirpc, over every transport they have: credentials, batched
# calls, and pings of rpcinfo. The server is registered with portmapd or Debian's rpcbind (the third argument says
# which).
. "$(dirname "$0")/harness.sh"

client=$peers/peer_witness_client
ping=(127.0.0.1 536871424 1)
pong='program 536871424 version 1 ready and waiting'
groups='flavor 1 a machine 1001:100'
for ((i = 0; i < 16; ++i)); do groups+=" $((4294967295 - i))"; done

needs rpcinfo
start_binder "$3"
start witness_server ready "$peers/witness_server" --local "$work/witness.sock"

# expect_all TRANSPORT HOST NETID: credentials, and calls that nobody waits for. Those of batch are buffered by the
# client until a call that waits; whether the server answers them (NOTE, 2) or not (NOTE_SILENTLY, 3) must not matter.
expect_all() {
  local transport=$1
  shift
  expect "$transport flavor 0" "$client" "$@" caller
  expect "$transport $groups" "$client" "$@" groups
  expect "200 right" "$client" "$@" twice 1 200
  [[ $transport != udp ]] || return 0
  expect "1000 in order" "$client" "$@" batch 2 1000
  expect "1000 in order" "$client" "$@" batch 3 1000
}

expect_all udp 127.0.0.1 udp
expect_all tcp 127.0.0.1 tcp
expect_all local "$work/witness.sock" -

for netid in udp tcp; do
  expect_match "$pong" rpcinfo -T $netid "${ping[@]}"
  expect_match "$pong" rpcinfo -T $netid "${ping[@]:0:2}"
  expect_failure 'version mismatch|not registered|not available' rpcinfo -T $netid "${ping[@]:0:2}" 7
  expect_failure 'not registered' rpcinfo -T $netid 127.0.0.1 536871425 1
done
expect_match "$pong" rpcinfo -a "$work/witness.sock" -T local "${ping[@]:1}"

expect_all local localhost local
expect_match "$pong" rpcinfo -T local localhost "${ping[@]:1}"

stop witness_server
expect_failure 'not registered' "$client" 127.0.0.1 tcp caller
passed
