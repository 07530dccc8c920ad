"""What the baselines' logits say: the folds, the author's split, temperatures and the threshold for "unsure"."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import metrics
from baselines import Baseline

TEMPERATURES = np.round(np.geomspace(0.2, 20.0, 233), 3)  # steps of 2 %; unscaled features make very sure networks
ENOUGH_ACCURACY = 0.85  # of the clips that get a name
FEWEST_NAMED = 0.05  # of all clips, so that the threshold rests on more than a handful


class Answers:
    def __init__(self, folder: Path) -> None:
        stored = np.load(folder / "logits.npz")
        self.logits, self.label = stored["logits"], stored["label"]
        self.actor, self.speech = stored["actor"], stored["speech"]


def summary(label: np.ndarray, said: np.ndarray, labels: int) -> dict[str, float]:
    table = np.zeros((labels, labels), np.int64)
    np.add.at(table, (label, said), 1)
    there, right = table.sum(1), np.diag(table)
    f1 = 2 * right / np.maximum(there + table.sum(0), 1)
    return {"ua": float((right / np.maximum(there, 1))[there > 0].mean()), "wa": float(right.sum() / there.sum()),
            "macro_f1": float(f1[there > 0].mean()), "weighted_f1": float((f1 * there).sum() / there.sum())}


def best_temperature(parts: list[Answers]) -> float:
    logits, label = np.concatenate([p.logits for p in parts]), np.concatenate([p.label for p in parts])
    if not len(label):
        return 1.0
    costs = [metrics.negative_log_likelihood(metrics.softmax(logits.astype(np.float64), t), label) for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(costs))])


def threshold(confidence: np.ndarray, right: np.ndarray) -> float:
    """The smallest of 0.20 ... 0.95 above which ENOUGH_ACCURACY is reached on at least FEWEST_NAMED of the clips.

    If none is, the one that is right most often. A model that is never as sure as 0.20 says nothing but "unsure".
    """
    usable = []
    for low in np.round(np.arange(0.20, 0.951, 0.01), 2):
        named = confidence >= low
        if named.mean() >= FEWEST_NAMED:
            usable.append((float(right[named].mean()), float(low)))
    if not usable:
        return 0.20
    enough = [low for accuracy, low in usable if accuracy >= ENOUGH_ACCURACY]
    return min(enough) if enough else max(usable)[1]


def spread(parts: list[dict[str, float]]) -> dict[str, float]:
    return {f"{name}_{kind}": round(float(measure([part[name] for part in parts])), 4)
            for name in parts[0] for kind, measure in (("mean", np.mean), ("std", np.std))}


def author_split(baseline: Baseline, work: Path) -> dict:
    all_of, speech_of, seeds = [], [], []
    for seed in baseline.seeds:
        answers, said = Answers(work / f"split_{seed}"), None
        said = answers.logits.argmax(1)
        all_of.append(summary(answers.label, said, len(baseline.labels)))
        speech_of.append(summary(answers.label[answers.speech], said[answers.speech], len(baseline.labels)))
        seeds.append({"seed": seed, "clips": len(said), **{k: round(v, 4) for k, v in all_of[-1].items()}})
    result = {"test_share": baseline.test_share, "per_seed": seeds, **spread(all_of)}
    if len(baseline.tables) > 1:
        result["ravdess_speech_only"] = spread(speech_of)
    return result


def result(baseline: Baseline, work: Path, folds: list[int]) -> dict:
    count = len(baseline.labels)
    parts = {fold: Answers(work / f"fold_{fold}") for fold in folds}
    # A fold's temperature comes from the other folds' test actors, who are training actors of this one.
    temperatures = {fold: best_temperature([parts[f] for f in folds if f != fold]) for fold in folds}
    figures = {fold: summary(part.label, part.logits.argmax(1), count) for fold, part in parts.items()}
    probabilities = np.concatenate([metrics.softmax(parts[f].logits.astype(np.float64), temperatures[f]) for f in folds])
    label, said = np.concatenate([parts[f].label for f in folds]), probabilities.argmax(1)
    table = np.zeros((count, count), int)
    np.add.at(table, (label, said), 1)
    confidence, right = probabilities.max(1), said == label
    low = threshold(confidence, right)
    named = confidence >= low
    trainings = [json.loads((work / f"fold_{fold}" / "training.json").read_text()) for fold in folds]
    return {
        "name": baseline.name, "measured_by": "scripts/train/baselines/measures.py, without the speech detector",
        "folds": {**spread(list(figures.values())), "clips": len(label),
                  "per_fold": [{"fold": f, "clips": len(parts[f].label), "temperature": temperatures[f],
                                **{k: round(v, 4) for k, v in figures[f].items()}} for f in folds],
                  "recall_by_class": {name: round(float(table[i, i] / max(table[i].sum(), 1)), 4)
                                      for i, name in enumerate(baseline.labels)},
                  "confusion": table.tolist(),
                  "ece": round(metrics.expected_calibration_error(probabilities, label), 4)},
        "author_split": author_split(baseline, work),
        "temperature": best_temperature(list(parts.values())),
        "unsure": {"threshold": low, "accuracy_when_named": round(float(right[named].mean()), 4) if named.any() else None,
                   "coverage": round(float(named.mean()), 4)},
        "epochs": [training["epochs"] for training in trainings],
    }
