#!/usr/bin/env bash
# Sets up and runs every test; the last line is "N passed, N failed".
#   scripts/test.sh [--only STAGE]…   stages: layers format types js native asan wasm bench train e2e
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib/log.sh
source scripts/lib/paths.sh
source scripts/lib/stages.sh

wanted=()
while (($#)); do
  case $1 in
    --only)
      [[ -n ${TITLES[${2:-}]:-} ]] || die "--only needs a stage" "Stages: ${STAGES[*]}"
      wanted+=("$2")
      shift 2
      ;;
    *) die "unknown option $1" "Known: --only STAGE, with STAGE one of: ${STAGES[*]}" ;;
  esac
done
((${#wanted[@]})) || wanted=("${STAGES[@]}")

# Everything on one stream, so that a log of it keeps its order.
exec 2>&1

# The recordings are beside the checkout. In CI their absence is a failure, on a contributor's machine a skip.
export EMOSCOPE_SHARED=${EMOSCOPE_SHARED:-$(dirname "$ROOT")/shared}
[[ ${CI:-} != true ]] || export EMOSCOPE_REQUIRE_DATA=1
export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}

LOGS=$ROOT/build/test-logs
mkdir -p "$LOGS"
TABLE=() TOTAL_PASSED=0 TOTAL_FAILED=0 TOTAL_SKIPPED=0

finish() {
  local skipped=''
  ((TOTAL_SKIPPED == 0)) || skipped=", $TOTAL_SKIPPED skipped"
  say ""
  if ((${#TABLE[@]})); then printf '%s\n' "${TABLE[@]}"; fi
  printf '\n%s passed, %s failed%s\n' "$TOTAL_PASSED" "$TOTAL_FAILED" "$skipped"
  ((TOTAL_FAILED == 0)) || exit 1
}

if ! ./scripts/setup.sh; then
  TOTAL_FAILED=1 TABLE=("  Setting up failed, so nothing could be tested.")
  finish
fi
# Setting up may have installed it.
export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}

for stage in "${wanted[@]}"; do run_stage "$stage"; done
finish
