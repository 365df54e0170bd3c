#!/usr/bin/env bash
# A real NFS server registers with portmapd and is used by showmount and libnfs; portmapd is killed and comes back with
# all that still runs, and without what has ended.
. "$(dirname "$0")/harness.sh"

needs ganesha.nfsd showmount nfs-ls rpcinfo rpc.statd
((ONCRPC_INTEROP_UID == 0)) || skip "nfs-ganesha needs root"
mount -t tmpfs tmpfs /var/lib/nfs
mkdir -p /var/lib/nfs/ganesha /var/lib/nfs/sm /var/lib/nfs/sm.bak /run/ganesha
cat >ganesha.conf <<'C'
NFS_CORE_PARAM { Protocols = 3,4; }
EXPORT {
  Export_Id = 1; Path = /exported; Pseudo = /exported; Protocols = 3,4; Access_Type = RW; Squash = None;
  SecType = sys,none;
  FSAL { Name = MEM; }
}
C

registered() { rpcinfo -p 127.0.0.1 | grep -q " $1 "; }
not_registered() { ! registered "$1"; }

start portmapd ready "$bin/portmapd"
ganesha.nfsd -F -f ganesha.conf -L "$work/ganesha.log" -p "$work/ganesha.pid" </dev/null >"$work/nfsd.log" 2>&1 &
pids[ganesha]=$!
eventually registered 100021 || fail "nfs-ganesha has not registered"
rpc.statd --no-notify -F >"$work/statd.log" 2>&1 </dev/null &
pids[statd]=$!
eventually registered 100024 || fail "statd has not registered"

used() {
  expect_match "^/exported +\(everyone\)" showmount -e 127.0.0.1
  expect "" nfs-ls nfs://127.0.0.1/exported
  expect_match "program 100003 version 3 ready" rpcinfo -t 127.0.0.1 100003 3
  expect_match "program 100024 version 1 ready" rpcinfo -u 127.0.0.1 100024 1
}
used
rpcinfo -p 127.0.0.1 | sort >"$work/before"

kill -KILL "${pids[portmapd]}"
eventually gone portmapd
start portmapd ready "$bin/portmapd"
expect "" diff "$work/before" <(rpcinfo -p 127.0.0.1 | sort)
used

kill -KILL "${pids[statd]}" "${pids[portmapd]}"
eventually gone statd
eventually gone portmapd
start portmapd ready "$bin/portmapd"
eventually not_registered 100024 || fail "statd is gone, and still registered"
expect_match "^/exported +\(everyone\)" showmount -e 127.0.0.1
passed
