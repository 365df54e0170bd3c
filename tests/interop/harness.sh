# shellcheck shell=bash
# Sourced first by every script here, with the arguments BIN_DIR PEER_DIR: puts the script into a network, mount and
# process namespace of its own (so port 111 and /run are private, tests may run side by side, and nothing survives),
# and offers start, stop and expect.
set -euo pipefail

# Where interoperation is required (.ci/run), a test that cannot run has failed.
skip() {
  if [[ -n ${ONCRPC_REQUIRE_INTEROP-} ]]; then
    echo "FAILED: must not be skipped here: $*"
    exit 1
  fi
  echo "SKIPPED: $*"
  exit 77
}

if [[ -z ${ONCRPC_INTEROP_WORK-} ]]; then
  namespace=(unshare --net --mount --pid --fork --kill-child --mount-proc)
  ((EUID == 0)) || namespace+=(--user --map-root-user)
  refusal=$("${namespace[@]}" true 2>&1) || skip "no private network namespace here: $refusal"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  status=0
  ONCRPC_INTEROP_WORK=$work ONCRPC_INTEROP_UID=$EUID "${namespace[@]}" bash "$0" "$@" || status=$?
  exit "$status"
fi

# shellcheck disable=SC2034  # the scripts that source this use them
bin=$1 peers=$2
work=$ONCRPC_INTEROP_WORK
declare -A pids
checks=0

mount -t tmpfs tmpfs /run
mkdir /run/rpcbind
ip link set lo up
cd "$work"
unset ONC_RPCBIND

fail() {
  local log
  echo "FAILED: $*"
  for log in "$work"/*.log; do
    [[ -s $log ]] && printf -- '--- %s\n%s\n' "$(basename "$log")" "$(cat "$log")"
  done
  exit 1
}

needs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || skip "$program is not installed"
  done
}

# eventually CONDITION...: true as soon as the command succeeds, false after 10 seconds.
eventually() {
  local deadline=$((SECONDS + 10))
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || return 1
    sleep 0.02
  done
}

alive() { kill -0 "${pids[$1]}" 2>/dev/null; }
said_or_died() { grep -q "$2" "$work/$1.log" || ! alive "$1"; }

# start NAME READY_PATTERN command...: in the background, output in NAME.log, returns when it has said that it is ready.
start() {
  local name=$1 pattern=$2
  shift 2
  : >"$work/$name.log"  # before the loop below looks: one of that name may have said so earlier
  "$@" >"$work/$name.log" 2>&1 </dev/null &
  pids[$name]=$!
  if ! eventually said_or_died "$name" "$pattern" || ! alive "$name"; then fail "$name did not get ready"; fi
}

stop() {
  kill -TERM "${pids[$1]}"
  eventually gone "$1" || fail "$1 did not stop on SIGTERM"
  unset "pids[$1]"
}
gone() { ! alive "$1"; }

# start_binder rpcbind|portmapd [option...]: Debian's or ours, at the standard port and socket.
start_binder() {
  if [[ $1 == portmapd ]]; then
    start portmapd ready "$bin/portmapd" "${@:2}"
    return
  fi
  needs rpcbind rpcinfo
  # rpcbind changes to its own user, which a user namespace with one mapped user has not got.
  ((ONCRPC_INTEROP_UID == 0)) || skip "Debian's rpcbind needs root"
  rpcbind -f -w "${@:2}" >"$work/rpcbind.log" 2>&1 </dev/null &
  pids[rpcbind]=$!
  eventually rpcinfo -p 127.0.0.1 || fail "Debian's rpcbind did not get ready"
}

# expect EXPECTED command...: the whole standard output, exactly; the command must succeed.
expect() {
  local expected=$1 seen status=0
  shift
  seen=$(timeout 20 "$@" 2>"$work/stderr.log") || status=$?
  ((status == 0)) || fail "'$*' ended with status $status"
  [[ $seen == "$expected" ]] || fail "'$*' printed '$seen', not '$expected'"
  checks=$((checks + 1))
}

# expect_match PATTERN command...: some part of standard output, as an extended regular expression.
expect_match() {
  local pattern=$1 seen status=0
  shift
  seen=$(timeout 20 "$@" 2>"$work/stderr.log") || status=$?
  ((status == 0)) || fail "'$*' ended with status $status"
  grep -Eq -- "$pattern" <<<"$seen" || fail "'$*' printed '$seen', which has no '$pattern'"
  checks=$((checks + 1))
}

# expect_failure PATTERN command...: non-zero status and a matching message.
expect_failure() {
  local pattern=$1 seen
  shift
  if seen=$(timeout 20 "$@" 2>&1); then fail "'$*' succeeded and printed '$seen'"; fi
  grep -Eq -- "$pattern" <<<"$seen" || fail "'$*' said '$seen', which has no '$pattern'"
  checks=$((checks + 1))
}

passed() {
  ((checks > 0)) || fail "nothing was checked"
  echo "passed: $checks checks"
}
