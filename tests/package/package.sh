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
}

build_alone() { # SOURCE PROGRAM argument...
  local source=$1 program=$2
  shift 2
  # A copy: nothing next to it may help.
  cp -r "$source" "$folder.source"
  configure "$folder.source" -DCMAKE_PREFIX_PATH="$prefix"
  "$cmake" --build "$folder" --parallel 2
  "$folder/$program" "$@"
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

add_subdirectory() { # SOURCE ONCRPC
  configure "$1" -DONCRPC_SOURCE="$2"
  "$cmake" --build "$folder" --parallel 2 --target consumer
  "$folder/consumer"
}

rm -rf "$folder" "$folder.source"
"$step" "$@"
