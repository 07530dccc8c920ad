#!/usr/bin/env bash
# Both protocols for one seed after another: features, a network for each corpus that is left out and each RAVDESS fold, figures.
# What is done is skipped, and a broken-off training goes on from its last epoch; several of these calls may run at once.
#   scripts/train/multicorpus/run.sh --work FOLDER [--data FOLDER] [--emoscope PROGRAM] [--variants K] [--seeds "1 2 3"]
#       [--unseen "nemo tess …"] [--folds "1 2 …"] [--without CORPUS] [--name NAME] [NAME=JSON …]
# --without: a corpus that no network learns from, for weights that may be published. The network that leaves ASED out is at the same
# time the one to publish. --name: of the variant that NAME=JSON (options.py) make; results go to FOLDER/results/NAME-SEED*.json.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
data=${EMOSCOPE_DATA:-$root/../shared/data} work="" emoscope=$root/build/native-release/emoscope
variants=4 seeds="1 2 3" unseen="nemo tess emovo ased emotiontts_ko" folds="1 2 3 4 5 6" without="" name=streaming changes=()
while (($#)); do
  case $1 in
    --work) work=$2 ;; --data) data=$2 ;; --emoscope) emoscope=$2 ;; --variants) variants=$2 ;; --seeds) seeds=$2 ;;
    --unseen) unseen=$2 ;; --folds) folds=$2 ;; --without) without=$2 ;; --name) name=$2 ;;
    *=*) changes+=("$1"); shift; continue ;;
    *) echo "run.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
[[ -n $work ]] || { echo "run.sh: --work FOLDER says where features, networks and results go" >&2; exit 2; }
python() { nice -n 10 "$here/../python.sh" "$here/$1" "${@:2}"; }
export EMOSCOPE_TRAIN=$work
mkdir -p "$work/results"

if ((variants)); then python feature_cache.py --data "$data" --work "$work" --emoscope "$emoscope" --variants "$variants"; fi

network() {  # network FOLDER LEFT-OUT FOLD SEED ASKED… : trains, then asks the corpora ASKED, unless that is done
  local out=$1 away=$2 fold=$3 seed=$4 asked=("${@:5}")
  if [[ -n $without && $away == none ]]; then away=$without; fi
  if [[ -n $without && $away != "$without" ]]; then away=$away+$without; fi
  python train.py --leave-out "$away" --fold "$fold" --out "$out" "seed=$seed" "${changes[@]}"
  if [[ ! $out/predictions.jsonl -nt $out/weights.pt ]]; then
    local only=(); if [[ $fold != all ]]; then only=(--fold "$fold"); fi
    python predict_clips.py "$out" --corpora "${asked[@]}" "${only[@]}" --out "$out/predictions.jsonl"
  fi
}

for seed in $seeds; do
  said=()
  for corpus in $unseen; do
    network "$work/runs/$name-$seed/without-$corpus" "$corpus" all "$seed" "$corpus"
    said+=("$corpus=$work/runs/$name-$seed/without-$corpus/predictions.jsonl")
  done
  if ((${#said[@]} > 1)); then
    python unseen_corpora.py --fit --predictions "${said[@]}" --out "$work/results/$name-$seed-unseen.json"
  fi
  said=()
  for fold in $folds; do
    network "$work/runs/$name-$seed/fold-$fold" none "$fold" "$seed" ravdess
    said+=("fold_$fold=$work/runs/$name-$seed/fold-$fold/predictions.jsonl")
  done
  if ((${#said[@]} > 1)); then
    python unseen_corpora.py --fit --predictions "${said[@]}" --out "$work/results/$name-$seed-folds.json"
  fi
done
