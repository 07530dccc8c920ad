#!/usr/bin/env bash
# The whole training path of each kind of model on two actors and two epochs: features, folds, export, evaluation, card.
# Checks the plumbing, not the accuracy. Uses RAVDESS from $EMOSCOPE_DATA (or ../shared/data) if it is there, else synthetic voices.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
python=$root/scripts/train/python.sh
emoscope=${EMOSCOPE:-$root/build/native-release/emoscope}
work=$root/build/train-smoke
passed=0 failed=0
check() {  # check NAME COMMAND…
  local name=$1 log=$work/log.txt; shift
  judge "$("$@" >"$log" 2>&1; echo $?)"
}
# begin NAME COMMAND…: beside others, one a core (most of their time Python starts up); judged in `end`.
begun=()
begin() {
  while (($(jobs -rp | wc -l) >= $(nproc))); do wait -n || true; done
  local log=$work/log-${#begun[@]}.txt
  begun+=("$1")
  { OMP_NUM_THREADS=1 "${@:2}" >"$log" 2>&1; echo $? >"$log.status"; } &
}
end() {
  wait
  local i name log
  for i in "${!begun[@]}"; do
    name=${begun[i]} log=$work/log-$i.txt
    judge "$(cat "$log.status" || echo "no end")"
  done
}
judge() {  # judge STATUS, of $name, which wrote $log
  cat "$log" >>"$work/all.txt"
  if [[ $1 == 0 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name (status $1, log: build/train-smoke/$(basename "$log"))"
    tail -n 15 "$log"
  fi
}

rm -rf "$work" && mkdir -p "$work"
data=${EMOSCOPE_DATA:-$root/../shared/data}/ravdess
if [[ ! -d $data ]]; then
  data=$work/voices
  check "synthetic voices are written" "$python" "$root/tests/train/synthetic_voices.py" "$data"
else
  # Two actors, one of each fold. Copies: a Python that sees the checkout and what lies beside it cannot follow every link.
  mkdir "$work/actors" && cp "$data"/03-01-*-0[14].* "$work/actors" && data=$work/actors
fi
run() { "$root/scripts/train/run.sh" --data "$data" --work "$work" --to "$work/model" --emoscope "$emoscope" --variants 2 \
  --epochs 2 --actors "1 4" --folds "1 2" --conditions none; }

check "training runs from clips to card" run
check "a second run finds everything done" bash -c "$(declare -f run); root='$root' data='$data' work='$work' emoscope='$emoscope'; \
  run | tee '$work/second.txt' && ! grep -q -e '== training' -e '== features' '$work/second.txt'"
check "the model folder is complete and consistent" "$python" "$root/tests/train/check_model.py" "$work/model"
check "the native program accepts the model" bash -c "'$emoscope' predict --model-dir '$work/model' \"\$(head -n 1 '$work/list.tsv')\" | grep -q '\"verdict\"'"
begin "metrics, windows and clip names are right" "$python" "$root/tests/train/units.py"
begin "cards, their readmes and the list of models are right" "$python" "$root/tests/train/cards.py"
begin "the main models train from clips to cards, and a second run finds everything done" "$root/tests/train/main_models.sh" "$data" \
  "$work" "$emoscope"
begin "the baselines train from clips to cards, and a second run finds everything done" "$root/tests/train/baselines.sh" "$data" \
  "$work/baselines" "$emoscope"
begin "the multi-corpus path runs from clips to figures, and a second run finds everything done" "$root/tests/train/multicorpus.sh" \
  "$data" "$work/multicorpus" "$emoscope"
begin "the shipped model folder is complete and consistent" "$python" "$root/tests/train/check_model.py" "$root/models/first-cnn"
end

echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
