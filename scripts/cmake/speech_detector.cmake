# models/silero_vad of the build folder: made from its npm package, not kept in git. Sets EMO_DETECTOR (its model.onnx).
find_program(EMO_NODE node REQUIRED)
set(EMO_DETECTOR ${CMAKE_BINARY_DIR}/models/silero_vad/model.onnx)
set(original ${EMO_NODE_MODULES}/@ricky0123/vad-web/dist/silero_vad_v6.onnx)
set(card ${CMAKE_SOURCE_DIR}/models/silero_vad/card.json)
set(scripts ${CMAKE_SOURCE_DIR}/scripts/models)
add_custom_command(OUTPUT ${EMO_DETECTOR} ${CMAKE_BINARY_DIR}/models/silero_vad/card.json
  COMMAND ${EMO_NODE} ${scripts}/speech_detector.mjs ${original} ${EMO_DETECTOR}
  COMMAND ${CMAKE_COMMAND} -E copy ${card} ${CMAKE_BINARY_DIR}/models/silero_vad/card.json
  DEPENDS ${original} ${card} ${scripts}/speech_detector.mjs ${scripts}/lib/branch.mjs ${scripts}/lib/float16.mjs
          ${scripts}/lib/onnx_fields.mjs ${scripts}/lib/protobuf.mjs ${scripts}/lib/speech_detector.mjs
  COMMENT "Making models/silero_vad" VERBATIM)
add_custom_target(emoscope_detector DEPENDS ${EMO_DETECTOR})
