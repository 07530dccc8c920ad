"""Writes weights.pt as model.onnx with the card fields that the programs need."""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import torch

from clips import LABELS
from network import BANDS, FirstCnn, count_parameters
from settings import Settings
from windows import FLOOR

OPSET = 17


def load_model(weights: Path) -> FirstCnn:
    stored = torch.load(weights, map_location="cpu", weights_only=True)
    model = FirstCnn(len(LABELS), stored["dropout"])
    model.load_state_dict(stored["average"])
    return model.eval()


def write_onnx(model: FirstCnn, path: Path) -> None:
    example = torch.full((1, Settings.window_frames, BANDS), FLOOR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(model, (example,), str(path), opset_version=OPSET, dynamo=False,
                          input_names=["logmel64"], output_names=["logits"],
                          dynamic_axes={"logmel64": {0: "batch"}, "logits": {0: "batch"}})


def write_parity_windows(model: FirstCnn, path: Path) -> None:
    """Windows and the logits PyTorch gives for them, for check_export.py."""
    random = np.random.default_rng(1)
    windows = random.normal(-8, 3, (20, Settings.window_frames, BANDS)).astype(np.float32)
    windows[0] = FLOOR
    windows[1, :200] = FLOOR
    windows = np.maximum(windows, np.float32(FLOOR))
    with torch.no_grad():
        np.savez(path, windows=windows, logits=model(torch.from_numpy(windows)).numpy())


def contract(path: Path, parameters: int) -> dict:
    """The part of card.json that the programs need; card.py adds what people need."""
    return {
        "card_version": 1,
        "name": "first-cnn",
        "title": "First CNN",
        "task": "emotion",
        "recipe": {"name": "logmel64", "version": 1},
        "input": {"name": "logmel64", "shape": [1, Settings.window_frames, BANDS]},
        "output": {"name": "logits", "shape": [1, len(LABELS)]},
        "labels": list(LABELS),
        "normalisation": "in_graph",
        "temperature": 1.0,
        "unsure_below": 0.0,
        "smoothing_s": 0.4,
        "parameters": parameters,
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds weights.pt; receives model.onnx and a plain card.json")
    folder = parser.parse_args().folder
    torch.set_num_threads(1)
    model = load_model(folder / "weights.pt")
    path = folder / "model.onnx"
    write_onnx(model, path)
    write_parity_windows(model, folder / "parity.npz")
    card = contract(path, count_parameters(model))
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(f"{path}: {card['bytes']} bytes, {card['parameters']} parameters")


if __name__ == "__main__":
    main()
