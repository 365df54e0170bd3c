#!/usr/bin/env bash
# What the examples and oncinfo say, and how they end, when something is missing.
. "$(dirname "$0")/harness.sh"

# expect_status STATUS PATTERN command...: this exit status and a matching message.
expect_status() {
  local wanted=$1 pattern=$2 seen status=0
  shift 2
  seen=$(timeout 20 "$@" 2>&1) || status=$?
  ((status == wanted)) || fail "'$*' ended with status $status, not $wanted: $seen"
  grep -Eq -- "$pattern" <<<"$seen" || fail "'$*' said '$seen', which has no '$pattern'"
  checks=$((checks + 1))
}

# Wrong command lines.
expect_status 1 'HOST is required' "$bin/rlog_client"
expect_status 1 'udp.*tcp' "$bin/rlog_client" 127.0.0.1 --transport pigeon
expect_status 1 'not a 64-bit number' "$bin/calculator_client" 127.0.0.1 add 4 four
expect_status 1 'not an operation' "$bin/calculator_client" 127.0.0.1 mod 4 5

# No rpcbind.
for transport in udp tcp; do
  expect_status 2 'rpcbind' "$bin/rlog_client" 127.0.0.1 --transport $transport
  expect_status 2 'rpcbind' "$bin/calculator_client" 127.0.0.1 --transport $transport
done
expect_status 2 'rpcbind' "$bin/rlog_server"
expect_status 1 'rpcbind' "$bin/oncinfo" -p 127.0.0.1

# rpcbind, but no server.
start_binder portmapd
for transport in udp tcp; do
  expect_status 2 'not.registered' "$bin/rlog_client" 127.0.0.1 --transport $transport
done
expect_status 1 'not.registered' "$bin/oncinfo" -t 127.0.0.1 824395111 1

# A server, but not over the transport that is asked for.
start rlog_server ready "$bin/rlog_server" --log "$work/none/lines" --udp 127.0.0.1:7001 --tcp 127.0.0.1:7002 --no-register
expect_status 2 'not.registered' "$bin/rlog_client" 127.0.0.1
expect_status 2 'refused' "$bin/rlog_client" 127.0.0.1 --transport tcp --address 127.0.0.1:7003
expect_status 3 'refused' "$bin/rlog_client" 127.0.0.1 --transport udp --address 127.0.0.1:7003

# The server answers, and what it answers is an error.
for transport in udp tcp; do
  port=$([[ $transport == udp ]] && echo 7001 || echo 7002)
  expect_status 4 'No such file or directory' "$bin/rlog_client" 127.0.0.1 --transport $transport --address "127.0.0.1:$port"
  # The right server for another program.
  expect_status 3 'program' "$bin/rprintmsg" 127.0.0.1 hello --transport $transport --address "127.0.0.1:$port"
done

# A port that is taken.
expect_status 2 'in use' "$bin/printmsg_server" --tcp 127.0.0.1:7002

# Another place for the portmapper: every program takes it from the environment.
start other_portmapd ready "$bin/portmapd" --listen 127.0.0.1:7111 --socket "$work/other.sock"
for place in 127.0.0.1:7111 "$work/other.sock"; do
  export ONC_RPCBIND=$place
  start calculator_server ready "$bin/calculator_server"
  expect $'1\n9\n18\n3' "$bin/calculator_client" 127.0.0.1
  expect_match 536871168 "$bin/oncinfo" -p 127.0.0.1
  unset ONC_RPCBIND
  expect_status 2 'not.registered' "$bin/calculator_client" 127.0.0.1
  stop calculator_server
done
passed
