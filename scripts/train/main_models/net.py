"""The main model: raw logmel64 windows of any length from 1 s in; logits, valence and arousal, and an embedding out. All
normalisation is part of the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.append(str(Path(__file__).resolve().parent.parent))
from network import Body, Shape  # noqa: E402


class MainModel(Body):
    def __init__(self, shape: Shape, labels: int, dropout: float):
        super().__init__(shape, dropout)
        pooled = 2 * shape.time_channels
        self.to_embedding = nn.Sequential(nn.Linear(pooled, shape.embedding), nn.ReLU()) if shape.embedding else nn.Identity()
        width = shape.embedding or pooled
        self.head = nn.Linear(width, labels)
        self.dimensions = nn.Linear(width, 2)  # valence, arousal
        self.voice = nn.Linear(width, 2)  # training only: female, strong

    def embed(self, normalised: Tensor) -> Tensor:
        return self.to_embedding(self.pooled(normalised))

    def classify(self, normalised: Tensor) -> Tensor:
        return self.head(self.embed(normalised))

    def forward(self, logmel64: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        embedding = self.embed(self.normalise(logmel64))
        return self.head(embedding), torch.tanh(self.dimensions(embedding)), embedding
