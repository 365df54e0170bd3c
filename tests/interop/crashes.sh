#!/usr/bin/env bash
# portmapd killed by SIGKILL as it enters each of the system calls by which it keeps its state and tells that it has done so,
# while it runs and while it starts. Whatever was confirmed before is there after a restart. Between the changes the
# journal is written anew once.
. "$(dirname "$0")/harness.sh"

needs strace rpcinfo
port=7001
calls=(write openat unlinkat renameat close sendto)
strace -qq -o /dev/null true 2>"$work/strace.log" || skip "no process can be traced here: $(cat "$work/strace.log")"

start listener ready "$bin/interop_registrar" listen $port
daemon() { start portmapd ready "$bin/portmapd"; }
# Until the kernel has closed its sockets, too: as its parent it knows the end.
end_daemon() {
  kill -KILL "${pids[portmapd]}" 2>/dev/null || true
  wait "${pids[portmapd]}" 2>/dev/null || true
}

# What must be there, and what may be: the change that was under way, if there was one.
expected() {
  awk '$1 == "try" { pending = $3 } $1 == "done" { there[$3] = $2 == "+"; pending = "" }
    END { for (program in there) if (program != pending && there[program]) print "must", program; if (pending) print "may", pending }' "$work/changes"
}
registered() { rpcinfo -p 127.0.0.1 | awk '$1 >= 536901376 && $1 < 536901632 { print $1 }' | sort -u; }

# Whatever may be there, too, the rest must be exact.
expect_what_was_confirmed() {
  local may wanted seen
  may=$(expected | awk '$1 == "may" { print $2 }')
  wanted=$(expected | awk '$1 == "must" { print $2 }' | sort -u)
  seen=$(registered | grep -vx -e "${may:-none}" || true)
  [[ $seen == "$wanted" ]] || fail "$1: registered is '$seen', not '$wanted' ($(tr '\n' ' ' <"$work/changes"))"
  checks=$((checks + 1))
}

# injection CALL NUMBER: killed as it enters the system call for that time.
injection() { printf '%s' "inject=$1:signal=KILL:when=$2"; }

# A new daemon that is about to write its journal anew.
prepare() {
  rm -rf /run/portmapd
  daemon
  "$bin/interop_registrar" churn $port $((until_new - 3))
  inode=$(stat -c %i /run/portmapd/journal)
}

# run_with CALL NUMBER: changes, until the daemon is killed. True if it was not.
attached() { grep -q '^TracerPid:.[1-9]' "/proc/${pids[portmapd]}/status"; }
run_with() {
  local tracer survived=0
  prepare
  strace -qq -o /dev/null -e trace="$1" -e "$(injection "$1" "$2")" -p "${pids[portmapd]}" 2>"$work/strace.log" &
  tracer=$!
  eventually attached || fail "strace did not attach"
  "$bin/interop_registrar" change $port >"$work/changes" 2>"$work/registrar.log" || survived=1
  end_daemon
  wait $tracer || true
  [[ -s $work/changes ]] || fail "nothing was tried"
  return $survived
}

daemon
until_new=$("$bin/interop_registrar" count $port /run/portmapd/journal)
((until_new > 100)) || fail "the journal was never written anew"
end_daemon

# While it runs.
for call in "${calls[@]}"; do
  for ((number = 1; ; ++number)); do
    survived=no
    ! run_with "$call" $number || survived=yes
    renewed=$(stat -c %i /run/portmapd/journal || echo none)
    daemon
    expect_what_was_confirmed "killed at $call $number"
    end_daemon
    [[ $survived == no ]] || break
  done
  [[ $renewed != "$inode" ]] || fail "the journal was not written anew between the changes"
  ((number > 1)) || fail "it never came to $call"
  echo "$call: killed at each of $((number - 1))"
done

# While it starts, and reads and writes anew what its predecessor has left.
cp -a /run/portmapd "$work/left"
for call in write openat unlinkat renameat; do
  for ((number = 1; ; ++number)); do
    rm -rf /run/portmapd
    cp -a "$work/left" /run/portmapd
    : >"$work/traced.log"
    strace -qq -o /dev/null -e trace="$call" -e "$(injection "$call" $number)" "$bin/portmapd" >"$work/traced.log" 2>&1 &
    pids[traced]=$!
    eventually said_or_died traced ready || fail "portmapd neither starts nor ends"
    survived=no
    ! grep -q ready "$work/traced.log" || survived=yes
    pkill -KILL -P "${pids[traced]}" || true # what strace has started
    wait "${pids[traced]}" || true
    daemon
    expect_what_was_confirmed "killed at $call $number of the start"
    end_daemon
    [[ $survived == no ]] || break
  done
  echo "$call of the start: killed at each of $((number - 1))"
done
kill "${pids[listener]}"
passed
