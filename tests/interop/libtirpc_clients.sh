#!/usr/bin/env bash
# Stubs of rpcgen with libtirpc as clients of our servers, which are registered with portmapd or Debian's rpcbind (the
# third argument says which).
. "$(dirname "$0")/harness.sh"

start_binder "$3"
start rlog_server ready "$bin/rlog_server" --log "$work/lines"
start printmsg_server ready "$bin/printmsg_server"
start calculator_server ready "$bin/calculator_server"

for transport in udp tcp; do
  expect 0 "$peers/peer_log_client" 127.0.0.1 $transport "over $transport"
  expect "over $transport" tail -n 1 "$work/lines"

  expect $'1\n1\n1' "$peers/peer_printmsg_client" 127.0.0.1 $transport "hello over $transport" 3
  expect 3 grep -c "hello over $transport" "$work/printmsg_server.log"

  calculate=("$peers/peer_calculator_client" 127.0.0.1 "$transport")
  expect 1 "${calculate[@]}" sub 4 3
  expect 9 "${calculate[@]}" add 4 5
  expect 18 "${calculate[@]}" mul 3 6
  expect 3 "${calculate[@]}" div 9 3
  expect -9223372036854775808 "${calculate[@]}" sub -9223372036854775807 1
  expect "division by zero" "${calculate[@]}" div 1 0
  expect overflow "${calculate[@]}" mul 9223372036854775807 2
  expect overflow "${calculate[@]}" div -9223372036854775808 -1
done
passed
