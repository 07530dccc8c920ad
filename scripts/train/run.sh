#!/usr/bin/env bash
# From a folder with RAVDESS speech to models/first-cnn: features, six folds, the shipped model, evaluation, card.
# Every step that is already done is skipped, and a broken-off training goes on from its last checkpoint.
#   scripts/train/run.sh [--data FOLDER] [--work FOLDER] [--to FOLDER] [--emoscope PROGRAM] [--variants K] [--epochs N]
#                        [--folds "1 2 …"] [--actors "1 2 …"] [--until features|train|evaluate|card]
#                        [--conditions all|none]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
data=${EMOSCOPE_DATA:-$root/../shared/data}/ravdess work=$root/build/train to=$root/models/first-cnn
emoscope=$root/build/native-release/emoscope
variants=9 epochs=65 folds="1 2 3 4 5 6" actors="" until=card conditions=all
while (($#)); do
  case $1 in
    --data) data=$2 ;; --work) work=$2 ;; --to) to=$2 ;; --emoscope) emoscope=$2 ;; --variants) variants=$2 ;;
    --epochs) epochs=$2 ;; --folds) folds=$2 ;; --actors) actors=$2 ;; --until) until=$2 ;;
    --conditions) conditions=$2 ;;
    *) echo "run.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
for needed in "$emoscope" "$data"; do
  [[ -e $needed ]] || { echo "run.sh: $needed does not exist (scripts/train/README.md)" >&2; exit 2; }
done

mkdir -p "$work"
data=$(cd "$data" && pwd)
python() { nice -n 10 "$here/python.sh" "$here/$1" "${@:2}"; }
chosen=()
if [[ -n $actors ]]; then read -ra chosen <<<"--actors $actors"; fi

python list_clips.py --data "$data" "${chosen[@]}" >"$work/list.new"
printf -v last 'features/variant_%02d.npy' $((variants - 1))
if [[ ! -e $work/$last ]] || ! cmp -s "$work/list.new" "$work/list.tsv"; then
  echo "== features: $(wc -l <"$work/list.new") clips, $variants variants"
  nice -n 10 "$emoscope" training-features --list "$work/list.new" --out "$work/features" --variants "$variants" --seed 1
fi
mv "$work/list.new" "$work/list.tsv"
[[ $until == features ]] && exit 0

for fold in $folds all; do
  folder=$work/fold_$fold
  if [[ ! -e $folder/training.json ]]; then
    echo "== training: fold $fold"
    python train.py --fold "$fold" --data "$data" --features "$work/features" --out "$folder" --epochs "$epochs" "${chosen[@]}"
  fi
  if [[ ! $folder/model.onnx -nt $folder/weights.pt ]]; then
    # Debian's torch and onnx register the same operators twice and say so a thousand times.
    python export.py "$folder" 2> >(grep -v -e '^Schema error' -e '^$' >&2)
  fi
done
[[ $until == train ]] && exit 0

echo "== evaluation with the native program"
python evaluate.py --data "$data" --weights "$work" --emoscope "$emoscope" --folds "${folds// /,}" --conditions "$conditions" \
  --out "$work/evaluation.json"
[[ $until == evaluate ]] && exit 0

python card.py --model "$work/fold_all" --evaluation "$work/evaluation.json" --to "$to"
python parity.py --weights "$work/fold_all/weights.pt" --model "$to" --data "$data" --emoscope "$emoscope"
