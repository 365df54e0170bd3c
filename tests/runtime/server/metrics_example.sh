#!/usr/bin/env bash
# The metrics example counts a call and shows it over HTTP, also while others connect and say nothing.
#
#   metrics_example.sh BIN
set -euo pipefail
work=$(mktemp -d)
mkfifo "$work/ready"
"$1/metrics_server" --no-register --udp 127.0.0.1:0 --tcp 127.0.0.1:0 >"$work/ready" 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" || true; rm -rf "$work"' EXIT
read -r ready <"$work/ready" || { echo "FAILED: $(<"$work/log")" && exit 1; }

# port WORD: the port behind it in the line that says where the server listens.
port() { sed -E "s/.* $1 [0-9.]+:([0-9]+).*/\1/" <<<"$ready"; }

# get PATH: the response to a request for it.
get() {
  exec 4<>"/dev/tcp/127.0.0.1/$(port metrics)"
  printf 'GET %s HTTP/1.1\r\nHost: x\r\n\r\n' "$1" >&4
  tr -d '\r' <&4
  exec 4>&-
}

expect() { grep -qF -- "$1" "$work/page" || { echo "FAILED: no $1 in:" && cat "$work/page" && exit 1; }; }

# NEXT, called by hand: record mark, xid, CALL, 2, program, version, procedure, two empty authenticators.
exec 3<>"/dev/tcp/127.0.0.1/$(port tcp)"
zero='\0\0\0\0'
printf "\x80\0\0\x28\0\0\0\x07$zero\0\0\0\x02\x20\0\x01\x01\0\0\0\x01\0\0\0\x01$zero$zero$zero$zero" >&3
head -c 36 <&3 >"$work/reply"
[ "$(od -An -v -tx1 -j28 -N8 "$work/reply" | tr -d ' \n')" = 0000000000000001 ] || { echo 'FAILED: reply' && exit 1; }

exec 5<>"/dev/tcp/127.0.0.1/$(port metrics)" # says nothing, and is left after a while
get /metrics >"$work/page"
exec 5>&-
expect 'HTTP/1.1 200 OK'
expect 'onc_server_calls_total 1'
expect 'onc_server_open_connections 1'
expect 'onc_server_procedure_calls_total{program="536871169",version="1",procedure="1",outcome="success"} 1'
expect 'onc_server_procedure_seconds_count{program="536871169",version="1",procedure="1"} 1'
get /else >"$work/page"
expect 'HTTP/1.1 404 Not Found'

kill -TERM "$server"
wait "$server" || { echo 'FAILED: exit status' && exit 1; }
echo passed
