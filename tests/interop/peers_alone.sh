#!/usr/bin/env bash
# The deployed programs among themselves. When this fails, the surroundings are at fault and the other tests say little.
. "$(dirname "$0")/harness.sh"

start_binder rpcbind
start log_server ready "$peers/peer_log_server" "$work/lines"
start printmsg_server ready "$peers/peer_printmsg_server"
start calculator_server ready "$peers/peer_calculator_server"

for transport in udp tcp; do
  expect 0 "$peers/peer_log_client" 127.0.0.1 $transport "over $transport"
  expect "over $transport" tail -n 1 "$work/lines"
  expect 1 "$peers/peer_printmsg_client" 127.0.0.1 $transport hello 1
  expect 18 "$peers/peer_calculator_client" 127.0.0.1 $transport mul 3 6
  expect "division by zero" "$peers/peer_calculator_client" 127.0.0.1 $transport div 1 0
done
expect_match '^ *824395111 +1 +tcp' rpcinfo -p 127.0.0.1
stop log_server
passed
