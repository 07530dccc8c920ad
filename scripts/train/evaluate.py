"""Measures the folds' models with the native program, so that the numbers are those of the product.

Pass 1 runs each fold's model with temperature 1 and without smoothing on its test actors. From that, each fold gets the
temperature that fits the other five folds' test actors (training actors for this fold). Pass 2 runs the same models with
these temperatures and the product's smoothing: every reported number comes from it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

import conditions
import metrics
from clips import FOLDS, LABELS, Clip, find_clips, test_actors
from predictions import Predictions, predict

SMOOTHING_S = 0.4
HUMAN_ACCURACY = 0.67  # RAVDESS, audio only (Livingstone & Russo 2018)
TEMPERATURES = np.round(np.geomspace(0.3, 3.0, 116), 3)
ENOUGH_SPEECH_S = 1.0  # windows with less are not used to fit the temperature


def scaled(log_probabilities: np.ndarray, temperature: float) -> np.ndarray:
    return metrics.softmax(log_probabilities, temperature)


def best_temperature(parts: list[Predictions]) -> float:
    """Least negative log-likelihood over the windows of these clips."""
    usable = [p.window_speech_s >= ENOUGH_SPEECH_S for p in parts]
    logs = np.concatenate([np.log(np.maximum(p.window_probabilities[u], 1e-12)) for p, u in zip(parts, usable)])
    truth = np.concatenate([p.window_truth[u] for p, u in zip(parts, usable)])
    if not len(truth):
        return 1.0
    costs = [metrics.negative_log_likelihood(scaled(logs, t), truth) for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(costs))])


def unsure_threshold(confidence: np.ndarray, correct: np.ndarray) -> float:
    """The smallest threshold (of 0.20, 0.21 … 0.80) above which windows are right as often as human listeners."""
    for threshold in np.round(np.arange(0.20, 0.801, 0.01), 2):
        named = confidence >= threshold
        if named.sum() < 50 or correct[named].mean() >= HUMAN_ACCURACY:
            return float(threshold)
    return 0.80


def write_card(folder: Path, temperature: float, smoothing_s: float) -> None:
    card = json.loads((folder / "card.json").read_text())
    wanted = {"temperature": temperature, "smoothing_s": smoothing_s, "unsure_below": 0.0}
    if any(card[key] != value for key, value in wanted.items()):
        card.update(wanted)
        (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")


def model_with_card(fold_folder: Path, name: str, temperature: float, smoothing_s: float) -> Path:
    """A folder beside the fold's with the same model and another card."""
    folder = fold_folder / name
    folder.mkdir(exist_ok=True)
    for file in ("model.onnx", "card.json"):
        source, target = fold_folder / file, folder / file
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            target.write_bytes(source.read_bytes())
    write_card(folder, temperature, smoothing_s)
    return folder


def accuracy_by(groups: dict[str, np.ndarray], truth: np.ndarray, label: np.ndarray) -> dict[str, dict[str, float]]:
    return {name: {"accuracy": round(float((truth == label)[rows].mean()), 4),
                   "ua": round(metrics.summary(truth[rows], label[rows])["ua"], 4), "clips": int(rows.sum())}
            for name, rows in groups.items() if rows.any()}


def calibration(before: list[Predictions], after: list[Predictions]) -> dict[str, float]:
    def ece(parts: list[Predictions], windows: bool) -> float:
        probabilities = [p.window_probabilities if windows else p.probabilities[p.label != metrics.NO_SPEECH]
                         for p in parts]
        truth = [p.window_truth if windows else p.truth[p.label != metrics.NO_SPEECH] for p in parts]
        if not sum(map(len, truth)):
            return float("nan")
        return round(metrics.expected_calibration_error(np.concatenate(probabilities), np.concatenate(truth)), 4)

    return {"ece_windows_before": ece(before, True), "ece_windows_after": ece(after, True),
            "ece_clips_before": ece(before, False), "ece_clips_after": ece(after, False)}


def abstention(parts: list[Predictions]) -> dict[str, float]:
    confidence = np.concatenate([p.window_probabilities.max(1) for p in parts if len(p.window_truth)] or [np.zeros(0)])
    correct = np.concatenate([p.window_probabilities.argmax(1) == p.window_truth for p in parts if len(p.window_truth)]
                             or [np.zeros(0, bool)])
    if not len(confidence):
        return {"threshold": 0.4}
    threshold = unsure_threshold(confidence, correct)
    clip_confidence = np.concatenate([p.probabilities.max(1) for p in parts])
    clip_correct = np.concatenate([p.label == p.truth for p in parts])
    named, named_clips = confidence >= threshold, clip_confidence >= threshold
    return {
        "threshold": threshold,
        "window_accuracy": round(float(correct.mean()), 4),
        "window_coverage": round(float(named.mean()), 4),
        "window_accuracy_when_named": round(float(correct[named].mean()), 4) if named.any() else 0.0,
        "clip_coverage": round(float(named_clips.mean()), 4),
        "clip_accuracy_when_named": round(float(clip_correct[named_clips].mean()), 4) if named_clips.any() else 0.0,
    }


