# shellcheck shell=bash
# Sourced by the scripts that build and run what pages print: a folder that goes with them, and ways to take blocks out
# of pages, to wait, and to have a portmapper. Needs tree and portmapd.
# shellcheck disable=SC2154  # tree and portmapd are set by the scripts that source this
set -euo pipefail
folder=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$folder"' EXIT

fail() {
  echo "FAILED: $*" >&2
  cat "$folder"/*.out >&2 || true
  exit 1
}

# block PAGE LANGUAGE NUMBER: the content of the NUMBERth block of that language.
block() {
  awk -v open="\`\`\`$2" -v wanted="$3" '
    $0 == open { inside = 1; ++seen; next }
    /^```$/ { inside = 0 }
    inside && seen == wanted' "$tree/$1"
}

pause() { read -rt 0.01 <> <(:) || true; }

# wait_for FILE PATTERN PID: until a line is there; the program must not have ended.
wait_for() {
  for ((i = 0; i < 2000; i++)); do
    grep -Eqs "$2" "$1" && return
    kill -0 "$3" 2>/dev/null || fail "$1: ended without '$2'"
    pause
  done
  fail "$1: no '$2'"
}

# Sets ONC_RPCBIND to the tcp address of a portmapper, and udp_rpcbind to its other one: the ports differ when they are
# chosen freely, and a client asks over the transport that it uses.
start_portmapper() {
  "$portmapd" --listen 127.0.0.1:0 >"$folder/portmapd.out" 2>&1 &
  pids+=($!)
  wait_for "$folder/portmapd.out" ready "$!"
  ONC_RPCBIND=$(sed -n 's/.*tcp \([0-9.:]*\).*/\1/p' "$folder/portmapd.out")
  export ONC_RPCBIND
  # shellcheck disable=SC2034  # the scripts use it
  udp_rpcbind=$(sed -n 's/.*udp \([0-9.:]*\),.*/\1/p' "$folder/portmapd.out")
}
