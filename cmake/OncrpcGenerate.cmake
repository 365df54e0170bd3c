# From .x files to something to link. Used by this project for its own idl/ and installed for the users of
# find_package(oncrpc).
#
#   oncrpc_generate(TARGET IDL file.x... [NAMESPACE ns] [XDR_ONLY] [JSON] [OPTIONS option...])
#     A static library TARGET with types, XDR filters, client stubs and server skeletons of all the files. Whoever
#     links it writes #include "file.h". XDR_ONLY: types and filters only, which need oncrpc::xdr and no runtime.
#     JSON: to_json and from_json of the types as well, in "file_json.h", which need oncrpc::json. OPTIONS are handed to
#     idlc.
#
#   oncrpc_generate_sources(OUT_VAR out_dir IDL file.x... [NAMESPACE ns] [XDR_ONLY] [JSON] [OPTIONS option...])
#     Only the rule: sets OUT_VAR to the files that idlc will write into out_dir, for a target of your own.
#
# ONCRPC_IDLC may name an idlc to run in place of the package's own, which cross compiling needs.

function(oncrpc_generate_sources out_var out_dir)
  cmake_parse_arguments(PARSE_ARGV 2 arg "XDR_ONLY;JSON" "NAMESPACE" "IDL;OPTIONS")
  if(NOT arg_IDL OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "oncrpc: give the .x files after IDL (not understood: '${arg_UNPARSED_ARGUMENTS}')")
  endif()

  set(options ${arg_OPTIONS})
  if(arg_NAMESPACE)
    list(APPEND options --namespace ${arg_NAMESPACE})
  endif()
  set(suffixes .h _xdr.cpp)
  if(arg_XDR_ONLY)
    list(APPEND options -h -c)
  else()
    list(APPEND suffixes _clnt.cpp _svc.cpp)
  endif()
  if(arg_JSON)
    list(APPEND options --json)
    list(APPEND suffixes _json.h _json.cpp)
  endif()
  if(ONCRPC_IDLC)
    set(idlc "${ONCRPC_IDLC}")
  else()
    set(idlc $<TARGET_FILE:oncrpc::idlc>)
  endif()

  file(MAKE_DIRECTORY "${out_dir}")
  set(all_files "")
  foreach(idl IN LISTS arg_IDL)
    cmake_path(ABSOLUTE_PATH idl BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    cmake_path(GET idl STEM LAST_ONLY stem)
    list(TRANSFORM suffixes PREPEND "${out_dir}/${stem}" OUTPUT_VARIABLE files)
    add_custom_command(
      OUTPUT ${files}
      COMMAND "${idlc}" -o "${out_dir}" -MD -MF "${out_dir}/${stem}.d" ${options} "${idl}"
      DEPENDS "${idl}" "${idlc}"
      DEPFILE "${out_dir}/${stem}.d"
      COMMENT "idlc ${stem}.x"
      VERBATIM)
    list(APPEND all_files ${files})
  endforeach()
  set(${out_var} ${all_files} PARENT_SCOPE)
endfunction()

function(oncrpc_generate target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "XDR_ONLY;JSON" "" "")
  set(out_dir "${CMAKE_CURRENT_BINARY_DIR}/${target}.idl")
  oncrpc_generate_sources(sources "${out_dir}" ${ARGN})

  add_library(${target} STATIC ${sources})
  target_include_directories(${target} PUBLIC "${out_dir}")
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  # Otherwise g++ inlines no codec into another, since somebody might replace it when the program is loaded.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-semantic-interposition>)
  if(arg_XDR_ONLY)
    target_link_libraries(${target} PUBLIC oncrpc::xdr)
  else()
    target_link_libraries(${target} PUBLIC oncrpc::runtime)
  endif()
  if(arg_JSON)
    target_link_libraries(${target} PUBLIC oncrpc::json)
  endif()
  if(TARGET oncrpc_warnings)  # inside oncrpc's own tree generated code keeps the project's own rules
    oncrpc_compile_settings(${target})
  endif()
endfunction()
