"""ONNX files: written from PyTorch, their large weights halved, and told apart by size and hash."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

OPSET = 17


def write_onnx(model: nn.Module, example: Tensor, path: Path, name: str, outputs: list[str], free: dict[str, dict]) -> None:
    """A graph that reads one tensor called `name`; `free` names the axes whose length is not fixed (dynamic_axes)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (example,), str(path), opset_version=OPSET, dynamo=False, input_names=[name],
                          output_names=outputs, dynamic_axes=free)


def store_float16(path: Path, at_least: int) -> None:
    """Weights of so many values or more as float16, each with a Cast that ONNX Runtime computes once, when it loads the model
    (the same as scripts/models/store_float16.mjs, for machines whose Python sees no node)."""
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= at_least:
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
