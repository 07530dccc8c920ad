#!/usr/bin/env bash
# Each baseline's path on two actors and two epochs: tables, two folds, all, the author's split, models, cards. Checks the
# plumbing, not the accuracy. TESS and the songs are stood in for by copies of a few clips under names of those corpora.
#   tests/train/baselines.sh RAVDESS-FOLDER WORK-FOLDER EMOSCOPE
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=$1 work=$2 emoscope=$3
rm -rf "$work"
mkdir -p "$work/speech" "$work/song" "$work/tess"

copies() {  # copies TARGET-PATTERN … reads names; %s of the pattern is a running number
  local number=0 clip
  while read -r clip; do
    number=$((number + 1))
    ln -s "$(realpath "$clip")" "$(printf "$1" "$number").${clip##*.}"
  done
}
find "$data" -name '03-01-*-01.*' -o -name '03-01-*-04.*' | sort | while read -r clip; do ln -s "$(realpath "$clip")" "$work/speech/"; done
for clip in $(find "$work/speech" -name '03-01-0[1-6]-01-01-01-*' | sort); do
  name=$(basename "$clip")
  ln -s "$(realpath "$clip")" "$work/song/03-02-${name#03-01-}"
done
find "$work/speech" -name '03-01-05-01-*' | sort | copies "$work/tess/OAF_word%s_angry"
find "$work/speech" -name '03-01-04-01-*' | sort | copies "$work/tess/YAF_word%s_sad"
find "$work/speech" -name '03-01-08-01-*' | sort | copies "$work/tess/YAF_word%s_ps"

run() {
  "$root/scripts/train/baselines/run.sh" --data "$work/speech" --song "$work/song" --tess "$work/tess" --work "$work" \
    --to "$work/models" --emoscope "$emoscope" --actors "1 4" --folds "1 2" --epochs 2 --until models
}
run
run | tee "$work/second.txt"
if grep -q -e '== features' -e 'test accuracy' "$work/second.txt"; then
  echo "the second run did again what the first had done" >&2
  exit 1
fi
"$root/scripts/train/python.sh" "$root/tests/train/baselines.py" "$work/models" "$work"
