"""Seeds 001 and 004: 1-D CNNs over the means of 40 MFCC, as their authors' Keras code builds and trains them.

The features go in as they are; neither author scales them.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

import keras_like
from corpora import Corpus


class Mfcc(nn.Module):
    """Seed 001: Conv1D(64, 5, same), ReLU, Dropout(0.2), Flatten, Dense. [n, 40] to logits."""

    EPOCHS, BATCH = 50, 16

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Conv1d(1, 64, 5, padding=2), nn.ReLU(), nn.Dropout(0.2), nn.Flatten())
        self.head = nn.Linear(40 * 64, labels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(x.unsqueeze(1)))

    def optimiser(self) -> torch.optim.Optimizer:
        return torch.optim.RMSprop(self.parameters(), lr=1e-3, alpha=0.9, eps=1e-7)


class Capstone(nn.Module):
    """Seed 004: Conv1D 64 and 128, Dropout(0.1), MaxPooling1D(8), Conv1D 128 twice, batch norm, Flatten, Dense."""

    EPOCHS, BATCH = 100, 100

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(1, 64, 5, padding=2), nn.ReLU(), nn.Conv1d(64, 128, 5, padding=2), nn.ReLU(), nn.Dropout(0.1),
            nn.MaxPool1d(8), nn.Conv1d(128, 128, 5, padding=2), nn.ReLU(), nn.Conv1d(128, 128, 5, padding=2),
            keras_like.batch_norm(128), nn.ReLU(), nn.Flatten())
        self.head = nn.Linear(5 * 128, labels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(x.unsqueeze(1)))

    def optimiser(self) -> torch.optim.Optimizer:
        return torch.optim.Adam(self.parameters(), lr=1e-3, eps=1e-7)


def oversampled(corpus: Corpus, seed: int) -> Corpus:
    """RandomOverSampler: clips of the rarer classes again, at random, until all classes are as large as the largest."""
    random = np.random.default_rng(seed)
    counts = np.bincount(corpus.label)
    again = [random.choice(np.flatnonzero(corpus.label == label), counts.max() - count)
             for label, count in enumerate(counts) if 0 < count < counts.max()]
    return corpus.rows(np.concatenate([np.arange(len(corpus)), *again]))


def fit(kind: type, train: Corpus, labels: int, seed: int, epochs: int | None):
    torch.manual_seed(seed)
    network = kind(labels)
    keras_like.initialise(network)
    epochs = epochs or kind.EPOCHS
    loss = keras_like.train(network, network.optimiser(), train, kind.BATCH, epochs, seed)
    return network, {"epochs": epochs, "loss": round(loss, 4)}


def fit_mfcc(train: Corpus, watched: Corpus | None, labels: int, seed: int, epochs: int | None, plan: list[float] | None):
    return fit(Mfcc, train, labels, seed, epochs)


def fit_capstone(train: Corpus, watched: Corpus | None, labels: int, seed: int, epochs: int | None, plan: list[float] | None):
    return fit(Capstone, train, labels, seed, epochs)
