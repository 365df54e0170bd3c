# How every target of this tree is compiled: language, warnings, sanitizers. Nothing here reaches the users of an
# installed oncrpc, except the language level.

add_library(oncrpc_warnings INTERFACE)
target_compile_options(oncrpc_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast>
  # Where several sources are compiled as one, names of one hide those of another; g++ can tell them from local ones.
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow=local>
  $<$<BOOL:${ONCRPC_WERROR}>:-Werror>
  # g++ 12 reports overlapping copies inside its own std::string (GCC bug 105651).
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)

if(ONCRPC_SANITIZE)
  # g++ cannot follow what the sanitizers put in between, and then takes values for uninitialized.
  add_compile_options(-fsanitize=${ONCRPC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${ONCRPC_SANITIZE})
  find_program(ONCRPC_LLD NAMES ld.lld ld.lld-14)
  if(ONCRPC_LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_link_options("--ld-path=${ONCRPC_LLD}")  # a third of the time
  endif()
  if(ONCRPC_SANITIZE MATCHES "address")
    add_compile_definitions($<$<COMPILE_LANG_AND_ID:CXX,Clang>:__SANITIZE_ADDRESS__>)  # as g++ tells it
  endif()
endif()

# Imported targets named Package::target are looked up on first use, so naming a dependency is enough.
function(oncrpc_find_targets)
  foreach(dependency IN LISTS ARGN)
    if(NOT TARGET "${dependency}" AND dependency MATCHES "^([A-Za-z0-9_]+)::" AND NOT CMAKE_MATCH_1 STREQUAL "oncrpc")
      find_package(${CMAKE_MATCH_1} REQUIRED)
    endif()
  endforeach()
endfunction()

function(oncrpc_compile_settings target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${target} PRIVATE $<BUILD_INTERFACE:oncrpc_warnings>)
endfunction()
