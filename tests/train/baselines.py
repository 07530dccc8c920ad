"""Checks the smoke run's models: cards that agree with their files, and answers of the right shape that differ by input."""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime

models, work = Path(sys.argv[1]), Path(sys.argv[2])
expected = {"mlp180": ([1, 180], 8), "mlp180-four": ([1, 180], 4), "cnn1d-mfcc": ([1, 40], 8),
            "cnn1d-capstone": ([1, 40], 8), "acnt": ([1, 40, 174], 8)}
for name, (shape, labels) in expected.items():
    card = json.loads((models / name / "card.json").read_text())
    file = (models / name / "model.onnx").read_bytes()
    assert card["sha256"] == hashlib.sha256(file).hexdigest() and card["bytes"] == len(file), name
    assert card["input"]["shape"] == shape and len(card["labels"]) == labels, name
    assert card["clip_rule"] == "whole" and card["output"] == {"name": "logits", "shape": [1, labels]}, name
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(1)
    first, second = (session.run(["logits"], {card["input"]["name"]: random.normal(-40, 20, shape).astype(np.float32)})[0]
                     for _ in range(2))
    assert first.shape == (1, labels) and np.isfinite(first).all(), name
    assert np.abs(first - second).max() > 1e-6, f"{name} answers the same to two different sounds"
    result = json.loads((work / name / "result.json").read_text())
    assert result["folds"]["clips"] == sum(map(sum, result["folds"]["confusion"])) > 0, name
    fold = json.loads((work / name / "fold_1" / "card.json").read_text())
    assert fold["labels"] == card["labels"] and fold["sha256"] != card["sha256"], name
assert (models / "mlp180" / "folds" / "fold_1" / "model.onnx").exists()
print("five baselines, each with model, card and result")
