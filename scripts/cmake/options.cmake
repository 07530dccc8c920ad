# Flags as a target, not as globals. Everything of ours links emo_options; third parties do not.
add_library(emo_options INTERFACE)
target_include_directories(emo_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(emo_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-unknown-pragmas)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of overlaps and overflows in its own std::string and std::vector (GCC bugs 105329, 105762).
  target_compile_options(emo_options INTERFACE -Wno-restrict -Wno-stringop-overflow)
endif()
option(EMO_SANITIZE "Address and undefined-behaviour sanitizers" OFF)
# Warnings are errors with the compilers that setup.sh installs; others may warn of more. Not with sanitizers: what they put in
# between hides ranges of values from GCC, which then warns of overflows that cannot be. Every source is compiled without
# them, too.
if((EMSCRIPTEN OR (CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)) AND NOT EMO_SANITIZE)
  target_compile_options(emo_options INTERFACE -Werror)
endif()
if(EMO_SANITIZE)
  set(flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(emo_options INTERFACE ${flags})
  target_link_options(emo_options INTERFACE ${flags})
endif()
# Nothing reads errno after sqrt and log; without it loops of them become SIMD.
target_compile_options(emo_options INTERFACE -fno-math-errno)
if(EMSCRIPTEN)
  target_compile_options(emo_options INTERFACE -msimd128)
  # A page that is loaded after each change need not load what only a debugger reads.
  add_link_options($<$<CONFIG:Debug>:-gseparate-dwarf>)
endif()

# For the page, where bytes count more than speed.
set(EMO_SMALL $<$<AND:$<BOOL:${EMSCRIPTEN}>,$<CONFIG:Release>>:-Os>)
set(EMO_SMALLEST $<$<AND:$<BOOL:${EMSCRIPTEN}>,$<CONFIG:Release>>:-Oz>)

# Third parties, each behind one target.
add_library(kissfft STATIC ${EMO_KISSFFT_DIR}/kiss_fft.c ${EMO_KISSFFT_DIR}/kiss_fftr.c)
target_include_directories(kissfft SYSTEM PUBLIC ${EMO_KISSFFT_DIR})
if(EMSCRIPTEN)
  target_compile_options(kissfft PRIVATE -msimd128)
endif()
# KissFFT again with other scalars. Each variant has its own symbol names, because two builds must not meet in one program
# under the same ones; only signal/fft4.cpp and signal/fft_exact.cpp see them.
function(emo_add_kissfft_variant target suffix)
  add_library(${target} STATIC ${EMO_KISSFFT_DIR}/kiss_fft.c ${EMO_KISSFFT_DIR}/kiss_fftr.c)
  target_include_directories(${target} SYSTEM PUBLIC ${EMO_KISSFFT_DIR})
  foreach(name kiss_fft kiss_fft_alloc kiss_fft_stride kiss_fft_cleanup kiss_fft_next_fast_size kiss_fftr kiss_fftr_alloc
          kiss_fftri)
    target_compile_definitions(${target} PUBLIC ${name}=${name}_${suffix})
  endforeach()
endfunction()
emo_add_kissfft_variant(kissfft_double double)
target_compile_definitions(kissfft_double PUBLIC kiss_fft_scalar=double)
# Four frames at once, a frame a lane (USE_SIMD: __m128). Without SSE or WASM SIMD the scalar build runs four times.
if(EMSCRIPTEN OR CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  emo_add_kissfft_variant(kissfft4 four_lanes)
  target_compile_definitions(kissfft4 PUBLIC USE_SIMD EMO_FFT4_SIMD)
  if(EMSCRIPTEN)
    target_compile_options(kissfft4 PUBLIC -msimd128 -msse4.1)
  endif()
else()
  add_library(kissfft4 ALIAS kissfft)
endif()
if(EMO_SANITIZE)
  target_compile_options(kissfft PRIVATE -fsanitize=address,undefined)
endif()
