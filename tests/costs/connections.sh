#!/usr/bin/env bash
# What connections cost that nobody uses: 19,900 of them, which leaves room to an active one among the 20,000 of
# ServerOptions::max_connections, or as many as descriptors allow. The clients are processes of their own, so that the
# server may use all of its descriptors.
#
#   connections.sh BENCH_PEER [show]       show: prints what was counted, and compares nothing
set -euo pipefail
peer=$1
show=${2:-}
crowds=4
most_kib=1.15  # for each connection; what the kernel takes is not among it
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

ulimit -Sn "$(ulimit -Hn)"
limit=$(ulimit -n)
[[ $limit == unlimited ]] || ((limit > 20000)) || most=$(((limit - 100) / crowds * crowds))
connections=${most:-19900}

# start PEER-ARGUMENT...: leaves what it says when it is ready in `said`.
start() {
  rm -f "$work/said"
  mkfifo "$work/said"
  "$peer" "$@" >"$work/said" &
  pids+=($!)
  read -r _ said <"$work/said"
}

kib() { awk '/^VmRSS:/ { print $2 }' "/proc/${pids[0]}/status"; }
descriptors() { find "/proc/${pids[0]}/fd" -mindepth 1 | wc -l; }
calls_one() { "$peer" client unix "$work/socket" --op null --calls 1000 >"$work/calls"; }

start server unix "$work/socket"
own=$(descriptors)  # before there is a connection, whose end the server may not have seen
calls_one
before=$(kib)
for ((i = 0; i < crowds; ++i)); do
  start idle unix "$work/socket" --conns "$((connections / crowds))"
  [[ $said == "$((connections / crowds))" ]]
done
(("$(descriptors)" == own + connections)) || { echo "$(descriptors) descriptors for $connections connections" && exit 1; }
calls_one  # an active one is served beside them
each=$(awk -v before="$before" -v after="$(kib)" -v all="$connections" 'BEGIN { printf "%.2f", (after - before) / all }')
[[ -z $show ]] || { echo "$connections connections: $each KiB each" && exit 0; }
awk -v each="$each" -v most="$most_kib" 'BEGIN { exit each > most }' ||
  { echo "$each KiB for each of $connections connections, at most $most_kib were" && exit 1; }

# They all go at once, and leave nothing behind but memory for the next ones.
kill "${pids[@]:1}"
for ((i = 0; "$(descriptors)" > own; ++i)); do
  ((i < 3000)) || { echo "$(descriptors) descriptors stay, $own were" && exit 1; }
  calls_one
done
