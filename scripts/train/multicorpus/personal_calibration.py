"""What knowing a voice's neutral gives (the page's "Calibrate to my voice"): models of strangers.py that hear how far a clip lies from its
speaker's own neutral clips, k of them, against the same model without it, on the speaker's other clips.

    scripts/train/multicorpus/personal_calibration.py [--corpora emospeech_in ravdess nemo …] [--takes 1 2 4 8] [--draws 3] [--without ased]
        [--work FOLDER] [--out FILE.json] [CHANGES]

Each corpus is asked of a model that has not heard it (RAVDESS: neither its song). Learned on numbers of which each speaker's neutral mean
is subtracted, drawn towards the mean of all neutral clips as if that were PRIOR takes more. The same is done for the speaker asked, with
the k takes alone, which are not asked. Speakers with fewer than k + 1 neutral clips are asked with those that they have, at least one left;
those without neutral clips are left out of both."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from corpora import CALM, NEUTRAL, Clip, split
from strangers import Data, Model, Options, answers, changed, learned
from unseen_corpora import Said, figures

PRIOR = 1.0


def by_speaker(clips: list[Clip]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for i, clip in enumerate(clips):
        found.setdefault((clip.corpus.split("_song")[0], clip.speaker), []).append(i)
    return found


def centred(rows: np.ndarray, clips: list[Clip], usual: np.ndarray) -> np.ndarray:
    rows = rows.copy()
    for own in by_speaker(clips).values():
        takes = [i for i in own if clips[i].label == NEUTRAL]
        rows[own] = rows[own] - (rows[takes].sum(0) + PRIOR * usual) / (len(takes) + PRIOR)
    return rows


def neutral_mean(rows: np.ndarray, clips: list[Clip]) -> np.ndarray:
    """Each speaker's counts alike."""
    return np.mean([rows[[i for i in own if clips[i].label == NEUTRAL]].mean(0) for own in by_speaker(clips).values()
                    if any(clips[i].label == NEUTRAL for i in own)], 0)


def asked(plain: Model, known: Model, rows: np.ndarray, clips: list[Clip], usual: np.ndarray, k: int, seed: int) -> tuple[dict, dict]:
    random = np.random.default_rng(seed)
    chosen: list[int] = []
    moved = rows.copy()
    for own in by_speaker(clips).values():
        neutral = [i for i in own if clips[i].label == NEUTRAL]
        count = min(k, len(neutral) - 1)
        if count < 1:
            continue
        takes = random.choice(neutral, count, replace=False)
        moved[own] = rows[own] - (rows[takes].sum(0) + PRIOR * usual) / (count + PRIOR)
        chosen += [i for i in own if i not in set(takes.tolist())]
    truth = np.array([clips[i].label for i in chosen])
    truth = np.where(truth == CALM, NEUTRAL, truth)
    heard = np.ones(len(truth), bool)
    return (figures(Said(truth, answers(plain, rows[chosen]), heard), 0.0), figures(Said(truth, answers(known, moved[chosen]), heard), 0.0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", nargs="+", default=["ravdess", "emospeech_in"])
    parser.add_argument("--takes", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--without", default="")
    parser.add_argument("--work", type=Path, default=os.environ.get("EMOSCOPE_TRAIN", "build/train/multicorpus"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("changes", nargs="?", default="")
    options = parser.parse_args()
    torch.set_num_threads(1)
    data = Data(options.work)
    o = replace(changed(Options(), options.changes), without=options.without)
    result: dict[str, dict] = {}
    print("| corpus | takes | UA without | UA with | gain | sad without | sad with |\n|---|---|---|---|---|---|---|")
    for corpus in options.corpora:
        clips, _ = split(data.index, "+".join(part for part in (corpus, o.without) if part), "all", 0)
        rows = data.rows("whole")[data.places(clips)].astype(np.float64)
        usual = neutral_mean(rows, clips)
        plain, known = learned(rows, clips, o), learned(centred(rows, clips, usual), clips, o)
        own, _, own_clips = data.asked(corpus, o)
        result[corpus] = {}
        for k in options.takes:
            each = [asked(plain, known, own.astype(np.float64), own_clips, usual, k, seed) for seed in range(1, options.draws + 1)]
            ua = [100 * float(np.mean([pair[side]["ua"] for pair in each])) for side in (0, 1)]
            sad = [100 * float(np.mean([pair[side]["recall"].get("sad", np.nan) for pair in each])) for side in (0, 1)]
            result[corpus][str(k)] = {"ua": ua, "sad": sad}
            print(f"| {corpus} | {k} | {ua[0]:.1f} | {ua[1]:.1f} | {ua[1] - ua[0]:+.1f} | {sad[0]:.1f} | {sad[1]:.1f} |", flush=True)
    if options.out:
        # Where nobody is sad there is no recall: null.
        options.out.write_text(json.dumps(json.loads(json.dumps(result), parse_constant=lambda _: None), indent=1, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
