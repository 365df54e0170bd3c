#!/usr/bin/env bash
# portmapd as an administrator runs it: rpcbind's flags, its state taken over and given back, in the background under
# rpcbind's name, without root once it serves, and sockets from a service manager.
. "$(dirname "$0")/harness.sh"

needs rpcbind rpcinfo
((ONCRPC_INTEROP_UID == 0)) || skip "becoming another user needs root"
getent passwd _rpc >/dev/null || skip "there is no user _rpc"

mine="$peers/peer_binder_client"
has() { rpcinfo -p 127.0.0.1 | grep -q " 824395111 "; }

chown _rpc /run/rpcbind # as Debian has it

# A server that runs through all of it.
rpcbind -f -w >"$work/rpcbind.log" 2>&1 </dev/null &
pids[rpcbind]=$!
eventually rpcinfo -p 127.0.0.1 || fail "rpcbind -w did not start"
start rlog_server ready "$bin/rlog_server" --log "$work/lines"
has || fail "the server is not registered with rpcbind"
kill -STOP "${pids[rlog_server]}" # so that it does not register again by itself

# From rpcbind to portmapd and back.
kill -TERM "${pids[rpcbind]}"
eventually gone rpcbind
start portmapd ready "$bin/portmapd" -w
has || fail "portmapd -w has not read rpcbind's state"
expect_match "^Uid:.$(id -u _rpc)" cat "/proc/${pids[portmapd]}/status"
expect_match "NoNewPrivs:.1" cat "/proc/${pids[portmapd]}/status"
expect_match "Seccomp:.2" cat "/proc/${pids[portmapd]}/status"
expect_match "CapEff:.0000000000000000" cat "/proc/${pids[portmapd]}/status"
stop portmapd
rm -rf /run/portmapd
rpcbind -f -w >"$work/rpcbind.log" 2>&1 </dev/null &
pids[rpcbind]=$!
eventually rpcinfo -p 127.0.0.1 || fail "rpcbind -w did not start"
has || fail "rpcbind has not read what portmapd has written"
kill -TERM "${pids[rpcbind]}"
eventually gone rpcbind
rm -f /run/rpcbind/*.xdr /run/rpcbind.sock

# A second one says so and ends; --check tells the same before.
start portmapd ready "$bin/portmapd" -h 127.0.0.1
expect_failure "another program listens there" "$bin/portmapd" -f
expect_failure "another program listens there" "$bin/portmapd" --check
kill -KILL "${pids[portmapd]}"
eventually gone portmapd
expect_match "^portmapd: could start$" "$bin/portmapd" --check

# By rpcbind's name it goes to the background, and has started when the command is over.
ln -s "$bin/portmapd" "$work/rpcbind"
"$work/rpcbind" -w 2>"$work/background.log"
expect_match "100000 +4 +tcp +111" rpcinfo -p 127.0.0.1
background=$(pgrep -x rpcbind)
expect_match "^Uid:.$(id -u _rpc)" cat "/proc/$background/status"
kill "$background"
background_gone() { ! kill -0 "$background" 2>/dev/null; }
eventually background_gone || fail "the one in the background did not stop"

# Who has another's entry, and who gives himself out for somebody else: the journal tells the owner.
start portmapd ready "$bin/portmapd" -d
setpriv --reuid 65534 --clear-groups "$mine" user keep >"$work/user.log"
expect_match '^\+ 536875572 1 udp 65534 ' cat /run/portmapd/journal
stop portmapd
kill -KILL "${pids[rlog_server]}"
passed
