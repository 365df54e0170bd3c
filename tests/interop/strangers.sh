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
stop portmapd
passed
