"""A model of strangers.py on both protocols, with several seeds: each corpus of the second protocol left out in turn, RAVDESS's six folds.

    scripts/train/multicorpus/strangers_protocols.py --name NAME [--seeds 1 2 3] [--with PREDICTIONS] [--share 0.5] [--without ased]
        [--work FOLDER] [--results FOLDER] [NAME=JSON;…]

--with: a folder that holds what another model says, CORPUS.jsonl (lines of `emoscope evaluate --predictions` or predict_clips.py) and
fold_K.jsonl; its log-probabilities count with weight --share beside this model's. It must not have heard the corpora either. Writes
WORK/strangers/NAME-SEED/CORPUS.jsonl, results NAME-SEED-unseen.json (temperature and threshold of a corpus fitted to the other four)
and NAME-folds.json, and prints the tables and the means over the seeds."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from corpora import UNSEEN, Clip, actor
from predict_clips import write_lines
from strangers import Data, Options, answers, changed
from unseen_corpora import Said, figures, measured, percent, read, table
from clips import LABELS, test_actors

LEAST = 1e-6


def mixed(own: np.ndarray, other: np.ndarray, share: float) -> np.ndarray:
    """Weighted mean of log-probabilities; where the other heard no speech, this one alone."""
    heard = other.sum(1) > 0.5
    logs = (1 - share) * np.log(own + LEAST) + share * np.log(other + LEAST)
    p = np.exp(logs - logs.max(1, keepdims=True))
    p = np.where(heard[:, None], p, own)
    return p / p.sum(1, keepdims=True)


def others_words(path: Path, clips: list[Clip]) -> np.ndarray:
    said = {}
    for line in map(json.loads, path.read_text().splitlines()):
        spoke = line.get("verdict") != "no_speech" and len(line["probabilities"]) == len(LABELS)
        said[Path(line["file"]).stem] = line["probabilities"] if spoke else [0.0] * len(LABELS)
    missing = [clip.name for clip in clips if clip.name not in said]
    if missing:
        raise SystemExit(f"{path} says nothing of {len(missing)} clips, such as {missing[0]}")
    return np.array([said[clip.name] for clip in clips])


def asked(data: Data, model, clips: list[Clip], o: Options, other: Path | None, share: float) -> np.ndarray:
    rows = data.rows("whole")[data.places(clips)]
    p = answers(model, rows)
    return mixed(p, others_words(other, clips), share) if other else p


def unseen(data: Data, o: Options, folder: Path, corpora: list[str], other: Path | None, share: float) -> dict:
    folder.mkdir(parents=True, exist_ok=True)
    said = {}
    for corpus in corpora:
        clips = [clip for clip in data.index if clip.corpus == corpus]
        model = data.learned_without(corpus, "all", o)
        p = asked(data, model, clips, o, other / f"{corpus}.jsonl" if other else None, share)
        write_lines(folder / f"{corpus}.jsonl", clips, p)
        said[corpus] = read(folder / f"{corpus}.jsonl")
    return measured(said, 0.0, len(said) > 1)


def folds(data: Data, o: Options, which: list[int], other: Path | None, share: float) -> dict:
    each = {}
    for fold in which:
        clips = [clip for clip in data.index if clip.corpus == "ravdess" and actor(clip) in test_actors(fold)]
        model = data.learned_without("", str(fold), o)
        p = asked(data, model, clips, o, other / f"fold_{fold}.jsonl" if other else None, share)
        truth = np.array([clip.label for clip in clips])
        each[f"fold_{fold}"] = figures(Said(truth, p, np.ones(len(truth), bool)), 0.0)
    return each


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--name", required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--with", dest="other", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--without", default="")
    parser.add_argument("--corpora", nargs="*", choices=UNSEEN, default=list(UNSEEN))
    parser.add_argument("--folds", type=int, nargs="*", default=[1, 2, 3, 4, 5, 6])
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("--results", type=Path, default=Path(__file__).with_name("results"))
    parser.add_argument("changes", nargs="?", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    data = Data(options.work)
    o = replace(changed(Options(), options.changes), without=options.without)
    means, of_folds = [], {}
    for seed in options.seeds:
        own = replace(o, seed=seed)
        if options.corpora:
            result = unseen(data, own, options.work / "strangers" / f"{options.name}-{seed}", options.corpora, options.other, options.share)
            (options.results / f"{options.name}-{seed}-unseen.json").write_text(json.dumps(result, indent=1) + "\n")
            print(table(f"{options.name}, seed {seed}", result), flush=True)
            means.append(result["mean"])
        if options.folds:
            of_folds[seed] = folds(data, own, options.folds, options.other, options.share)
            row = [100 * f["ua"] for f in of_folds[seed].values()]
            print(f"RAVDESS folds, seed {seed}: " + " ".join(f"{ua:.1f}" for ua in row) + f", mean {np.mean(row):.1f}", flush=True)
    if means:
        print("mean of the seeds: " + ", ".join(f"{key} {percent(float(np.mean([m[key] for m in means])))}" for key in
                                                ("ua", "sad", "right_share", "coverage", "ece", "neutral_alarm_share")))
    if of_folds:
        (options.results / f"{options.name}-folds.json").write_text(json.dumps(of_folds, indent=1) + "\n")


if __name__ == "__main__":
    main()
