# What find_package(oncrpc) and pkg-config find after installation.

include(CMakePackageConfigHelpers)

set(ONCRPC_PACKAGE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/oncrpc")

get_property(packages GLOBAL PROPERTY ONCRPC_PACKAGES)
list(REMOVE_DUPLICATES packages)
list(TRANSFORM packages REPLACE "(.+)" "find_dependency(\\1)")
list(JOIN packages "\n" ONCRPC_FIND_DEPENDENCIES)

configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/oncrpcConfig.cmake.in" "${PROJECT_BINARY_DIR}/oncrpcConfig.cmake"
  INSTALL_DESTINATION "${ONCRPC_PACKAGE_DIR}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/oncrpcConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
# pkg-config works out the prefix from the place of the .pc file, so an installed tree can be moved.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
           OUTPUT_VARIABLE ONCRPC_PC_PREFIX)
configure_file("${CMAKE_CURRENT_LIST_DIR}/oncrpc.pc.in" "${PROJECT_BINARY_DIR}/oncrpc.pc" @ONLY)

install(FILES
  "${PROJECT_BINARY_DIR}/oncrpcConfig.cmake" "${PROJECT_BINARY_DIR}/oncrpcConfigVersion.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/OncrpcGenerate.cmake"
  DESTINATION "${ONCRPC_PACKAGE_DIR}")
install(EXPORT oncrpcTargets NAMESPACE oncrpc:: DESTINATION "${ONCRPC_PACKAGE_DIR}")
install(FILES "${PROJECT_BINARY_DIR}/oncrpc.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
install(FILES "${PROJECT_SOURCE_DIR}/docs/man/idlc.1" "${PROJECT_SOURCE_DIR}/docs/man/oncinfo.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${PROJECT_SOURCE_DIR}/docs/man/portmapd.8" DESTINATION "${CMAKE_INSTALL_MANDIR}/man8")
