"""The four baselines (and seed 002's four-emotion variant): what each learns from, how its author splits, how it is trained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import acnt
import cnn1d
import corpora
import mlp
from clips import LABELS
from corpora import Corpus
from variants import COPIES


@dataclass(frozen=True)
class Baseline:
    name: str
    title: str
    recipe: str
    shape: tuple[int, ...]  # of the graph's input
    fit: Callable  # (train, watched, labels, seed, epochs, plan) -> network, what is worth knowing about the training
    test_share: float  # of the author's random split
    seeds: tuple[int, ...]  # of the split and the weights; the first is the author's where one is known
    tables: tuple[str, ...] = ("ravdess",)  # corpora
    labels: tuple[str, ...] = LABELS
    oversampled: bool = False  # the author repeats clips of rare classes, before splitting
    watched: bool = False  # the author's learning rate follows a validation loss
    copies: int = 0  # augmented tables beside the plain one
    rate_hz: int | None = None


BASELINES = {baseline.name: baseline for baseline in (
    Baseline("mlp180", "MLP on 180 features", "mlp180", (1, 180), mlp.fit, 0.25, (9, 1, 2, 3, 4), rate_hz=22050),
    Baseline("mlp180-four", "MLP on 180 features, four emotions", "mlp180", (1, 180), mlp.fit, 0.25, (9, 1, 2, 3, 4),
             labels=("calm", "happy", "fearful", "disgust"), rate_hz=22050),
    Baseline("cnn1d-mfcc", "1-D CNN on mean MFCC", "mfcc40_mean", (1, 40), cnn1d.fit_mfcc, 0.33, (42, 1, 2),
             tables=("ravdess", "song", "tess")),
    Baseline("cnn1d-capstone", "Capstone 1-D CNN on mean MFCC", "mfcc40_mean", (1, 40), cnn1d.fit_capstone, 0.2,
             (42, 1, 2), oversampled=True),
    Baseline("acnt", "ACNT, a CNN-Transformer", "logmel40x174", (1, 40, 174), acnt.fit, 0.2, (42, 1, 2), watched=True,
             copies=len(COPIES)),
)}


def load(baseline: Baseline, folder: Path, actors: set[int] | None) -> Corpus:
    corpus = corpora.joined([corpora.read(folder / f"{table}_{baseline.recipe}.npy") for table in baseline.tables])
    if baseline.copies:
        more = [corpora.read(folder / f"ravdess_{baseline.recipe}_{copy}.npy").features for copy in COPIES]
        corpus.features = np.stack([corpus.features, *more], 1)
    return corpora.only(corpus, baseline.labels, actors)
