# C stubs as Debian's rpcgen makes them, with libtirpc. None of our warnings: the output is not ours.

find_program(RPCGEN rpcgen REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(TIRPC REQUIRED IMPORTED_TARGET libtirpc)

# rpcgen_filter_sources(OUT_VAR out_dir file.x [DEPENDS file.x...] [WITHOUT_PERCENT_LINES]): sets OUT_VAR to the filters
# that rpcgen will write into out_dir, beside their header. DEPENDS: what the file includes. WITHOUT_PERCENT_LINES:
# rpcgen, or the compiler of its output, gets on only without these.
function(rpcgen_filter_sources out_var out_dir idl)
  cmake_parse_arguments(PARSE_ARGV 3 arg "WITHOUT_PERCENT_LINES" "" "DEPENDS")
  cmake_path(GET idl STEM stem)
  file(MAKE_DIRECTORY "${out_dir}")
  set(copies "")
  foreach(file IN ITEMS "${idl}" LISTS arg_DEPENDS)
    cmake_path(GET file FILENAME name)
    list(APPEND copies "${name}")
  endforeach()
  set(edit true)
  if(arg_WITHOUT_PERCENT_LINES)
    # The first joins the lines that a backslash continues, which rpcgen does not know.
    set(edit sed -i -E -z -e [[s/\\\n/ /g]] -e [[s/(^|\n)%[^\n]*/\1/g]] ${copies})
  endif()
  add_custom_command(
    OUTPUT "${out_dir}/${stem}.h" "${out_dir}/${stem}_xdr.c" "${out_dir}/${stem}.x"
    COMMAND "${CMAKE_COMMAND}" -E copy "${idl}" ${arg_DEPENDS} .
    COMMAND "${CMAKE_COMMAND}" -E rm -f ${stem}.h ${stem}_xdr.c
    COMMAND ${edit}
    COMMAND "${RPCGEN}" -N -h -o ${stem}.h ${stem}.x
    COMMAND "${RPCGEN}" -N -c -o ${stem}_xdr.c ${stem}.x
    WORKING_DIRECTORY "${out_dir}"
    DEPENDS "${idl}" ${arg_DEPENDS}
    COMMENT "rpcgen ${stem}.x (filters)"
    VERBATIM)
  set(${out_var} "${out_dir}/${stem}_xdr.c" PARENT_SCOPE)
endfunction()

# rpcgen_library(target file.x): static C library with header, filters, client and server stubs (without main).
function(rpcgen_library target idl)
  cmake_path(ABSOLUTE_PATH idl BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
  cmake_path(GET idl STEM stem)
  cmake_path(GET idl FILENAME file)
  set(out_dir "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  file(MAKE_DIRECTORY "${out_dir}")
  set(outputs ${stem}.h ${stem}_xdr.c ${stem}_clnt.c ${stem}_svc.c)
  list(TRANSFORM outputs PREPEND "${out_dir}/" OUTPUT_VARIABLE output_paths)
  # rpcgen spells the path it was given into #include, and does not overwrite: a copy in place, and a clean place.
  add_custom_command(
    OUTPUT ${output_paths}
    COMMAND "${CMAKE_COMMAND}" -E copy "${idl}" "${file}"
    COMMAND "${CMAKE_COMMAND}" -E rm -f ${outputs}
    COMMAND "${RPCGEN}" -N -h -o ${stem}.h "${file}"
    COMMAND "${RPCGEN}" -N -c -o ${stem}_xdr.c "${file}"
    COMMAND "${RPCGEN}" -N -l -o ${stem}_clnt.c "${file}"
    COMMAND "${RPCGEN}" -N -m -o ${stem}_svc.c "${file}"
    WORKING_DIRECTORY "${out_dir}"
    DEPENDS "${idl}"
    COMMENT "rpcgen ${file}"
    VERBATIM)
  add_library(${target} STATIC ${output_paths})
  target_compile_options(${target} PRIVATE -w)
  target_include_directories(${target} PUBLIC "${out_dir}")
  target_link_libraries(${target} PUBLIC PkgConfig::TIRPC)
endfunction()

# peer_program(name library): C program <name>.c on top of such a library.
function(peer_program name library)
  add_executable(peer_${name} ${name}.c)
  target_compile_options(peer_${name} PRIVATE -Wall -Wextra)
  target_link_libraries(peer_${name} PRIVATE ${library})
endfunction()
