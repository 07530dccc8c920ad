#!/usr/bin/env bash
# The multi-corpus path on two actors and two epochs: feature cache, a network that leaves a corpus out, what it says of that
# corpus, the figures. Checks the plumbing, not the accuracy. The other corpora are stood in for by copies of a few clips.
#   tests/train/multicorpus.sh RAVDESS-FOLDER WORK-FOLDER EMOSCOPE
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
clips=$1 work=$2 emoscope=$3
python=$root/scripts/train/python.sh scripts=$root/scripts/train/multicorpus
rm -rf "$work"
mkdir -p "$work/data/"{ravdess,nemo,emovo}
words=(x neutral calm happiness sadness anger fear disgust surprised)
columns='dataset file emotion speaker sex intensity statement repetition original_sample_rate_hz original_channels seconds original_sha256'
tr ' ' '\t' <<<"$columns" >"$work/data/MANIFEST.tsv"
find -L "$clips" -name '03-01-0[1345]-01-*' | sort | while read -r clip; do
  name=$(basename "$clip") stem=$(basename "${clip%.*}") number=0
  IFS=- read -r _ _ emotion _ statement repetition actor <<<"$stem"
  for corpus in ravdess nemo emovo; do
    cp "$clip" "$work/data/$corpus/$name"
    printf '%s\t%s\t%s\t%s\tF\t\t%s\t%s\t48000\t1\t1.6\t\n' "$corpus" "$corpus/$name" "${words[10#$emotion]}" "$actor" "$statement" \
      "$repetition" >>"$work/data/MANIFEST.tsv"
  done
done
cache() { "$python" "$scripts/feature_cache.py" --data "$work/data" --work "$work" --emoscope "$emoscope" --variants 2; }
train() {
  "$python" "$scripts/train.py" --leave-out emovo --held-out-every 2 --work "$work" --out "$work/run" epochs=2 windows_per_epoch=16 \
    batch_size=8 corpus_adversary=0.1 open_share=0.5 ema_decay=0.5
}
cache
train
stamp=$(stat -c %Y "$work/run/weights.pt")
cache && train
[[ $(stat -c %Y "$work/run/weights.pt") == "$stamp" ]] # a second run finds everything done
for corpus in emovo nemo; do
  "$python" "$scripts/predict_clips.py" "$work/run" --work "$work" --corpora $corpus --out "$work/$corpus.jsonl" --every 10
done
# Debian's torch and onnx register the same operators twice and say so a thousand times.
"$python" "$scripts/predict_clips.py" "$root/models/emoscope-s/model.onnx" --work "$work" --corpora emovo --out "$work/s.jsonl" \
  --every 30 2> >(grep -v -e '^Schema error' -e '^$' >&2)
"$python" "$scripts/unseen_corpora.py" --predictions "emovo=$work/emovo.jsonl" "nemo=$work/nemo.jsonl" --fit --out "$work/unseen.json"
said=$("$python" "$scripts/functionals.py" --leave-out emovo --hidden 8 --steps 30 --normalise corpus --work "$work")
line='^emovo: UA [0-9.]+, sad [0-9.]+, [1-9][0-9]* clips$'
[[ $said =~ $line ]]
"$python" "$scripts/prosody.py" --work "$work" --emoscope "$emoscope"
said=$("$python" "$scripts/functionals.py" --leave-out emovo --numbers both --steps 30 --normalise speaker --seeds 1 2 --work "$work")
[[ $said =~ $line ]]
"$python" "$root/tests/train/multicorpus.py" "$work"
