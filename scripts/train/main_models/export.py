"""Writes one or several trained networks as one model.onnx with the card fields that the programs need. Several make an
ensemble in one graph: the logarithm of their mean probability. A member may be a first-cnn; it has logits only."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from net import MainModel
from trained import load_either
from network import BANDS, count_parameters
from onnx_files import contract, require_agreement, store_float16, write_onnx
from windows import FLOOR

HALVED_FROM = 256  # values: smaller tensors stay float32


class Ensemble(nn.Module):
    """Logits, and where any member has them the mean of their dimensions and all their embeddings behind each other."""

    def __init__(self, members: list[nn.Module]):
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, logmel64: Tensor) -> tuple[Tensor, ...]:
        answers = [member(logmel64) for member in self.members]
        full = [answer for answer in answers if isinstance(answer, tuple)]
        logits = [answer[0] if isinstance(answer, tuple) else answer for answer in answers]
        mean = torch.stack([torch.softmax(each, 1) for each in logits]).mean(0)
        said = torch.log(mean.clamp(min=1e-9))
        if not full:
            return (said,)
        return said, torch.stack([d for _, d, _ in full]).mean(0), torch.cat([e for _, _, e in full], 1)


def windows_to_ask() -> list[np.ndarray]:
    random, windows = np.random.default_rng(1), []
    for frames in (100, 173, 300, 300, 450):
        window = np.maximum(random.normal(-8, 3, (1, frames, BANDS)), FLOOR).astype(np.float32)
        if frames == 300:
            window[:, : random.integers(0, 200)] = FLOOR
        windows.append(window)
    return windows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("members", type=Path, nargs="+", help="folders with weights.pt and, but for a first-cnn, settings.json")
    parser.add_argument("--name", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    members = [load_either(folder).cpu() for folder in options.members]
    main_models = [member for member in members if isinstance(member, MainModel)]
    model = (main_models[0] if len(members) == len(main_models) == 1 else Ensemble(members)).eval()
    options.to.mkdir(parents=True, exist_ok=True)
    path = options.to / "model.onnx"
    outputs = ["logits", "dimensions", "embedding"] if main_models else ["logits"]
    write_onnx(model, torch.full((1, 300, BANDS), FLOOR), path, "logmel64", outputs, {"logmel64": {1: "frames"}})
    exact = require_agreement(model, path, "logmel64", windows_to_ask(), 1e-4)
    store_float16(path, HALVED_FROM)
    stored = require_agreement(model, path, "logmel64", windows_to_ask(), 5e-3)
    heads = {
        "dimensions": {"name": "dimensions", "shape": [1, 2]},
        "embedding": {"name": "embedding", "shape": [1, sum(member.head.in_features for member in main_models)]},
    }
    card = contract(path, options.name, options.title, sum(map(count_parameters, members)), heads if main_models else {})
    (options.to / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(f"{path}: {card['bytes']} bytes, {card['parameters']} parameters, probabilities differ by {exact:.1e}, "
          f"stored as float16 by {stored:.1e}")


if __name__ == "__main__":
    main()
