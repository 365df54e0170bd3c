#!/usr/bin/env bash
# Our client of a server made with libntirpc.
. "$(dirname "$0")/harness.sh"

server=$peers/peer_ntirpc_printmsg_server
[[ -x $server ]] || skip "libntirpc-dev was not there when the peers were built"
start server ready "$server" 4711

for transport in udp tcp; do
  print=("$bin/rprintmsg" 127.0.0.1 "hello over $transport" 3 --transport "$transport" --address 127.0.0.1:4711)
  expect_match 3 "${print[@]}"
  expect 3 grep -c "hello over $transport" "$work/server.log"
done
passed
