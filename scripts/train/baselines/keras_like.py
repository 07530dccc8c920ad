"""What Keras does where PyTorch's defaults differ."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from corpora import Corpus


def initialise(network: nn.Module) -> None:
    """Glorot-uniform weights, zero biases."""
    for module in network.modules():
        if isinstance(module, (nn.Conv1d, nn.Linear)):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)


def batch_norm(channels: int) -> nn.BatchNorm1d:
    return nn.BatchNorm1d(channels, eps=1e-3, momentum=0.01)


def train(network: nn.Module, optimiser: torch.optim.Optimizer, corpus: Corpus, batch_size: int, epochs: int, seed: int) -> float:
    """model.fit: shuffled batches, the last one short, cross entropy; the weights of the last epoch."""
    features, label = torch.from_numpy(corpus.features), torch.from_numpy(corpus.label)
    order = np.random.default_rng(seed)
    network.train()
    total = 0.0
    for _ in range(epochs):
        total = 0.0
        for rows in np.array_split(order.permutation(len(corpus)), range(batch_size, len(corpus), batch_size)):
            loss = nn.functional.cross_entropy(network(features[rows]), label[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(rows)
    network.eval()
    return total / len(corpus)
