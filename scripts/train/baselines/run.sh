#!/usr/bin/env bash
# From clips to the model folders of the four baselines. Every table, training and model that is already there is skipped.
#   scripts/train/baselines/run.sh [--data FOLDER] [--song FOLDER] [--tess FOLDER] [--work FOLDER] [--to FOLDER]
#                                  [--emoscope PROGRAM] [--names "mlp180 …"] [--actors "1 2 …"] [--folds "1 2 …"] [--epochs N]
#                                  [--until models] [--conditions all|none]
# --data: RAVDESS speech. --song: RAVDESS song and --tess: TESS, both for cnn1d-mfcc only, as WAV or FLAC.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
shared=${EMOSCOPE_DATA:-$root/../shared/data}
data=$shared/ravdess song=$root/build/train/corpora/ravdess_song tess=$root/build/train/corpora/tess
work=$root/build/train/baselines to=$root/models emoscope=$root/build/native-release/emoscope
names="mlp180 mlp180-four cnn1d-mfcc cnn1d-capstone acnt" actors="" folds="" epochs=""
until=card conditions=all
while (($#)); do
  case $1 in
    --data) data=$2 ;; --song) song=$2 ;; --tess) tess=$2 ;; --work) work=$2 ;; --to) to=$2 ;; --emoscope) emoscope=$2 ;;
    --names) names=$2 ;; --actors) actors=$2 ;; --folds) folds=$2 ;; --epochs) epochs=$2 ;;
    --until) until=$2 ;; --conditions) conditions=$2 ;;
    *) echo "run.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
mkdir -p "$work/features"
data=$(cd "$data" && pwd)
python() { nice -n 15 "$here/../python.sh" "$here/$1" "${@:2}"; }
chosen=() folded=() budget=()
if [[ -n $actors ]]; then read -ra chosen <<<"--actors $actors"; fi
if [[ -n $folds ]]; then read -ra folded <<<"--folds $folds"; fi
if [[ -n $epochs ]]; then budget=(--epochs "$epochs"); fi

table() {  # table CORPUS FOLDER RECIPE
  local out=$work/features/$1_$3.npy
  [[ -e $out ]] && return
  [[ -d $2 ]] || { echo "run.sh: $2 does not exist (scripts/train/README.md)" >&2; exit 2; }
  echo "== features: $1, $3"
  # Of a published tree that holds clips twice, corpora.py takes each name once.
  nice -n 15 "$emoscope" features "$2" --recipe "$3" --threads 1 --out "$work/features/unfinished.npy"
  mv "$work/features/unfinished.files.txt" "${out%.npy}.files.txt"
  mv "$work/features/unfinished.npy" "$out"
}

for name in $names; do
  case $name in
    mlp180*) table ravdess "$data" mlp180 ;;
    cnn1d-mfcc) table ravdess "$data" mfcc40_mean; table song "$song" mfcc40_mean; table tess "$tess" mfcc40_mean ;;
    cnn1d-capstone) table ravdess "$data" mfcc40_mean ;;
    acnt)
      table ravdess "$data" logmel40x174
      python variants.py --data "$data" --emoscope "$emoscope" --features "$work/features" "${chosen[@]}" ;;
  esac
  echo "== training: $name"
  python experiment.py --name "$name" --features "$work/features" --work "$work" "${chosen[@]}" "${folded[@]}" "${budget[@]}"
  if [[ ! $to/$name/model.onnx -nt $work/$name/all/training.json ]]; then
    # Debian's torch and onnx register the same operators twice and say so a thousand times.
    python write_models.py --name "$name" --features "$work/features" --work "$work" --to "$to" "${folded[@]}" \
      2> >(grep -v -e '^Schema error' -e '^$' >&2)
  fi
  evaluation=$work/$name/evaluation.json
  [[ $until == models || $evaluation -nt $to/$name/model.onnx ]] && continue
  echo "== evaluation: $name"
  # --fit writes the fitted numbers into the folds' cards; the fold that is kept for a test goes along with its card.
  # A clip is one run over all of it; windows, which cost much more, only calibrate what is said live (mlp180's card: --hop 5).
  coded=()
  if [[ $conditions != none && -d $root/build/train/opus ]]; then coded=(--condition-data "opus 12 kbit/s=$root/build/train/opus"); fi
  nice -n 15 "$emoscope" evaluate --weights "$work/$name" --data "$data" --fit --hop 20 --conditions "$conditions" \
    --condition-hop 100 "${coded[@]}" --nonspeech --threads 1 --out "$evaluation.new" --folds "$(echo ${folds:-1 2 3 4 5 6} | tr ' ' ',')"
  for kept in "$to/$name"/folds/fold_*; do
    if [[ -d $kept ]]; then cp "$work/$name/${kept##*/}/"{model.onnx,card.json} "$kept/"; fi
  done
  python ../card.py --model "$to/$name" --evaluation "$evaluation.new" --author-split "$work/$name/result.json" --to "$to/$name"
  mv "$evaluation.new" "$evaluation"
done
