"""Writes one or several trained networks as one model.onnx with the card fields that the programs need. Several make an
ensemble in one graph: the logarithm of their mean probability. A member may be a first-cnn; it has logits only."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from corpus import FLOOR, LABELS
from net import BANDS, Flagship, count_parameters
from onnx_files import identity, store_float16, write_onnx
from train import load_teacher

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


def check(model: nn.Module, path: Path, tolerance: float) -> float:
    """The largest difference between PyTorch's probabilities and those of the file, for windows of several lengths."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    random, worst = np.random.default_rng(1), 0.0
    for frames in (100, 173, 300, 300, 450):
        window = np.maximum(random.normal(-8, 3, (1, frames, BANDS)), FLOOR).astype(np.float32)
        if frames == 300:
            window[:, : random.integers(0, 200)] = FLOOR
        with torch.no_grad():
            wanted = torch.softmax(model(torch.from_numpy(window))[0], 1).numpy()
        logits = session.run(["logits"], {"logmel64": window})[0]
        worst = max(worst, float(np.abs(np.exp(logits) / np.exp(logits).sum() - wanted).max()))
    if worst > tolerance:
        raise SystemExit(f"{path} disagrees with PyTorch by {worst:.4f}")
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("members", type=Path, nargs="+", help="folders with weights.pt and, but for a first-cnn, settings.json")
    parser.add_argument("--name", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    members = [load_teacher(folder) for folder in options.members]
    flagships = [member for member in members if isinstance(member, Flagship)]
    model = (flagships[0] if len(members) == len(flagships) == 1 else Ensemble(members)).eval()
    options.to.mkdir(parents=True, exist_ok=True)
    path = options.to / "model.onnx"
    outputs = ["logits", "dimensions", "embedding"] if flagships else ["logits"]
    write_onnx(model, torch.full((1, 300, BANDS), FLOOR), path, "logmel64", outputs, {"logmel64": {1: "frames"}})
    exact = check(model, path, 1e-4)
    store_float16(path, HALVED_FROM)
    stored = check(model, path, 5e-3)
    heads = {
        "dimensions": {"name": "dimensions", "shape": [1, 2]},
        "embedding": {"name": "embedding", "shape": [1, sum(member.head.in_features for member in flagships)]},
    }
    card = {
        "card_version": 1, "name": options.name, "title": options.title, "task": "emotion",
        "recipe": {"name": "logmel64", "version": 1}, "input": {"name": "logmel64", "shape": [1, 300, BANDS]},
        "output": {"name": "logits", "shape": [1, len(LABELS)]}, **(heads if flagships else {}),
        "labels": list(LABELS), "normalisation": "in_graph", "temperature": 1.0, "unsure_below": 0.0, "smoothing_s": 0.4,
        "parameters": sum(count_parameters(m) for m in members), **identity(path),
    }
    (options.to / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(f"{path}: {card['bytes']} bytes, {card['parameters']} parameters, probabilities differ by {exact:.1e}, "
          f"stored as float16 by {stored:.1e}")


if __name__ == "__main__":
    main()
