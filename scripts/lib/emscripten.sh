# Emscripten: the machine's own if it is new enough, else a private one from Debian's packages.

EMSCRIPTEN_WANTED=3.1.58
EMSCRIPTEN_HOME=$CACHE/toolchain/emscripten-3.1.69-2

setup_emscripten() {
  local own
  if own=$(own_emscripten); then
    step "using the Emscripten on PATH ($own)"
    write_toolchain "$own"
    return
  fi
  [[ $(uname -s)-$(uname -m) == Linux-x86_64 ]] || die "no Emscripten $EMSCRIPTEN_WANTED or later on PATH" \
    "The private tool chain is for Linux on x86-64 only: install Emscripten (emsdk) and run this again."
  ensure_commands clang-19=clang-19 wasm-ld-19=lld-19 llvm-ar-19=llvm-19 python3=python3
  if [[ ! -e $EMSCRIPTEN_HOME/.complete ]]; then
    fetch emscripten binaryen libc6 libstdc++6 libgcc-s1
    once "$EMSCRIPTEN_HOME" unpack_emscripten
    rm -f "$(archive emscripten)" # 237 MB that nothing needs once it is unpacked
  fi
  configure_emscripten
  write_toolchain "$EMSCRIPTEN_HOME/emscripten"
}

# The root folder of an emcc on PATH that is new enough; fails if there is none.
own_emscripten() {
  local version
  have emcc && [[ $(readlink -f "$(command -v emcc)") != "$CACHE"/* ]] || return 1
  version=$(emcc -dumpversion 2>/dev/null | grep -oE '^[0-9.]+') || return 1
  [[ $(printf '%s\n' "$EMSCRIPTEN_WANTED" "$version" | sort -V | head -n 1) == "$EMSCRIPTEN_WANTED" ]] || return 1
  emscripten_root
}
emscripten_root() {
  # The folder of the real emcc; Debian's is a wrapper elsewhere.
  local root
  root=$(dirname "$(readlink -f "$(command -v emcc)")")
  [[ -e $root/emcc.py ]] || root=/usr/share/emscripten
  [[ -e $root/emcc.py ]] && echo "$root"
}

unpack_emscripten() {
  local to=$1 lib=usr/lib/x86_64-linux-gnu
  # Without its own tests, and without the archives of build variants (threads, dynamic linking, LTO) never used here.
  dpkg-deb --fsys-tarfile "$(archive emscripten)" | tar -x -C "$to" --strip-components=3 \
    --exclude='./usr/share/emscripten/test' --exclude='*/wasm32-emscripten/*-mt*' --exclude='*/wasm32-emscripten/*lto' \
    --exclude='*/wasm32-emscripten/pic' --exclude='*/wasm32-emscripten/*-ww*' --exclude='*/wasm32-emscripten/*asan*' \
    ./usr/share/emscripten
  # Its binaryen needs a newer libc than an older Debian has: keep that libc beside it, used by nothing else.
  local package
  mkdir "$to/newer" "$to/binaryen" "$to/binaryen/bin"
  for package in binaryen libc6 libstdc++6 libgcc-s1; do dpkg-deb -x "$(archive "$package")" "$to/newer"; done
  ln -s "../newer/$lib" "$to/binaryen/lib"
  local tool loader=$to/newer/$lib/ld-linux-x86-64.so.2
  [[ -e $loader ]] || return 1
  for tool in "$to"/newer/usr/bin/wasm* ; do
    cat >"$to/binaryen/bin/$(basename "$tool")" <<WRAPPER
#!/bin/sh
here=$EMSCRIPTEN_HOME/newer
exec "\$here/$lib/ld-linux-x86-64.so.2" --library-path "\$here/$lib" "\$here/usr/bin/$(basename "$tool")" "\$@"
WRAPPER
    chmod +x "$to/binaryen/bin/$(basename "$tool")"
  done
  # Its entry scripts name their configuration themselves: no build needs an environment variable for it.
  grep -lE '^unset _PYTHON_SYSCONFIGDATA_NAME' "$to"/emscripten/em* | while read -r tool; do
    sed -i "s|^unset _PYTHON_SYSCONFIGDATA_NAME|&\nexport EM_CONFIG=$EMSCRIPTEN_HOME/config.py PYTHON=/usr/bin/python3|" "$tool"
  done
  # The optimiser's JavaScript looks for acorn in node_modules of a folder above its own, not in NODE_PATH.
  mkdir "$to/node_modules" && cp -R "$ROOT/node_modules/acorn" "$to/node_modules/"
}

# Written on every setup: cheap, and they hold the machine's present paths.
configure_emscripten() {
  local config=$EMSCRIPTEN_HOME/config.py
  cat >"$config.new" <<CONFIG
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$EMSCRIPTEN_HOME/binaryen'
NODE_JS = '$(command -v node)'
COMPILER_WRAPPER = '$(command -v ccache || true)'
CACHE = '$EMSCRIPTEN_HOME/emscripten/cache'
FROZEN_CACHE = True
CONFIG
  replace_if_changed "$config"
  local tool
  mkdir -p "$CACHE/bin"
  for tool in emcc em++ emar emranlib emnm emcmake emconfigure em-config; do
    printf '#!/bin/sh\nexec %s "$@"\n' "$EMSCRIPTEN_HOME/emscripten/$tool" >"$CACHE/bin/$tool.new"
    chmod +x "$CACHE/bin/$tool.new"
    replace_if_changed "$CACHE/bin/$tool"
  done
}

# The web presets' toolchain file.
write_toolchain() {
  local file=$ROOT/build/emscripten-toolchain.cmake
  mkdir -p "$ROOT/build"
  printf '# Written by scripts/setup.sh; do not edit.\ninclude("%s/cmake/Modules/Platform/Emscripten.cmake")\n' "$1" >"$file.new"
  replace_if_changed "$file"
}
