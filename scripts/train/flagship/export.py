"""Writes one or several trained networks as one model.onnx with the card fields that the programs need. Several make an
ensemble in one graph: the logarithm of their mean probability."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from corpus import FLOOR, LABELS
from net import BANDS, Flagship, count_parameters
from train import load_average

OPSET = 17
ROOT = Path(__file__).resolve().parents[3]


class Ensemble(nn.Module):
    def __init__(self, members: list[Flagship]):
        super().__init__()
        self.members = nn.ModuleList(members)

    def forward(self, logmel64: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        said = [member(logmel64) for member in self.members]
        mean = torch.stack([torch.softmax(logits, 1) for logits, _, _ in said]).mean(0)
        return (torch.log(mean.clamp(min=1e-9)), torch.stack([d for _, d, _ in said]).mean(0),
                torch.cat([e for _, _, e in said], 1))


def write_onnx(model: nn.Module, path: Path) -> None:
    example = torch.full((1, 300, BANDS), FLOOR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (example,), str(path), opset_version=OPSET, dynamo=False, input_names=["logmel64"],
                          output_names=["logits", "dimensions", "embedding"], dynamic_axes={"logmel64": {1: "frames"}})


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
    parser.add_argument("members", type=Path, nargs="+", help="folders with weights.pt and settings.json")
    parser.add_argument("--name", required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    members = [load_average(folder) for folder in options.members]
    model = (members[0] if len(members) == 1 else Ensemble(members)).eval()
    options.to.mkdir(parents=True, exist_ok=True)
    path = options.to / "model.onnx"
    plain = options.to / "model.float32.onnx"
    write_onnx(model, plain)
    exact = check(model, plain, 1e-4)
    subprocess.run(["node", str(ROOT / "scripts/models/store_float16.mjs"), str(plain), str(path)], check=True)
    stored = check(model, path, 5e-3)
    plain.unlink()
    embedding = sum(m.head.in_features for m in members)
    card = {
        "card_version": 1, "name": options.name, "title": options.title, "task": "emotion",
        "recipe": {"name": "logmel64", "version": 1}, "input": {"name": "logmel64", "shape": [1, 300, BANDS]},
        "output": {"name": "logits", "shape": [1, len(LABELS)]},
        "dimensions": {"name": "dimensions", "shape": [1, 2]}, "embedding": {"name": "embedding", "shape": [1, embedding]},
        "labels": list(LABELS), "normalisation": "in_graph", "temperature": 1.0, "unsure_below": 0.0, "smoothing_s": 0.4,
        "parameters": sum(count_parameters(m) for m in members), "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
    (options.to / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(f"{path}: {card['bytes']} bytes, {card['parameters']} parameters, probabilities differ by {exact:.1e}, "
          f"stored as float16 by {stored:.1e}")


if __name__ == "__main__":
    main()
