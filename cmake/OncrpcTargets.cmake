# One call per library, tool, example and benchmark.

include(GNUInstallDirs)

set(ONCRPC_BIN_DIR "${oncrpc_BINARY_DIR}/bin")

# Those of each interface as one, where several sources are at all; not of several interfaces, which may have macros.
function(oncrpc_unite_generated)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source STEM LAST_ONLY stem)
    string(REGEX REPLACE "_[a-z]+$" "" interface "${stem}")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "idl_${interface}")
  endforeach()
endfunction()

# oncrpc_target_idl(target IDL file.x... [NAMESPACE ns] [XDR_ONLY] [JSON] [OPTIONS option...])
#   Compiles the .x files into an existing target; may be called several times, with different namespaces.
function(oncrpc_target_idl target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "JSON" "" "")
  set(out_dir "${CMAKE_CURRENT_BINARY_DIR}/${target}.idl")
  oncrpc_generate_sources(sources "${out_dir}" ${ARGN})
  # They are compiled as by users, but those of tests.
  get_target_property(behind_headers ${target} PRECOMPILE_HEADERS_REUSE_FROM)
  if(behind_headers MATCHES "^oncrpc_test_headers_")
    oncrpc_unite_generated(${sources})
  else()
    set_source_files_properties(${sources} PROPERTIES SKIP_PRECOMPILE_HEADERS ON SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  target_sources(${target} PRIVATE ${sources})
  target_include_directories(${target} PRIVATE "${out_dir}")
  if(arg_JSON)
    target_link_libraries(${target} PRIVATE oncrpc::json)
  endif()
endfunction()

# oncrpc_library(name SOURCES file... [DEPENDS target...] [PRIVATE_DEPENDS target...]
#                [IDL file.x... [NAMESPACE ns] [XDR_ONLY]] [INTERNAL])
#   Static library oncrpc_<name>, alias oncrpc::<name>, installed unless INTERNAL. Public headers are in include/ of the
#   current folder. Private ones are seen from the current folder down, by the library itself and by tests that name it
#   after INTERNALS.
function(oncrpc_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "INTERNAL;XDR_ONLY" "NAMESPACE" "SOURCES;DEPENDS;PRIVATE_DEPENDS;IDL")
  oncrpc_find_targets(${arg_DEPENDS} ${arg_PRIVATE_DEPENDS})
  set(target oncrpc_${name})

  add_library(${target} STATIC ${arg_SOURCES})
  add_library(oncrpc::${name} ALIAS ${target})
  oncrpc_compile_settings(${target})
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  if(IS_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/include")
    target_include_directories(${target} PUBLIC
      $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  endif()
  target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_PRIVATE_DEPENDS})
  if(arg_INTERNAL)
    oncrpc_unite(${target} INTERNAL)
  else()
    oncrpc_unite(${target})
  endif()

  if(arg_IDL)
    set(flags "")
    if(arg_XDR_ONLY)
      set(flags XDR_ONLY)
    endif()
    oncrpc_target_idl(${target} IDL ${arg_IDL} NAMESPACE ${arg_NAMESPACE} ${flags})
  endif()

  if(ONCRPC_INSTALL AND NOT arg_INTERNAL)
    oncrpc_install_library(${name} ${arg_DEPENDS} ${arg_PRIVATE_DEPENDS})
  endif()
endfunction()

function(oncrpc_install_library name)
  set_target_properties(oncrpc_${name} PROPERTIES EXPORT_NAME ${name})
  install(TARGETS oncrpc_${name} EXPORT oncrpcTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  if(IS_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}/include")
    install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  endif()
  # The package configuration looks up what the libraries link.
  foreach(dependency IN LISTS ARGN)
    if(dependency MATCHES "^([A-Za-z0-9_]+)::" AND NOT CMAKE_MATCH_1 STREQUAL "oncrpc")
      set_property(GLOBAL APPEND PROPERTY ONCRPC_PACKAGES ${CMAKE_MATCH_1})
    endif()
  endforeach()
endfunction()

# oncrpc_program(name SOURCES file... [DEPENDS target...]): what tools and benchmarks have in common.
function(oncrpc_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  oncrpc_find_targets(${arg_DEPENDS})
  add_executable(${name} ${arg_SOURCES})
  oncrpc_compile_settings(${name})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${ONCRPC_BIN_DIR}")
endfunction()

# oncrpc_tool(name SOURCES file... [DEPENDS target...]): installed program, oncrpc::<name> for users of the package.
function(oncrpc_tool name)
  oncrpc_program(${name} ${ARGN})
  oncrpc_unite(${name} INTERNAL)
  # What it does is in libraries; what is here reads command lines, for which compilers take longest.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  add_executable(oncrpc::${name} ALIAS ${name})
  if(ONCRPC_INSTALL)
    install(TARGETS ${name} EXPORT oncrpcTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endfunction()

# oncrpc_bench(name SOURCES file... [DEPENDS target...]): program in bin/, not installed.
function(oncrpc_bench name)
  oncrpc_program(${name} ${ARGN})
endfunction()

# oncrpc_example(folder): a project that a user could copy, built here with our warnings and into our bin/.
function(oncrpc_example folder)
  set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${ONCRPC_BIN_DIR}")
  set(CMAKE_CXX_EXTENSIONS OFF)
  add_compile_options(-O0)  # reading their command lines takes compilers longest, and nobody waits for it
  link_libraries(oncrpc_warnings)
  add_subdirectory(${folder})
endfunction()
