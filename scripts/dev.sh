#!/usr/bin/env bash
# Serves the page from the sources, readable, while one works on it: what is changed in web/ is on screen at once, what
# is changed in C++ as soon as it is built.
#   scripts/dev.sh [--port N] [--prefix /emoscope/]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case ${1:-} in -h | --help) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 0 ;; esac

./scripts/setup.sh --web
[[ -e build/web-debug/build.ninja ]] || cmake --preset web-debug >&2
exec node scripts/dev.mjs "$@"
