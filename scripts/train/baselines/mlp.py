"""Seed 002: scikit-learn's MLPClassifier on the 180 features, as they are (the author does not scale them)."""

from __future__ import annotations

import warnings

import numpy as np
import torch
from torch import nn

from corpora import Corpus

HIDDEN = 300
SETTINGS = {"hidden_layer_sizes": (HIDDEN,), "alpha": 0.01, "batch_size": 256, "epsilon": 1e-8, "learning_rate": "adaptive"}
MAX_ITERATIONS = 500


class Network(nn.Sequential):
    """[n, 180] to logits: what the classifier computes before its softmax."""

    def __init__(self, labels: int) -> None:
        super().__init__(nn.Linear(180, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, labels))


def fit(train: Corpus, watched: Corpus | None, labels: int, seed: int, epochs: int | None, plan: list[float] | None):
    """watched and plan are not used: the classifier stops when its training loss no longer falls."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    classifier = MLPClassifier(**SETTINGS | {"batch_size": min(256, len(train))}, random_state=seed,
                               max_iter=epochs or MAX_ITERATIONS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        classifier.fit(train.features.astype(np.float64), train.label)
    network = Network(labels)
    with torch.no_grad():
        for layer, weight, bias in zip((network[0], network[2]), classifier.coefs_, classifier.intercepts_):
            layer.weight.copy_(torch.from_numpy(weight.T))
            layer.bias.copy_(torch.from_numpy(bias))
    return network.eval(), {"epochs": classifier.n_iter_, "loss": round(float(classifier.loss_), 4)}
