"""Figures of a classification: recalls, F1, calibration."""

from __future__ import annotations

import numpy as np

from clips import LABELS

NO_SPEECH = -1  # predicted label of a clip in which no speech was found: always wrong


def confusion(truth: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Rows: truth; columns: the eight labels, then "no speech"."""
    table = np.zeros((len(LABELS), len(LABELS) + 1), np.int64)
    np.add.at(table, (truth, np.where(predicted == NO_SPEECH, len(LABELS), predicted)), 1)
    return table


def recalls(truth: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    table = confusion(truth, predicted)
    return np.diag(table[:, :-1]) / np.maximum(table.sum(1), 1)


def summary(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    table = confusion(truth, predicted)
    square = table[:, :-1]
    present = table.sum(1) > 0
    recall = np.diag(square) / np.maximum(table.sum(1), 1)
    f1 = 2 * np.diag(square) / np.maximum(table.sum(1) + square.sum(0), 1)
    return {
        "ua": float(recall[present].mean()),
        "wa": float((truth == predicted).mean()),
        "macro_f1": float(f1[present].mean()),
    }


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    scaled = logits / temperature
    e = np.exp(scaled - scaled.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def expected_calibration_error(probabilities: np.ndarray, truth: np.ndarray, bins: int = 15) -> float:
    confidence = probabilities.max(1)
    correct = probabilities.argmax(1) == truth
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for b in range(bins):
        inside = index == b
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return float(error)


def negative_log_likelihood(probabilities: np.ndarray, truth: np.ndarray) -> float:
    chosen = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(chosen, 1e-12)).mean())
