# What the native program and the doctests need.

setup_native_packages() {
  ensure_commands g++=g++ cmake=cmake ninja=ninja-build ccache=ccache xz=xz-utils
}

setup_native_deps() {
  fetch kissfft libminiaudio-dev libstb-dev libonnxruntime-dev libcli11-dev doctest-dev nlohmann-json3-dev
  once "$(dep_dir kissfft)" unpack_source kissfft
  once "$(dep_dir libminiaudio-dev)" unpack_headers libminiaudio-dev usr/include
  once "$(dep_dir libstb-dev)" unpack_stb
  once "$(dep_dir libonnxruntime-dev)" unpack_headers libonnxruntime-dev usr/include/onnxruntime
  once "$(dep_dir libcli11-dev)" unpack_headers libcli11-dev usr/include
  once "$(dep_dir doctest-dev)" unpack_headers doctest-dev usr/include
  once "$(dep_dir nlohmann-json3-dev)" unpack_headers nlohmann-json3-dev usr/include
}

# Debian renames stb_vorbis.c to .h; miniaudio's documentation and we use upstream's name.
unpack_stb() {
  unpack_headers libstb-dev usr/include/stb "$1"
  [[ -e $1/stb_vorbis.c ]] || cp "$1/stb_vorbis.h" "$1/stb_vorbis.c"
}
