#!/usr/bin/env bash
# Trains members of the main models for folds, each once, from its last checkpoint where one was broken off. A member that starts
# from another wants that one's fold first.
#   scripts/train/main_models/run.sh "one s" "1 2 3 4 5 6 all" [--data FOLDER] [--work FOLDER] [--epochs N] [--actors "1 2 …"]
# --data: holds ravdess/ (and MANIFEST.tsv, for nEMO and TESS). --work: build/train, where members.sh finds the teachers.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
source "$here/members.sh"
names=$1 folds=$2 work=build/train more=() actors=() epochs=()
shift 2
while (($#)); do
  case $1 in
    --data) more+=(--data "$(realpath "$2")") ;;
    --work) work=$(realpath "$2") more+=(--work "$work") ;;
    --epochs) epochs=("epochs=$2") ;;
    --actors) read -ra actors <<<"--actors $2" ;;
    *) echo "run.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
cd "$root"
for member in $names; do
  [[ -n ${members[$member]:-} ]] || { echo "run.sh: there is no member \"$member\" in members.sh (${!members[*]})" >&2; exit 2; }
  for fold in $folds; do
    out=$work/main_models/$member/fold_$fold
    [[ -e $out/weights.pt ]] && continue
    mkdir -p "$out"
    read -ra changes <<<"${members[$member]//build\/train\//$work/}"
    "$here/../python.sh" "$here/train.py" "${actors[@]}" "${more[@]}" --fold "$fold" --out "$out" "${changes[@]}" "${epochs[@]}"
  done
done
