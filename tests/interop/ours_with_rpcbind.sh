#!/usr/bin/env bash
# Our servers and clients among themselves, found through Debian's rpcbind.
. "$(dirname "$0")/harness.sh"

start_binder rpcbind
start rlog_server ready "$bin/rlog_server" --log "$work/lines"
start printmsg_server ready "$bin/printmsg_server"
start calculator_server ready "$bin/calculator_server"

for transport in udp tcp; do
  expect_match "over $transport" "$bin/rlog_client" 127.0.0.1 "line over $transport" --transport $transport
  expect_match "line over $transport$" tail -n 1 "$work/lines"
  expect_match 2 "$bin/rprintmsg" 127.0.0.1 "hello over $transport" 2 --transport $transport
  expect 2 grep -c "hello over $transport" "$work/printmsg_server.log"
  expect $'1\n9\n18\n3' "$bin/calculator_client" 127.0.0.1 --transport $transport
done

# Through a proxy, which outlives a restart of the server behind it.
start calculator_proxy ready "$bin/calculator_proxy" 127.0.0.1 --udp 127.0.0.1:7100 --tcp 127.0.0.1:7100
for round in first second; do
  for transport in udp tcp; do
    expect $'1\n9\n18\n3' "$bin/calculator_client" 127.0.0.1 --address 127.0.0.1:7100 --transport $transport
  done
  stop calculator_server
  start calculator_server ready "$bin/calculator_server"
  [[ $round == second ]] || expect $'7' "$bin/calculator_client" 127.0.0.1 --transport tcp add 3 4
done

# All addresses are those of IPv6, too.
for transport in udp tcp; do
  expect_match "over $transport \[::1\]" "$bin/rlog_client" ::1 "line over IPv6" --transport $transport
  expect_match "^ *824395111 +1 +${transport}6 " rpcinfo
done

# Servers leave rpcbind as they found it, and clients then say what is missing.
stop rlog_server
if rpcinfo | grep -q 824395111; then fail "rlog_server is still registered: $(rpcinfo)"; fi
expect_failure 'not.registered' "$bin/rlog_client" 127.0.0.1

# IPv6 alone is no place for clients of IPv4.
start rlog_server ready "$bin/rlog_server" --log "$work/lines" --udp '[::]:7001' --tcp '[::]:7002'
expect_match "over tcp \[::1\]" "$bin/rlog_client" ::1 "line over IPv6" --transport tcp
expect_failure 'not.registered' "$bin/rlog_client" 127.0.0.1
stop rlog_server
stop rpcbind
expect_failure 'rpcbind' "$bin/calculator_client" 127.0.0.1 --transport tcp
passed
