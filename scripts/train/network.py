"""first-cnn: raw logmel64 windows in, eight logits out; all normalisation is part of the graph."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

BANDS = 64
FLOOR_BELOW_LEVEL = 14.0  # nepers of power, about 61 dB


class Residual(nn.Module):
    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.first = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(outputs)
        self.second = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(outputs)
        self.skip = nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.first_norm(self.first(x)))
        return F.relu(self.second_norm(self.second(y)) + self.skip(x))


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


class FirstCnn(nn.Module):
    def __init__(self, labels: int, dropout: float, channels: tuple[int, ...] = (24, 48, 80, 112)):
        super().__init__()
        stem, one, two, three = channels
        self.register_buffer("band_mean", torch.zeros(BANDS))
        self.register_buffer("band_std", torch.ones(BANDS))
        self.stem = nn.Sequential(
            nn.Conv2d(1, stem, 5, 2, 2, bias=False), nn.BatchNorm2d(stem), nn.ReLU())
        self.body = nn.Sequential(Residual(stem, one, 2), Residual(one, two, 2), Residual(two, three, 1))
        # Two learned weightings of the eight remaining frequency rows for each channel.
        self.collapse = nn.Conv2d(three, 2 * three, (BANDS // 8, 1), groups=three, bias=False)
        self.collapse_norm = nn.BatchNorm1d(2 * three)
        self.pool = AttentiveStatistics(2 * three)
        self.head_norm = nn.BatchNorm1d(4 * three)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(4 * three, labels)

    def normalise(self, logmel: Tensor) -> Tensor:
        """Subtracts the window's loudness (power-weighted mean power, so that pauses do not count): a voice is the
        same near and far from the microphone. Then per-band statistics of the training clips."""
        power = torch.exp(logmel).sum(2)
        level = torch.log((power * power).sum(1) / power.sum(1))
        relative = (logmel - level[:, None, None]).clamp(min=-FLOOR_BELOW_LEVEL)
        return (relative - self.band_mean) / self.band_std

    def classify(self, normalised: Tensor) -> Tensor:
        x = normalised.transpose(1, 2).unsqueeze(1)  # [batch, 1, bands, frames]
        x = self.collapse(self.body(self.stem(x))).squeeze(2)
        x = self.pool(F.relu(self.collapse_norm(x)).float())
        return self.head(self.dropout(self.head_norm(x)))

    def forward(self, logmel64: Tensor) -> Tensor:
        return self.classify(self.normalise(logmel64))


def count_parameters(model: nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())
