# What the page needs besides the native part's libraries: Dear ImGui and its fonts.

setup_web_packages() {
  ensure_commands brotli=brotli python3=python3
  # Debian's own fontTools, not one of a Python environment that happens to be active.
  [[ -e $(font_dir)/.complete ]] || /usr/bin/python3 -c 'import fontTools' 2>/dev/null || install_packages python3-fonttools
}

setup_web_deps() {
  [[ -e $(dep_dir imgui)/.complete ]] || setup_imgui
  if [[ ! -e $(font_dir)/.complete ]]; then
    fetch fonts-inter fonts-jetbrains-mono
    once "$(font_dir)" build_fonts
  fi
}

setup_imgui() {
  if [[ -n ${EMOSCOPE_IMGUI_ARCHIVE:-} ]]; then
    # Not tried here: upstream's own release archive of the same version, for machines without apt.
    mkdir -p "$ARCHIVES" && cp "$EMOSCOPE_IMGUI_ARCHIVE" "$(archive imgui)"
  else
    fetch imgui
  fi
  once "$(dep_dir imgui)" unpack_source imgui
}

# The subset's recipe is part of the name: changing it makes new fonts.
font_dir() {
  echo "$DEPS/fonts-$(pin fonts-inter version)-$(cat "$ROOT"/scripts/lib/{subset_fonts.py,glyphs.json} | sha256sum | cut -c1-8)"
}
build_fonts() {
  local work=$1/.debs
  mkdir "$work"
  dpkg-deb -x "$(archive fonts-inter)" "$work" && dpkg-deb -x "$(archive fonts-jetbrains-mono)" "$work"
  # Their licence (OFL) asks to be passed on with them.
  cp "$work/usr/share/doc/fonts-inter/copyright" "$1/Inter-LICENSE.txt" &&
    cp "$work/usr/share/doc/fonts-jetbrains-mono/copyright" "$1/JetBrainsMono-LICENSE.txt" || return 1
  /usr/bin/python3 "$ROOT/scripts/lib/subset_fonts.py" "$1" \
    "$work/usr/share/fonts/opentype/inter/Inter-Regular.otf" \
    "$work/usr/share/fonts/opentype/inter/Inter-SemiBold.otf" \
    "$work/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf" >&2 && rm -rf "$work"
}
