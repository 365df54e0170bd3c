# Headers that most files of this tree include, compiled once: half of what compilers do here is reading them. Only with
# g++, so that what a file forgets to include is found with clang (preset fuzz). And several sources compiled as one.

# Not of installed libraries, unless asked for: programs would link more of them than they use.
set(ONCRPC_UNITY "" CACHE STRING "Compile several sources at once: of \"tools\", of \"all\" of the product, or of nothing")

option(ONCRPC_PRECOMPILED_HEADERS "Compile the headers that most files include once" ${PROJECT_IS_TOP_LEVEL})
set(ONCRPC_PRECOMPILE OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR ONCRPC_UNITY STREQUAL "all")
  set(ONCRPC_PRECOMPILE ${ONCRPC_PRECOMPILED_HEADERS})
endif()

# oncrpc_unite(target [INTERNAL])
function(oncrpc_unite target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "INTERNAL" "" "")
  if(ONCRPC_UNITY STREQUAL "all" OR (arg_INTERNAL AND ONCRPC_UNITY STREQUAL "tools"))
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30)
  endif()
endfunction()

set(ONCRPC_STANDARD_HEADERS
  <algorithm> <array> <atomic> <cerrno> <chrono> <cstddef> <cstdint> <cstring> <deque> <functional> <limits> <map> <memory>
  <mutex> <optional> <set> <span> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>)

# oncrpc_precompile(target [header...]): the standard headers, and these.
function(oncrpc_precompile target)
  if(ONCRPC_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ONCRPC_STANDARD_HEADERS} ${ARGN})
  endif()
endfunction()

# oncrpc_reuse_precompiled(target from): what oncrpc_precompile(from) has made; both are compiled with the same options.
function(oncrpc_reuse_precompiled target from)
  if(ONCRPC_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM ${from})
  endif()
endfunction()
