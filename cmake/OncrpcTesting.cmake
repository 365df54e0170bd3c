# One call per test. The label of a test is its folder below tests/.

include(GoogleTest)

# A process for each: sanitizers take longer to start one than most cases to run.
option(ONCRPC_TEST_FOR_EACH_CASE "ctest knows each case of the test programs, not only the programs" ON)

# What a test that cannot run says; ctest then reports it as skipped. Scripts may also end with status 77.
set(ONCRPC_SKIP_PATTERN "SKIPPED: ")

# What oncrpc_test has its sources compiled with, and what idlc makes for them: they call what is tested, which is optimised
# as for users. That generated code needs no headers but its own is a test of the compiler.
set(ONCRPC_TEST_OPTIONS -O0)

oncrpc_find_targets(GTest::gmock_main)
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/nothing.cpp" CONTENT "int main() {}\n")

# Of GoogleTest programs, and of others.
function(oncrpc_test_headers target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;HEADERS")
  add_executable(${target} "${CMAKE_CURRENT_BINARY_DIR}/nothing.cpp")
  oncrpc_compile_settings(${target})
  target_compile_options(${target} PRIVATE ${ONCRPC_TEST_OPTIONS})
  target_link_libraries(${target} PRIVATE ${arg_DEPENDS})
  oncrpc_precompile(${target} ${arg_HEADERS} <onc/client.h> <onc/server.h>)
endfunction()
oncrpc_test_headers(oncrpc_test_headers_gtest
  DEPENDS GTest::gmock_main oncrpc::json oncrpc::runtime
  HEADERS <gmock/gmock.h> <gtest/gtest.h> <onc/xdr/json.h>)
oncrpc_test_headers(oncrpc_test_headers_plain DEPENDS oncrpc::runtime)

# oncrpc_test_settings(target gtest|plain): how a program that only tests run is compiled.
function(oncrpc_test_settings target kind)
  target_compile_options(${target} PRIVATE ${ONCRPC_TEST_OPTIONS})
  oncrpc_reuse_precompiled(${target} oncrpc_test_headers_${kind})
  if(ONCRPC_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endif()
endfunction()

# A dozen of the sources are compiled as one, where several are at all.
function(oncrpc_unite_dozens)
  set(place 0)
  foreach(source IN LISTS ARGN)
    math(EXPR dozen "${place} / 12")
    math(EXPR place "${place} + 1")
    set_source_files_properties("${source}" PROPERTIES UNITY_GROUP "dozen_${dozen}")
  endforeach()
endfunction()

# oncrpc_test_program(name SOURCES file... [DEPENDS target...]): what scripts of tests run, in bin/.
function(oncrpc_test_program name)
  oncrpc_program(${name} ${ARGN})
  oncrpc_test_settings(${name} plain)
endfunction()

function(oncrpc_test_label out_var)
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${oncrpc_SOURCE_DIR}/tests" OUTPUT_VARIABLE label)
  set(${out_var} "${label}" PARENT_SCOPE)
endfunction()

# oncrpc_test(name SOURCES file... [DEPENDS target...] [INTERNALS library...]
#             [IDL file.x... [NAMESPACE ns] [XDR_ONLY] [JSON]] [UNITED])
#   GoogleTest program; each case is one ctest test, or all of them are (ONCRPC_TEST_FOR_EACH_CASE). INTERNALS names
#   libraries of ours (xdr, runtime, ...) whose private headers and generated headers the test includes; they are linked
#   too. tests/support is found as "support/...". UNITED: several sources are compiled as one (ONCRPC_UNITY).
function(oncrpc_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "XDR_ONLY;JSON;UNITED" "NAMESPACE" "SOURCES;DEPENDS;INTERNALS;IDL")
  oncrpc_find_targets(GTest::gmock_main ${arg_DEPENDS})
  add_executable(${name} ${arg_SOURCES})
  oncrpc_compile_settings(${name})
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}" "${oncrpc_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} GTest::gmock_main)
  oncrpc_test_settings(${name} gtest)
  if(arg_UNITED)
    oncrpc_unite_dozens(${arg_SOURCES})
  endif()
  foreach(internal IN LISTS arg_INTERNALS)
    target_link_libraries(${name} PRIVATE oncrpc::${internal})
    target_include_directories(${name} PRIVATE $<TARGET_PROPERTY:oncrpc_${internal},INCLUDE_DIRECTORIES>)
  endforeach()
  if(arg_IDL)
    set(flags "")
    foreach(flag IN ITEMS XDR_ONLY JSON)
      if(arg_${flag})
        list(APPEND flags ${flag})
      endif()
    endforeach()
    oncrpc_target_idl(${name} IDL ${arg_IDL} NAMESPACE ${arg_NAMESPACE} ${flags})
  endif()
  oncrpc_test_label(label)
  if(ONCRPC_TEST_FOR_EACH_CASE)
    gtest_discover_tests(${name} TEST_PREFIX "${name}/" DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
      PROPERTIES TIMEOUT 120 LABELS "${label}")
  else()
    add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
    set_tests_properties(${name} PROPERTIES TIMEOUT 900 COST 40 LABELS "${label}")
  endif()
