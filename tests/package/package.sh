#!/usr/bin/env bash
# package.sh FOLDER PREFIX CMAKE CXX STEP argument...: one step of the package tests, building in FOLDER.
set -euo pipefail

folder=$1 prefix=$2 cmake=$3 cxx=$4 step=$5
shift 5

configure() { # SOURCE option...
  local source=$1
  shift
  "$cmake" -S "$source" -B "$folder" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_BUILD_TYPE=Debug "$@"
}

install() { # BUILD
  rm -rf "$prefix"
  "$cmake" --install "$1" --prefix "$prefix"
  [[ -x $prefix/bin/idlc && -x $prefix/bin/portmapd && -x $prefix/bin/oncinfo ]]
  [[ -f $prefix/share/bash-completion/completions/oncinfo && -f $prefix/share/man/man1/oncinfo.1 ]]
}

build_alone() { # SOURCE PROGRAM argument...
  local source=$1 program=$2
  shift 2
  # A copy: nothing next to it may help.
  cp -r "$source" "$folder.source"
  configure "$folder.source" -DCMAKE_PREFIX_PATH="$prefix"
  "$cmake" --build "$folder" --parallel 2
  "$folder/$program" "$@"
  [[ ! -x $folder/types_only ]] || "$folder/types_only"
}

# eventually_says FILE PATTERN PID: true as soon as a line matches, false when the program has ended without it.
eventually_says() {
  for ((i = 0; i < 3000; i++)); do
    grep -Eq "$2" "$1" && return
    kill -0 "$3" || break
    read -rt 0.01 <> <(:) || true
  done
  cat "$1"
  return 1
}

samples() { # FILE.x PROCEDURES: client and server of `idlc -S` call and serve so many, unedited
  local stem expected=$2 flags="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Werror"
  stem=$(basename "$1" .x)
  mkdir "$folder.source"
  cp "$1" "$folder.source"
  (cd "$folder.source" && "$prefix/bin/idlc" -Sc -Ss -Sm "$stem.x")
  configure "$folder.source" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_FLAGS="$flags"
  "$cmake" --build "$folder" --parallel 2

  "$prefix/bin/portmapd" --listen 127.0.0.1:0 >"$folder/portmapd.out" &
  trap 'kill $(jobs -p)' EXIT
  eventually_says "$folder/portmapd.out" ready "$!"
  export ONC_RPCBIND
  ONC_RPCBIND=$(sed -n 's/.*tcp \([0-9.:]*\).*/\1/p' "$folder/portmapd.out")
  "$folder/${stem}_server" >"$folder/server.out" 2>&1 &
  local server=$!
  eventually_says "$folder/server.out" ready "$server"

  "$folder/${stem}_client" 127.0.0.1 | tee "$folder/client.out"
  [[ $(wc -l <"$folder/client.out") == "$expected" ]]
  [[ $(grep -c '(.*)$' "$folder/server.out") == "$expected" ]]
  "$folder/${stem}_client" 127.0.0.1 NULL >"$folder/one.out"
  [[ $(<"$folder/one.out") == *.NULL:\ done ]]
  local status=0
  "$folder/${stem}_client" 127.0.0.1 nosuch 2>"$folder/one.out" || status=$?
  [[ $status == 1 && $(<"$folder/one.out") == *"has no procedure 'nosuch'"* ]]
  kill "$server"
  wait "$server"
  status=0
  "$folder/${stem}_client" 127.0.0.1 2>"$folder/one.out" || status=$?
  [[ $status == 2 && $(<"$folder/one.out") == *"program not registered"* ]]
}

pkg_config() { # SOURCE
  command -v pkg-config >/dev/null || { echo "SKIPPED: pkg-config is not installed" && exit 77; }
  export PKG_CONFIG_PATH
  PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name oncrpc.pc)")
  local flags libraries
  read -ra flags < <(pkg-config --cflags oncrpc)
  read -ra libraries < <(pkg-config --libs oncrpc)
  mkdir -p "$folder"
  "$(pkg-config --variable=idlc oncrpc)" -o "$folder" "$1/kv.x"
  "$cxx" -std=c++20 "${flags[@]}" -I"$folder" "$1/main.cpp" "$folder"/kv_*.cpp -o "$folder/consumer" "${libraries[@]}"
  "$folder/consumer"
}

readme() { # README: the project that it shows finds the package; docs_first_programs compiles the same programs
  mkdir "$folder.source"
  sed -n '/^```cmake$/,/^```$/{/^```/!p}' "$1" >"$folder.source/CMakeLists.txt"
  [[ -s $folder.source/CMakeLists.txt ]]
  echo 'program LOG_PROG { version LOG_VER { int RLOG(string) = 1; } = 1; } = 0x20000001;' >"$folder.source/log.x"
  touch "$folder.source/server.cpp" "$folder.source/client.cpp"
  configure "$folder.source" -DCMAKE_PREFIX_PATH="$prefix"
  "$cmake" --build "$folder" --target log_protocol --parallel 2
}

add_subdirectory() { # SOURCE ONCRPC
  configure "$1" -DONCRPC_SOURCE="$2" -DONCRPC_PRECOMPILED_HEADERS=ON -DONCRPC_UNITY=all -DCMAKE_CXX_FLAGS_DEBUG=-O0
  "$cmake" --build "$folder" --parallel 2 --target consumer
  "$folder/consumer"
}

rm -rf "$folder" "$folder.source"
"$step" "$@"
