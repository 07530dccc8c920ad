#!/usr/bin/env bash
# Measures how fast the features are: native, as WASM in node and in Chromium, against librosa and what npm offers, in one
# run on this machine. Prints tables and writes them to scripts/bench/RESULTS.md. About ten minutes; best on an idle machine.
#   scripts/bench.sh                    all
#   scripts/bench.sh --quick            does everything work? A minute; written to build/bench/RESULTS.md
#   scripts/bench.sh --without NAME     leaves one out: librosa, chromium, meyda_node, … (may be repeated)
#   scripts/bench.sh --only CASE        mlp180, logmel64, logmel64_stream, … (may be repeated)
#   scripts/bench.sh --out FILE         writes there instead
# EMOSCOPE_REFERENCE_PYTHON names a Python with librosa; without one librosa's lines say that they were not measured.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib/log.sh

case ${1:-} in -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;; esac

./scripts/setup.sh
for preset in native-release web-release; do
  say "Building the benchmark ($preset)"
  [[ -e build/$preset/build.ninja ]] || cmake --preset "$preset" >&2
  cmake --build --preset "$preset" --target emoscope_bench >&2
done
export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}
say "Measuring"
exec node scripts/bench/bench.mjs "$@"