endfunction()

# oncrpc_script_test(name script argument... [PROPERTIES property value...])
#   A bash script (relative to the current folder) as one test. Arguments may use generator expressions. COST, in
#   seconds, is for those that take long: they are started first.
function(oncrpc_script_test name script)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "PROPERTIES")
  oncrpc_test_label(label)
  add_test(NAME ${name} COMMAND bash "${CMAKE_CURRENT_SOURCE_DIR}/${script}" ${arg_UNPARSED_ARGUMENTS})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT 120 LABELS "${label}" SKIP_RETURN_CODE 77 SKIP_REGULAR_EXPRESSION "${ONCRPC_SKIP_PATTERN}" ${arg_PROPERTIES})
endfunction()

# oncrpc_fuzz(name SOURCES file... [DEPENDS target...] [INTERNALS library...] [SEEDS path...] [OPTIONS option...])
#   Fuzz target fuzz_<name>. With ONCRPC_FUZZ a libFuzzer program; otherwise one that runs it over its seeds, which is a
#   test. SEEDS are beside seeds/<name>.seeds, relative to the source tree. OPTIONS are for libFuzzer.
function(oncrpc_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;INTERNALS;SEEDS;OPTIONS")
  set(target fuzz_${name})
  if(ONCRPC_FUZZ)
    oncrpc_program(${target} SOURCES ${arg_SOURCES} DEPENDS ${arg_DEPENDS})
  else()
    oncrpc_test_program(${target} SOURCES ${arg_SOURCES} DEPENDS ${arg_DEPENDS})
  endif()
  foreach(internal IN LISTS arg_INTERNALS)
    target_link_libraries(${target} PRIVATE oncrpc::${internal})
    target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:oncrpc_${internal},INCLUDE_DIRECTORIES>)
  endforeach()
  set(seeds ${arg_SEEDS})
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/seeds/${name}.seeds")
    list(APPEND seeds tests/fuzz/seeds/${name}.seeds)
  endif()
  list(TRANSFORM seeds PREPEND "${oncrpc_SOURCE_DIR}/")
  if(ONCRPC_FUZZ)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzz_targets ${target})
    string(REPLACE ";" " " line "${target};${arg_OPTIONS};${seeds}")
    set_property(GLOBAL APPEND_STRING PROPERTY ONCRPC_FUZZ_TARGETS "${line}\n")
    return()
  endif()
  target_link_libraries(${target} PRIVATE fuzz_replay)
  oncrpc_test_label(label)
  add_test(NAME ${target} COMMAND ${target} ${seeds})
  set_tests_properties(${target} PROPERTIES TIMEOUT 120 LABELS "${label}")
endfunction()
