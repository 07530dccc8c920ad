# The stages of scripts/test.sh. Each writes its output to $LOG (shown too) and reports with `count`.

# Which there are, in the order they run: cheap ones first, the browser last.
STAGES=(layers format types js native asan wasm bench train e2e)
declare -A TITLES=(
  [layers]="Layer check"
  [format]="Format check"
  [types]="Type check of web/"
  [js]="JavaScript unit tests"
  [native]="Native tests (native-release)"
  [asan]="Native tests under ASan and UBSan (native-asan)"
  [wasm]="The same tests as WebAssembly under node (web-release)"
  [bench]="The benchmark runs and its contestants agree"
  [train]="Training smoke tests"
  [e2e]="End to end in Chromium"
)

stage_layers() {
  shown node scripts/checks/layers.mjs
  count_plain
}

stage_format() {
  local cpp=() js=()
  mapfile -t cpp < <(source_files src tests scripts -name '*.h' -o -name '*.cpp')
  mapfile -t js < <(source_files web tests scripts -name '*.js' -o -name '*.mjs')
  check "C++ format (clang-format-19 -i FILE mends it)" clang-format-19 --dry-run -Werror "${cpp[@]}"
  check "JavaScript format (npx prettier --write FILE mends it)" node_modules/.bin/prettier --check "${js[@]}"
}
source_files() { # FOLDER… FIND-EXPRESSION
  local folders=()
  while [[ $1 != -* ]]; do [[ ! -d $1 ]] || folders+=("$1"); shift; done
  find "${folders[@]}" -type f \( "$@" \) | sort
}

stage_types() {
  check "page and engine" node_modules/.bin/tsc -p tsconfig.json --noEmit
  check "capture worklet" node_modules/.bin/tsc -p scripts/checks/tsconfig.worklet.json --noEmit
}

stage_js() {
  local files=()
  mapfile -t files < <(source_files tests/web tests/scripts -name "*.test.mjs")
  node_tests 600 "${files[@]}"
}

stage_native() {
  build native-release || return 0
  doctests "$ROOT/build/native-release/emoscope_tests"
}

stage_asan() {
  build native-asan --target emoscope_tests || return 0
  ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
    doctests "$ROOT/build/native-asan/emoscope_tests"
}

stage_wasm() {
  build web-release --target emoscope_tests || return 0
  doctests node "$ROOT/build/web-release/emoscope_tests.cjs"
}

