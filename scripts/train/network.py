"""The body that first-cnn and the main models share, and first-cnn itself: raw logmel64 windows in, eight logits out; all
normalisation is part of the graph. What was trained is loaded by the modules' names: to rename one is to lose it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from clips import LABELS

BANDS = 64
FLOOR_BELOW_LEVEL = 14.0  # nepers of power, about 61 dB


@dataclass(frozen=True)
class Shape:
    """One network. Strides halve both axes; frequency is collapsed before the layers that only see time."""

    stem: int = 20
    blocks: tuple[tuple[int, int], ...] = ((32, 2), (56, 2), (80, 1))  # channels, stride
    time_channels: int = 160
    time_dilations: tuple[int, ...] = ()
    embedding: int = 0  # 0: the pooled statistics themselves
    excite: bool = False  # squeeze-and-excitation in each block


class Excite(nn.Module):
    """Weighs channels by what the whole window holds (Hu et al. 2018)."""

    def __init__(self, channels: int):
        super().__init__()
        self.gate = nn.Sequential(nn.Conv2d(channels, channels // 4, 1), nn.ReLU(), nn.Conv2d(channels // 4, channels, 1))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.gate(x.mean((2, 3), keepdim=True)))


class Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int, excite: bool):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.skip = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
        self.excite = Excite(outputs) if excite else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.first_norm(self.first(x)))
        return F.relu(self.excite(self.second_norm(self.second(y))) + self.skip(x))


class TimeResidual(nn.Module):
    def __init__(self, channels: int, dilation: int):
        super().__init__()
        self.convolution = nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + F.relu(self.norm(self.convolution(x)))


class AttentiveStatistics(nn.Module):
    """Weighted mean and standard deviation over time; the network learns which moments count (Okabe et al. 2018)."""

    def __init__(self, features: int, hidden: int = 32):
        super().__init__()
        self.score = nn.Sequential(nn.Conv1d(features, hidden, 1), nn.Tanh(), nn.Conv1d(hidden, features, 1))

    def forward(self, x: Tensor) -> Tensor:
        weight = torch.softmax(self.score(x), dim=2)
        mean = (weight * x).sum(2)
        variance = (weight * x * x).sum(2) - mean * mean
        return torch.cat([mean, torch.sqrt(variance.clamp(min=1e-5))], dim=1)


class Body(nn.Module):
    """From windows [batch, frames, 64] to one vector of 2 × time_channels numbers each."""

    def __init__(self, shape: Shape, dropout: float):
        super().__init__()
        self.register_buffer("band_mean", torch.zeros(BANDS))
        self.register_buffer("band_std", torch.ones(BANDS))
        self.stem = nn.Sequential(
            nn.Conv2d(1, shape.stem, 5, 2, 2, bias=False), nn.BatchNorm2d(shape.stem), nn.ReLU())
        channels, rows, body = shape.stem, BANDS // 2, []
        for outputs, stride in shape.blocks:
            body.append(Residual(channels, outputs, stride, shape.excite))
            channels, rows = outputs, rows // stride
        self.body = nn.Sequential(*body)
        # Learned weightings of the remaining frequency rows for each channel.
        self.collapse = nn.Conv2d(channels, shape.time_channels, (rows, 1), groups=channels, bias=False)
        self.collapse_norm = nn.BatchNorm1d(shape.time_channels)
        self.time = nn.Sequential(*(TimeResidual(shape.time_channels, d) for d in shape.time_dilations))
        self.pool = AttentiveStatistics(shape.time_channels)
        self.head_norm = nn.BatchNorm1d(2 * shape.time_channels)
        self.dropout = nn.Dropout(dropout)

    def normalise(self, logmel: Tensor) -> Tensor:
        """Subtracts the window's loudness (power-weighted mean power, so that pauses do not count): a voice is the
        same near and far from the microphone. Then per-band statistics of the training clips."""
        power = torch.exp(logmel).sum(2)
        level = torch.log((power * power).sum(1) / power.sum(1))
        relative = (logmel - level[:, None, None]).clamp(min=-FLOOR_BELOW_LEVEL)
        return (relative - self.band_mean) / self.band_std

    @torch.no_grad()
    def set_band_statistics(self, windows: Tensor) -> None:
        """Of a fresh network, whose statistics are still 0 and 1."""
        relative = self.normalise(windows)
        self.band_mean.copy_(relative.mean((0, 1)))
        self.band_std.copy_(relative.std((0, 1)).clamp(min=0.5))

    def pooled(self, normalised: Tensor) -> Tensor:
        x = normalised.transpose(1, 2).unsqueeze(1)  # [batch, 1, bands, frames]
        x = self.collapse(self.body(self.stem(x))).squeeze(2)
        x = self.time(F.relu(self.collapse_norm(x)))
        return self.dropout(self.head_norm(self.pool(x.float())))


class FirstCnn(Body):
    SHAPE = Shape(stem=24, blocks=((48, 2), (80, 2), (112, 1)), time_channels=224)

    def __init__(self, labels: int, dropout: float):
        super().__init__(self.SHAPE, dropout)
        self.head = nn.Linear(2 * self.SHAPE.time_channels, labels)

    def classify(self, normalised: Tensor) -> Tensor:
        return self.head(self.pooled(normalised))

    def forward(self, logmel64: Tensor) -> Tensor:
        return self.classify(self.normalise(logmel64))


def load_first_cnn(weights: Path) -> FirstCnn:
    stored = torch.load(weights, map_location="cpu", weights_only=True)
    model = FirstCnn(len(LABELS), stored["dropout"])
    model.load_state_dict(stored["average"])
    return model.eval()


def count_parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
