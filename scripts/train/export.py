"""Writes weights.pt as model.onnx with the card fields that the programs need."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from network import BANDS, count_parameters, load_first_cnn
from onnx_files import contract, require_agreement, write_onnx
from settings import Settings
from windows import FLOOR


def windows_to_ask() -> np.ndarray:
    windows = np.random.default_rng(1).normal(-8, 3, (20, Settings.window_frames, BANDS)).astype(np.float32)
    windows[0] = FLOOR
    windows[1, :200] = FLOOR
    return np.maximum(windows, np.float32(FLOOR))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds weights.pt; receives model.onnx and a plain card.json")
    folder = parser.parse_args().folder
    torch.set_num_threads(1)
    model = load_first_cnn(folder / "weights.pt")
    path = folder / "model.onnx"
    example = torch.full((1, Settings.window_frames, BANDS), FLOOR)
    write_onnx(model, example, path, "logmel64", ["logits"], {"logmel64": {0: "batch"}, "logits": {0: "batch"}})
    away = require_agreement(model, path, "logmel64", [windows_to_ask()], 1e-4)
    card = contract(path, "first-cnn", "First CNN", count_parameters(model), {})
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(f"{path}: {card['bytes']} bytes, {card['parameters']} parameters, probabilities differ by {away:.1e}")


if __name__ == "__main__":
    main()
