#!/usr/bin/env bash
# Calls by number to libtirpc's servers, and a service made of functions for libtirpc's clients.
. "$(dirname "$0")/harness.sh"

start_binder rpcbind
start log_server ready "$peers/peer_log_server" "$work/lines"
start calculator_server ready "$peers/peer_calculator_server"
for transport in udp tcp; do
  expect "0 42 80 4" "$bin/interop_by_number" call 127.0.0.1 $transport "over $transport"
  expect "over $transport" tail -n 1 "$work/lines"
done
stop log_server
stop calculator_server

start functions ready "$bin/interop_by_number" serve
for transport in udp tcp; do
  expect 0 "$peers/peer_log_client" 127.0.0.1 $transport hello
  expect "$transport hello" tail -n 1 "$work/functions.log"
  expect 18 "$peers/peer_calculator_client" 127.0.0.1 $transport mul 3 6
  expect "division by zero" "$peers/peer_calculator_client" 127.0.0.1 $transport div 1 0
  expect_failure "[Pp]rocedure unavailable" "$peers/peer_calculator_client" 127.0.0.1 $transport add 1 2
  expect_match "ready and waiting" rpcinfo -T $transport 127.0.0.1 824395111 1
done
stop functions
passed
