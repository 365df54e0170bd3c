#!/usr/bin/env bash
# Broadcasts to hosts on two networks. Each host is a network and mount namespace with an rpcbind and a server of its
# own; this script's namespace is the one that asks.
. "$(dirname "$0")/harness.sh"

needs ip nsenter rpcbind rpcinfo
# rpcbind changes to its own user, which a user namespace with one mapped user has not got.
((ONCRPC_INTEROP_UID == 0)) || skip "Debian's rpcbind needs root"
ip link add lan1 type bridge 2>"$work/bridge.log" || skip "no bridges here: $(cat "$work/bridge.log")"

# No network checks first whether somebody has its addresses already, which takes seconds.
no_waiting='for check in /proc/sys/net/ipv6/conf/*/accept_dad; do [ ! -e "$check" ] || echo 0 >"$check"; done'

# network NAME NUMBER: a bridge with 10.9.NUMBER.0/24, on which this host is the first.
network() {
  ip link show "$1" >/dev/null 2>&1 || ip link add "$1" type bridge
  # Else it takes the lowest address of its ports, and hosts go on with the one that it had before another joined.
  ip link set "$1" address "02:00:00:00:00:0$2"
  bash -c "$no_waiting"
  ip addr add "10.9.$2.1/24" broadcast + dev "$1"
  ip link set "$1" type bridge mcast_snooping 0
  ip link set "$1" up
}

on() { nsenter --target "${pids[$1]}" --net --mount "${@:2}"; }

link_local() { on "$1" ip -6 -o addr show dev eth0 scope link | sed -n 's/.*inet6 \([^/]*\).*/\1/p'; }
has_link_local() { [[ ! -e /proc/net/if_inet6 || -n $(link_local "$1") ]]; }

# host NAME NETWORK NUMBER [portmapd [-r]]: 10.9.<the network's number>.NUMBER, with an rpcbind that hands calls on, or with
# our portmapd, which does so with -r only.
host() {
  start "$1" ready unshare --net --mount bash -c \
    "mount -t tmpfs tmpfs /run; mkdir /run/rpcbind; ip link set lo up; echo ready; exec sleep infinity"
  ip link add "to_$1" type veth peer name eth0 netns "${pids[$1]}"
  [[ ! -e /proc/net/if_inet6 ]] || echo 1 >"/proc/sys/net/ipv6/conf/to_$1/disable_ipv6"  # the bridge has the addresses
  ip link set "to_$1" master "$2" up
  on "$1" bash -c "$no_waiting; ip addr add 10.9.${2#lan}.$3/24 broadcast + dev eth0; ip link set eth0 up"
  eventually has_link_local "$1" || fail "$1 got no IPv6 address"
  [[ ${4-} != portmapd ]] || { start_on "$1" "portmapd_$1" ready "$bin/portmapd" "${@:5}" && return; }
  on "$1" rpcbind -r -f -w >"$work/rpcbind_$1.log" 2>&1 </dev/null &
  eventually on "$1" rpcinfo -p 127.0.0.1 || fail "rpcbind of $1 did not get ready"
}

# start_on HOST NAME PATTERN command...: as `start`, on that host.
start_on() { start "$2" "$3" nsenter --target "${pids[$1]}" --net --mount "${@:4}"; }

# expect_sorted EXPECTED command...: its lines, in any order and any number.
expect_sorted() {
  local expected=$1
  shift
  # shellcheck disable=SC2016  # for the inner shell
  expect "$expected" bash -o pipefail -c '"$@" | sort -u' sorted "$@"
}

network lan1 1
network lan2 2
host tirpc1 lan1 11
host tirpc2 lan1 12
host ours lan2 13
host idle lan2 14
start_on tirpc1 server1 ready env UDP_PORT=7001 "$peers/peer_log_server" "$work/lines1"
start_on tirpc2 server2 ready env UDP_PORT=7001 "$peers/peer_log_server" "$work/lines2"
start_on ours server3 ready "$bin/rlog_server" --log "$work/lines3" --udp :7001

