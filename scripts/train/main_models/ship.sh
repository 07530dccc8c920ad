#!/usr/bin/env bash
# From trained members to models/emoscope-s and models/emoscope-l: exports, evaluation, cards, the page's list of models. What is
# newer than all it is made from is skipped, so a broken-off call can be repeated.
#   scripts/train/main_models/ship.sh [--names "emoscope-s emoscope-l"] [--data FOLDER] [--work FOLDER] [--to FOLDER]
#                                  [--emoscope PROGRAM] [--folds "1 2 …"] [--conditions all|none] [--opus FOLDER]
#                                  [--cross FOLDER] [--labels MANIFEST.tsv] [--until export|evaluate|card]
# --data: RAVDESS speech. --opus: copies of it through Opus; made if there are none. --cross: holds nemo/ and tess/ as WAV
# (corpora.py), which are measured too; --labels tells nEMO's labels.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
shared=${EMOSCOPE_DATA:-$root/../shared/data}
data=$shared/ravdess labels=$shared/MANIFEST.tsv work=$root/build/train to=$root/models
emoscope=$root/build/native-release/emoscope
names="emoscope-s emoscope-l" folds="1 2 3 4 5 6" conditions=all opus="" cross="" until=card
while (($#)); do
  case $1 in
    --names) names=$2 ;; --data) data=$2 ;; --work) work=$2 ;; --to) to=$2 ;; --emoscope) emoscope=$2 ;; --folds) folds=$2 ;;
    --conditions) conditions=$2 ;; --opus) opus=$2 ;; --cross) cross=$2 ;; --labels) labels=$2 ;; --until) until=$2 ;;
    *) echo "ship.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
opus=${opus:-$work/opus}
declare -A titles=([emoscope-s]="Emoscope S" [emoscope-l]="Emoscope L")
declare -A made_of=([emoscope-s]="main_models/s" [emoscope-l]=". main_models/one main_models/s") # "." is first-cnn
declare -A kept_folds=([emoscope-s]="1")                                                # tests/e2e/native_evaluate.test.mjs

python() { nice -n 10 "$here/../python.sh" "$here/$1" "${@:2}"; }

newer() {  # newer FILE SOURCE…: FILE is there and newer than all of them
  local file=$1 source
  for source in "${@:2}"; do [[ $file -nt $source ]] || return 1; done
}

export_part() {  # export_part NAME fold_K|fold_all
  local out=$work/main_models/$1/$2 members=() weights=() member
  for member in ${made_of[$1]}; do
    members+=("$work/$member/$2") weights+=("$work/$member/$2/weights.pt")
    [[ -e ${weights[-1]} ]] && continue
    echo "ship.sh: ${weights[-1]} does not exist; scripts/train/run.sh trains first-cnn, scripts/train/main_models/run.sh the rest" >&2
    exit 2
  done
  newer "$out/card.json" "${weights[@]}" && return # written last
  echo "== export: $1, $2"
  # Debian's torch and onnx register the same operators twice and say so a thousand times.
  python export.py "${members[@]}" --name "$1" --title "${titles[$1]}" --to "$out" 2> >(grep -v -e '^Schema error' -e '^$' >&2)
}

evaluate() {  # evaluate NAME
  local made=$work/main_models/$1 more=() fold models=()
  for fold in $folds; do models+=("$made/fold_$fold/model.onnx"); done
  newer "$made/evaluation.json" "${models[@]}" && return
  if [[ $conditions != none ]]; then more+=(--condition-data "opus 12 kbit/s=$opus" --nonspeech); fi
  echo "== evaluation: $1"
  nice -n 10 "$emoscope" evaluate --weights "$made" --folds "${folds// /,}" --data "$data" --fit --conditions "$conditions" \
    "${more[@]}" --threads 1 --progress --out "$made/evaluation.new"
  mv "$made/evaluation.new" "$made/evaluation.json"
}

card() {  # card NAME
  local made=$work/main_models/$1 words=$here/../descriptions/$1.json fold
  newer "$to/$1/README.md" "$made/evaluation.json" "$made/fold_all/card.json" "$words" && return # written last
  echo "== card: $1"
  for fold in ${kept_folds[$1]:-}; do  # --fit has written the fitted numbers into its card
    mkdir -p "$to/$1/folds/fold_$fold"
    cp "$made/fold_$fold/"{model.onnx,card.json} "$to/$1/folds/fold_$fold/"
  done
  python ../card.py --model "$made/fold_all" --evaluation "$made/evaluation.json" --to "$to/$1"
}

if [[ $until != export && $conditions != none && ! -d $opus ]]; then
  echo "== copies through Opus"
  python ../opus_copies.py --data "$data" --to "$opus.unfinished"
  mv "$opus.unfinished" "$opus"
fi
for name in $names; do
  for part in $folds all; do export_part "$name" "fold_$part"; done
  [[ $until == export ]] && continue
  evaluate "$name"
  [[ $until == evaluate ]] && continue
  card "$name"
  if [[ -n $cross ]]; then  # with the temperature that the card has now
    # TESS tells its labels by its names, and calls one of them otherwise than the table.
    python ../evaluate.py --emoscope "$emoscope" --model-dir "$to/$name" --out "$work/main_models/$name/evaluation.json" \
      --corpus TESS="$cross/tess"
    python ../evaluate.py --emoscope "$emoscope" --model-dir "$to/$name" --out "$work/main_models/$name/evaluation.json" \
      --corpus nEMO="$cross/nemo" --labels "$labels"
    card "$name"
  fi
done
if [[ $until == card ]]; then python ../index.py --models "$to"; fi
