#!/usr/bin/env bash
# Brings everything that a build needs: safe to run again, quick when nothing is missing.
#   scripts/setup.sh            all
#   scripts/setup.sh --native   only what the native program and its tests need
#   scripts/setup.sh --web      only what the page needs
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for part in log paths pins apt fetch npm native web emscripten nginx deps_cmake; do
  # shellcheck source=/dev/null
  source "lib/$part.sh"
done

want_native=0 want_web=0 want_tests=0
case ${1:-} in
  --native) want_native=1 ;;
  --web) want_web=1 ;;
  '') want_native=1 want_web=1 want_tests=1 ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "setup.sh" >&2; exit 2 ;;
esac

main() {
  say "Setting up Emoscope (cache: $CACHE)"
  mkdir -p "$CACHE"
  # Several checkouts and builds share the cache: one sets it up, the others wait.
  exec 9>"$CACHE/setup.lock"
  flock 9
  setup_native_packages
  setup_npm
  setup_native_deps
  write_deps_cmake
  if ((want_web)); then
    setup_web_packages
    setup_web_deps
    setup_emscripten
    write_deps_cmake
  fi
  if ((want_tests)); then setup_test_packages; fi
  rm -rf "$APT_HOME" # package lists, 150 MB, of no use once everything is here
  say "Ready."
}

setup_test_packages() {
  ensure_commands clang-19=clang-19 clang-format-19=clang-format-19 espeak-ng=espeak-ng brotli=brotli openssl=openssl
  setup_nginx
  # Any Chromium will do for the end-to-end tests.
  [[ -n ${CHROMIUM:-} ]] || have google-chrome || ensure_commands chromium=chromium
}

main