all="10.9.1.11:7001 0
10.9.1.12:7001 0
10.9.2.13:7001 0"
# Through each host's rpcbind, which names the port; the idle host has nothing to say.
expect_sorted "$all" "$bin/interop_by_number" broadcast 3 "by portmap" --no-ipv6
for number in 1 2 3; do expect_match "by portmap$" tail -n 1 "$work/lines$number"; done
expect_sorted "$all" "$bin/interop_by_number" broadcast 3 "without credential" --no-ipv6 --anonymous

# Straight to the port.
expect_sorted "$all" "$bin/interop_by_number" broadcast 3 "by port" --no-ipv6 --port 7001
for number in 1 2 3; do expect_match "by port$" tail -n 1 "$work/lines$number"; done

# As libtirpc's own broadcast sees it, which asks by both versions of rpcbind and takes both answers. Beside them stands
# a host whose portmapd refuses to hand calls on (docs/portmapd.md): libtirpc passes over that, ours tells it, and the
# server there is found all the same by who asks for its port.
host mapped lan2 15 portmapd
start_on mapped server5 ready "$bin/rlog_server" --log "$work/lines5" --udp :7002
expect_sorted "$all" "$peers/peer_log_broadcast" 3 "by libtirpc"
for number in 1 2 3; do expect_match "by libtirpc$" tail -n 1 "$work/lines$number"; done
expect_failure "^10.9.2.15:111 .*AUTH_TOOWEAK" "$bin/interop_by_number" broadcast 4 "again" --no-ipv6 --seconds 1
[[ ! -e $work/lines5 ]] || fail "portmapd handed a call on"
expect "10.9.2.15:7002 0" "$bin/interop_by_number" broadcast 1 "by its port" --no-ipv6 --port 7002
expect "0" "$peers/peer_log_client" 10.9.2.15 udp "found by portmapd"
expect_match "found by portmapd$" tail -n 1 "$work/lines5"

# Time over before there are enough: those that answered are told.
expect_failure "^10.9.2.13:7001 0$" "$bin/interop_by_number" broadcast 4 "too few" --no-ipv6 --seconds 3

# Over IPv6 rpcbind is asked by multicast, for servers that have registered that family. Debian's 1.2.6 joins its group
# when it starts and leaves it at once, so that only the group of all hosts reaches it.
if [[ -e /proc/net/if_inet6 ]]; then
  start_on idle server4 ready env NETTYPE=datagram_v "$peers/peer_log_server" "$work/lines4"
  # Two have: libtirpc's and ours, in any order.
  "$bin/interop_by_number" broadcast 2 "by rpcbind" --no-ipv4 --group ff02::1 >"$work/answers" || fail "by rpcbind"
  expect 2 grep -Ec "^\[($(link_local idle)|$(link_local ours))%lan2\]:[0-9]+ 0$" "$work/answers"
  expect_match "by rpcbind$" tail -n 1 "$work/lines4"
  # Straight to the port, where the server that takes both families listens.
  expect "[$(link_local ours)%lan2]:7001 0" "$bin/interop_by_number" broadcast 1 "by group" --no-ipv4 --port 7001 \
    --group ff02::1
  expect_match "by group$" tail -n 1 "$work/lines3"
else
  echo "not checked: there is no IPv6 here"
fi

# portmapd hands calls on with -r, and hears of those that come by multicast to rpcbind's group.
host forwarding lan2 16 portmapd -r
start_on forwarding server6 ready "$bin/rlog_server" --log "$work/lines6" --udp :7003
everybody="$all
10.9.2.16:7003 0"
hosts=4
[[ ! -e /proc/net/if_inet6 ]] || hosts=5 # the idle one has a server by now
"$peers/peer_log_broadcast" "$hosts" "by all" | grep -v '^10\.9\.2\.14:' | sort -u >"$work/answers" || fail "by all"
expect "$everybody" cat "$work/answers"
expect_match "by all$" tail -n 1 "$work/lines6"
if [[ -e /proc/net/if_inet6 ]]; then
  expect_match "^\[$(link_local forwarding)%lan2\]:7003 0$" "$bin/interop_by_number" broadcast 1 "by its group" --no-ipv4
  expect_match "by its group$" tail -n 1 "$work/lines6"
fi

# Nowhere to go.
expect_failure "no interface can broadcast" unshare --net "$bin/interop_by_number" broadcast 1 "nobody"
passed
