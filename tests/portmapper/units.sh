#!/usr/bin/env bash
# The systemd units: sound, hardened, and known by rpcbind's names to those that ask for it. Arguments: their folder, portmapd.
set -euo pipefail

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

if ! command -v systemctl >/dev/null || ! command -v systemd-analyze >/dev/null; then
  echo "SKIPPED: systemd's tools are not installed"
  exit 77
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root/etc/systemd/system" "$root/usr/lib/systemd/system"
ln -s usr/lib "$root/lib"
units=$root/usr/lib/systemd/system
cp "$1/portmapd.socket" "$units"
sed "s|@CMAKE_INSTALL_FULL_BINDIR@/portmapd|$2|" "$1/portmapd.service" | grep -v '^Documentation=' >"$units/portmapd.service"

complaints=$(cd "$units" && systemd-analyze verify ./portmapd.service ./portmapd.socket 2>&1 | grep portmapd || true)
[[ -z $complaints ]] || fail "$complaints"
exposure=$(systemd-analyze security --offline=true --no-pager "$units/portmapd.service" 2>/dev/null |
  sed -n 's/.*exposure level for portmapd.service: \([0-9]*\)\..*/\1/p')
[[ -n $exposure ]] && ((exposure < 2)) || fail "the exposure level is '$exposure'"

# rpc-statd requires rpcbind.socket: it must not start the other one.
printf '[Socket]\nListenStream=/run/other.sock\n' >"$units/rpcbind.socket"
printf '[Service]\nExecStart=/bin/true\n' >"$units/rpcbind.service"
systemctl --root="$root" enable portmapd.service portmapd.socket 2>"$root/log" || fail "$(cat "$root/log")"
for kind in socket service; do
  target=$(readlink "$root/etc/systemd/system/rpcbind.$kind") || fail "rpcbind.$kind is not taken over"
  [[ $target == */portmapd.$kind ]] || fail "rpcbind.$kind is $target"
done
echo "passed"
