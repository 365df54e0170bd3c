# shellcheck shell=bash
# Headers that many files include, compiled once, and files compiled as one. To be sourced.

# precompile COMPILER HEADER FLAG...: `-include HEADER` behind the same flags then takes what was compiled.
precompile() {
  local compiler=$1 header=$2 result=$2.gch
  shift 2
  [[ $compiler != *clang* ]] || result=$header.pch
  "$compiler" "$@" -x c++-header "$header" -o "$result"
}

# together FILE...: a source that includes them all.
together() { printf '#include "%s"\n' "$@"; }
