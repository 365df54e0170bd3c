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
[ ! -e /run/rpcbind.sock ] || fail "--check has left its socket"

# By rpcbind's name it goes to the background, and has started when the command is over.
ln -s "$bin/portmapd" "$work/rpcbind"
"$work/rpcbind" -w 2>"$work/background.log"
expect_match "100000 +4 +tcp +111" rpcinfo -p 127.0.0.1
background=$(pgrep -x rpcbind)
expect_match "^Uid:.$(id -u _rpc)" cat "/proc/$background/status"
expect "/dev/null" readlink "/proc/$background/fd/2"
kill "$background"
background_gone() { ! kill -0 "$background" 2>/dev/null; }
eventually background_gone || fail "the one in the background did not stop"

# Signals that rpcbind survives; and addresses, of which each asker is told his own.
ip addr add 192.0.2.1/32 dev lo
start portmapd ready "$bin/portmapd" -h 192.0.2.1
for signal in HUP USR1 USR2 PIPE; do kill -s $signal "${pids[portmapd]}"; done
expect_match "192\.0\.2\.1\.0\.111" rpcinfo -l 192.0.2.1 100000 4
[[ ! -e /proc/net/if_inet6 ]] || expect_match " udp6 +::1\.0\.111 " rpcinfo
stop portmapd

# What -h names again is no second listener.
for again in localhost 127.0.0.1 0.0.0.0; do
  start portmapd ready "$bin/portmapd" -h $again -h 127.0.0.1
  expect_match "100000 +4 +tcp +111" rpcinfo -p 127.0.0.1
  stop portmapd
done

# Who has another's entry, and who gives himself out for somebody else: the journal tells the owner.
start portmapd ready "$bin/portmapd" -d
setpriv --reuid 65534 --clear-groups "$mine" user keep >"$work/user.log"
expect_match '^\+ 536875572 1 udp 65534 ' cat /run/portmapd/journal
stop portmapd

# What an earlier one has left as root is taken over. Without standard descriptors, none of them becomes a socket.
start listener ready "$bin/interop_registrar" listen 7101
rm -rf /run/portmapd
start portmapd ready "$bin/portmapd" --user root
"$mine" root keep >"$work/user.log"
stop portmapd
expect root stat -c %U /run/portmapd/journal
bash -c 'exec "$0" -f <&- >&- 2>&-' "$bin/portmapd" &
pids[portmapd]=$!
eventually rpcinfo -p 127.0.0.1 || fail "portmapd did not start without standard descriptors"
for number in 0 1 2; do expect /dev/null readlink "/proc/${pids[portmapd]}/fd/$number"; done
expect_match "^ *536893048 +1 +tcp +7101" rpcinfo -p 127.0.0.1
stop portmapd
# So is what one has left as another user.
start portmapd ready "$bin/portmapd" --user nobody
expect nobody stat -c %U /run/portmapd/journal
expect_match "^ *536893048 +1 +tcp +7101" rpcinfo -p 127.0.0.1
stop portmapd
kill "${pids[listener]}"

# Rules of hosts_access(5) that rpcbind obeyed are not passed over in silence.
cp -a /etc "$work/etc"
printf '# rpcbind: ALL\nsshd: ALL\nrpcbind, mountd : ALL EXCEPT 10.0.0.0/8\n' >"$work/etc/hosts.deny"
rm -f "$work/etc/hosts.allow"
mount --bind "$work/etc" /etc
start portmapd "hosts.deny" "$bin/portmapd"
expect_match "hosts.deny is not obeyed, use --allow and --deny: .*rpcbind, mountd : ALL EXCEPT" cat "$work/portmapd.log"
expect_failure "" grep "hosts.allow is" "$work/portmapd.log"
stop portmapd
start portmapd "ready" "$bin/portmapd" --allow 10.0.0.0/8
expect_failure "" grep "hosts.deny" "$work/portmapd.log"
stop portmapd
umount /etc
kill -KILL "${pids[rlog_server]}"
passed