def report(clips: list[Clip], folds: list[int], rows: dict[int, np.ndarray], parts: dict[int, Predictions],
           raw: dict[int, Predictions], temperatures: dict[int, float]) -> dict:
    order = np.concatenate([rows[f] for f in folds])
    tested = [clips[i] for i in order]
    truth = np.concatenate([parts[f].truth for f in folds])
    label = np.concatenate([parts[f].label for f in folds])
    probabilities = np.concatenate([parts[f].probabilities for f in folds])
    per_fold = []
    for f in folds:
        figures = metrics.summary(parts[f].truth, parts[f].label)
        per_fold.append({"fold": f, "test_actors": sorted({clips[i].actor for i in rows[f]}), "clips": len(rows[f]),
                         **{k: round(v, 4) for k, v in figures.items()}, "temperature": temperatures[f]})
    result: dict = {}
    for name in ("ua", "wa", "macro_f1"):
        values = np.array([entry[name] for entry in per_fold])
        result[f"{name}_mean"], result[f"{name}_std"] = round(float(values.mean()), 4), round(float(values.std()), 4)
    second = np.sort(probabilities, 1)[:, -2]
    at_truth = probabilities[np.arange(len(truth)), truth]
    actor = np.array([c.actor for c in tested])
    female = np.array([c.female for c in tested])
    strong = np.array([c.strong for c in tested])
    neutral = np.array([LABELS[c.label] == "neutral" for c in tested])
    result |= {
        "top2_accuracy": round(float(((at_truth >= second) & (label != metrics.NO_SPEECH)).mean()), 4),
        "no_speech_clips": int((label == metrics.NO_SPEECH).sum()),
        "clips": len(tested),
        "per_fold": per_fold,
        "recall_by_class": {n: round(float(r), 4) for n, r in zip(LABELS, metrics.recalls(truth, label))},
        "by_actor": accuracy_by({f"{a:02d}": actor == a for a in sorted(set(actor))}, truth, label),
        "by_sex": accuracy_by({"female": female, "male": ~female}, truth, label),
        # Neutral exists at normal intensity only and is left out of both.
        "by_intensity_without_neutral": accuracy_by({"normal": ~strong & ~neutral, "strong": strong}, truth, label),
        "confusion": {"rows_truth": list(LABELS), "columns_said": [*LABELS, "no speech"],
                      "clips": metrics.confusion(truth, label).tolist()},
        "calibration": {"temperature": "cross-fitted", **calibration([raw[f] for f in folds], [parts[f] for f in folds])},
        "unsure": abstention([parts[f] for f in folds]),
    }
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--emoscope", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", default=list(FOLDS))
    parser.add_argument("--actors", type=int, nargs="*")
    parser.add_argument("--conditions", nargs="*", default=list(conditions.CONDITIONS))
    options = parser.parse_args()
    clips = find_clips(options.data, set(options.actors) if options.actors else None)
    rows = {f: np.array([i for i, c in enumerate(clips) if c.actor in test_actors(f)], int) for f in options.folds}
    folds = [f for f in options.folds if len(rows[f])]
    tested = {f: [clips[i] for i in rows[f]] for f in folds}
    folders = {f: options.work / f"fold_{f}" for f in folds}

    raw = {}
    for f in folds:
        folder = model_with_card(folders[f], "plain", 1.0, 0.0)
        raw[f] = predict(options.emoscope, folder, tested[f], folder / "predictions.jsonl")
        print(f"fold {f}, temperature 1:", metrics.summary(raw[f].truth, raw[f].label), flush=True)
    others = {f: [raw[g] for g in folds if g != f] or [raw[f]] for f in folds}
    temperatures = {f: best_temperature(others[f]) for f in folds}
    shipped = {f: model_with_card(folders[f], "calibrated", temperatures[f], SMOOTHING_S) for f in folds}
    parts = {}
    for f in folds:
        parts[f] = predict(options.emoscope, shipped[f], tested[f], shipped[f] / "predictions.jsonl")
        print(f"fold {f}, temperature {temperatures[f]}:", metrics.summary(parts[f].truth, parts[f].label), flush=True)

    result = report(clips, folds, rows, parts, raw, temperatures)
    result["temperature"] = best_temperature([raw[f] for f in folds])
    result["human_accuracy"] = HUMAN_ACCURACY
    (options.work / "evaluation.json").write_text(json.dumps(result, indent=1))
    result["robustness"] = conditions.measure(options.conditions, folds, tested, shipped, options.emoscope, options.work)
    (options.work / "evaluation.json").write_text(json.dumps(result, indent=1))
    print(f"UA {result['ua_mean']:.4f} ± {result['ua_std']:.4f}  WA {result['wa_mean']:.4f} ± {result['wa_std']:.4f}  "
          f"macro-F1 {result['macro_f1_mean']:.4f}")


if __name__ == "__main__":
    main()
