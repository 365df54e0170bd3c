#!/usr/bin/env bash
# reproducible_build.sh FOLDER SOURCE CMAKE CXX IDLC: two builds in different folders, at different times, have the same
# bytes: the XDR library, and what idlc makes of an interface.
set -euo pipefail

folder=$1 source=$2 cmake=$3 cxx=$4 idlc=$5
rm -rf "$folder"
unset CMAKE_CXX_COMPILER_LAUNCHER # of two compilations one would be a copy

build() { # NAME
  "$cmake" -S "$source" -B "$folder/$1/build" -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_BUILD_TYPE=Release -DONCRPC_TESTS=OFF \
    -DONCRPC_EXAMPLES=OFF -DONCRPC_BENCH=OFF -DONCRPC_IDLC="$idlc" >"$folder/log"
  "$cmake" --build "$folder/$1/build" --target oncrpc_xdr >>"$folder/log"
  cp "$source/idl/rpcbind.x" "$folder/$1"
  (cd "$folder/$1" && "$idlc" -o . rpcbind.x)
}

mkdir -p "$folder/one" "$folder/another/and/deeper"
build one
build another/and/deeper
for file in rpcbind.h rpcbind_xdr.cpp rpcbind_clnt.cpp rpcbind_svc.cpp; do
  cmp "$folder/one/$file" "$folder/another/and/deeper/$file"
done
cmp "$(find "$folder/one" -name liboncrpc_xdr.a)" "$(find "$folder/another" -name liboncrpc_xdr.a)"
echo "passed"
