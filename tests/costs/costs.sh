#!/usr/bin/env bash
# What a call costs in instructions, system calls and allocations. Counted, not timed: so speed cannot rot unnoticed, and a
# busy machine says the same as an idle one. Differences of a long and a short run leave out what happens once.
#
#   costs.sh BENCH_PEER [show]       show: prints what was counted, and compares nothing
set -euo pipefail
peer=$1
show=${2:-}
short=100
long=600
work=$(mktemp -d)
server=
failed=0
trap 'stop_server 2>/dev/null || true; rm -rf "$work"' EXIT

# start_server TRANSPORT TOOL...: leaves its address in `address`.
start_server() {
  rm -f "$work/ready"
  mkfifo "$work/ready"
  "${@:2}" "$peer" server "$1" "$work/socket" --mode sleep >"$work/ready" &
  server=$!
  read -r _ address <"$work/ready"
}

# The tool ends with what it runs.
stop_server() {
  local traced
  [[ -n $server ]] || return 0
  traced=$(cat "/proc/$server/task/$server/children")
  # shellcheck disable=SC2086  # one number, or none
  kill -TERM ${traced:-$server}
  wait "$server" || true
  server=
}

# run_both CALLS TRANSPORT OPERATION SIZE: under callgrind, then under strace.
run_both() {
  local calls=$1 transport=$2
  start_server "$transport" valgrind --tool=callgrind -q "--callgrind-out-file=$work/server.$calls.instructions"
  valgrind --tool=callgrind -q "--callgrind-out-file=$work/client.$calls.instructions" "$peer" client "$transport" \
    "$address" --mode sleep --op "$3" --size "$4" --calls "$calls" >/dev/null
  stop_server
  start_server "$transport" strace -f -qq -o "$work/server.$calls.calls"
  strace -f -qq -o "$work/client.$calls.calls" "$peer" client "$transport" "$address" --mode sleep --op "$3" \
    --size "$4" --calls "$calls" >/dev/null
  stop_server
}

instructions() { awk '/^(summary|totals):/ { n = $2 } END { print n }' "$1"; }
system_calls() { grep -c '(' "$1"; }
# Calls of malloc, which operator new makes, too. Names are given where they stand first, and are numbers later.
allocations() {
  awk '/^c?fn=/ {
      called = /^c/
      id = $0; sub(/^c?fn=/, "", id); name = id
      sub(/\).*/, ")", id)
      if (sub(/^\([0-9]+\) /, "", name)) names[id] = name
      is_malloc = called && names[id] ~ /^(malloc|calloc|realloc)$/
    }
    /^calls=/ && is_malloc { sub(/calls=/, "", $1); n += $1 }
    END { print n + 0 }' "$1"
}

# per_call COUNTER SIDE KIND
per_call() {
  awk -v more="$("$1" "$work/$2.$long.$3")" -v less="$("$1" "$work/$2.$short.$3")" -v calls=$((long - short)) \
    'BEGIN { printf "%.2f", (more - less) / calls }'
}

# check WHAT COUNT MOST
check() {
  [[ -z $show ]] || { printf '%-40s %10s\n' "$1" "$2" && return; }
  awk -v count="$2" -v most="$3" 'BEGIN { exit count > most }' && return
  printf '%s: %s for each call, at most %s were\n' "$1" "$2" "$3"
  failed=1
}

# costs TRANSPORT OPERATION SIZE, then the most of the client and of the server: INSTRUCTIONS SYSTEM-CALLS ALLOCATIONS each.
costs() {
  local what="$1 $2 $3" side
  run_both "$short" "$1" "$2" "$3"
  run_both "$long" "$1" "$2" "$3"
  shift 3
  for side in client server; do
    check "$what, $side: instructions" "$(per_call instructions "$side" instructions)" "$1"
    check "$what, $side: system calls" "$(per_call system_calls "$side" calls)" "$2"
    check "$what, $side: allocations" "$(per_call allocations "$side" instructions)" "$3"
    shift 3
  done
}

# A system call of the server beyond receiving and sending: epoll_wait. The allocations are the payload.
costs tcp null 0 2250 2.2 0.05 1750 3.2 0.05
costs tcp echo 64 2600 2.2 1.05 2150 3.2 1.05
costs udp null 0 2300 2.2 0.05 1550 3.2 0.05
costs unix null 0 2250 2.2 0.05 1750 3.2 0.05
exit "$failed"
