#!/usr/bin/env bash
# portmapd in place of Debian's rpcbind: libtirpc's whole interface and rpcinfo in its modes get the same answers from
# both, as root and as two users.
. "$(dirname "$0")/harness.sh"

needs rpcbind rpcinfo setpriv
((ONCRPC_INTEROP_UID == 0)) || skip "other users need root"
ip addr add 192.0.2.1/32 dev lo

# Everything but what differs by its nature: counters, and who has which port.
questions() {
  "$peers/peer_binder_client" root
  setpriv --reuid 65534 --clear-groups "$peers/peer_binder_client" user keep
  setpriv --reuid 65533 --clear-groups "$peers/peer_binder_client" other
  "$peers/peer_binder_client" again
  rpcinfo
  rpcinfo -p 127.0.0.1
  rpcinfo -s
  rpcinfo -s 127.0.0.1
  rpcinfo -l 127.0.0.1 100000 4
  for netid in tcp udp; do rpcinfo -T "$netid" 127.0.0.1 100000; done
  rpcinfo -T udp6 ::1 100000
  rpcinfo -T tcp 192.0.2.1 100000 3
  rpcinfo -t 127.0.0.1 100000
  rpcinfo -u 127.0.0.1 100000 2
  rpcinfo -t 127.0.0.1 100000 9
  setpriv --reuid 65533 --clear-groups rpcinfo -d 536875572 1
  rpcinfo -d 536875572 1
  rpcinfo -d 536875572 1
  rpcinfo -s
}

for binder in rpcbind portmapd; do
  start_binder "$binder"
  questions >"$work/$binder.answers" 2>&1 || true
  [[ $binder == rpcbind ]] && kill "${pids[rpcbind]}" && eventually gone rpcbind
done
[[ $(wc -l <"$work/rpcbind.answers") -gt 300 ]] || fail "rpcbind has answered little: $(cat "$work/rpcbind.answers")"
# The order of equal lines in the list of addresses is nobody's promise.
expect "" diff <(sort "$work/rpcbind.answers") <(sort "$work/portmapd.answers")
stop portmapd

# Calls that they make for others; and servers of libtirpc that come and go.
ask_for_calls() {
  start_binder "$@"
  start log_server ready env NETTYPE=datagram_v "$peers/peer_log_server" "$work/lines"
  "$peers/peer_rpcbind_calls" >"$work/$1.calls" 2>&1
  stop log_server
  kill "${pids[$1]}"
  eventually gone "$1" || fail "$1 did not end"
}
ask_for_calls rpcbind -r
ask_for_calls portmapd -r
expect "" diff "$work/rpcbind.calls" "$work/portmapd.calls"
expect_match "^pmap_rmtcall log: .*Success, status 0, its port" cat "$work/portmapd.calls"
# Without leave, rpcbind is silent; portmapd says so.
ask_for_calls portmapd
expect 10 grep -Ec "^(pmap|rpcb)_rmtcall .*: RPC: Authentication error" "$work/portmapd.calls"
passed