stage_bench() {
  build native-release --target emoscope_bench || return 0
  build web-release --target emoscope_bench || return 0
  node_tests 120 tests/bench/*.test.mjs
}

stage_train() {
  if [[ ! -e tests/train/run.sh ]]; then say "  none here"; count 0 0 0; NOTHING_IS_FINE=1; return; fi
  build native-release || return 0
  shown timeout -k 10 900 bash tests/train/run.sh
  count_plain
}

stage_e2e() {
  # They compare the page with the native program.
  build native-release --target emoscope || return 0
  build web-release --target dist --target emoscope_ui_one_more_room || return 0
  # Those of the native program use no browser and may run side by side; sound in the page plays in real time, and two
  # browsers that draw in software make each other wait.
  local native=(tests/e2e/native*.test.mjs) page=() file
  for file in tests/e2e/*.test.mjs; do
    [[ $file == tests/e2e/native* ]] || page+=("$file")
  done
  node_tests 1200 --test-concurrency="$(nproc)" "${native[@]}"
  node_tests 2700 --test-concurrency=1 "${page[@]}"
}

# ---- how the stages run and count ----

# shown COMMAND…: runs it with its output both on screen and in $LOG; its status goes to STATUS.
shown() {
  STATUS=0
  "$@" </dev/null 2>&1 | tee -a "$LOG" || STATUS=${PIPESTATUS[0]}
}

count() { # PASSED FAILED SKIPPED
  PASSED=$((PASSED + $1)) FAILED=$((FAILED + $2)) SKIPPED=$((SKIPPED + $3))
}

# One check that passes or fails as a whole.
check() {
  say "  $1"
  shown "${@:2}"
  if ((STATUS == 0)); then count 1 0 0; else count 0 1 0; fi
}

# build PRESET [ARGUMENT…]: quiet unless it fails.
build() {
  local preset=$1 log=$LOGS/build-$1.log
  say "  building $*"
  if { [[ -e build/$preset/build.ninja ]] || cmake --preset "$preset"; } >"$log" 2>&1 </dev/null &&
    cmake --build --preset "$preset" "${@:2}" >>"$log" 2>&1 </dev/null; then return 0; fi
  grep -E -A4 'error|FAILED|Error' "$log" | head -n 60 || tail -n 40 "$log"
  say "  the build failed; the whole log: $log"
  count 0 1 0
  return 1
}

# doctests COMMAND…: the cases in eight parts, as many at a time as there are cores; their output follows in order.
doctests() {
  local parts=8 cases part status failed
  cases=$(timeout 60 "$@" --count --no-colors=true </dev/null 2>>"$LOG" | grep -aoE '[0-9]+$' | tail -n 1) || true
  if [[ -z $cases ]]; then
    say "  the test program does not start: $*"
    STATUS=1
    fail_unless_counted
    return
  fi
  for ((part = 0; part < parts; part++)); do
    while (($(jobs -rp | wc -l) >= $(nproc))); do wait -n || true; done
    {
      status=0
      timeout -k 10 900 "$@" --first=$((cases * part / parts + 1)) --last=$((cases * (part + 1) / parts)) \
        --no-colors=true </dev/null >"$LOG.$part" 2>&1 || status=$?
      echo "$status" >"$LOG.$part.status"
    } &
  done
  wait
  local worst=0
  for ((part = 0; part < parts; part++)); do
    shown cat "$LOG.$part"
    status=$(cat "$LOG.$part.status" || echo 1)
    # Its summary counts the cases of the other parts as passed: what ran is the part's own number.
    failed=$(grep -aE '\[doctest\] test cases: ' "$LOG.$part" | grep -aoE '[0-9]+ failed' | grep -oE '[0-9]+' || echo none)
    rm -f "$LOG.$part" "$LOG.$part.status"
    if [[ $failed == none ]] || ((status != 0 && failed == 0)); then
      say "  part $((part + 1)) of $parts ended with status $status and no summary"
      count 0 1 0
      worst=1
      continue
    fi
    count $((cases * (part + 1) / parts - cases * part / parts - failed)) "$failed" 0
    ((status == 0)) || worst=$status
  done
  STATUS=$worst
  fail_unless_counted
}

node_tests() { # SECONDS FILE…
  local seconds=$1
  shift
  shown timeout -k 10 "$seconds" node --test --test-reporter=spec "$@"
  local kind passed failed skipped
  for kind in pass fail cancelled skipped todo; do
    printf -v "n_$kind" '%s' "$(grep -aE "^ℹ $kind [0-9]+" "$LOG" | tail -n 1 | grep -oE '[0-9]+$' || echo 0)"
  done
  passed=$n_pass failed=$((n_fail + n_cancelled)) skipped=$((n_skipped + n_todo))
  count "$passed" "$failed" "$skipped"
  fail_unless_counted
}

# A runner that closes with the plain line "N passed, N failed[, N skipped]".
count_plain() {
  local summary
  summary=$(grep -aE '^[0-9]+ passed, [0-9]+ failed' "$LOG" | tail -n 1) || true
  count "$(number "$summary" '[0-9]+ passed')" "$(number "$summary" '[0-9]+ failed')" \
    "$(number "$summary" '[0-9]+ skipped')"
  fail_unless_counted
}

number() { grep -oE "$2" <<<"$1" | grep -oE '[0-9]+' || echo 0; }

# A runner that died says so with its status only: that is a failure too, even if it counted none.
fail_unless_counted() {
  if ((STATUS != 0 && FAILED == 0)); then
    say "  the runner ended with status $STATUS without naming a failure$( ((STATUS != 124)) || echo ': it took too long')"
    count 0 1 0
  fi
}

# run_stage NAME: always comes back; a stage that ran nothing has failed.
run_stage() {
  local name=$1 begin=$SECONDS
  LOG=$LOGS/$name.log PASSED=0 FAILED=0 SKIPPED=0 NOTHING_IS_FINE=0 STATUS=0
  : >"$LOG"
  say ""
  say "== ${TITLES[$name]}"
  "stage_$name" || count 0 1 0
  if ((PASSED + FAILED == 0 && !NOTHING_IS_FINE)); then
    say "  no test ran: that counts as a failure"
    FAILED=1
  fi
  local line
  printf -v line '  %-56s %5d passed %4d failed %4d skipped %5d s' \
    "${TITLES[$name]}" "$PASSED" "$FAILED" "$SKIPPED" $((SECONDS - begin))
  say "$line"
  TABLE+=("$line")
  TOTAL_PASSED=$((TOTAL_PASSED + PASSED))
  TOTAL_FAILED=$((TOTAL_FAILED + FAILED))
  TOTAL_SKIPPED=$((TOTAL_SKIPPED + SKIPPED))
}
