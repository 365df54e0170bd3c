# C stubs as Debian's rpcgen makes them, with libtirpc. None of our warnings: the output is not ours.

find_program(RPCGEN rpcgen REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(TIRPC REQUIRED IMPORTED_TARGET libtirpc)

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
