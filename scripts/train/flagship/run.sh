#!/usr/bin/env bash
# Trains members of the flagships for folds, each once, from its last checkpoint where one was broken off.
#   scripts/train/flagship/run.sh "one two" "1 2 3 4 5 6 all"
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
source "$here/members.sh"
cd "$root"
for member in $1; do
  [[ -n ${members[$member]:-} ]] || { echo "run.sh: there is no member \"$member\" in members.sh (${!members[*]})" >&2; exit 2; }
  for fold in $2; do
    out=build/train/flagship/$member/fold_$fold
    [[ -e $out/weights.pt ]] && continue
    mkdir -p "$out"
    read -ra changes <<<"${members[$member]}"
    "$here/../python.sh" "$here/train.py" --fold "$fold" --out "$out" "${changes[@]}"
  done
done
