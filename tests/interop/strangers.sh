#!/usr/bin/env bash
# portmapd as the network sees it: a host of its own with portmapd, and a stranger beside it. Who is not of the host
# learns where programs are, and nothing more.
. "$(dirname "$0")/harness.sh"

needs ip nsenter rpcinfo
start host ready unshare --net --mount bash -c \
  "mount -t tmpfs tmpfs /run; mkdir /run/rpcbind; ip link set lo up; echo ready; exec sleep infinity"
ip link add stranger type veth peer name eth0 netns "${pids[host]}" 2>"$work/veth.log" || skip "no veth here: $(cat "$work/veth.log")"
on() { nsenter --target "${pids[host]}" --net --mount "$@"; }
ip addr add 10.8.0.1/24 dev stranger
ip link set stranger up
on ip addr add 10.8.0.2/24 dev eth0
on ip link set eth0 up
start portmapd ready nsenter --target "${pids[host]}" --net --mount "$bin/portmapd" -d
on "$peers/peer_binder_client" root keep >"$work/registered.log"

# What strangers may: find programs, at an address that they reach; and have the whole list by TCP.
expect_match "^ *536893048 +1 +tcp +7101" rpcinfo -p 10.8.0.2
expect_match "10.8.0.2.27.189" rpcinfo -l 10.8.0.2 536875572 2
expect_match "program 100000 version 2 ready" rpcinfo -u 10.8.0.2 100000 2
expect_match "program 100000 version 4 ready" rpcinfo -T tcp 10.8.0.2 100000 4

# What they may not. The answers over UDP are no longer than the questions.
expect "" "$bin/interop_stranger" 10.8.0.2
expect_match "536875572" nsenter --target "${pids[host]}" --net --mount rpcinfo -p 127.0.0.1
registered() {
  nsenter --target "${pids[host]}" --net --mount rpcinfo -p 127.0.0.1 |
    awk '$1 == 536871031 || $1 == 536875572 || $1 == 536893048 { print $1 }' | sort -u
}

# Who gives himself out for the host itself, in packets that no router would send. Each time a true question comes behind, so
# that they have arrived when it is answered. In the end with a kernel that lets such packets in, which none does by itself.
before=$(registered)
[[ $before == *536875572* && $before == *536893048* ]] || fail "not all is registered: $before"
mac=$(on ip -brief link show dev eth0 | awk '{ print $3 }')
forge() { expect "" "$bin/interop_stranger" 10.8.0.2 forge stranger "$mac" "$@"; }
forge_all() {
  local port
  for port in 700 111 0; do
    forge 127.0.0.1 10.8.0.2 $port
    forge 127.0.0.1 127.0.0.1 $port
    forge 10.8.0.2 10.8.0.2 $port
    [[ ! -e /proc/net/if_inet6 ]] || forge ::1 ::1 $port
    [[ ! -e /proc/net/if_inet6 ]] || forge ::1 ff02::202 $port
  done
}
forge_all
[[ $(registered) == "$before" ]] || fail "forged packets have left: $(registered)"
on bash -c 'for name in all eth0; do
  for setting in route_localnet=1 rp_filter=0 accept_local=1; do
    echo "${setting#*=}" >/proc/sys/net/ipv4/conf/$name/${setting%=*}
  done
done'
forge_all
[[ $(registered) == "$before" ]] || fail "forged packets have left: $(registered)"
stop portmapd

# Answers over UDP have a rate for each network of strangers, and none for the host itself; TCP has none.
start portmapd ready nsenter --target "${pids[host]}" --net --mount "$bin/portmapd" --udp-rate 20 --metrics 127.0.0.1:9111
answers=$("$bin/interop_stranger" 10.8.0.2 flood 5000)
((answers >= 100 && answers < 5000)) || fail "$answers answers for 5000 questions"
expect_match "^portmapd: warning: answers held back peer=\"udp 10.8.0.1:" cat "$work/portmapd.log"
expect_match "^portmap_rate_limited_total [1-9]" nsenter --target "${pids[host]}" --net bash -c \
  'exec 3<>/dev/tcp/127.0.0.1/9111; printf "GET /metrics HTTP/1.0\r\n\r\n" >&3; cat <&3'
expect 5000 nsenter --target "${pids[host]}" --net --mount "$bin/interop_stranger" 127.0.0.1 flood 5000
expect 5000 nsenter --target "${pids[host]}" --net --mount "$bin/interop_stranger" 10.8.0.2 flood 5000
expect_match "^ *100000 +2 +tcp +111" rpcinfo -p 10.8.0.2
stop portmapd
passed
