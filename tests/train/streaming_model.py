"""A model of a few kilobytes that is run as a stream, with random weights, for tests that compare programs:

    scripts/train/python.sh tests/train/streaming_model.py      # writes tests/support/streaming_model
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "train" / "multicorpus"))
import export  # noqa: E402
from streaming_net import Shape, StreamingNet  # noqa: E402

SMALL = Shape(stem=4, blocks=((4, 2), (6, 1)), time_channels=8, embedding=6, attention=4)


@torch.no_grad()
def as_if_trained(network: StreamingNet, seed: int) -> StreamingNet:
    """Random weights whose norms hold such statistics as training leaves, and a head that is sure of itself."""
    torch.manual_seed(seed)
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.2, 2)
            module.weight.uniform_(0.5, 1.5)
            module.bias.normal_(0, 0.3)
    network.band_mean.uniform_(-8, -4)
    network.band_std.uniform_(1.5, 3)
    network.head.weight.mul_(3)
    return network.eval()


def small_network() -> StreamingNet:
    torch.manual_seed(1)
    return as_if_trained(StreamingNet(SMALL, 0.0), seed=1)


if __name__ == "__main__":
    torch.set_num_threads(1)
    folder = ROOT / "tests" / "support" / "streaming_model"
    told = export.export(small_network(), folder, "streaming-model", "Streaming model", [export.random_sound(100)])
    print(f"{folder}: {told}")
