"""Networks that were trained: main models, and first-cnn where it teaches or is a member."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from net import MainModel  # first: it puts the shared modules' folder on the path
from clips import LABELS
from network import load_first_cnn
from options import load_shape
from training import ready


def load_main_model(folder: Path) -> MainModel:
    model = MainModel(load_shape(folder / "settings.json"), len(LABELS), dropout=0.0)
    model.load_state_dict(torch.load(folder / "weights.pt", map_location="cpu", weights_only=True))
    return ready(model.eval())


def load_either(folder: Path) -> nn.Module:
    """A network of either kind: raw windows in, logits alone or first among what it gives."""
    if (folder / "settings.json").exists():
        return load_main_model(folder)
    return ready(load_first_cnn(folder / "weights.pt"))
