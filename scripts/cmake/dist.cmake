# dist/: a self-contained folder for any static web server. Paths in it are relative, so it works under any prefix.
# A build for debugging leaves dist/ alone: scripts/dev.sh serves what of it is made from the build folder.
set(page $<IF:$<CONFIG:Debug>,${CMAKE_BINARY_DIR}/page,${CMAKE_SOURCE_DIR}/dist>)
add_custom_target(dist
  COMMAND ${EMO_NODE} ${CMAKE_SOURCE_DIR}/scripts/build_dist.mjs --programs ${CMAKE_BINARY_DIR}/programs
          --modules ${EMO_NODE_MODULES} --fonts ${EMO_FONT_DIR} --detector ${EMO_DETECTOR} --out ${page}
          $<$<CONFIG:Debug>:--readable>
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMAND_EXPAND_LISTS
  COMMENT "Putting the page together"
  USES_TERMINAL)
add_dependencies(dist emoscope_detector emoscope_engine emoscope_decoder emoscope_ui emoscope_data)

add_custom_target(programs)
add_dependencies(programs emoscope_engine emoscope_decoder emoscope_ui emoscope_data)
