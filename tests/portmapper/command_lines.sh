#!/usr/bin/env bash
# What portmapd and oncinfo say and end with, as their users see it. Arguments: portmapd, oncinfo.
set -euo pipefail
portmapd=$1
oncinfo=$2
folder=$(mktemp -d)
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true; rm -rf "$folder"' EXIT
unset ONC_RPCBIND

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect STATUS PATTERN COMMAND...: the exit status, and a line of output that matches.
expect() {
  local status=$1 pattern=$2 got=0
  shift 2
  "$@" >"$folder/output" 2>&1 </dev/null || got=$?
  [ "$got" = "$status" ] || fail "$* ended with $got, not $status: $(cat "$folder/output")"
  grep -Eq -- "$pattern" "$folder/output" || fail "$* did not print '$pattern': $(cat "$folder/output")"
}

# Port 0 leaves the choice to the system; the ready line tells.
# Who gives up root cannot remove the file of its socket in a folder of root's.
"$portmapd" --user root --listen 127.0.0.1:0 --socket "$folder/portmapd.sock" --state-dir "$folder/state" \
  >"$folder/ready" &
daemon=$!
for ((i = 0; i < 1000; i++)); do
  grep -q ready "$folder/ready" && break
  kill -0 "$daemon" || fail "portmapd did not start"
  read -rt 0.01 <> <(:) || true
done
address=$(sed -n 's/.*tcp \([0-9.:]*\).*/\1/p' "$folder/ready")
[ -n "$address" ] || fail "no ready line: $(cat "$folder/ready")"
port=${address##*:}

expect 0 '^ +100000 +2 +tcp +'"$port"'  portmapper$' "$oncinfo" -p --rpcbind "$address"
expect 0 '^   program vers proto   port  service$' "$oncinfo" -p --rpcbind "$folder/portmapd.sock"
expect 0 '^program 100000 version 2 ready and waiting$' "$oncinfo" -n "$port" -t 127.0.0.1 portmapper 2
expect 0 '^program 100000 version 2 ready and waiting$' "$oncinfo" -n "$port" -t 127.0.0.1 0x186a0
expect 1 'the server has versions 2 to 4' "$oncinfo" -n "$port" -t 127.0.0.1 100000 7
expect 1 '^program 100000 version 7 is not available$' "$oncinfo" -n "$port" -t 127.0.0.1 100000 7
expect 0 '^    100000    2    tcp       127\.0\.0\.1\.[0-9.]+ +portmapper superuser$' "$oncinfo" --rpcbind "$address"
expect 0 '^    100000  2,3,4 +local,udp,tcp +portmapper ' "$oncinfo" -s --rpcbind "$folder/portmapd.sock"
expect 0 '^RPCBIND \(version 4\) statistics$' "$oncinfo" -m --rpcbind "$address"
expect 0 ': 3 calls, 3 answers$' "$oncinfo" --ping --rpcbind "$address" --count 3 127.0.0.1 100000
expect 0 '^It works\.$' "$oncinfo" --diagnose --rpcbind "$folder/portmapd.sock" 127.0.0.1 100000
expect 1 '^It stops at registration: ' "$oncinfo" --diagnose --rpcbind "$folder/portmapd.sock" 127.0.0.1 100003
expect 0 '"netid": "tcp",$' "$oncinfo" --json --rpcbind "$address"
expect 1 '"kind": "program_not_registered",$' "$oncinfo" --json --rpcbind "$address" -t 127.0.0.1 100003

expect 2 '--interval and --timeout take seconds' "$oncinfo" --timeout nan -p --rpcbind "$address"
expect 1 'cannot write the answer: No space left on device' bash -c '"$@" >/dev/full' - "$oncinfo" -p --rpcbind "$address"
expect 1 'program unavailable' "$oncinfo" -n "$port" -t 127.0.0.1 100003 3
expect 1 'program not registered' "$oncinfo" --rpcbind "$address" -t 127.0.0.1 100003 3
expect 1 'advice: start the server' "$oncinfo" --rpcbind "$address" -t 127.0.0.1 100003

expect 1 'Address already in use' "$portmapd" --listen "$address"
expect 1 'another program listens there' "$portmapd" --listen 127.0.0.1:0 --socket "$folder/portmapd.sock"
expect 2 "is no address to listen at" "$portmapd" --listen nonsense
expect 1 'No such file or directory' "$portmapd" --listen 127.0.0.1:0 --socket "$folder/no/such/folder/socket"
expect 2 "rule 3|nonsense" "$portmapd" --listen 127.0.0.1:0 --allow nonsense
expect 2 "nobody is called" "$portmapd" --listen 127.0.0.1:0 --user no-such-user
expect 2 "another portmapper keeps its registrations in $folder/state" \
  "$portmapd" --user root --listen 127.0.0.1:0 --state-dir "$folder/state"
expect 0 '^portmapd: could start$' "$portmapd" --listen 127.0.0.1:0 --deny 10.0.0.0/8 --check
expect 2 '^portmapd: .*not expected' "$portmapd" --no-such-option
expect 2 'it is empty' "$portmapd" --listen ''
expect 2 'it is empty' "$portmapd" -h ''

# shellcheck disable=SC2016 # the inner shell's own number
expect 2 'LISTEN_FDS is 1, but descriptor 3 is not open' \
  bash -c 'exec 3>&-; LISTEN_PID=$$ LISTEN_FDS=1 exec "$1"' - "$portmapd"
# The socket of a page of metrics stays behind, and is no obstacle.
for _ in first second; do
  expect 0 'could start' "$portmapd" --user root --listen 127.0.0.1:0 --metrics "$folder/metrics" --check
done
expect 0 'portmapd [0-9]' "$portmapd" --version
expect 0 'Exit status' "$portmapd" --help

expect 2 'give one of -t, -u and -a' "$oncinfo" -t -u 127.0.0.1 100000
expect 2 'takes HOST PROGRAM' "$oncinfo" -t 127.0.0.1
expect 2 "'nothing' is neither a program number nor a name" "$oncinfo" -t 127.0.0.1 nothing
expect 2 "'two' is no version number" "$oncinfo" -t 127.0.0.1 100000 two
expect 2 'one HOST' "$oncinfo" -p 127.0.0.1 127.0.0.2
expect 0 'Exit status' "$oncinfo" --help

kill "$daemon"
wait "$daemon" || fail "portmapd ended with $?"
daemon=
[ ! -e "$folder/portmapd.sock" ] || fail "portmapd left its socket behind"
expect 1 'rpcbind does not answer' "$oncinfo" --rpcbind "$address"
expect 1 '"kind": "rpcbind_unreachable",$' "$oncinfo" --json -m --rpcbind "$address"
expect 1 'rpcbind does not answer' "$oncinfo" -p --rpcbind "$address"
expect 1 'start rpcbind or portmapd' "$oncinfo" -p --rpcbind "$folder/portmapd.sock"
echo "portmapd and oncinfo say and do what they should"
