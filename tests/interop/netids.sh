#!/usr/bin/env bash
# Servers of libtirpc that are registered with Debian's rpcbind under any netid (rpcb_set), found by our client: through
# this host's socket, through port 111 over both address families, and through a place that it is told.
. "$(dirname "$0")/harness.sh"

caller=$peers/log_caller
serve() { start netids_server ready "$peers/peer_netids_server" "$work/lines" "$work/log.sock" "$@"; }
# Killed, it leaves its registrations behind.
stop_serving() {
  stop netids_server
  rpcinfo -d 824395111 1
}

# all_found: over each netid, the call arrived over that one.
all_found() {
  expect_match '^udp 127.0.0.1:[0-9]+$' "$caller" 127.0.0.1 udp "a line"
  expect_match '^udp: a line$' tail -n 1 "$work/lines"
  expect_match '^tcp 127.0.0.1:[0-9]+$' "$caller" 127.0.0.1 tcp "a line"
  expect_match '^tcp: a line$' tail -n 1 "$work/lines"
  expect_match '^udp \[::1\]:[0-9]+$' "$caller" ::1 udp "a line"
  expect_match '^udp6: a line$' tail -n 1 "$work/lines"
  expect_match '^tcp \[::1\]:[0-9]+$' "$caller" ::1 tcp "a line"
  expect_match '^tcp6: a line$' tail -n 1 "$work/lines"
}

[[ -e /proc/net/if_inet6 ]] || skip "this kernel has no IPv6"
start_binder rpcbind
serve udp tcp udp6 tcp6 local

# The socket of this host.
all_found
expect "local $work/log.sock" "$caller" localhost local "a line"
expect_match '^local: a line$' tail -n 1 "$work/lines"

# Without the socket: port 111, over the transport and the family that is wanted.
mv /run/rpcbind.sock /run/moved.sock
all_found
expect_failure 'rpcbind.sock' "$caller" localhost local "a line"

# Addresses that are not of the loopback network stand for another host.
ip address add 192.0.2.1/32 dev lo
ip address add 2001:db8::1/128 dev lo nodad
expect_match '^tcp 192.0.2.1:[0-9]+$' "$caller" 192.0.2.1 tcp "a line"
expect_match '^udp 192.0.2.1:[0-9]+$' "$caller" 192.0.2.1 udp "a line"
expect_match '^tcp \[2001:db8::1\]:[0-9]+$' "$caller" 2001:db8::1 tcp "a line"
expect_match '^udp \[2001:db8::1\]:[0-9]+$' "$caller" 2001:db8::1 udp "a line"
expect_failure 'on this host only' "$caller" 192.0.2.1 local "a line"

# A name with addresses of both families.
printf '192.0.2.1 both\n2001:db8::1 both\n' >"$work/hosts"
mount --bind "$work/hosts" /etc/hosts
expect_match '^tcp 192.0.2.1:[0-9]+$' "$caller" both tcp "a line"
stop_serving
serve tcp6 udp6
expect_match '^tcp \[2001:db8::1\]:[0-9]+$' "$caller" both tcp "a line"
expect_match '^udp \[2001:db8::1\]:[0-9]+$' "$caller" both udp "a line"
expect_failure 'over tcp; registered: tcp6, udp6' "$caller" 192.0.2.1 tcp "a line"
mv /run/moved.sock /run/rpcbind.sock
expect_failure 'over tcp; registered: tcp6, udp6' "$caller" 127.0.0.1 tcp "a line"
expect_failure 'over local; registered: tcp6, udp6' "$caller" "" local "a line"
expect_match '^tcp \[::1\]:[0-9]+$' "$caller" "" tcp "a line"

# rpcbind elsewhere: by any address that reaches it.
for place in 127.0.0.1:111 '[::1]:111' /run/rpcbind.sock both:111; do
  ONC_RPCBIND=$place expect_match '^tcp \[2001:db8::1\]:[0-9]+$' "$caller" 2001:db8::1 tcp "a line"
  ONC_RPCBIND=$place expect_match '^udp \[2001:db8::1\]:[0-9]+$' "$caller" 2001:db8::1 udp "a line"
done

# No server at all.
stop_serving
expect_failure 'program not registered' "$caller" 192.0.2.1 udp "a line"

# A resolver that answers nobody: what listens at its port knows no DNS and drops it.
start black_hole ready "$bin/rlog_server" --log "$work/none" --udp 127.0.0.1:53 --no-register
printf 'nameserver 127.0.0.1\noptions timeout:30 attempts:5\n' >"$work/resolv.conf"
mount --bind "$work/resolv.conf" "$(readlink -f /etc/resolv.conf)"
expect_failure 'the resolver did not answer within [0-9]+ ms' "$caller" db1.example tcp "a line" 100
passed
