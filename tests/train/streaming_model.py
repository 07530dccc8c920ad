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
    """Random weights, norms that hold the statistics of some sound, and a head that is sure of itself."""
    torch.manual_seed(seed)
    sound = torch.from_numpy(export.random_sound(300))
    network.set_band_statistics(sound)
    norms = [module for module in network.modules() if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d))]
    for norm in norms:
        norm.momentum = 1.0
        norm.weight.uniform_(0.5, 1.5)
        norm.bias.normal_(0, 0.3)
    network.train()(sound.reshape(10, 300, 64))
    network.head.weight.mul_(4)
    return network.eval()


def small_network() -> StreamingNet:
    torch.manual_seed(1)
    return as_if_trained(StreamingNet(SMALL, 0.0), seed=1)


if __name__ == "__main__":
    torch.set_num_threads(1)
    folder = ROOT / "tests" / "support" / "streaming_model"
    told = export.export(small_network(), folder, "streaming-model", "Streaming model", [export.random_sound(100)])
    print(f"{folder}: {told}")
