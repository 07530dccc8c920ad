"""ONNX files: written from PyTorch, compared with it, their large weights halved, and the card fields that the programs need."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from clips import LABELS
from metrics import softmax
from network import BANDS
from settings import Common

OPSET = 17


def write_onnx(model: nn.Module, example: Tensor, path: Path, name: str, outputs: list[str], free: dict[str, dict]) -> None:
    """A graph that reads one tensor called `name`; `free` names the axes whose length is not fixed (dynamic_axes)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (example,), str(path), opset_version=OPSET, dynamo=False, input_names=[name],
                          output_names=outputs, dynamic_axes=free)


def require_agreement(model: nn.Module, path: Path, name: str, inputs: list[np.ndarray], allowed: float) -> float:
    """The largest difference between PyTorch's probabilities and those of the file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    differences = []
    for given in inputs:
        with torch.no_grad():
            said = model(torch.from_numpy(given))
        wanted = softmax((said[0] if isinstance(said, tuple) else said).numpy())
        differences.append(np.abs(softmax(session.run(["logits"], {name: given})[0]) - wanted).max())
    worst = float(np.max(differences))
    if not worst <= allowed:
        raise SystemExit(f"{path} answers {worst:.1e} away from PyTorch; {allowed:.0e} is allowed")
    return worst


def store_float16(path: Path, at_least: int, exactly: bool = False) -> None:
    """Weights of so many values or more as float16, each with a Cast that ONNX Runtime computes once, when it loads the model
    (the same as scripts/models/store_float16.mjs, for machines whose Python sees no node). exactly: only those that lose nothing."""
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= at_least and not (exactly and np.any(values.astype(np.float16) != values)):
            name = tensor.name
            tensor.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), name + "_half"))
            casts.append(onnx.helper.make_node("Cast", [name + "_half"], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    path.write_bytes(model.SerializeToString())


def identity(path: Path) -> dict:
    """What a card says of its file."""
    return {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def contract(path: Path, name: str, title: str, parameters: int, heads: dict) -> dict:
    """The part of the card.json of a model on logmel64 windows that the programs need; card.py adds what people need."""
    return {
        "card_version": 1, "name": name, "title": title, "task": "emotion",
        "recipe": {"name": "logmel64", "version": 1},
        "input": {"name": "logmel64", "shape": [1, Common.window_frames, BANDS]},
        "output": {"name": "logits", "shape": [1, len(LABELS)]}, **heads,
        "labels": list(LABELS), "normalisation": "in_graph", "temperature": 1.0, "unsure_below": 0.0, "smoothing_s": 0.4,
        "parameters": parameters, **identity(path),
    }
