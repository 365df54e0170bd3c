# Headers that most files of this tree include, compiled once: half of what compilers do here is reading them. Only with
# g++, so that what a file forgets to include is found with clang (presets fuzz and tidy).

option(ONCRPC_PRECOMPILED_HEADERS "Compile the headers that most files include once" ${PROJECT_IS_TOP_LEVEL})
set(ONCRPC_PRECOMPILE OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(ONCRPC_PRECOMPILE ${ONCRPC_PRECOMPILED_HEADERS})
endif()

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
