#!/usr/bin/env bash
# rpcbind is killed and comes back with an empty table: our servers are found again without being restarted, and leave
# nothing behind when they end. Arguments: rpcbind (Debian's) or portmapd, and where servers look for it.
. "$(dirname "$0")/harness.sh"
binder=$3 place=$4

kill_binder() {
  kill -KILL "${pids[$binder]}"
  eventually gone "$binder" || fail "$binder outlived SIGKILL"
  wait "${pids[$binder]}" 2>/dev/null || true
  unset "pids[$binder]"
  rm -rf /run/rpcbind/*  # what Debian's writes down for its next start
}
listed() { rpcinfo -p 127.0.0.1 | grep -Eq "^ *824395111 +1 +$1 "; }
found() { listed udp && listed tcp; }
absent() { rpcinfo -p 127.0.0.1 >"$work/table.txt" && ! grep -q 824395111 "$work/table.txt"; }
# milliseconds: of the clock that is never set.
milliseconds() { awk '{ print int($1 * 1000) }' /proc/uptime; }

# expect_found WHEN: soon; how soon is told, not tested.
expect_found() {
  local begin
  begin=$(milliseconds)
  eventually found || fail "not registered again $1: $(rpcinfo -p 127.0.0.1 2>&1)"
  echo "$binder at $place, $1: registered after $(($(milliseconds) - begin)) ms"
  expect_match "over udp" "$bin/rlog_client" 127.0.0.1 "line over udp $1" --transport udp
  expect_match "over tcp" "$bin/rlog_client" 127.0.0.1 "line over tcp $1" --transport tcp
  expect_match "line over tcp $1$" tail -n 1 "$work/lines"
}

needs rpcinfo
start_binder "$binder"
[[ $place == socket ]] || export ONC_RPCBIND=$place
start rlog_server ready "$bin/rlog_server" --log "$work/lines"
unset ONC_RPCBIND
expect_found "at first"

for time in first second third; do
  kill_binder
  start_binder "$binder"
  expect_found "after the $time restart"
done

# A long absence, and two restarts at once.
kill_binder
sleep 2
start_binder "$binder"
expect_found "after an absence"
kill_binder
start_binder "$binder"
kill_binder
start_binder "$binder"
expect_found "after two restarts"

# One that has lost its socket, and one that has it again.
if [[ $binder == portmapd && $place == socket ]]; then
  kill_binder
  rm -f /run/rpcbind.sock
  start portmapd ready "$bin/portmapd" --listen :111
  expect_found "at the port alone"
  kill_binder
  start_binder "$binder"
  expect_found "at the socket again"
fi

# One that is stopped holds up nobody: the server ends, and what it leaves is found stale.
stop rlog_server
eventually absent || fail "still registered: $(rpcinfo -p 127.0.0.1)"
start rlog_server ready "$bin/rlog_server" --log "$work/lines"
kill -STOP "${pids[$binder]}"
stop rlog_server
kill -CONT "${pids[$binder]}"
start rlog_server ready "$bin/rlog_server" --log "$work/lines"
expect_found "in place of a stale one"
stop rlog_server
eventually absent || fail "still registered: $(rpcinfo -p 127.0.0.1)"
passed
