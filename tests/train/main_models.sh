#!/usr/bin/env bash
# The main models' path on two actors and two epochs: a member, the member that starts from it and learns from it and first-cnn,
# both shipped models of one fold, their cards. Checks the plumbing, not the accuracy. WORK holds features/ and fold_1/ of
# first-cnn's smoke run. The songs are stood in for by copies of a few clips under such names.
#   tests/train/main_models.sh RAVDESS-FOLDER WORK-FOLDER EMOSCOPE
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
clips=$1 first=$2 emoscope=$3
python=$root/scripts/train/python.sh work=$2/main_models
rm -rf "$work"
mkdir -p "$work/data/ravdess_song" "$work/asked"
ln -s "$(realpath "$clips")" "$work/data/ravdess"
ln -s "$first/features" "$first/fold_1" "$work/"
for clip in $(find -L "$clips" -name '03-01-0[1-6]-01-01-01-*' | sort); do
  name=$(basename "$clip")
  cp "$clip" "$work/data/ravdess_song/03-02-${name#03-01-}"
done
find -L "$clips" -name '03-01-*-01-01-01-*' | while read -r clip; do ln -s "$(realpath "$clip")" "$work/asked/"; done

"$python" "$root/scripts/train/main_models/corpora.py" --data "$work/data" --to "$work/corpora" --corpora ravdess_song
"$emoscope" training-features --list "$work/corpora.tsv" --out "$work/features_corpora" --variants 2 --seed 7
train() { "$root/scripts/train/main_models/run.sh" "one s" 1 --data "$work/data" --work "$work" --epochs 2 --actors "1 4"; }
train
# What is shipped is trained on all actors; here fold 1 stands in for it.
for member in . main_models/one main_models/s; do ln -s fold_1 "$work/$member/fold_all"; done
ship() {
  "$root/scripts/train/main_models/ship.sh" --data "$work/asked" --work "$work" --to "$work/models" --emoscope "$emoscope" \
    --folds 1 --conditions none
}
ship
train >"$work/second.txt"
ship >>"$work/second.txt"
if grep -q -e 'epoch' -e '^==' "$work/second.txt"; then
  echo "the second run did again what the first had done" >&2
  exit 1
fi
# Debian's torch and onnx register the same operators twice and say so a thousand times.
"$python" "$root/tests/train/main_models.py" "$work" 2> >(grep -v -e '^Schema error' -e '^$' >&2)
clip=$(find "$work/asked/" -name '03-01-05-*' | head -n 1)
for name in emoscope-s emoscope-l; do
  said=$("$emoscope" predict --model-dir "$work/models/$name" "$clip")
  [[ $said == *'"model":"'$name'"'*'"verdict":'*'"valence"'* ]]
done
cmp "$work/models/emoscope-s/folds/fold_1/model.onnx" "$work/main_models/emoscope-s/fold_1/model.onnx"
