#!/usr/bin/env bash
# Our clients and servers of rpcgen's stubs with libtirpc, registered with Debian's rpcbind.
. "$(dirname "$0")/harness.sh"

start_binder rpcbind
start log_server ready "$peers/peer_log_server" "$work/lines"
start printmsg_server ready "$peers/peer_printmsg_server"
start calculator_server ready "$peers/peer_calculator_server"

for transport in udp tcp; do
  expect_match "over $transport" "$bin/rlog_client" 127.0.0.1 "line over $transport" --transport $transport
  expect_match "line over $transport$" tail -n 1 "$work/lines"

  expect_match 3 "$bin/rprintmsg" 127.0.0.1 "hello over $transport" 3 --transport $transport
  expect 3 grep -c "hello over $transport" "$work/printmsg_server.log"

  calculate=("$bin/calculator_client" 127.0.0.1 --transport "$transport")
  expect $'1\n9\n18\n3' "${calculate[@]}"
  expect -9223372036854775808 "${calculate[@]}" sub -9223372036854775807 1
  expect_failure "division by zero" "${calculate[@]}" div 1 0
  expect_failure overflow "${calculate[@]}" mul 9223372036854775807 2
done
passed
