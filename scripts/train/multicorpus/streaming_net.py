"""A network that can be run on a stream: raw logmel64 frames in; logits, valence and arousal, and an embedding out.

Every layer of the encoder looks back only, by a known number of frames, and turns ten frames (100 ms) into one vector; its
normalisation needs no more than the last two seconds (level) and constants (BatchNorm). So a step of 100 ms computes one new vector
from cached ones. The head pools the vectors of the window."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

sys.path.append(str(Path(__file__).resolve().parent.parent))
from clips import LABELS  # noqa: E402
from network import BANDS, FLOOR_BELOW_LEVEL  # noqa: E402

FRAMES_PER_VECTOR = 10
LEVEL_FRAMES = 200


@dataclass(frozen=True)
class Shape:
    stem: int = 32
    blocks: tuple[tuple[int, int], ...] = ((48, 2), (64, 1))  # channels, time stride; each halves the frequency axis
    time_channels: int = 160
    time_dilations: tuple[int, ...] = (1, 2, 4)
    embedding: int = 128
    attention: int = 32
    level: str = "stream"  # or "window": the loudness of the whole window, as Emoscope S (not streamable)


class CausalConv2d(nn.Conv2d):
    """[batch, channels, bands, time]; pads bands on both sides and time on the left alone."""

    def forward(self, x: Tensor) -> Tensor:
        bands, frames = self.kernel_size
        return super().forward(F.pad(x, (frames - self.stride[1], 0, bands // 2, bands // 2)))


class Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = CausalConv2d(inputs, outputs, (3, 2 + stride), (2, stride), bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = CausalConv2d(outputs, outputs, 3, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.skip = CausalConv2d(inputs, outputs, (1, stride), (2, stride), bias=False)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.first_norm(self.first(x)))
        return F.relu(self.second_norm(self.second(y)) + self.skip(x))


class TimeResidual(nn.Module):
    def __init__(self, channels: int, dilation: int):
        super().__init__()
        self.reach = 2 * dilation
        self.convolution = nn.Conv1d(channels, channels, 3, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + F.relu(self.norm(self.convolution(F.pad(x, (self.reach, 0)))))


class Pool(nn.Module):
    """Attentive statistics (Okabe et al. 2018) over the vectors up to a moment."""

    def __init__(self, features: int, hidden: int):
        super().__init__()
        self.score = nn.Sequential(nn.Conv1d(features, hidden, 1), nn.Tanh(), nn.Conv1d(hidden, features, 1))

    def forward(self, x: Tensor, scores: Tensor) -> Tensor:
        weight = torch.softmax(scores, dim=2)
        mean = (weight * x).sum(2)
        variance = (weight * x * x).sum(2) - mean * mean
        return torch.cat([mean, torch.sqrt(variance.clamp(min=1e-5))], dim=1)


class Reverse(torch.autograd.Function):
    """The identity, with the gradient turned round (Ganin & Lempitsky 2015)."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        return -gradient


class StreamingNet(nn.Module):
    def __init__(self, shape: Shape, dropout: float, corpora: int = 8):
        super().__init__()
        self.shape = shape
        self.register_buffer("band_mean", torch.zeros(BANDS))
        self.register_buffer("band_std", torch.ones(BANDS))
        self.stem = nn.Sequential(CausalConv2d(1, shape.stem, (9, 10), (4, 5), bias=False), nn.BatchNorm2d(shape.stem), nn.ReLU())
        channels, rows, body = shape.stem, BANDS // 4, []
        for outputs, stride in shape.blocks:
            body.append(Residual(channels, outputs, stride))
            channels, rows = outputs, rows // 2
        self.body = nn.Sequential(*body)
        self.collapse = nn.Conv1d(channels * rows, shape.time_channels, 1, bias=False)
        self.collapse_norm = nn.BatchNorm1d(shape.time_channels)
        self.time = nn.Sequential(*(TimeResidual(shape.time_channels, d) for d in shape.time_dilations))
        self.pool = Pool(shape.time_channels, shape.attention)
        self.head_norm = nn.BatchNorm1d(2 * shape.time_channels)
        self.dropout = nn.Dropout(dropout)
        self.to_embedding = nn.Sequential(nn.Linear(2 * shape.time_channels, shape.embedding), nn.ReLU())
        self.head = nn.Linear(shape.embedding, len(LABELS))
        self.dimensions = nn.Linear(shape.embedding, 2)  # valence, arousal
        self.voice = nn.Linear(shape.embedding, 2)  # training only: female, strong
        self.corpus = nn.Sequential(nn.Linear(shape.embedding, 64), nn.ReLU(), nn.Linear(64, corpora))  # training only

    def normalise(self, logmel: Tensor) -> Tensor:
        """Frames relative to the loudness (power-weighted mean power) of the last two seconds, then per-band statistics."""
        power = torch.exp(logmel).sum(2)
        if self.shape.level == "stream":
            both = F.pad(torch.stack([power * power, power], 1), (LEVEL_FRAMES - 1, 0))
            sums = F.avg_pool1d(both, LEVEL_FRAMES, 1)
            level = torch.log(sums[:, 0] / sums[:, 1])[:, :, None]
        else:
            level = torch.log((power * power).sum(1) / power.sum(1))[:, None, None]
        return ((logmel - level).clamp(-FLOOR_BELOW_LEVEL, FLOOR_BELOW_LEVEL) - self.band_mean) / self.band_std

    @torch.no_grad()
    def set_band_statistics(self, windows: Tensor) -> None:
        """Of a fresh network, whose statistics are still 0 and 1."""
        relative = self.normalise(windows)
        self.band_mean.copy_(relative.mean((0, 1)))
        self.band_std.copy_(relative.std((0, 1)).clamp(min=0.5))

    def encode(self, normalised: Tensor) -> Tensor:
        """[batch, frames, 64] → [batch, channels, frames / 10]."""
        x = self.body(self.stem(normalised.transpose(1, 2).unsqueeze(1)))
        return self.time(F.relu(self.collapse_norm(self.collapse(x.flatten(1, 2)))))

    def embed(self, vectors: Tensor, scores: Tensor) -> Tensor:
        return self.to_embedding(self.dropout(self.head_norm(self.pool(vectors.float(), scores.float()))))

    def forward(self, logmel64: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        vectors = self.encode(self.normalise(logmel64))
        embedding = self.embed(vectors, self.pool.score(vectors))
        return self.head(embedding), torch.tanh(self.dimensions(embedding)), embedding


def count_parameters(model: StreamingNet) -> int:
    """Of what is used after training."""
    return sum(p.numel() for name, p in model.named_parameters() if not name.startswith(("voice.", "corpus.")))
