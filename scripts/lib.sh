# shellcheck shell=bash disable=SC2034  # the scripts that source this use its lists
# What scripts/demo, scripts/test and .ci/run share. To be sourced, with `set -euo pipefail` on.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

build_packages=(g++ cmake make ninja-build flex bison libfmt-dev libcli11-dev libspdlog-dev nlohmann-json3-dev)
test_packages=(libgtest-dev libgmock-dev libbenchmark-dev pkg-config gcc rpcsvc-proto libtirpc-dev libntirpc-dev rpcbind iproute2
  universal-ctags util-linux strace valgrind clang clang-format-14 nfs-ganesha nfs-ganesha-mem nfs-common libnfs-utils netbase) # netbase: libtirpc looks its transports up in /etc/protocols and /etc/services

say() { printf '%s\n' "$*"; }
step() { printf '\n==> %s\n' "$*"; }
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s\n' "$package"
  done
}

# Packages that bring a daemon (rpcbind) would start it; Debian asks this file first. A subshell, so that the file goes
# again however the installation ends.
without_starting_daemons() (
  policy=/usr/sbin/policy-rc.d
  if [[ ! -e $policy ]]; then
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    "${as_root[@]}" sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
  fi
  "$@"
)

apt_install() {
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Installs those of the named Debian packages that are missing, as root or through sudo; otherwise says what to do.
require_packages() {
  command -v dpkg-query >/dev/null || return 0 # not Debian: cmake will tell what it does not find
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null || { [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; }; then
      fail "missing packages, install them as root: apt-get install ${missing[*]}"
    fi
    as_root=(sudo)
  fi
  step "Installing ${missing[*]}"
  without_starting_daemons apt_install "${missing[@]}" || fail "apt-get could not install: ${missing[*]}"
}

# configure PRESET [cmake option...]: a build folder keeps the generator it was made with; a new one gets Ninja if it is
# there.
configure() {
  local preset=$1 generator=()
  shift
  if [[ ! -e $root/build/$preset/CMakeCache.txt ]] && command -v ninja >/dev/null; then
    generator=(-G Ninja)
  fi
  (cd "$root" && cmake --preset "$preset" "${generator[@]}" "$@") >"$root/build/$preset.configure.log" 2>&1 || {
    cat "$root/build/$preset.configure.log" >&2
    fail "cmake could not configure the preset $preset"
  }
}

# is_configured PRESET: a build can start. A cache alone is also what a failed configuration leaves.
is_configured() {
  [[ -e $root/build/$1/build.ninja || -e $root/build/$1/Makefile ]]
}

# build PRESET [target...]
build() {
  local preset=$1 targets=()
  shift
  (($#)) && targets=(--target "$@")
  cmake --build "$root/build/$preset" --parallel "$(nproc)" "${targets[@]}"
}

run_tests() {
  local preset=$1
  shift
  ctest --test-dir "$root/build/$preset" -j "$(nproc)" --output-on-failure --no-tests=error "$@"
}

mkdir -p "$root/build"
