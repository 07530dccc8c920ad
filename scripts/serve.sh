#!/usr/bin/env bash
# Sets up, builds the page into dist/ and serves it on this machine.
#   scripts/serve.sh [--port N] [--prefix /emoscope/]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib/log.sh

port=8080 prefix=/
while (($#)); do
  case $1 in
    --port) port=${2:?--port needs a number}; shift 2 ;;
    --port=*) port=${1#*=}; shift ;;
    --prefix) prefix=${2:?--prefix needs a path}; shift 2 ;;
    -h | --help) sed -n '2,3s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) die "unknown option $1" "Known: --port N, --prefix /PATH/" ;;
  esac
done
[[ $port =~ ^[0-9]+$ ]] && ((port <= 65535)) || die "--port $port: a number from 0 to 65535 is expected"

./scripts/setup.sh --web
say "Building the page"
[[ -e build/web-release/build.ninja ]] || cmake --preset web-release >&2
cmake --build --preset web-release --target dist >&2

# The browser opens once the server has printed its address; never in CI or without a display.
open_browser() {
  [[ ${CI:-} != true ]] || return 0
  if have open && [[ $(uname -s) == Darwin ]]; then open "$1"; return; fi
  if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] && have xdg-open; then xdg-open "$1" >/dev/null 2>&1 & fi
}
announced() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line != "Emoscope is at "* ]] || open_browser "${line#Emoscope is at }" || true
  done
}
exec node scripts/serve.mjs --port "$port" --prefix "$prefix" --dir dist > >(announced)
