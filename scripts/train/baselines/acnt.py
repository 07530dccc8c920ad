"""Seed 003: ACNT, a CNN-Transformer on the log-mel spectrogram [n, 40, 174].

Four residual blocks (16, 32, 64, 128 channels), sinusoidal positions, a Transformer encoder over time, the mean over time,
a head. Kaiming-initialised convolutions, Xavier-initialised linear layers.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import nn

from corpora import Corpus

CHANNELS = (16, 32, 64, 128)
STRIDES = ((2, 2), (2, 2), (2, 2), (2, 1))  # 40 x 174 becomes 3 x 22
HEIGHT, TOKENS, WIDTH = 3, 22, 128
EPOCHS, BATCH = 30, 32
PEAK_RATE, WEIGHT_DECAY, SMOOTHING = 1e-3, 1e-2, 0.1
PLATEAU = {"factor": 0.5, "patience": 3}
FREQUENCY_MASK, TIME_MASK, MASKS = 8, 25, 2  # SpecAugment: at most so many bands and frames, each twice


class Residual(nn.Module):
    def __init__(self, inside: int, outside: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(),
            nn.Conv2d(outside, outside, 3, 1, 1, bias=False), nn.BatchNorm2d(outside))
        self.shortcut = nn.Sequential(nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.body(x) + self.shortcut(x))


class Attention(nn.Module):
    """Multi-head self-attention from plain matrix products, so that the exported graph stays small and readable."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.into, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        q, k, v = (part.reshape(-1, TOKENS, self.heads, self.size).transpose(1, 2)
                   for part in self.into(x).split(self.heads * self.size, -1))
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(self.size), -1)
        return self.out((weights @ v).transpose(1, 2).reshape(-1, TOKENS, self.heads * self.size))


class EncoderLayer(nn.Module):
    """Vaswani et al. 2017, normalised after each part."""

    def __init__(self, width: int, heads: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.attention, self.dropout = Attention(width, heads), nn.Dropout(dropout)
        self.forward_part = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, width))
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.first(x + self.dropout(self.attention(x)))
        return self.second(x + self.dropout(self.forward_part(x)))


def positions(count: int, width: int) -> torch.Tensor:
    """PE(p, 2i) = sin(p / 10000^(2i / width)), PE(p, 2i + 1) = cos of the same."""
    angle = torch.arange(count).unsqueeze(1) * torch.exp(torch.arange(0, width, 2) * (-math.log(10_000.0) / width))
    return torch.stack([angle.sin(), angle.cos()], -1).reshape(1, count, width)


class Acnt(nn.Module):
    def __init__(self, labels: int, mean: float = 0.0, deviation: float = 1.0) -> None:
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean))
        self.register_buffer("deviation", torch.tensor(deviation))
        self.register_buffer("position", positions(TOKENS, WIDTH))
        self.blocks = nn.Sequential(*(Residual(inside, outside, stride)
                                      for inside, outside, stride in zip((1, *CHANNELS), CHANNELS, STRIDES)))
        self.project = nn.Linear(CHANNELS[-1] * HEIGHT, WIDTH)
        self.encoder = nn.Sequential(*(EncoderLayer(WIDTH, 4, 2 * WIDTH, 0.1) for _ in range(2)))
        self.head = nn.Sequential(nn.Dropout(0.3), nn.Linear(WIDTH, labels))
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            elif isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.blocks(((x - self.mean) / self.deviation).unsqueeze(1))
        x = self.project(x.reshape(-1, CHANNELS[-1] * HEIGHT, TOKENS).transpose(1, 2))
        return self.head(self.encoder(x + self.position).mean(1))


def mask(batch: torch.Tensor, value: float, random: np.random.Generator) -> torch.Tensor:
    """SpecAugment's bands and stretches of time, each spectrogram its own."""
    batch = batch.clone()
    bands, frames = batch.shape[1:]
    for clip in batch:
        for _ in range(MASKS):
            width, length = random.integers(0, FREQUENCY_MASK + 1), random.integers(0, TIME_MASK + 1)
            low, start = random.integers(0, bands - width + 1), random.integers(0, frames - length + 1)
            clip[low:low + width] = value
            clip[:, start:start + length] = value
    return batch


def evaluate(network: Acnt, corpus: Corpus) -> float:
    network.eval()
    with torch.no_grad():
        logits = torch.cat([network(part) for part in torch.from_numpy(corpus.features[:, 0]).split(64)])
    return nn.functional.cross_entropy(logits, torch.from_numpy(corpus.label)).item()


def fit(train: Corpus, watched: Corpus | None, labels: int, seed: int, epochs: int | None, plan: list[float] | None):
    """train.features: [clips, copies, 40, 174]; each epoch takes each clip once, in a copy drawn at random (0: as it is).

    watched: the clips on which the plateau is seen. plan: the learning rates of the epochs, in place of a plateau.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    tables, label = torch.from_numpy(train.features), torch.from_numpy(train.label)
    mean, deviation = float(tables[:, 0].mean()), float(tables[:, 0].std())
    network = Acnt(labels, mean, deviation)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PEAK_RATE, weight_decay=WEIGHT_DECAY)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, **PLATEAU)
    criterion = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    rates, total = [], 0.0
    for epoch in range(epochs or EPOCHS):
        if plan:
            optimiser.param_groups[0]["lr"] = plan[min(epoch, len(plan) - 1)]
        rates.append(optimiser.param_groups[0]["lr"])
        network.train()
        total = 0.0
        for rows in np.array_split(random.permutation(len(train)), range(BATCH, len(train), BATCH)):
            copies = random.integers(0, tables.shape[1], len(rows))
            with torch.autocast("cpu", torch.bfloat16):  # four times as fast here, and no worse in the first epochs' loss
                logits = network(mask(tables[rows, copies], mean, random))
            loss = criterion(logits.float(), label[rows])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            total += loss.item() * len(rows)
        if not plan:
            plateau.step(evaluate(network, watched) if watched is not None and len(watched) else total / len(train))
    return network.eval(), {"epochs": len(rates), "loss": round(total / len(train), 4), "rates": rates}
