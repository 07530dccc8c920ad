# build/deps.cmake: the paths that CMakeLists.txt reads. Rewritten only when changed, else every build would reconfigure.

write_deps_cmake() {
  local file=$ROOT/build/deps.cmake
  mkdir -p "$ROOT/build"
  {
    echo "# Written by scripts/setup.sh; do not edit."
    cmake_dir EMO_KISSFFT_DIR "$(dep_dir kissfft)"
    cmake_dir EMO_MINIAUDIO_DIR "$(dep_dir libminiaudio-dev)"
    cmake_dir EMO_STB_DIR "$(dep_dir libstb-dev)"
    cmake_dir EMO_JSON_DIR "$(dep_dir nlohmann-json3-dev)"
    cmake_dir EMO_DOCTEST_DIR "$(dep_dir doctest-dev)"
    cmake_dir EMO_CLI11_DIR "$(dep_dir libcli11-dev)"
    cmake_dir EMO_ORT_INCLUDE "$(dep_dir libonnxruntime-dev)"
    cmake_dir EMO_IMGUI_DIR "$(dep_dir imgui)"
    cmake_dir EMO_FONT_DIR "$(font_dir)"
    echo "set(EMO_ORT_NODE_LIB \"$ROOT/node_modules/onnxruntime-node/bin/napi-v6/linux/$(node_arch)/libonnxruntime.so.1\")"
    echo "set(EMO_NODE_MODULES \"$ROOT/node_modules\")"
  } >"$file.new"
  replace_if_changed "$file"
}
cmake_dir() { [[ ! -e $2/.complete ]] || echo "set($1 \"$2\")"; }
